"""Use case: pool the studies of a table, with what else was asked for, as one section of words, tables and data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from dolomite.base.document import OFFICE, decode
from dolomite.base.errors import InputError
from dolomite.pool import Effects, Pooled, columns, effects_from_rows, fit, revman
from dolomite.pool import read as read_studies
from dolomite.pool.binary import ZeroCells
from dolomite.pool.derive import IMPUTED_CORRELATIONS
from dolomite.pool.effect import MEASURES
from dolomite.pool.interval import Prediction, Test
from dolomite.pool.resample import Progress, no_progress
from dolomite.pool.study import StudyRow
from dolomite.report.tree import Section
from dolomite.view.pool import section
from dolomite.view.pool_data import pool_object
from dolomite.view.pool_further import CannotBe, FilledPool, Further, Grouped, Imputed, ShortPool

if TYPE_CHECKING:
    from dolomite.pool.regress import Subgroups
    from dolomite.view.shape.pool import Exponential

ZERO_CELLS = ("only_zero", "all", "none")
TOO_WELL = 0.4  # Q over its degrees of freedom: under this Knapp-Hartung is far narrower than chance allows
MODIFIED = (
    "The studies agree better than chance lets them, so Knapp-Hartung would be too narrow: the modified test, never "
    "narrower than the model's own, was used. The test knapp_hartung can be asked for."
)
JASP_MARK = "analyses.json"  # what an archive of JASP holds, whatever it is called
MOST_REFITS = 1_000_000  # of one test
LEVEL = 0.95  # of intervals, the custom
SECONDS = 60.0  # of patience with a permutation test
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was asked for. `test` and `pi` None: what goes with the estimator; the flags add analyses.

    `prior_tau` [unit of the measure] None: the usual scale. `worthwhile` [unit of the measure, log for ratios] has the
    sign of the wanted side. `seed` makes chance repeatable. `seconds` [s] bounds a permutation test whose patterns are
    too many to count: it ends with as many as were drawn, and says how many. `columns` says which column is which
    (`n_t=n1i,n_c=n2i`), `analysis` which of a review's (1.2).
    """

    measure: str | None
    estimator: str = "reml"
    test: str | None = None
    pi: str | None = None
    level: float = LEVEL
    zero_cells: str = "only_zero"
    correlation: float = 0.5
    drop: tuple[str, ...] = ()
    moderators: tuple[str, ...] = ()
    bias: bool = False
    influence: bool = False
    cumulative: str | None = None
    permutation: bool = False
    bootstrap: int = 0
    bayes: bool = False
    prior_tau: float | None = None
    worthwhile: float | None = None
    seed: int = 1
    seconds: float = SECONDS
    columns: str | None = None
    analysis: str | None = None


def pool_studies(text: str, *, name: str, choices: Choices, progress: Progress = no_progress) -> Section:
    """Pool the studies of a CSV text [unit of the measure, log for ratios]; `name` is how messages call the file.

    Raises InputError in one sentence for a table or a choice that cannot be used.
    """
    choices = _lowered(checked(choices))
    table = read_studies.read(text, name=name, wanted=columns.parse(choices.columns), analysis=choices.analysis)
    rows = table.rows
    effects = _effects(rows, choices)
    pi = cast(Prediction | None, choices.pi)
    test = cast(Test | None, choices.test)
    pooled = fit(effects, estimator=choices.estimator, test=test, pi=pi, level=choices.level)
    said = list(table.says)
    if choices.test is None and pooled.test == "knapp_hartung" and agree_too_well(pooled):
        pooled = fit(effects, estimator=choices.estimator, test="modified_knapp_hartung", pi=pi, level=choices.level)
        said.append(MODIFIED)
    extra, also = _extras(effects, pooled, choices, progress)
    if any("imputed" in how for row in effects.rows for how in row.derived):
        extra["sensitivity"] = _sensitivity(rows, choices)
    data = pool_object(effects, pooled, zero_cells=choices.zero_cells, also=also)
    extra["read_as"] = said
    return section(effects, pooled, data, extra)


def table_text(data: bytes, *, name: str) -> str:
    """The table in a file as text: CSV as it stands, a workbook's one sheet, a RevMan file's analyses.

    Raises InputError: a workbook of several sheets, a file of another program that is no table.
    """
    if revman.recognise(data):
        return revman.text_of(data, name=name)
    if not data.startswith(OFFICE) and not name.lower().endswith(".jasp"):
        return decode(data, name=name)
    from dolomite.intake.read import workbook  # archives and old workbooks only: they cost a start more than the pool
    from dolomite.intake.read.file import File

    file = File(name=name, content=data)
    if name.lower().endswith(".jasp") or JASP_MARK in file.members():
        raise InputError(f"{name}: this is a JASP file. In JASP choose Export Data, and pool the CSV that it writes.")
    if not workbook.recognise(file):
        return decode(data, name=name)
    sheets = workbook.sheets(file)
    if len(sheets) != 1:
        raise InputError(f"{name}: the workbook has {len(sheets)} sheets that hold something. Save the one as CSV.")
    return sheets[0].text()


