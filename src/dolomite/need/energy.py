"""Energy: what keeps this person's weight steady, by the equations of NASEM 2023 (EER) [kcal/d].

What is not known (activity, week of pregnancy, weight before it, months since birth) widens the answer to a range over
all it could be, and is named. Without height or weight there is no answer, and that is said.
"""

from __future__ import annotations

from datetime import date
from math import fsum
from typing import Literal

from dolomite.base.finding import Basis, Finding
from dolomite.base.frozen import dataclass
from dolomite.base.person import Activity, Person
from dolomite.base.span import Span
from dolomite.facts import LightRow, light_rows
from dolomite.need.life_stage import MONTHS_PER_YEAR, age_months, covers

ACTIVITIES: tuple[Activity, ...] = ("inactive", "low_active", "active", "very_active")
CM_PER_M = 100.0  # by definition


class EquationRow(LightRow):
    """One equation and its ages [years]: kcal a day, and kcal a day per year, cm, kg, week of pregnancy."""

    unique = ("who", "sex", "activity")

    who: Literal["adult", "child", "infant", "pregnant"]
    sex: Literal["male", "female"]
    from_years: float
    below_years: float | None
    activity: Literal["any", "inactive", "low_active", "active", "very_active"]
    constant_kcal: float
    per_year_kcal: float
    per_cm_kcal: float
    per_kg_kcal: float
    per_week_kcal: float | None = None


class AdditionRow(LightRow):
    """What is added to the equation [kcal/d] where `by` (years, kg/m2, months) lies in the band."""

    unique = ("what", "sex", "at_least")

    what: Literal["growth", "pregnancy", "milk"]
    sex: Literal["any", "male", "female"]
    by: Literal["years", "bmi_before", "months_since_birth"]
    at_least: float
    below: float | None
    kcal: float


class BoundRow(LightRow):
    """A single number the energy room needs, in the row's own `unit`."""

    unique = ("id", "sex")

    id: str
    sex: Literal["any", "male", "female"]
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """Energy that keeps the weight steady [kcal/d]: `maintain.known` when nothing is open, else `low` to `high` only.

    `missing` names what was not given (person-file keys). `findings` carry the grounds.
    """

    maintain: Span
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def bound(name: str, *, sex: str = "any") -> BoundRow:
    """One of the single numbers of facts/need/energy_bound.yaml, in its row's own unit."""
    rows = [r for r in light_rows("need/energy_bound", BoundRow) if r.id == name and r.sex in ("any", sex)]
    return rows[0]


def bmi(*, weight_kg: float, height_cm: float) -> float:
    """Body mass index [kg/m2] from weight [kg] and height [cm].

    >>> round(bmi(weight_kg=71, height_cm=168), 1)
    25.2
    """
    return weight_kg / (height_cm / CM_PER_M) ** 2


def energy(person: Person, *, on: date) -> Energy:
    """Energy that keeps the weight steady on that day [kcal/d] (in growth, pregnancy, breastfeeding: as it should go).

    Equations and additions: facts/need/energy.yaml and energy_addition.yaml (NASEM 2023). Age counts in completed
    years, under three years with completed months.
    """
    absent = tuple(key for key in ("height_cm", "weight_kg") if getattr(person, key) is None)
    if absent:
        unknown = Span(known=None, low=None, high=None, unknown=absent)
        return Energy(maintain=unknown, missing=absent, findings=(_finding(unknown, (), ()),))
    months = age_months(person, on=on)
    ways = _ways(person, months)
    missing = tuple(dict.fromkeys(name for way in ways for name in way.guessed))
    totals = [way.kcal for way in ways]
    low, high = min(totals), max(totals)
    if low <= 0:  # a height and weight that do not go together
        unknown = Span(known=None, low=None, high=None, unknown=("equation_for_this_size",))
        return Energy(maintain=unknown, missing=unknown.unknown, findings=(_finding(unknown, ways[0].basis, ()),))
    span = Span(known=low if not missing else None, low=low, high=high, unknown=missing)
    basis = tuple(dict.fromkeys(b for way in ways for b in way.basis))
    parts = ways[0].parts if len(ways) == 1 else ()
    return Energy(maintain=span, missing=missing, findings=(_finding(span, basis, parts),))


