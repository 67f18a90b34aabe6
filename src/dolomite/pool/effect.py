"""From a table of studies to effects on one scale, with a trace for everything that was not printed as such.

    effects_from_rows(rows, measure="or")            from typed studies (study.StudyRow)
    effects_from_values(yi, vi, measure="gen")       from effects and variances

Measures: or, rr, peto, rom are log ratios; rd a difference of risks; md in the scale's unit; smd, smcc in standard
deviations; gen whatever the caller pooled. A row may give counts, two arms, one group's change, pairs, or an effect
with its variance, standard error, interval or p: the first of these forms that is complete is used.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dolomite.base.errors import InputError
from dolomite.pool import binary, continuous, derive
from dolomite.pool.binary import Counts, ZeroCells
from dolomite.pool.continuous import GroupSummary
from dolomite.pool.study import StudyRow

MEASURES: Mapping[str, str] = {
    "or": "odds ratio",
    "rr": "risk ratio",
    "rd": "risk difference",
    "peto": "Peto odds ratio",
    "md": "mean difference",
    "smd": "standardised mean difference (Hedges' g)",
    "smcc": "standardised mean change within a group",
    "rom": "ratio of means",
    "gen": "effect as given",
}
LOG_SCALE = frozenset({"or", "rr", "peto", "rom"})
FROM_COUNTS = frozenset({"or", "rr", "rd", "peto"})
FROM_MEANS = frozenset({"md", "smd", "rom"})

LOPSIDED = 0.15  # share of an interval's width by which its two sides may differ before it is remarked: rounding's part
COUNT_COLUMNS = ("events_t", "n_t", "events_c", "n_c")
NO_FIT = "the columns do not fit the measure {}"

# Weights are 1/variance and the estimators cube them: outside this range double precision overflows.
SMALLEST_VARIANCE, LARGEST_VARIANCE, LARGEST_EFFECT = 1e-60, 1e60, 1e60

FORMS = (
    "events_t,n_t,events_c,n_c",
    "n_t,mean_t,sd_t,n_c,mean_c,sd_c",
    "n,mean_change,sd_change",
    "yi with vi or sei",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One study's effect `yi` and sampling variance `vi` [unit of the measure, squared for vi].

    `derived` says in sentences what was not printed as such. `counts` or `arms` are what it came from, where known.
    `lopsided`: its printed interval does not lie evenly about it on this scale.
    """

    study: str
    yi: float
    vi: float
    derived: tuple[str, ...] = ()
    counts: Counts | None = None
    arms: tuple[GroupSummary, GroupSummary] | None = None
    moderators: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
    lopsided: bool = False

    @property
    def n(self) -> float | None:
        """Persons in the study, where known. (A count.)"""
        if self.counts is not None:
            return self.counts.n
        return None if self.arms is None else self.arms[0].n + self.arms[1].n


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A study that cannot take part on this scale, and why."""

    study: str
    why: str
    incomplete: bool = False
    counts: Counts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """The studies' effects on one scale (see MEASURES for units), and who was left out."""

    measure: str
    rows: tuple[Effect, ...]
    left_out: tuple[LeftOut, ...] = ()

    def without(self, study: str) -> Effects:
        """The same without one study; raises InputError when no study has that name."""
        rest = tuple(row for row in self.rows if row.study != study)
        if len(rest) == len(self.rows):
            raise InputError(f"there is no study {study!r}. Studies: {', '.join(row.study for row in self.rows)}.")
        return Effects(measure=self.measure, rows=rest, left_out=self.left_out)


def effects_from_values(
    yi: Sequence[float], vi: Sequence[float], *, measure: str = "gen", studies: Sequence[str] | None = None
) -> Effects:
    """Effects from values: `yi` and their sampling variances `vi` [unit of the measure, squared for vi].

    Raises InputError for values that are not finite or variances that are not above 0.
    """
    names = studies or [f"study {i}" for i in range(1, len(yi) + 1)]
    rows = tuple(
        _sound(Effect(study=s, yi=float(y), vi=float(v), where=s)) for s, y, v in zip(names, yi, vi, strict=True)
    )
    return _some(Effects(measure=_known(measure), rows=rows))


