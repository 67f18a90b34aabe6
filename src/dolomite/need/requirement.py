"""Requirement: the reference values of one nutrient for one person (EAR, RDA, AI, UL, CDRR, AMDR), by authority.

Authorities differ and are never mixed: `body` chooses one. For all but the United States and Canada only magnesium is
held. Magnesium's upper level counts supplements and medicines alone; it is never compared with food.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from dolomite.base.errors import InputError
from dolomite.base.finding import Basis, Finding
from dolomite.base.frozen import dataclass
from dolomite.base.person import Person
from dolomite.facts import LightRow, light_rows
from dolomite.need.life_stage import LifeStage, age_months, covers, life_stage
from dolomite.need.normal import below

MAGNESIUM = "magnesium"
US = "us"
FARTHEST_SD = 3.0  # a normal distribution is drawn out to three standard deviations (0.1 percent beyond)
SPREAD_STEPS = 24  # points drawn on each side of the average
US_FILES = ("need/us_elements", "need/us_macro", "need/us_vitamins")
Counts = Literal[
    "total",
    "supplements_and_medicines",
    "supplements_and_fortified_food",
    "preformed_retinol",
    "soluble_magnesium",
]
# An upper level that counts these is about what is swallowed beside food; only then is it a limit for a supplement.
BESIDE_FOOD: frozenset[Counts] = frozenset({"supplements_and_medicines", "soluble_magnesium"})


class TableRow(LightRow):
    """One nutrient and kind: value by life stage, in `unit` a day; `counts` says what an upper level counts."""

    unique = ("nutrient", "kind")

    nutrient: str
    kind: Literal["ear", "rda", "ai", "ul", "cdrr", "ear_per_kg", "rda_per_kg"]
    unit: str
    counts: Counts | None = None
    values: dict[str, float]


class BodyRow(LightRow):
    """One magnesium value of another authority [mg/d], with the ages [years] and state it holds for."""

    unique = ("stage", "kind")

    stage: str
    kind: Literal["ear", "rda", "ai", "ul", "lrni"]
    name: str
    sex: Literal["any", "male", "female"]
    state: Literal["any", "none", "pregnant", "lactating"]
    from_years: float
    below_years: float | None
    counts: Counts | None = None
    mg: float


class RangeRow(LightRow):
    """Acceptable range of one macronutrient at some ages [years], as share of energy [% of energy]."""

    unique = ("nutrient", "from_years")

    nutrient: str
    from_years: float
    below_years: float | None
    low_percent: float
    high_percent: float


class CvRow(LightRow):
    """Coefficient of variation of the requirement of one nutrient [1]."""

    unique = ("nutrient",)

    nutrient: str
    cv: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadPoint:
    """At this intake [unit a day] this share of people like the person [0 to 1] have enough."""

    intake: float
    share_below: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one authority says one person needs of one nutrient, each value [unit a day] a Finding with its grounds.

    A value of None inside a Finding, or a kind that is absent from `findings`, means: this authority has set none.
    `name` is the authority's word for the value to aim at (RDA, RNI, AI). `cv` [1] is how much requirements differ.
    `amdr_percent` [% of energy]. `notes` are sentences a reader must see beside the numbers.
    """

    nutrient: str
    unit: str
    body: str
    life_stage: str
    name: str | None
    findings: tuple[Finding, ...]
    counts: Counts | None = None
    cv: float | None = None
    amdr_percent: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()

    def finding(self, kind: str) -> Finding | None:
        """The Finding of one kind (ear, rda, ai, ul, cdrr, cv ...), or None when there is none. [unit a day]"""
        return next((f for f in self.findings if f.name == kind), None)

    def _value(self, kind: str) -> float | None:
        finding = self.finding(kind)
        return None if finding is None or not isinstance(finding.value, float) else finding.value

    @property
    def ear(self) -> float | None:
        """Estimated average requirement [unit a day]; None: none is set."""
        return self._value("ear")

    @property
    def rda(self) -> float | None:
        """Recommended dietary allowance, or RNI [unit a day]; None: none is set."""
        return self._value("rda")

    @property
    def ai(self) -> float | None:
        """Adequate intake [unit a day]; None: none is set."""
        return self._value("ai")

    @property
    def ul(self) -> float | None:
        """Upper level of what `counts` says [unit a day]; None: none is set, which is no proof of safety."""
        return self._value("ul")

    @property
    def ul_supplemental(self) -> float | None:
        """Upper level where it counts what is taken beside food alone [unit a day]; None otherwise."""
        return self.ul if self.counts in BESIDE_FOOD else None

    @property
    def cdrr(self) -> float | None:
        """Intake above which less is better (chronic disease risk reduction) [unit a day]; None: none is set."""
        return self._value("cdrr")

    @property
    def ear_verified(self) -> bool:
        """Whether the average requirement was checked against its source: no chance rests on another."""
        finding = self.finding("ear")
        return finding is not None and all(b.verified is True for b in finding.basis)