def agree_too_well(pooled: Pooled) -> bool:
    """Whether studies agree so far below chance that Knapp-Hartung would be too narrow."""
    spread = pooled.heterogeneity
    return pooled.k > 1 and spread.q_df > 0 and spread.q / spread.q_df < TOO_WELL


def _lowered(choices: Choices) -> Choices:
    """Columns as the table's headings are read: without capitals, whatever was typed."""
    return replace(
        choices,
        moderators=tuple(columns.heading(name) for name in choices.moderators),
        cumulative=None if choices.cumulative is None else columns.heading(choices.cumulative),
    )


def checked(choices: Choices) -> Choices:
    """The choices, when each exists; raises InputError naming the first that does not. (Units: see Choices.)"""
    if choices.measure is None:
        raise InputError(f"nothing is said. Say what to pool: {', '.join(MEASURES)}.", field="measure")
    if choices.measure not in MEASURES:
        raise InputError(f"{choices.measure!r} is not one of {', '.join(MEASURES)}.", field="measure")
    if choices.zero_cells not in ZERO_CELLS:
        raise InputError(f"{choices.zero_cells!r} is not one of {', '.join(ZERO_CELLS)}.", field="zero_cells")
    if not -1 <= choices.correlation <= 1:
        raise InputError(f"{choices.correlation:g} lies outside -1 to 1.", field="correlation")
    if not 0 < choices.seconds < float("inf"):
        raise InputError(f"{choices.seconds:g} is no time above 0.", field="seconds")
    if choices.seed < 0:
        raise InputError(f"{choices.seed} is below 0. Any whole number from 0 makes chance repeatable.", field="seed")
    if not 0 <= choices.bootstrap <= MOST_REFITS:
        raise InputError(f"{choices.bootstrap} is not between 1 and {MOST_REFITS:,}.", field="bootstrap")
    return choices


def _effects(rows: Sequence[StudyRow], choices: Choices) -> Effects:
    assert choices.measure is not None
    effects = effects_from_rows(
        rows,
        measure=choices.measure,
        zero_cells=cast(ZeroCells, choices.zero_cells),
        correlation=choices.correlation,
    )
    for study in choices.drop:
        effects = effects.without(study)
    return effects


def _extras(effects: Effects, pooled: Pooled, choices: Choices, progress: Progress) -> tuple[Further, list[str]]:
    """The further analyses asked for, as data under their key, and their sentences for the methods text."""
    wanted: dict[str, tuple[bool, Callable[[], Further]]] = {
        "regression": (bool(choices.moderators), lambda: _moderators(effects, pooled, choices)),
        "influence": (choices.influence, lambda: _influence(effects, pooled)),
        "cumulative": (choices.cumulative is not None, lambda: _cumulative(effects, pooled, choices)),
        "small_studies": (choices.bias, lambda: _small_studies(effects, pooled)),
        "permutation": (choices.permutation, lambda: _permutation(effects, pooled, choices, progress)),
        "bootstrap": (choices.bootstrap > 0, lambda: _bootstrap(effects, pooled, choices)),
        "bayes": (choices.bayes or choices.worthwhile is not None, lambda: _bayes(effects, choices)),
    }
    extra: Further = {}
    also: list[str] = []
    for key, (asked, make) in wanted.items():
        if asked:
            extra.update(make())
            also += _asymmetry(extra) if key == "small_studies" else [key]
    return extra, [name for name in also if name != "cumulative"]


def _moderators(effects: Effects, pooled: Pooled, choices: Choices) -> Further:
    from dolomite.pool.regress import numeric, regression, subgroups

    estimator = "fe" if pooled.estimator == "mh" else pooled.estimator
    test = None if pooled.estimator == "mh" else pooled.test
    further: Further = {
        "regression": regression(effects, choices.moderators, estimator=estimator, test=test, level=choices.level)
    }
    words = [name for name in choices.moderators if not numeric(effects, name)]
    further["subgroups"] = [_subgroups(subgroups(effects, name, estimator=estimator, test=test)) for name in words]
    return further


def _subgroups(subgroups: Subgroups) -> Grouped:
    return {
        "moderator": subgroups.moderator,
        "groups": [{"group": name, **_short(pooled)} for name, pooled in subgroups.groups],
        "q": subgroups.q,
        "q_df": subgroups.q_df,
        "q_p": subgroups.q_p,
        "left_out": subgroups.left_out,
    }


def _short(pooled: Pooled) -> ShortPool:
    return {
        "k": pooled.k,
        "estimate": pooled.estimate,
        "se": pooled.se,
        "ci": pooled.ci,
        "p": pooled.p,
        "tau2": pooled.tau2,
        "q": pooled.heterogeneity.q,
        "i2": pooled.heterogeneity.i2,
        "exp": cast("Exponential | None", pooled.exp()),
    }


def _influence(effects: Effects, pooled: Pooled) -> Further:
    from dolomite.pool.influence import influence, leave_one_out

    others = leave_one_out(effects, estimator=pooled.estimator, test=pooled.test, level=pooled.level)
    return {
        "influence": influence(effects, estimator=pooled.estimator, test=pooled.test),
        "leave_one_out": [{"study": name, **_short(without)} for name, without in others],
    }


