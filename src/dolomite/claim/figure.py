"""Figures against the rooms that own them: daily amounts against need, shares of a salt against its formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.claim.claims import Verdict
from dolomite.claim.clause import Clause
from dolomite.claim.dose import NEAR_MG, judge_dose, judge_dose_above, judge_limit, one_form
from dolomite.claim.judgement import Judgement
from dolomite.claim.published import GRAM_WORDS, GROUPS, finding, fitting, people_of, stated_ages, words_of
from dolomite.claim.quantity import Quantity
from dolomite.supplement.form import forms
from dolomite.supplement.label import DailyValueRow

GIVING = frozenset({"give", "giving", "given", "recommend", "ideal", "safely"})
CONSUMING = frozenset({"consume", "consumes", "consumed", "consuming"})  # eaten: a need, no dose of a supplement
CURRENT = frozenset({"current", "currently", "today", "now"})
DAILY = frozenset({"day", "daily"})
MOST_GRAMS_MG = 3000.0  # "2 grams a day" is a dose; more grams than this are a food, a bath or a test
SMALLEST_MG, LARGEST_MG = 20.0, 20000.0  # outside, a mass is no daily amount of magnesium but something else
SHARE_TOLERANCE = 0.15  # of the share: labels round, and hydrates are not always named
Judge = Callable[[Clause, Sequence[Quantity]], tuple[Judgement, ...]]


def judge_figures(clause: Clause) -> tuple[Judgement, ...]:
    """Daily amounts, limits, doses and shares that the clause states, judged against the published ones. [mg]"""
    bathed = "topical" in clause.own and not {"need", "dosing", "supplement", "oral"} & clause.own
    if not clause.about or bathed or "body_store" in clause.own:
        return ()
    needed = bool(
        {"need", "requirement"} & clause.own and people_of(clause) and DAILY & {t.form for t in clause.tokens}
    )
    amounts = [q for q in clause.quantities if q.unit == "mg" and (_daily_mass(q) or (needed and q.low < SMALLEST_MG))]
    out: list[Judgement] = []
    out.extend(_share(clause))
    if out or not amounts or "enzyme" in clause.own:
        return tuple(out)
    food_said = any(h.kind == "food" for h in clause.hits)
    if food_said and (
        {"contain", "magnesium_rich"} & clause.own or any(q.unit == "percent" for q in clause.quantities)
    ):
        return ()  # an amount in a food, which the food table judges
    if "study" in clause.own or ("blood_test" in clause.own and "requirement" not in clause.own):
        return ()
    return _kind(clause)(clause, amounts)


def _kind(clause: Clause) -> Judge:
    """Which published figure the amount of a clause is to be compared with: label value, limit, need or dose."""
    forms = " ".join(t.form for t in clause.tokens)
    if (
        any(word in forms for word in ("daily value", "nutrient reference", "nrv", " dv "))
        and "limit" not in clause.own
    ):
        return _label_value
    if "limit" in clause.own:
        return judge_limit
    if "at least" in forms and "supplement" not in clause.own and not clause.orders:
        return _requirement
    gives = bool({"dosing", "supplement", "stop_medicine"} & clause.own) or bool(
        GIVING & {t.form for t in clause.tokens}
    )
    if "requirement" in clause.own or ("requirement" in clause.taken and not gives):
        return _requirement
    eaten = all(clause.tokens[h.first].form in CONSUMING for h in clause.hits if h.id == "dosing")
    if GROUPS & clause.own and "supplement" not in clause.own and eaten and ("benefit" not in clause.own):
        return _requirement
    if gives or "dosing" in clause.taken:
        return judge_dose
    if "need" in clause.own and people_of(clause):
        return _requirement
    if {"need", "benefit", "names_condition"} & clause.own:
        return judge_dose_above
    return lambda _clause, _amounts: ()


def _label_value(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    known = facts.rows("supplement/daily_values", DailyValueRow)
    now = bool(CURRENT & {t.form for t in clause.tokens})  # "the current DV": the one it replaced does not fit
    fits = [
        row
        for row in known
        if any(abs(row.mg - q.low) <= NEAR_MG for q in amounts) and not (now and row.name.startswith("older"))
    ]
    listed = ", ".join(f"{row.name} {row.mg:g} mg" for row in known)
    basis = (fits or list(known))[0].basis
    why = f"100 per cent on a label means: {listed}."
    return (finding("supported" if fits else "wrong", "requirement", "the daily value", "high", why, basis),)


def _daily_mass(q: Quantity) -> bool:
    """Whether a mass can be a daily amount of magnesium: in grams only up to a few, else it is a food or a bath."""
    most = MOST_GRAMS_MG if q.word in GRAM_WORDS else LARGEST_MG
    return SMALLEST_MG <= q.low <= most


def _requirement(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    people = people_of(clause)
    kinds = {"rda", "ai"} | ({"ear"} if "average requirement" in words_of(clause) else set())
    pairs = _paired(clause, amounts, people)
    bad: list[str] = []
    grounds: dict[Basis, None] = {}
    for amount, group in pairs:
        values = fitting(group, kinds, stated_ages(clause))
        if not values:
            continue
        low, high = min(v.mg for v in values), max(v.mg for v in values)
        fits = low - NEAR_MG <= amount.low and amount.high <= high + NEAR_MG
        nearest = [v for v in values if abs(v.mg - amount.low) <= NEAR_MG or abs(v.mg - amount.high) <= NEAR_MG]
        grounds.update(dict.fromkeys(b for v in (nearest or values[:1]) for b in v.basis))
        if not fits:
            said = f"{amount.low:g}" if amount.low == amount.high else f"{amount.low:g} to {amount.high:g}"
            bad.append(f"{said} mg lies outside the published daily amounts for this group ({low:g} to {high:g} mg).")
    if not grounds:
        return ()
    verdict: Verdict = "wrong" if bad else "supported"
    why = " ".join(bad) or "It matches the published daily amounts (authorities differ: US, EU, UK, D-A-CH, WHO)."
    return (finding(verdict, "requirement", "the daily amount of magnesium", "high", why, tuple(grounds)),)


def _paired(
    clause: Clause, amounts: Sequence[Quantity], people: frozenset[str]
) -> list[tuple[Quantity, frozenset[str]]]:
    """Which amount is for whom: "420 mg for men and 320 mg for women" pairs them in order; else all are for all."""
    mentions = sorted({(h.first, h.id) for h in clause.hits if h.id in {"men", "women", "pregnant", "lactating"}})
    if len(mentions) == len(amounts) and len(amounts) > 1:
        return [(q, frozenset({group})) for q, (_, group) in zip(amounts, mentions, strict=True)]
    if len(amounts) > 1 and {"pregnant", "lactating"} & people:
        return [(q, frozenset({"adults"}) if q is not amounts[-1] else people) for q in amounts]
    return [(q, people) for q in amounts]


def _share(clause: Clause) -> tuple[Judgement, ...]:
    """Elemental share: "oxide is 60 per cent magnesium", "2,000 mg of threonate give 144 mg"."""
    named = one_form(clause)
    if named is None and len(known := {f.row.id for f in forms()} & clause.taken) == 1:
        named = next(iter(known))
    if named is None:
        return ()
    form = next(f for f in forms() if f.row.id == named)
    low, high = form.share
    stated: float | None = None
    percents = [q for q in clause.quantities if q.unit == "percent"]
    weights = [q for q in clause.quantities if q.unit == "mg" and q.low > 0]
    after = {clause.tokens[q.after].form for q in percents if q.after < len(clause.tokens)}
    weighed = (
        {"elemental", "contain"} & clause.own or "weight" in {t.form for t in clause.tokens} or "magnesium" in after
    )
    if percents and weighed and "gut_absorption" not in clause.own:
        stated = (percents[0].low + percents[0].high) / 2 / 100
    elif len(weights) >= 2 and ({"elemental", "contain"} & clause.own):
        big, small = max(weights, key=lambda q: q.low), min(weights, key=lambda q: q.low)
        stated = small.low / big.low
    if stated is None:
        return ()
    fits = low * (1 - SHARE_TOLERANCE) <= stated <= high * (1 + SHARE_TOLERANCE)
    share = f"{100 * low:.0f} to {100 * high:.0f}" if round(100 * low) != round(100 * high) else f"{100 * low:.0f}"
    why = (
        f"By its formula magnesium {form.row.name.removeprefix('Magnesium ')} is {share} per cent magnesium by weight."
    )
    verdict: Verdict = "supported" if fits else "wrong"
    return (finding(verdict, "form", f"the share of magnesium in {form.row.name}", "high", why, form.basis),)
