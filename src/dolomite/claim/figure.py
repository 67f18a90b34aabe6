"""Figures against the rooms that own them: daily amounts and limits against need, shares against supplement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.claim.claims import Certainty, Verdict
from dolomite.claim.judge import Judgement
from dolomite.claim.quantity import Quantity
from dolomite.claim.statement import Clause
from dolomite.need.life_stage import StageRow
from dolomite.need.requirement import MAGNESIUM, BodyRow, TableRow
from dolomite.supplement.form import forms
from dolomite.supplement.label import DailyValueRow

GIVING = frozenset({"give", "giving", "given", "recommend", "ideal", "safely"})
BODIES = ("need/eu", "need/uk", "need/dach", "need/who")
NEAR_MG = 6.0  # figures are rounded to ten; an article's "about" may be off by half a step
MOST_GRAMS_MG = 3000.0  # "2 grams a day" is a dose; more grams than this are a food, a bath or a test
SMALLEST_MG, LARGEST_MG = 20.0, 20000.0  # outside, a mass is no daily amount of magnesium but something else
ADULT_FROM = 19.0  # the first adult group of the tables
CHILD_BELOW = 14.0
INFANT_BELOW = 1.0
TODDLER_BELOW = 4.0
SHARE_TOLERANCE = 0.15  # of the share: labels round, and hydrates are not always named
GRAM_WORDS = frozenset({"g", "gram", "grams", "gms"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One published value [mg/d]: whose, for whom (ages in years), and its grounds."""

    body: str
    kind: str
    sex: str
    state: str
    from_years: float
    below_years: float
    mg: float
    basis: tuple[Basis, ...]


@cache
def values() -> tuple[Value, ...]:
    """Every published magnesium value of every authority [mg/d]."""
    stages = {row.id: row for row in facts.light_rows("need/life_stage", StageRow)}
    out: list[Value] = []
    for table in facts.light_rows("need/us_elements", TableRow):
        if table.nutrient != MAGNESIUM:
            continue
        for stage, mg in table.values.items():
            row = stages[stage]
            out.append(_value("us", table.kind, row.sex, row.state, row.from_years, row.below_years, mg, table.basis))
    for name in BODIES:
        for one in facts.light_rows(name, BodyRow):
            body = name.partition("/")[2]
            out.append(_value(body, one.kind, one.sex, one.state, one.from_years, one.below_years, one.mg, one.basis))
    return tuple(out)


def _value(
    body: str, kind: str, sex: str, state: str, low: float, high: float | None, mg: float, basis: tuple[Basis, ...]
) -> Value:
    top = float("inf") if high is None else high
    return Value(body=body, kind=kind, sex=sex, state=state, from_years=low, below_years=top, mg=mg, basis=basis)


def judge_figures(clause: Clause) -> tuple[Judgement, ...]:
    """Daily amounts, limits, doses and shares that the clause states, judged against the published ones. [mg]"""
    if not clause.about or "topical" in clause.have or "body_store" in clause.own:
        return ()
    amounts = [q for q in clause.quantities if q.unit == "mg" and _daily_mass(q)]
    out: list[Judgement] = []
    out.extend(_share(clause))
    if out or not amounts or "enzyme" in clause.own:
        return tuple(out)
    food_said = any(h.kind == "food" for h in clause.hits)
    if food_said and (
        {"contain", "magnesium_rich"} & clause.own or any(q.unit == "percent" for q in clause.quantities)
    ):
        return ()  # an amount in a food, which the food table judges
    food_said = any(h.kind == "food" for h in clause.hits)
    if food_said and (
        {"contain", "magnesium_rich"} & clause.own or any(q.unit == "percent" for q in clause.quantities)
    ):
        return ()  # an amount in a food, which the food table judges
    if "study" in clause.own or ("blood_test" in clause.own and "requirement" not in clause.own):
        return ()
    return _kind(clause)(clause, amounts)


def _kind(clause: Clause) -> Callable[[Clause, Sequence[Quantity]], tuple[Judgement, ...]]:
    """Which published figure the amount of a clause is to be compared with: label value, limit, need or dose."""
    forms = " ".join(t.form for t in clause.found)
    if any(word in forms for word in ("daily value", "nutrient reference", "nrv")) and "limit" not in clause.own:
        return _label_value
    if "limit" in clause.own:
        return _limit
    gives = bool({"dosing", "supplement", "stop_medicine"} & clause.own) or bool(
        GIVING & {t.form for t in clause.found}
    )
    if "requirement" in clause.own or ("requirement" in clause.taken and not gives):
        return _requirement
    if {"men", "women"} & clause.own and not {"supplement", "dosing"} & clause.own:
        return _requirement
    if gives or "dosing" in clause.taken:
        return _dose
    if "need" in clause.own and _people(clause):
        return _requirement
    if "need" in clause.own or "benefit" in clause.own:
        return _dose_above
    return lambda _clause, _amounts: ()