def _cumulative(effects: Effects, pooled: Pooled, choices: Choices) -> Further:
    from dolomite.pool.influence import cumulative

    # "table" keeps the order of the table; any other word is a column.
    by = None if choices.cumulative == "table" else choices.cumulative
    test = None if pooled.k == 1 else pooled.test
    steps = cumulative(effects, by=by, estimator=pooled.estimator, test=test, level=pooled.level)
    return {"cumulative": [{"study": name, **_short(step)} for name, step in steps]}


def _small_studies(effects: Effects, pooled: Pooled) -> Further:
    from dolomite.pool import bias

    estimator = "fe" if pooled.estimator == "mh" else pooled.estimator
    test = "z" if pooled.estimator == "mh" else pooled.test
    tests: dict[str, Callable[[], bias.Asymmetry]] = {
        "egger": lambda: bias.egger(effects),
        "egger_mixed": lambda: bias.egger_mixed(effects, estimator=estimator),
        "rank_test": lambda: bias.rank_test(effects),
    }
    if effects.measure in ("or", "rr", "peto"):
        tests |= {"harbord": lambda: bias.harbord(effects), "peters": lambda: bias.peters(effects)}
    if effects.measure == "smd":
        tests["size_based"] = lambda: bias.size_based(effects)

    def filled(how: bias.Missing) -> FilledPool:
        trimmed = bias.trim_and_fill(effects, estimator=estimator, test=test, missing=how)
        return {"added": trimmed.added, "side": trimmed.side, "filled": trimmed.filled, **_short(trimmed.pooled)}

    fitting = {"or": "harbord or peters", "rr": "peters", "peto": "harbord or peters", "smd": "size_based"}
    return {
        "small_studies": {
            "says": [] if pooled.k >= bias.FEWEST else [f"Only {pooled.k} studies: under {bias.FEWEST} these mislead."],
            "fitting_test": fitting.get(effects.measure, "egger"),
            "tests": {name: _or_sentence(make) for name, make in tests.items()},
            "funnel": _or_sentence(lambda: bias.funnel(effects, centre=pooled.estimate)),
            "trim_and_fill": {how: _or_sentence(partial(filled, how)) for how in get_args(bias.Missing)},
        }
    }


def _asymmetry(further: Further) -> list[str]:
    """The sentences of the tests for small-study effects that could be made."""
    tests = cast("dict[str, object]", further["small_studies"]["tests"])
    tests_made = [
        name
        for name, outcome in tests.items()
        if name != "egger_mixed" and not (isinstance(outcome, dict) and "says" in outcome)
    ]
    return ["small_studies", *tests_made, "trim_and_fill"]


def _or_sentence(make: Callable[[], Made]) -> Made | CannotBe:
    """A test that cannot be made on these studies says so and does not stop the others."""
    try:
        return make()
    except InputError as error:
        return {"says": error.says}


def _permutation(effects: Effects, pooled: Pooled, choices: Choices, progress: Progress) -> Further:
    import numpy as np

    from dolomite.pool.resample import permutation_test, permute_moderators

    rng = np.random.default_rng(choices.seed)
    further: Further = {
        "permutation": permutation_test(
            effects,
            estimator=pooled.estimator,
            test=pooled.test,
            rng=rng,
            seconds=choices.seconds,
            progress=progress,
        )
    }
    if choices.moderators:
        further["permutation_moderators"] = permute_moderators(
            effects,
            choices.moderators,
            estimator=pooled.estimator,
            test=pooled.test,
            rng=rng,
            seconds=choices.seconds,
            progress=progress,
        )
    return further


def _bootstrap(effects: Effects, pooled: Pooled, choices: Choices) -> Further:
    import numpy as np

    from dolomite.pool.resample import bootstrap

    rng = np.random.default_rng(choices.seed)
    resampled = bootstrap(effects, rng=rng, refits=choices.bootstrap, estimator=pooled.estimator, level=choices.level)
    return {"bootstrap": resampled}


def _bayes(effects: Effects, choices: Choices) -> Further:
    from dolomite.pool.bayes import Prior, beside, default_scale

    scale = choices.prior_tau if choices.prior_tau is not None else default_scale(effects)
    if scale is None:
        raise InputError(f"the prior of tau has no usual scale for {effects.measure}. Give one.", field="prior_tau")
    posteriors = beside(effects, Prior(scale=scale), worthwhile=choices.worthwhile, level=choices.level)
    return {"bayes": posteriors}


def _sensitivity(rows: Sequence[StudyRow], choices: Choices) -> list[Imputed]:
    """The pool under each of the correlations that might have been supposed."""
    imputed: list[Imputed] = []
    for r in IMPUTED_CORRELATIONS:
        effects = _effects(rows, replace(choices, correlation=r))
        pooled = fit(effects, estimator=choices.estimator, test=cast(Test | None, choices.test), level=choices.level)
        imputed.append({"correlation": r, **_short(pooled)})
    return imputed