def grown_up(person: Person, *, on: date) -> bool:
    """Whether the equations for adults hold on that day."""
    return _who(person, age_months(person, on=on)) == "adult"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One way the open questions could be answered: its energy [kcal/d] and what had to be guessed for it."""

    kcal: float
    basis: tuple[Basis, ...]
    guessed: tuple[str, ...]
    parts: tuple[Finding, ...]


def _ways(person: Person, months: int) -> list[_Way]:
    """Every combination of the answers that are open; a single one when nothing is."""
    ways = []
    for group, week, open_week in _groups(person, _who(person, months)):
        for activity in _activities(person, group):
            open_activity = ("activity",) if activity not in ("any", person.activity) else ()
            base = _equation(person, group, activity, months, week)
            for addition, open_addition in _additions(person, group, months):
                added = tuple(
                    Finding(name=f"energy_{a.what}", value=a.kcal, unit="kcal/d", basis=a.basis) for a in addition
                )
                ways.append(
                    _Way(
                        kcal=_number(base) + fsum(_number(a) for a in added),
                        basis=tuple(b for part in (base, *added) for b in part.basis),
                        guessed=open_activity + open_week + open_addition,
                        parts=(base, *added),
                    )
                )
    return ways


def _activities(person: Person, group: str) -> tuple[str, ...]:
    if group == "infant":
        return ("any",)
    return ACTIVITIES if person.activity is None else (person.activity,)


def _who(person: Person, months: int) -> str:
    return next(
        r.who
        for r in light_rows("need/energy", EquationRow)
        if r.who != "pregnant"
        and r.sex == person.sex
        and covers(months, from_years=r.from_years, below_years=r.below_years)
    )


def _groups(person: Person, who: str) -> list[tuple[str, float | None, tuple[str, ...]]]:
    """(equation, week of pregnancy or None, what was not given); in the first trimester the usual equation holds."""
    if person.state != "pregnant":
        return [(who, None, ())]
    second_from = bound("first_trimester_ends_weeks").value
    if person.gestation_weeks is None:
        open_week = ("gestation_weeks",)
        return [
            (who, None, open_week),
            ("pregnant", second_from, open_week),
            ("pregnant", bound("longest_gestation_weeks").value, open_week),
        ]
    if person.gestation_weeks < second_from:
        return [(who, None, ())]
    return [("pregnant", person.gestation_weeks, ())]


def _equation(person: Person, group: str, activity: str, months: int, week: float | None) -> Finding:
    row = next(
        r
        for r in light_rows("need/energy", EquationRow)
        if r.who == group and r.sex == person.sex and r.activity in ("any", activity)
    )
    age = months / MONTHS_PER_YEAR if group == "infant" else months // MONTHS_PER_YEAR
    assert person.height_cm is not None
    assert person.weight_kg is not None
    kcal = (
        row.constant_kcal
        + row.per_year_kcal * age
        + row.per_cm_kcal * person.height_cm
        + row.per_kg_kcal * person.weight_kg
    )
    if week is not None and row.per_week_kcal is not None:
        kcal += row.per_week_kcal * week
    said = Basis(source="person", at="age, sex, height, weight, activity")
    return Finding(name="energy_equation", value=kcal, unit="kcal/d", basis=(*row.basis, said))


def _additions(person: Person, group: str, months: int) -> list[tuple[tuple[AdditionRow, ...], tuple[str, ...]]]:
    """(rows to add, what was not given), one pair for each way the open answers could fall out."""
    if group == "pregnant":
        before, height = person.weight_before_pregnancy_kg, person.height_cm
        assert height is not None
        if before is None:
            return [((row,), ("weight_before_pregnancy_kg",)) for row in _rows("pregnancy", person)]
        return [(_fitting("pregnancy", person, bmi(weight_kg=before, height_cm=height)), ())]
    growth = _fitting("growth", person, months / MONTHS_PER_YEAR)
    if person.state != "lactating":
        return [(growth, ())]
    milk = _rows("milk", person)
    since = person.months_since_birth
    if since is None:
        return [((*growth, row), ("months_since_birth",)) for row in milk]
    fitting = _fitting("milk", person, since)
    # Past the last row nobody has published a figure: nothing up to the last row's own energy is possible.
    if not fitting:
        return [(growth, ("energy_of_milk",)), ((*growth, milk[-1]), ("energy_of_milk",))]
    return [((*growth, *fitting), ())]


def _rows(what: str, person: Person) -> list[AdditionRow]:
    rows = light_rows("need/energy_addition", AdditionRow)
    return [r for r in rows if r.what == what and r.sex in ("any", person.sex)]


def _fitting(what: str, person: Person, value: float) -> tuple[AdditionRow, ...]:
    return tuple(r for r in _rows(what, person) if r.at_least <= value and (r.below is None or value < r.below))


def _number(finding: Finding) -> float:
    assert isinstance(finding.value, float)
    return finding.value


def _finding(span: Span, basis: tuple[Basis, ...], parts: tuple[Finding, ...]) -> Finding:
    words = {
        "height_cm": "height",
        "weight_kg": "weight",
        "activity": "activity",
        "gestation_weeks": "week of pregnancy",
        "weight_before_pregnancy_kg": "weight before pregnancy",
        "months_since_birth": "months since birth",
        "equation_for_this_size": "an equation for a body of this height and weight",
        "energy_of_milk": "energy of the milk after the first year",
    }
    told = " and ".join(words[name] for name in span.unknown)
    if span.low is None:
        says = f"Without {told} the energy that keeps the weight steady cannot be worked out."
    elif span.unknown:
        says = f"The energy that keeps the weight steady is a range, because this is not known: {told}."
    else:
        says = ""
    return Finding(
        name="energy_maintain",
        value=span if span.unknown else span.known,
        unit="kcal/d",
        basis=basis or (Basis(source="person", at="what was given"),),
        because=parts,
        says=says,
    )