def bodies() -> tuple[str, ...]:
    """The authorities that can be chosen with `body=`, the first is the default."""
    return (US, "eu", "uk", "dach", "who")


@cache
def _us() -> dict[str, dict[str, TableRow]]:
    table: dict[str, dict[str, TableRow]] = {}
    for file in US_FILES:
        for row in light_rows(file, TableRow):
            table.setdefault(row.nutrient, {})[row.kind] = row
    return table


def nutrients(*, body: str = US) -> tuple[str, ...]:
    """The nutrients an authority's values are held for, magnesium first."""
    if body != US:
        return (MAGNESIUM,)
    ranges = {row.nutrient for row in light_rows("need/amdr", RangeRow)}
    return (*_us(), *sorted(ranges - set(_us())))


def requirement(person: Person, nutrient: str, *, on: date, body: str | None = None) -> Requirement:
    """What this person needs of one nutrient on that day, in the nutrient's unit a day, by one authority.

    `body` is us, eu, uk, dach or who; without it the person's own choice. Raises InputError for an authority or a
    nutrient that is not held, or a person born after that day.
    """
    body = person.body if body is None else body
    if body not in bodies():
        raise InputError(f"body: {body!r} is not known. Use one of: {', '.join(bodies())}.")
    if nutrient not in nutrients(body=body):
        raise InputError(f"nutrient: {nutrient!r} is not held for {body}. Held: {', '.join(nutrients(body=body))}.")
    return _of_us(person, nutrient, on=on) if body == US else _of_body(person, body, on=on)


def requirements(person: Person, *, on: date, body: str | None = None) -> tuple[Requirement, ...]:
    """All nutrients that the authority's values are held for, magnesium first, each in its own unit a day."""
    body = person.body if body is None else body
    if body not in bodies():
        raise InputError(f"body: {body!r} is not known. Use one of: {', '.join(bodies())}.")
    return tuple(requirement(person, nutrient, on=on, body=body) for nutrient in nutrients(body=body))


def _of_us(person: Person, nutrient: str, *, on: date) -> Requirement:
    stage = life_stage(person, on=on)
    rows = _us().get(nutrient, {})
    findings = [_found(kind, row, stage) for kind, row in rows.items() if stage.id in row.values]
    cv = next((row for row in light_rows("need/requirement_cv", CvRow) if row.nutrient == nutrient), None)
    if cv is not None and "ear" in rows:
        findings.append(Finding(name="cv", value=cv.cv, unit="1", basis=cv.basis))
    kinds = {f.name for f in findings}
    share = _range(person, nutrient, on=on)
    if share is not None:
        findings.append(Finding(name="amdr_low", value=share.low_percent, unit="% of energy", basis=share.basis))
        findings.append(Finding(name="amdr_high", value=share.high_percent, unit="% of energy", basis=share.basis))
    return Requirement(
        nutrient=nutrient,
        unit=next((row.unit for row in rows.values() if row.kind in ("rda", "ai", "ear")), "g/d"),
        body=US,
        life_stage=stage.id,
        name="RDA" if "rda" in kinds else "AI" if "ai" in kinds else None,
        findings=tuple(findings),
        counts=rows["ul"].counts if "ul" in kinds else None,
        cv=None if cv is None else cv.cv,
        amdr_percent=None if share is None else (share.low_percent, share.high_percent),
        notes=(stage.substitute,) if stage.substitute else (),
    )


