"""The meta-analysis engine: effects of studies in, a pooled effect with its heterogeneity out.

    effects_from_rows(rows, *, measure, zero_cells="only_zero", correlation=0.5) -> Effects     typed studies
    effects_from_values(yi, vi, *, measure="gen", studies=None) -> Effects                      effects and variances
    fit(effects, *, estimator="reml", test=None, pi=None, level=0.95, profile=True) -> Pooled

`Effects.without(study)` leaves one out. Everything is on the analysis scale: logarithms for or, rr, peto and rom
(`Pooled.exp()` gives the ratios). The rest of the engine lies in the modules and takes the same `Effects`:

    summary    pool_object(effects, ...) -> dict          the object that `dolomite pool --json` prints
    regress    regression, subgroups                       moderators
    influence  leave_one_out, cumulative, influence
    bias       egger, harbord, peters, rank_test, trim_and_fill, funnel
    resample   permutation_test, bootstrap
    bayes      posterior                                   random effects by exact integration
    methods    paragraph                                   the methods text with its citations
"""

from typing import TYPE_CHECKING

from dolomite.pool.effect import Effect, Effects, LeftOut, effects_from_rows, effects_from_values

if TYPE_CHECKING:
    from dolomite.pool.model import Pooled, fit

__all__ = ["Effect", "Effects", "LeftOut", "Pooled", "effects_from_rows", "effects_from_values", "fit"]


def __getattr__(name: str) -> object:
    """The model, imported where something is fitted: its numerics take longer than most answers, which pool nothing."""
    if name in ("Pooled", "fit"):
        from dolomite.pool import model

        globals()[name] = getattr(model, name)  # the next one who asks finds it without coming here
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