def effects_from_rows(
    rows: Sequence[StudyRow], *, measure: str, zero_cells: ZeroCells = "only_zero", correlation: float = 0.5
) -> Effects:
    """Effects on the scale of `measure` from typed studies (columns as in FORMS and docs/reference/pool.md).

    `zero_cells`: 0.5 is added "only_zero" (tables with an empty cell), to "all" tables, or to "none".
    `correlation` [no unit] stands in where a crossover or change row prints none. Raises InputError naming the place.
    """
    _known(measure)
    _refuse_mixed_scores(rows, measure)
    kept: list[Effect] = []
    left_out: list[LeftOut] = []
    for row in rows:
        effect = _effect(row, measure, zero_cells, correlation)
        if isinstance(effect, LeftOut):
            left_out.append(effect)
        else:
            kept.append(_sound(effect))
    if not kept and left_out and all(row.incomplete for row in left_out):
        raise InputError(f"{rows[0].where or rows[0].study}: {left_out[0].why}. Give {_wanted(measure)}.")
    return _some(Effects(measure=measure, rows=tuple(kept), left_out=tuple(left_out)))


def _effect(row: StudyRow, measure: str, zero_cells: ZeroCells, correlation: float) -> Effect | LeftOut:
    has = row.given.keys()
    where = row.where or row.study
    if measure in FROM_COUNTS and has >= set(COUNT_COLUMNS):
        return _from_counts(row, measure, zero_cells, where)
    if measure in FROM_MEANS and "n_pairs" in has:
        return _from_pairs(row, measure, correlation, where)
    if measure in FROM_MEANS and {"n_t", "n_c"} <= has and "events_t" not in has:
        return _from_arms(row, measure, correlation, where)
    if measure == "smcc" and "n" in has:
        return _from_change(row, correlation, where)
    if "yi" in has or "ratio" in has:
        return _from_effect(row, measure, where)
    if measure == "smcc" and "n_t" in has:
        raise InputError(
            f"{where}: smcc is change within one group and says nothing between arms. "
            "Give n,mean_change,sd_change of one group, or compare the arms' changes: measure smd or md."
        )
    # Unknown is not zero: a study whose figures are not all known is named and left out, never filled in.
    needed = COUNT_COLUMNS if measure in FROM_COUNTS else ("n_t", "n_c") if measure in FROM_MEANS else ("yi",)
    lacking = [name for name in needed if name not in has]
    partly = lacking and len(lacking) < len(needed)
    why = f"{' and '.join(lacking)} not known" if partly else NO_FIT.format(measure)
    return LeftOut(study=row.study, why=why, incomplete=True)


def _from_counts(row: StudyRow, measure: str, zero_cells: ZeroCells, where: str) -> Effect | LeftOut:
    g = row.given
    counts = binary.check(Counts(events_t=g["events_t"], n_t=g["n_t"], events_c=g["events_c"], n_c=g["n_c"]), where)
    effect = binary.effect(measure, counts, zero_cells=zero_cells)
    if effect is None:
        why = "nobody or everybody had the event in both arms, which says nothing about a ratio"
        return LeftOut(
            study=row.study, why=why if counts.silent() else "an empty cell and no correction asked for", counts=counts
        )
    yi, vi, trace = effect
    return Effect(study=row.study, yi=yi, vi=vi, derived=trace, counts=counts, moderators=row.moderators, where=where)


def _from_arms(row: StudyRow, measure: str, correlation: float, where: str) -> Effect | LeftOut:
    t, c = (_arm(row.given, name, correlation, where) for name in ("t", "c"))
    for arm in (t, c):
        if isinstance(arm, str):
            why = f"{arm} is not known and cannot be had from the other columns"
            return LeftOut(study=row.study, why=why, incomplete=True)
    assert isinstance(t, GroupSummary) and isinstance(c, GroupSummary)
    if measure == "md":
        yi, vi = continuous.mean_difference(t, c)
    elif measure == "smd":
        yi, vi = continuous.standardised_mean_difference(t, c, where)
    else:
        yi, vi = continuous.ratio_of_means(t, c, where)
    trace = tuple(f"{name}: {how}" for name, arm in (("treated", t), ("control", c)) for how in arm.derived)
    return Effect(study=row.study, yi=yi, vi=vi, derived=trace, arms=(t, c), moderators=row.moderators, where=where)


