"""What a careful colleague would point out: data entry gone wrong in a known way, answers to read with care."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dolomite.pool.continuous import pooled_sd
from dolomite.pool.effect import Effect, Effects, LeftOut
from dolomite.pool.model import Pooled, fit

# A standardised difference beyond this is rare in trials; a standard error typed as an SD makes one (Cochrane Handbook
# 6.5.2: check that reported SDs are not standard errors).
LARGE_SMD = 2.0
# An SD this many times smaller than the other studies' while SD times root n fits them: the mark of a standard error.
SHRUNKEN, FITS = 3.0, 1.6
FEW_FOR_PREDICTION = 5  # with fewer, the prediction interval rests on a tau2 that is hardly known
# Peto's method is for rare events, even arms and modest effects (Cochrane Handbook 10.4.2; Greenland & Salvan 1990).
PETO_COMMON, PETO_UNEVEN, PETO_LARGE = 0.1, 2.0, math.log(3.0)
FEWEST_ALIKE = 5  # events: control groups that are alike with fewer may be so by chance
OTHER_SCALE = 6.0  # an SD so many times another's is no longer one scale of 0 to 10
POOL = re.compile(r"\b(pool(ed)?|meta-?analysis|systematic review|cochrane)\b", re.IGNORECASE)
HEAVY = 50.0  # a study with more than half the weight speaks for all the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to look at: an id for programs, the sentence for people, the studies it is about (all: none named)."""

    id: str
    says: str
    studies: tuple[str, ...] = ()


def warnings(effects: Effects, pooled: Pooled) -> tuple[Remark, ...]:
    """Everything worth pointing out about these effects and their pool, data entry first."""
    return (*_data(effects), *_answer(effects, pooled))


def _data(effects: Effects) -> list[Remark]:
    remarks: list[Remark] = []
    if effects.left_out:
        said = "; ".join(f"{row.study} ({row.why})" for row in effects.left_out)
        names = tuple(row.study for row in effects.left_out)
        remarks.append(Remark(id="left_out", says=f"Left out: {said}.", studies=names))
    for row in _se_typed_as_sd(effects.rows):
        remarks.append(
            Remark(
                id="se_as_sd",
                says=f"{row.study}: its SDs are far smaller than the other studies' and would fit if they were "
                "standard errors. Look at the paper again; if so, give se_t and se_c.",
                studies=(row.study,),
            )
        )
    large = [row.study for row in effects.rows if effects.measure == "smd" and abs(row.yi) > LARGE_SMD]
    if large:
        remarks.append(
            Remark(
                id="large_smd",
                says=f"{_listed(large)}: a standardised difference over {LARGE_SMD:g} is rare. A standard error typed "
                "as an SD, or an arm's sign turned round, makes one.",
                studies=tuple(large),
            )
        )
    twice = [name for name, times in Counter(row.study for row in effects.rows).items() if times > 1]
    if twice:
        remarks.append(
            Remark(
                id="study_twice",
                says=f"{_listed(twice)} stands more than once. If its comparisons share a control group, split that "
                "group or take the arms together, or its persons count twice.",
                studies=tuple(twice),
            )
        )
    remarks += _entry(effects)
    remarks += _worked_out(effects)
    if effects.measure == "peto":
        remarks += _peto(effects.rows)
    if effects.measure == "smcc":
        remarks.append(
            Remark(
                id="within_group",
                says="These are changes within a group: what would have happened anyway is in them. They are no effect "
                "against a comparator.",
            )
        )
    return remarks


def _worked_out(effects: Effects) -> list[Remark]:
    """What does not stand in the paper as it is used: counts, derived figures, a supposed correlation."""
    remarks: list[Remark] = []
    broken = [row.study for row in effects.rows if row.counts is not None and any(c % 1 for c in row.counts.cells)]
    if broken:
        remarks.append(
            Remark(id="not_whole", says=f"{_listed(broken)}: counts that are not whole.", studies=tuple(broken))
        )
    derived = [row.study for row in effects.rows if row.derived]
    if derived:
        remarks.append(
            Remark(
                id="derived",
                says=f"Not as printed, but worked out: {_listed(derived)} (see `derived` of each study).",
                studies=tuple(derived),
            )
        )
    imputed = [row.study for row in effects.rows if any("imputed" in how for how in row.derived)]
    if imputed:
        remarks.append(
            Remark(
                id="imputed_correlation",
                says=f"{_listed(imputed)}: no correlation is printed, so one was supposed. Try a correlation of 0.3 "
                "and 0.7.",
                studies=tuple(imputed),
            )
        )
    return remarks