def _label_value(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    known = facts.rows("supplement/daily_values", DailyValueRow)
    fits = [row for row in known if any(abs(row.mg - q.low) <= NEAR_MG for q in amounts)]
    listed = ", ".join(f"{row.name} {row.mg:g} mg" for row in known)
    basis = (fits or list(known))[0].basis
    why = f"100 per cent on a label means: {listed}."
    return (_made(clause, "supported" if fits else "wrong", "requirement", "the daily value", "high", why, basis),)


def _daily_mass(q: Quantity) -> bool:
    """Whether a mass can be a daily amount of magnesium: in grams only up to a few, else it is a food or a bath."""
    most = MOST_GRAMS_MG if q.word in GRAM_WORDS else LARGEST_MG
    return SMALLEST_MG <= q.low <= most


def _people(clause: Clause) -> frozenset[str]:
    groups = {
        "men",
        "women",
        "adults",
        "pregnant",
        "lactating",
        "children",
        "toddler",
        "teenagers",
        "infants",
        "elderly",
    }
    return frozenset(groups & clause.own or groups & clause.taken)


def _fitting(people: frozenset[str], kinds: Iterable[str], ages: tuple[float, float] | None) -> list[Value]:
    low, high = ages or _ages(people)
    state = "pregnant" if "pregnant" in people else "lactating" if "lactating" in people else "none"
    sexes = {"men": "male", "women": "female"}
    wanted = {sexes[p] for p in people if p in sexes}
    if state != "none":
        wanted = {"female"}
    return [
        v
        for v in values()
        if v.kind in kinds
        and v.state in {state, "any"}
        and (not wanted or v.sex in wanted or v.sex == "any")
        and v.from_years < high
        and v.below_years > low
    ]


def _ages(people: frozenset[str]) -> tuple[float, float]:
    if "infants" in people:
        return 0.0, INFANT_BELOW
    if "teenagers" in people:
        return CHILD_BELOW - 1, ADULT_FROM
    if "toddler" in people:
        return INFANT_BELOW, TODDLER_BELOW
    if "children" in people:
        return 0.0, ADULT_FROM
    if {"pregnant", "lactating"} & people:
        return CHILD_BELOW, float("inf")
    return ADULT_FROM, float("inf")


def _stated_ages(clause: Clause) -> tuple[float, float] | None:
    for q in clause.quantities:
        if q.unit == "years" and q.low < q.high:
            return q.low, q.high + 1
    return None


def _requirement(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    people = _people(clause)
    kinds = {"rda", "ai"} | ({"ear"} if "average requirement" in _words(clause) else set())
    pairs = _paired(clause, amounts, people)
    bad: list[str] = []
    grounds: dict[Basis, None] = {}
    for amount, group in pairs:
        fitting = _fitting(group, kinds, _stated_ages(clause))
        if not fitting:
            continue
        low, high = min(v.mg for v in fitting), max(v.mg for v in fitting)
        fits = low - NEAR_MG <= amount.low and amount.high <= high + NEAR_MG
        nearest = [v for v in fitting if abs(v.mg - amount.low) <= NEAR_MG or abs(v.mg - amount.high) <= NEAR_MG]
        grounds.update(dict.fromkeys(b for v in (nearest or fitting[:1]) for b in v.basis))
        if not fits:
            said = f"{amount.low:g}" if amount.low == amount.high else f"{amount.low:g} to {amount.high:g}"
            bad.append(f"{said} mg lies outside the published daily amounts for this group ({low:g} to {high:g} mg).")
    if not grounds:
        return ()
    verdict: Verdict = "wrong" if bad else "supported"
    why = " ".join(bad) or "It matches the published daily amounts (authorities differ: US, EU, UK, D-A-CH, WHO)."
    return (_made(clause, verdict, "requirement", "the daily amount of magnesium", "high", why, tuple(grounds)),)


def _words(clause: Clause) -> str:
    return " ".join(t.form for t in clause.found)


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


def _limit(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    people = _people(clause)
    limits = _fitting(people if people else people | {"adults"}, {"ul"}, _stated_ages(clause))
    if not limits:
        return ()
    top = max(v.mg for v in limits)
    grounds = tuple(dict.fromkeys(b for v in limits for b in v.basis))
    warns = bool({"danger", "diarrhea", "gut_upset", "excess", "harms", "nausea", "side_effect"} & clause.own)
    named = "limit" in clause.own and any(w in _words(clause) for w in ("upper", "tolerable", "maximum", "limit"))
    published = ", ".join(f"{v.mg:g} mg ({v.body.upper()})" for v in {v.mg: v for v in limits}.values())
    amount = amounts[0]
    over = [q for q in amounts if q.low > top + NEAR_MG]
    if over and not warns and not clause.negated and (len(amounts) > 1 or "dosing" in clause.own):
        why = f"{over[0].low:g} mg is more than any published limit for supplements ({published})."
        return (_made(clause, "wrong", "limit", "a dose above the limit", "high", why, grounds),)
    exact = any(abs(v.mg - amount.high) <= NEAR_MG for v in limits)
    food_too = bool({"diet"} & clause.own) and any(
        w in _words(clause) for w in ("including food", "all sources", "food and supplement", "from food", "total")
    )
    if exact and food_too and "supplement" not in clause.own:
        why = "The limit counts supplements and medicines alone; magnesium in food does not count."
        return (_made(clause, "wrong", "limit", "an upper limit that counts food", "high", why, grounds),)
    if exact or (warns and amount.high > top):
        why = f"It fits the published limits for supplements: {published}."
        return (_made(clause, "supported", "limit", "the upper limit for supplements", "high", why, grounds),)
    if amount.high > top:
        why = f"{amount.high:g} mg is more than any published limit for supplements ({published})."
        return (_made(clause, "wrong", "limit", "a limit above the published one", "high", why, grounds),)
    verdict: Verdict = "wrong" if named and amount.high < min(v.mg for v in limits) - NEAR_MG else "supported"
    why = f"The published limits for supplements are {published}."
    return (_made(clause, verdict, "limit", "a limit for supplements", "high", why, grounds),)


def _dose(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    warned = {"danger", "deficiency", "diarrhea", "constipation", "excess", "no_safe"} & clause.own
    if "intravenous" in clause.have or warned:
        return ()
    people = _people(clause)
    limits = _fitting(people or frozenset({"adults"}), {"ul"}, _stated_ages(clause))
    if not limits:
        return ()
    amount = max(amounts, key=lambda q: q.high)
    mg = amount.high
    form = _one_form(clause)
    if form is not None and "elemental" not in clause.own:
        mg *= next(f.share[1] for f in forms() if f.row.id == form)
    itself = amount.high
    us = min((v.mg for v in limits if v.body == "us"), default=max(v.mg for v in limits))
    top = max(v.mg for v in limits)
    grounds = tuple(dict.fromkeys(b for v in limits for b in v.basis))
    if clause.covered(amount.first):  # "never take 1,000 mg": the amount is warned against
        why = f"The US limit for supplements is {us:g} mg a day."
        return (_made(clause, "supported", "limit", "a warning", "high", why, grounds),) if mg > us + NEAR_MG else ()
    if mg <= us + NEAR_MG < itself:
        why = (
            f"{itself:g} mg of the salt would hold about {mg:.0f} mg of magnesium; if magnesium itself is meant, it is "
            f"more than the US limit for supplements ({us:g} mg a day). The sentence does not say which."
        )
        return (_made(clause, "overstated", "dosing", "a dose that can be read in two ways", "high", why, grounds),)
    if mg <= us + NEAR_MG:
        why = f"It is within the US limit for supplements ({us:g} mg a day). That says nothing on whether it helps."
        return (_made(clause, "supported", "dosing", "a dose within the limit", "high", why, grounds),)
    verdict: Verdict = (
        "overstated" if mg <= top + NEAR_MG or "ask" in clause.own or "migraine" in clause.have else "unsupported"
    )
    if people & {"children", "infants"} or mg > 2 * top:
        verdict = "wrong"
    why = f"This is more than the US limit for supplements ({us:g} mg a day); above the limit only with a doctor."
    return (_made(clause, verdict, "dosing", "a dose above the limit", "high", why, grounds),)


def _dose_above(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    """Where it is not plain that a dose is advised, only one above the limit is spoken of. [mg]"""
    return tuple(j for j in _dose(clause, amounts) if j.verdict != "supported")


def _one_form(clause: Clause) -> str | None:
    known = {f.row.id for f in forms()}
    named = known & clause.own
    return next(iter(named)) if len(named) == 1 else None


def _share(clause: Clause) -> tuple[Judgement, ...]:
    """Elemental share: "oxide is 60 per cent magnesium", "2,000 mg of threonate give 144 mg"."""
    named = _one_form(clause)
    if named is None and len(known := {f.row.id for f in forms()} & clause.taken) == 1:
        named = next(iter(known))
    if named is None:
        return ()
    form = next(f for f in forms() if f.row.id == named)
    low, high = form.share
    stated: float | None = None
    percents = [q for q in clause.quantities if q.unit == "percent"]
    weights = [q for q in clause.quantities if q.unit == "mg" and q.low > 0]
    after = {clause.found[q.after].form for q in percents if q.after < len(clause.found)}
    weighed = (
        {"elemental", "contain"} & clause.own or "weight" in {t.form for t in clause.found} or "magnesium" in after
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
    return (_made(clause, verdict, "form", f"the share of magnesium in {form.row.name}", "high", why, form.basis),)


def _made(
    clause: Clause,
    verdict: Verdict,
    kind: str,
    statement: str,
    certainty: Certainty,
    why: str,
    basis: tuple[Basis, ...],
) -> Judgement:
    denied = (
        clause.negated and verdict in {"supported", "wrong"} and kind == "requirement" and "limit" not in clause.own
    )
    return Judgement(
        verdict=verdict,
        kind=kind,
        statement=f"{statement}{' (with a negation)' if denied else ''}",
        certainty=certainty,
        why=why,
        basis=basis,
        weight=40,
        fact=f"figure_{kind}",
    )