def _arm(given: Mapping[str, float], name: str, correlation: float, where: str) -> GroupSummary | str:
    """The arm, or the name of the number that is neither given nor to be had from the others."""

    def get(what: str) -> float | None:
        return given.get(f"{what}_{name}")

    n = given[f"n_{name}"]
    mean, sd, se = get("mean"), get("sd"), get("se")
    q1, median, q3 = get("q1"), get("median"), get("q3")
    low, high = get("ci_low"), get("ci_high")
    before, after = get("sd_pre"), get("sd_post")
    derived: list[str] = []

    def take(figure: derive.Derived, what: str) -> float:
        derived.append(derive.positive(figure, what, where).how if what == f"sd_{name}" else figure.how)
        return figure.value

    if n < 2:
        raise InputError(f"{where}: n_{name} is {n:g}; a standard deviation needs at least 2 persons. Correct it.")
    if mean is None and q1 is not None and median is not None and q3 is not None:
        mean = take(derive.mean_from_quartiles(q1, median, q3, n), f"mean_{name}")
    if sd is None:
        if se is not None:
            sd = take(derive.sd_from_se(se, n), f"sd_{name}")
        elif low is not None and high is not None:
            sd = take(derive.sd_from_ci(low, high, n), f"sd_{name}")
        elif before is not None and after is not None:
            r = given.get("r")
            sd = take(derive.sd_of_change(before, after, correlation if r is None else r), f"sd_{name}")
        elif q1 is not None and q3 is not None:
            sd = take(derive.sd_from_quartiles(q1, q3, n), f"sd_{name}")
    if mean is None or sd is None:
        return f"mean_{name}" if mean is None else f"sd_{name}"
    return continuous.check(GroupSummary(n=n, mean=mean, sd=sd, derived=tuple(derived)), name, where)


def _from_pairs(row: StudyRow, measure: str, correlation: float, where: str) -> Effect:
    g = row.given
    if measure != "md":
        raise InputError(f"{where}: pairs (n_pairs) are pooled as mean differences only. Use the measure md.")
    lacking = [name for name in ("mean_t", "mean_c") if name not in g]
    if lacking or ("se_diff" not in g and not {"sd_t", "sd_c"} <= g.keys()):
        raise InputError(f"{where}: pairs need n_pairs, mean_t, mean_c and either se_diff or sd_t, sd_c and r.")
    if g["n_pairs"] < 2:
        raise InputError(f"{where}: n_pairs is {g['n_pairs']:g}; at least 2 persons are needed. Correct it.")
    if "se_diff" in g:
        return Effect(
            study=row.study, yi=g["mean_t"] - g["mean_c"], vi=g["se_diff"] ** 2, moderators=row.moderators, where=where
        )
    r = g.get("r", correlation)
    se = derive.se_of_paired_difference(g["sd_t"], g["sd_c"], g["n_pairs"], r)
    how = se.how + ("" if "r" in g else ", which is imputed")
    return Effect(
        study=row.study,
        yi=g["mean_t"] - g["mean_c"],
        vi=derive.positive(se, "a standard error", where).value ** 2,
        derived=(how,),
        moderators=row.moderators,
        where=where,
    )


def _from_change(row: StudyRow, correlation: float, where: str) -> Effect:
    g = row.given
    derived: tuple[str, ...] = ()
    mean, sd = g.get("mean_change"), g.get("sd_change")
    if mean is None and {"mean_pre", "mean_post"} <= g.keys():
        mean = g["mean_post"] - g["mean_pre"]
    if sd is None and {"sd_pre", "sd_post"} <= g.keys():
        change = derive.sd_of_change(g["sd_pre"], g["sd_post"], g.get("r", correlation))
        sd, derived = change.value, (change.how + ("" if "r" in g else ", which is imputed"),)
    if mean is None or sd is None:
        raise InputError(f"{where}: give n,mean_change,sd_change, or n,mean_pre,mean_post,sd_pre,sd_post,r.")
    yi, vi = continuous.standardised_change(g["n"], mean, sd, where)
    return Effect(study=row.study, yi=yi, vi=vi, derived=derived, moderators=row.moderators, where=where)


