"""What each study does to the answer: leave one out, add one at a time, and deletion diagnostics.

Diagnostics after Viechtbauer & Cheung (2010): studentised deleted residual, DFFITS, Cook's distance, covariance ratio,
hat value, DFBETAS; the limits that call a study influential are theirs too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dolomite.base.errors import InputError
from dolomite.pool.effect import Effect, Effects
from dolomite.pool.interval import Test
from dolomite.pool.model import Pooled, fit
from dolomite.pool.quantile import chi2_sf
from dolomite.pool.regress import UNKNOWN

# Viechtbauer & Cheung (2010): a study stands out when one of these is passed.
_LIMIT_DFFITS, _LIMIT_HAT, _LIMIT_DFBETAS, _LIMIT_COOK = 3.0, 3.0, 1.0, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """One study against the rest. `rstudent`, `dffits`, `dfbetas` in standard errors, `cook` a squared distance,

    `cov_ratio` the variance of the mean without it over that with it, `hat` its share of the weight, `weight` [%],
    tau2 and Q without it. `stands_out` when a limit of Viechtbauer & Cheung is passed.
    """

    study: str
    rstudent: float
    dffits: float
    cook: float
    cov_ratio: float
    tau2_deleted: float
    q_deleted: float
    hat: float
    dfbetas: float
    weight: float
    stands_out: bool


def leave_one_out(
    effects: Effects, *, estimator: str = "reml", test: Test | None = None, level: float = 0.95
) -> tuple[tuple[str, Pooled], ...]:
    """For each study, its name and the pooled effect [unit of the measure] of all the others; needs two studies."""
    if len(effects.rows) < 2:
        raise InputError("leaving one out needs at least 2 studies.")
    return tuple(
        (row.study, fit(_rest(effects, i), estimator=estimator, test=test, level=level, profile=False))
        for i, row in enumerate(effects.rows)
    )


def cumulative(
    effects: Effects,
    *,
    by: str | None = None,
    estimator: str = "reml",
    test: Test | None = None,
    level: float = 0.95,
) -> tuple[tuple[str, Pooled], ...]:
    """The pooled effect [unit of the measure] as studies come in: name of the newcomer, and the pool with it.

    `by` names the moderator to order by (the year, say; numbers by size, words by the alphabet); None keeps the order
    of the table. Raises InputError for a column that does not exist or is unknown for a study.
    """
    rows = list(effects.rows)
    if by is not None:
        for row in rows:
            if row.moderators.get(by, "").lower() in UNKNOWN:
                raise InputError(
                    f"{row.where or row.study}: its {by} is not known, so its place in time is not. Add it."
                )
        rows.sort(key=lambda row: _order(row, by))
    steps = []
    for i, row in enumerate(rows, start=1):
        part = Effects(measure=effects.measure, rows=tuple(rows[:i]))
        steps.append((row.study, fit(part, estimator=estimator, test=test, level=level, profile=False)))
    return tuple(steps)


def influence(effects: Effects, *, estimator: str = "reml", test: Test | None = None) -> tuple[Influence, ...]:
    """Deletion diagnostics of every study (see Influence for units); needs three studies and not mh."""
    k = len(effects.rows)
    if k < 3 or estimator == "mh":
        raise InputError("influence needs at least 3 studies and an estimator other than mh.")
    whole = fit(effects, estimator=estimator, test=test, profile=False)
    tau2 = 0.0 if whole.tau2 is None else whole.tau2  # a common effect: none between studies, by its definition
    weights = [1 / (row.vi + tau2) for row in effects.rows]
    sw = sum(weights)
    influences = []
    for i, row in enumerate(effects.rows):
        rest = _rest(effects, i)
        without = fit(rest, estimator=estimator, test=test, profile=False)
        deleted = 0.0 if without.tau2 is None else without.tau2
        # What Knapp-Hartung multiplied the variance by (1 under z); a deleted residual is scaled by it as well.
        scale = without.se**2 * sum(1 / (other.vi + deleted) for other in rest.rows)
        shift = whole.estimate - without.estimate
        hat = weights[i] / sw
        spread = math.sqrt(scale * (row.vi + deleted) + without.se**2)
        with_deleted = 1 / sum(1 / (other.vi + deleted) for other in effects.rows)
        dffits = shift / math.sqrt(scale * hat * (deleted + row.vi)) if scale > 0 else 0.0
        cook = shift * shift / whole.se**2 if whole.se > 0 else 0.0
        dfbetas = shift / math.sqrt(scale * with_deleted) if scale > 0 else 0.0
        influences.append(
            Influence(
                study=row.study,
                rstudent=(row.yi - without.estimate) / spread if spread > 0 else 0.0,
                dffits=dffits,
                cook=cook,
                cov_ratio=without.se**2 / whole.se**2 if whole.se > 0 else 1.0,
                tau2_deleted=deleted,
                q_deleted=without.heterogeneity.q,
                hat=hat,
                dfbetas=dfbetas,
                weight=100 * hat,
                stands_out=abs(dffits) > _LIMIT_DFFITS * math.sqrt(1 / (k - 1))
                or 1 - chi2_sf(cook, 1) > _LIMIT_COOK
                or hat > _LIMIT_HAT / k
                or abs(dfbetas) > _LIMIT_DFBETAS,
            )
        )
    return tuple(influences)


def _rest(effects: Effects, i: int) -> Effects:
    return Effects(measure=effects.measure, rows=effects.rows[:i] + effects.rows[i + 1 :])


def _order(row: Effect, by: str) -> tuple[int, float, str]:
    text = row.moderators[by]
    try:
        return 0, float(text), ""
    except ValueError:
        return 1, 0.0, text