def _entry(effects: Effects) -> list[Remark]:
    """What may have gone wrong in a table's rows, or what a row may be that is no trial of its own."""
    rows = effects.rows
    lopsided = tuple(row.study for row in rows if row.lopsided)
    still = tuple(row.study for row in rows if row.arms is not None and 0 in (row.arms[0].sd, row.arms[1].sd))
    silent = [row for row in effects.left_out if row.counts is not None and row.counts.silent()]
    remarks = [
        Remark(id="lopsided", says=f"{_listed(lopsided)}: the interval lies unevenly about the effect. Is one of the "
               "three figures a slip, or the scale another?", studies=lopsided),
        Remark(id="sd_zero", says=f"{_listed(still)}: an arm with an SD of 0. People who are all the same are rare; "
               "look at the paper again.", studies=still),
        Remark(id="shared_control", says=f"{_listed(shared := _shared(rows))}: the same control group stands in "
               "several rows, so its persons may count twice. Split it, or take the arms together.", studies=shared),
        Remark(id="mixed_scales", says=f"{_listed(mixed := _mixed(effects))}: the scales seem to differ (by their name "
               "or by an SD many times another's). A mean difference needs one scale; try the measure smd.",
               studies=mixed),
        Remark(id="pool_as_study", says=f"{_listed(pools := tuple(r.study for r in rows if _a_pool(r)))}: this row "
               "seems to be a pool itself. A pool is no study: it hides how studies differ and may count trials "
               "twice.",
               studies=pools),
        Remark(id="rule_of_three", says="Nobody had the event there, which a ratio cannot use. By the rule of three "
               "the risk may still be up to " + "; ".join(_three(row) for row in silent) + ".",
               studies=tuple(row.study for row in silent)),
    ]  # fmt: skip
    return [remark for remark in remarks if remark.studies]


def _shared(rows: Sequence[Effect]) -> tuple[str, ...]:
    """Rows whose control arm is the same to the last figure."""
    arms: dict[tuple[float, ...], list[str]] = {}
    for row in rows:
        if row.arms is not None:
            arms.setdefault((row.arms[1].n, row.arms[1].mean, row.arms[1].sd), []).append(row.study)
        elif row.counts is not None and row.counts.events_c >= FEWEST_ALIKE:
            arms.setdefault((row.counts.n_c, row.counts.events_c), []).append(row.study)
    return tuple(name for names in arms.values() if len(names) > 1 for name in names)


def _mixed(effects: Effects) -> tuple[str, ...]:
    if effects.measure != "md":
        return ()
    named = {row.moderators.get("scale", "").strip().lower() for row in effects.rows} - {""}
    sds = {row.study: pooled_sd(*row.arms) for row in effects.rows if row.arms is not None}
    known = [sd for sd in sds.values() if sd > 0]
    if len(named) > 1:
        return tuple(row.study for row in effects.rows)
    if len(known) > 1 and max(known) > OTHER_SCALE * min(known):
        return tuple(name for name, sd in sds.items() if sd in (max(known), min(known)))
    return ()


def _a_pool(row: Effect) -> bool:
    typed = row.moderators.get("k", "").strip()
    return bool(POOL.search(row.study)) or (typed.isdigit() and int(typed) > 1)


def _three(row: LeftOut) -> str:
    counts = row.counts
    assert counts is not None
    arms = ((counts.events_t, counts.n_t, "treated"), (counts.events_c, counts.n_c, "control"))
    said = [f"{min(100.0, 300 / n):.0f} % ({name})" for events, n, name in arms if events == 0]
    return f"{row.study}: {', '.join(said)}" if said else f"{row.study}: everybody had it"


def _answer(effects: Effects, pooled: Pooled) -> list[Remark]:
    if pooled.k == 1:
        return [Remark(id="one_study", says="One study: nothing is pooled; its own effect is given back.")]
    random = pooled.estimator not in ("fe", "mh")
    remarks = _few(pooled, random=random)
    spread = pooled.heterogeneity
    if random and pooled.tau2 == 0:
        high = f" (its own interval reaches {spread.tau2_ci[1]:.3g})" if spread.tau2_ci is not None else ""
        remarks.append(
            Remark(
                id="tau2_zero",
                says=f"No variance between studies was found{high}. That the prediction interval equals the confidence "
                "interval is by estimate, not by knowledge."
                if pooled.pi is not None
                else f"No variance between studies was found{high}; with so few studies that is no knowledge.",
            )
        )
    if pooled.maxima > 1:
        remarks.append(
            Remark(
                id="several_maxima",
                says=f"The likelihood of the variance between studies has {pooled.maxima} maxima; the highest is "
                "reported.",
            )
        )
    remarks += _narrow(effects, pooled, random=random)
    heaviest = max(range(pooled.k), key=pooled.weights.__getitem__)
    if pooled.k > 2 and pooled.weights[heaviest] > HEAVY:
        name = pooled.studies[heaviest]
        remarks.append(
            Remark(
                id="one_heavy_study",
                says=f"{name} has {pooled.weights[heaviest]:.0f} % of the weight: the answer is mostly its own.",
                studies=(name,),
            )
        )
    if random and pooled.k > 2:
        remarks += _two_answers(effects, pooled)
    return remarks