def _from_effect(row: StudyRow, measure: str, where: str) -> Effect | LeftOut:
    g = row.given
    derived: tuple[str, ...] = ()
    low, high = g.get("ci_low"), g.get("ci_high")
    if "yi" in g:
        yi = g["yi"]
    else:
        yi = _log(g["ratio"], "ratio", measure, where)
        if {"ratio_low", "ratio_high"} <= g.keys():
            low, high = (_log(g[name], name, measure, where) for name in ("ratio_low", "ratio_high"))
        derived = ("log of the printed ratio",)
    lopsided = low is not None and high is not None and _uneven(yi, low, high, where)
    if "vi" in g:
        vi = g["vi"]
    elif "sei" in g:
        vi = g["sei"] ** 2
    elif low is not None and high is not None:
        se = derive.positive(derive.se_from_ci(low, high), "a standard error", where)
        vi, derived = se.value**2, (*derived, se.how)
    elif "p" in g:
        if not 0 < g["p"] < 1 or yi == 0:
            raise InputError(f"{where}: a standard error from p needs 0 < p < 1 and an effect that is not 0.")
        se = derive.positive(derive.se_from_p(yi, g["p"]), "a standard error", where)
        vi, derived = se.value**2, (*derived, se.how)
    else:
        why = "its effect has no variance (vi or sei, ci_low and ci_high, or p)"
        return LeftOut(study=row.study, why=why, incomplete=True)
    return Effect(
        study=row.study, yi=yi, vi=vi, derived=derived, moderators=row.moderators, where=where, lopsided=lopsided
    )


def _uneven(yi: float, low: float, high: float, where: str) -> bool:
    """Whether an interval lies unevenly about its effect; raises InputError when the effect lies outside it."""
    if not low < high:
        raise InputError(f"{where}: the interval's lower limit is not below its upper one. Look at the paper again.")
    if not low <= yi <= high:
        raise InputError(f"{where}: the effect lies outside its own interval. One of the three is a slip; look again.")
    return abs((high - yi) - (yi - low)) > LOPSIDED * (high - low)


def _log(value: float, name: str, measure: str, where: str) -> float:
    if measure not in LOG_SCALE and measure != "gen":
        raise InputError(f"{where}: {name} is for ratios (or, rr, peto, rom, gen). Give yi for the measure {measure}.")
    if value <= 0:
        raise InputError(f"{where}: {name} is {value:g}; a ratio is above 0. Correct it.")
    return math.log(value)


def _sound(effect: Effect) -> Effect:
    if not math.isfinite(effect.yi) or abs(effect.yi) > LARGEST_EFFECT:
        raise InputError(
            f"{effect.where}: the effect {effect.yi:g} is not a usable number. Check this study's figures."
        )
    if not effect.vi > 0:
        raise InputError(
            f"{effect.where}: the sampling variance is {effect.vi:g}, which would give this study all the "
            "weight there is. It must be above 0; check its SDs, standard error or variance."
        )
    if not SMALLEST_VARIANCE <= effect.vi <= LARGEST_VARIANCE:
        raise InputError(f"{effect.where}: the sampling variance {effect.vi:g} is beyond computing. Check the unit.")
    return effect


def _some(effects: Effects) -> Effects:
    if not effects.rows:
        why = f" ({effects.left_out[0].why})" if effects.left_out else ""
        raise InputError(
            f"no study is left to pool{why}."
            + (" Use the measure rd." if effects.measure in ("or", "rr", "peto") else "")
        )
    return effects


def _known(measure: str) -> str:
    if measure not in MEASURES:
        raise InputError(f"measure {measure!r} is not one of {', '.join(MEASURES)}.")
    return measure


def _wanted(measure: str) -> str:
    own = FORMS[0] if measure in FROM_COUNTS else FORMS[1] if measure in FROM_MEANS else FORMS[2]
    return FORMS[3] if measure == "gen" else f"{own}, or {FORMS[3]}"


def _refuse_mixed_scores(rows: Sequence[StudyRow], measure: str) -> None:
    """Final values and changes have different SDs, so standardised differences of the two are not one scale."""
    kinds = {row.moderators.get("scores", "").strip().lower() for row in rows} & {"final", "change"}
    if measure == "smd" and len(kinds) > 1:
        raise InputError(
            "scores: final values and changes from baseline must not mix in a standardised difference. "
            "Pool them apart, or use the measure md."
        )
