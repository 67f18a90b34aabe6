"""What authorities publish for magnesium, and whom a clause speaks of: sex, state, ages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.claim.claims import Certainty, Verdict
from dolomite.claim.clause import Clause
from dolomite.claim.judgement import Judgement
from dolomite.claim.quantity import Quantity
from dolomite.need.life_stage import StageRow
from dolomite.need.requirement import MAGNESIUM, BodyRow, TableRow

BODIES = ("need/eu", "need/uk", "need/dach", "need/who")
GROUPS = frozenset("men women adults pregnant lactating children toddler teenagers infants elderly".split())
ADULT_FROM = 19.0  # the first adult group of the tables
CHILD_BELOW = 14.0
INFANT_BELOW = 1.0
TODDLER_BELOW = 4.0
OLDEST = 120.0  # a bare number up to this beside "aged" or "over" is an age
AGE_BEFORE = frozenset({"aged", "age", "ages"})
AGE_OVER = frozenset({"over", "above"})
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
            out.append(_value("us", table.kind, row, mg, table.basis))
    for name in BODIES:
        for reference in facts.light_rows(name, BodyRow):
            body = name.partition("/")[2]
            out.append(_value(body, reference.kind, reference, reference.mg, reference.basis))
    return tuple(out)


def _value(body: str, kind: str, of: StageRow | BodyRow, mg: float, basis: tuple[Basis, ...]) -> Value:
    top = float("inf") if of.below_years is None else of.below_years
    return Value(
        body=body, kind=kind, sex=of.sex, state=of.state, from_years=of.from_years, below_years=top, mg=mg, basis=basis
    )


def people_of(clause: Clause) -> frozenset[str]:
    """The groups a clause names, or else took over. (No unit: concept names.)"""
    return GROUPS & clause.own or GROUPS & clause.taken


def fitting(people: frozenset[str], kinds: Iterable[str], ages: tuple[float, float] | None) -> list[Value]:
    """The published values [mg/d] of these kinds for these people and ages [years]."""
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


def stated_ages(clause: Clause) -> tuple[float, float] | None:
    """The ages a clause states: "aged 4 to 8", "your 4-year-old", "men over 30". [years]"""
    forms = [t.form for t in clause.tokens]
    for q in clause.quantities:
        before = forms[q.first - 1] if q.first else ""
        after = forms[q.after] if q.after < len(forms) else ""
        if q.unit not in {"years", "count"} or q.high > OLDEST:
            continue
        if q.low < q.high and (q.unit == "years" or before in AGE_BEFORE or _ranged_people(clause)):
            return q.low, q.high + 1
        if q.unit == "years" and (after == "old" or before in AGE_BEFORE):
            return q.low, q.low + 1
        if before in AGE_BEFORE and after in {"to", "and"} and q.after + 1 < len(forms):
            return _spelled_range(clause, q)
        if before in AGE_BEFORE:
            return q.low, q.low + 1
        if (before in AGE_OVER or (after in {"or", "and"} and forms[q.after + 1 : q.after + 2] == ["older"])) and (
            q.unit == "years" or forms[q.first - 2 : q.first - 1] == [] or GROUPS & clause.own
        ):
            return q.low, float("inf")
    return None


def _ranged_people(clause: Clause) -> bool:
    return bool({"children", "teenagers", "toddler"} & clause.own)


def _spelled_range(clause: Clause, first: Quantity) -> tuple[float, float]:
    """ "aged 14 to 18": two numbers without a unit."""
    later = next((q for q in clause.quantities if q.first == first.after + 1 and q.unit in {"count", "years"}), first)
    return first.low, max(first.low, later.high) + 1


def words_of(clause: Clause) -> str:
    """The clause in normal words."""
    return " ".join(t.form for t in clause.tokens)


def finding(
    verdict: Verdict, kind: str, statement: str, certainty: Certainty, why: str, basis: Sequence[Basis]
) -> Judgement:
    """A judgement of a figure."""
    return Judgement(
        verdict=verdict,
        kind=kind,
        statement=statement,
        certainty=certainty,
        why=why,
        basis=tuple(basis),
        weight=40,
        fact=f"figure_{kind}",
    )