def _few(pooled: Pooled, *, random: bool) -> list[Remark]:
    """What so few studies cannot show."""
    remarks: list[Remark] = []
    if pooled.k == 2:
        remarks.append(
            Remark(
                id="two_studies",
                says="Two studies cannot show how much effects differ between studies"
                + (
                    ": no prediction interval, and by t with 1 degree of freedom a very wide interval."
                    if random
                    else ", and a common effect supposes that they do not."
                ),
            )
        )
    elif pooled.pi is not None and pooled.k < FEW_FOR_PREDICTION:
        remarks.append(
            Remark(
                id="prediction_from_few",
                says=f"The prediction interval rests on {pooled.k} studies, which hardly show how effects differ.",
            )
        )
    return remarks


def _narrow(effects: Effects, pooled: Pooled, *, random: bool) -> list[Remark]:
    """An interval that is narrower than the studies bear."""
    remarks: list[Remark] = []
    if pooled.se == 0:
        remarks.append(
            Remark(
                id="no_residual",
                says="All effects are the same, so Knapp-Hartung gives an interval of no width. Use the test "
                "modified_knapp_hartung.",
            )
        )
    elif pooled.test == "knapp_hartung" and random:
        plain = fit(effects, estimator=pooled.estimator, test="z", profile=False)
        if pooled.se < plain.se and pooled.k < FEW_FOR_PREDICTION:
            remarks.append(
                Remark(
                    id="narrow_knapp_hartung",
                    says="With so few studies Knapp-Hartung happens to shrink the standard error. Compare the "
                    "modified Knapp-Hartung test.",
                )
            )
    return remarks


def _two_answers(effects: Effects, pooled: Pooled) -> list[Remark]:
    """Common effect and random effects far apart: small and large studies tell different stories."""
    common = fit(effects, estimator="fe", profile=False)
    if abs(common.estimate - pooled.estimate) <= (pooled.ci[1] - pooled.ci[0]) / 2:
        return []
    a, b = (f"{math.exp(x):.2f}" if pooled.is_log else f"{x:.3g}" for x in (common.estimate, pooled.estimate))
    return [
        Remark(
            id="two_answers",
            says=f"A common effect gives {a}, random effects give {b}: small and large studies tell different stories. "
            "Neither is the answer; look at small-study effects and at the risk in the control groups.",
        )
    ]


def _se_typed_as_sd(rows: Sequence[Effect]) -> list[Effect]:
    suspects = []
    known = [(row, pooled_sd(*row.arms), row.arms[0].n + row.arms[1].n) for row in rows if row.arms is not None]
    for row, sd, n in known:
        others = sorted(other for neighbour, other, _ in known if neighbour is not row and other > 0)
        if len(others) < 2 or sd <= 0 or any(how.startswith(("treated: SD", "control: SD")) for how in row.derived):
            continue
        usual = others[len(others) // 2]
        as_sd = sd * math.sqrt(n / 2)
        if sd * SHRUNKEN < usual and usual / FITS < as_sd < usual * FITS:
            suspects.append(row)
    return suspects


def _peto(rows: Sequence[Effect]) -> list[Remark]:
    counts = [row.counts for row in rows if row.counts is not None]
    if not counts:
        return []
    remarks = []
    share = sum(c.events_t + c.events_c for c in counts) / sum(c.n for c in counts)
    if share > PETO_COMMON:
        remarks.append(
            Remark(id="peto_common", says=f"{100 * share:.0f} % had the event; Peto's method is for rare events.")
        )
    uneven = [
        r.study
        for r in rows
        if r.counts and max(r.counts.n_t, r.counts.n_c) > PETO_UNEVEN * min(r.counts.n_t, r.counts.n_c)
    ]
    if uneven:
        remarks.append(
            Remark(
                id="peto_uneven",
                says=f"{_listed(uneven)}: one arm is more than {PETO_UNEVEN:g} times the other, and Peto's method is "
                "biased then.",
                studies=tuple(uneven),
            )
        )
    large = [row.study for row in rows if abs(row.yi) > PETO_LARGE]
    if large:
        remarks.append(
            Remark(
                id="peto_large",
                says=f"{_listed(large)}: an odds ratio beyond 3 or 1/3; Peto's method is biased for large effects.",
                studies=tuple(large),
            )
        )
    return remarks


def _listed(names: Sequence[str], most: int = 5) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