def _found(kind: str, row: TableRow, stage: LifeStage) -> Finding:
    return Finding(name=kind, value=row.values[stage.id], unit=row.unit, basis=row.basis, because=(stage.finding(),))


def _range(person: Person, nutrient: str, *, on: date) -> RangeRow | None:
    months = age_months(person, on=on)
    fitting = (row for row in light_rows("need/amdr", RangeRow) if row.nutrient == nutrient)
    return next((r for r in fitting if covers(months, from_years=r.from_years, below_years=r.below_years)), None)


def _of_body(person: Person, body: str, *, on: date) -> Requirement:
    months = age_months(person, on=on)
    rows: dict[str, BodyRow] = {}
    for row in light_rows(f"need/{body}", BodyRow):
        if (
            row.sex in ("any", person.sex)
            and row.state in ("any", person.state)
            and covers(months, from_years=row.from_years, below_years=row.below_years)
        ):
            rows[row.kind] = row
    said = Basis(source="person", at="sex, age, state")
    aimed = rows.get("rda") or rows.get("ai")
    return Requirement(
        nutrient=MAGNESIUM,
        unit="mg/d",
        body=body,
        life_stage=aimed.stage if aimed is not None else "none",
        name=aimed.name if aimed is not None else None,
        findings=tuple(
            Finding(
                name=kind,
                value=row.mg,
                unit="mg/d",
                basis=row.basis,
                because=(Finding(name="life_stage", value=row.stage, unit="", basis=(*row.basis, said)),),
            )
            for kind, row in rows.items()
        ),
        counts=rows["ul"].counts if "ul" in rows else None,
        notes=_body_notes(person, rows),
    )


def _body_notes(person: Person, rows: dict[str, BodyRow]) -> tuple[str, ...]:
    notes = []
    if "rda" not in rows and "ai" not in rows:
        state = {"none": "", "pregnant": " in pregnancy", "lactating": " while breastfeeding"}[person.state]
        notes.append(f"No magnesium value of this authority is held for this age{state}. Try the body us.")
    if "ear" not in rows:
        notes.append(
            "This authority gives no average requirement, so no chance of eating too little can be worked out."
        )
    elif any(b.verified is not True for b in rows["ear"].basis):
        notes.append("The average requirement shown has not been checked against its source; no chance rests on it.")
    ul = rows.get("ul")
    if ul is None:
        notes.append("No upper level of this authority is held. That is no proof of safety.")
    elif ul.counts == "soluble_magnesium":
        notes.append(
            "The upper limit of FAO and WHO counts magnesium dissolved in drinking water as well as supplements."
        )
    return tuple(notes)


def spread(needed: Requirement) -> tuple[SpreadPoint, ...]:
    """How requirements spread among people like the person: intake [unit a day] against the share with enough [1].

    A normal distribution around the average requirement with the published CV (IOM 2000, chapter 4), out to three
    standard deviations; empty where no checked average requirement or no CV is held.
    """
    if needed.ear is None or needed.cv is None or not needed.ear_verified:
        return ()
    sd = needed.ear * needed.cv
    z = [FARTHEST_SD * (i / SPREAD_STEPS - 1) for i in range(2 * SPREAD_STEPS + 1)]
    return tuple(SpreadPoint(intake=needed.ear + sd * x, share_below=below(x)) for x in z)
