"""The section "What you need": magnesium, energy, then all other nutrients, as data, words, tables and charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from dolomite.base.units import KG_PER_LB
from dolomite.base.words import amount
from dolomite.need.energy import Energy
from dolomite.need.goal import DAYS_PER_WEEK, Goal
from dolomite.need.requirement import MAGNESIUM, Requirement, spread
from dolomite.report.tree import Axis, Cell, Chart, Column, Layer, Section, Table
from dolomite.safety.decide import Clearance
from dolomite.view.need_data import data

BODY = {
    "us": "the United States and Canada",
    "eu": "the European Union",
    "uk": "the United Kingdom",
    "dach": "Germany, Austria and Switzerland",
    "who": "FAO and WHO",
}
COUNTS = {
    "total": "all sources",
    "supplements_and_medicines": "supplements and medicines only",
    "supplements_and_fortified_food": "supplements and fortified food only",
    "preformed_retinol": "preformed vitamin A only",
    "soluble_magnesium": "soluble magnesium, as in supplements and drinking water",
}
LIMIT_EXCLUDES = "The published limit for supplements excludes kidney failure; it is no amount for you to take."
LABEL_AT = 8.0  # where the labels of the marks stand on the chart, of 100
FROM = {
    "total": "",
    "supplements_and_medicines": " from supplements",
    "supplements_and_fortified_food": " added",
    "preformed_retinol": " preformed",
    "soluble_magnesium": " soluble",
}


def section(
    requirements: Sequence[Requirement],
    energy: Energy,
    goal: Goal | None = None,
    *,
    clearance: Clearance,
    hide_energy: bool = False,
    units: Literal["metric", "us"] = "metric",
) -> Section:
    """What this person needs [each nutrient in its unit a day, energy in kcal/d]; `requirements` has magnesium first.

    A stop on goals reaches this section too: nothing is told to aim for, and no limit is shown as if it were one.
    With `hide_energy` no calorie stands anywhere: not in words, tables, findings or data. `units` decides whether the
    projected weight is shown in kg or lb; the data are in kg always.
    """
    magnesium = next(r for r in requirements if r.nutrient == MAGNESIUM)
    stopped = "goal" in clearance.stops
    charts = tuple(c for c in (_spread_chart(magnesium), _weight_chart(goal, hide_energy, units)) if c is not None)
    # The nutrient stands beside each value: an EAR without its nutrient would say nothing in a list.
    findings = tuple(replace(f, about=words_of(r.nutrient)) for r in requirements for f in r.findings)
    if not hide_energy:
        findings += energy.findings
        if goal is not None:
            findings += goal.findings
    return Section(
        id="need",
        title="What you need",
        says=tuple(
            _words(magnesium, stopped=stopped) + (_no_energy(goal) if hide_energy else _energy_words(energy, goal))
        ),
        findings=findings,
        data=data(requirements, energy, goal, hide_energy=hide_energy, ul_applies=not stopped),
        tables=(_magnesium_table(magnesium, stopped=stopped), _nutrient_table(requirements, stopped=stopped)),
        charts=charts,
    )


def _words(magnesium: Requirement, *, stopped: bool) -> list[str]:
    says = []
    whose = BODY[magnesium.body]
    if stopped:
        aim = magnesium.rda if magnesium.rda is not None else magnesium.ai
        about = "is not held here" if aim is None else f"is {amount(aim, 'mg')} a day ({magnesium.name} of {whose})"
        says.append(f"What healthy people like you need {about}. For you something has to be settled first.")
    elif magnesium.rda is not None:
        says.append(f"Aim for {amount(magnesium.rda, 'mg')} of magnesium a day ({magnesium.name} of {whose}).")
    elif magnesium.ai is not None:
        says.append(f"Aim for about {amount(magnesium.ai, 'mg')} of magnesium a day ({magnesium.name} of {whose}).")
    else:
        says.append("How much magnesium you need is unknown here.")
    if magnesium.ear is not None and magnesium.ear_verified:
        says.append(
            f"Half of the people like you need less than {amount(magnesium.ear, 'mg')} (EAR); nobody knows who is who."
        )
    if stopped and magnesium.ul_supplemental is not None:
        says.append(LIMIT_EXCLUDES)
    elif magnesium.ul_supplemental is not None:
        says.append(
            f"From supplements, antacids and laxatives together: not more than "
            f"{amount(magnesium.ul_supplemental, 'mg')} a day. Magnesium in food does not count towards this limit."
        )
    elif magnesium.body == "us":
        says.append("At this age no upper level is set for supplements: do not give any without a doctor.")
    return says + list(magnesium.notes)


def _energy_words(energy: Energy, goal: Goal | None) -> list[str]:
    says = [f.says for f in energy.findings if f.says]
    if energy.maintain.known is not None:
        says.append(f"About {_kcal(energy.maintain.known)} a day keep your weight steady.")
    elif energy.maintain.low is not None and energy.maintain.high is not None:
        says.append(
            f"Between {_kcal(energy.maintain.low)} and {_kcal(energy.maintain.high)} a day keep your weight steady."
        )
    return says + ([] if goal is None else list(goal.says))


def _no_energy(goal: Goal | None) -> list[str]:
    # A refusal is about safety, not about calories: it is said even when calories are hidden.
    return [] if goal is None or goal.refusal is None else [goal.refusal.says]


def _kcal(value: float) -> str:
    return amount(round(value, -1), "kcal")  # the equations are no better than to tens


def _magnesium_table(r: Requirement, *, stopped: bool) -> Table:
    aim = "Healthy people" if stopped else "To aim for"
    limit = COUNTS[r.counts] if r.counts is not None else "none set, which is no proof of safety"
    if stopped and r.ul is not None:
        limit = LIMIT_EXCLUDES
    rows: list[tuple[Cell, ...]] = [
        ("Average requirement (EAR)", r.ear, "half of the people like you need less"),
        (
            f"{aim} ({r.name or 'none set'})",
            r.rda if r.rda is not None else r.ai,
            "enough for nearly everybody like you",
        ),
        ("Upper level", r.ul, limit),
    ]
    if r.rda is None and r.ai is not None:
        rows[1] = (f"{aim} ({r.name})", r.ai, "what healthy people eat; how many need less is unknown")
    return Table(
        caption=f"Magnesium, {stage_words(r.life_stage)}",
        columns=(Column(title=""), Column(title="a day", unit="mg", decimals=0), Column(title="meaning")),
        rows=tuple(rows),
    )


def _nutrient_table(requirements: Sequence[Requirement], *, stopped: bool) -> Table:
    return Table(
        caption="All nutrients, a day",
        minor=True,
        columns=(
            Column(title="nutrient"),
            Column(title="average need"),
            Column(title="healthy people" if stopped else "aim for"),
            Column(title="at most"),
        ),
        rows=tuple(
            (
                words_of(r.nutrient),
                _short(r.ear, r.unit),
                f"{_short(r.rda if r.rda is not None else r.ai, r.unit)} ({r.name})",
                "excludes kidney failure" if stopped and r.nutrient == MAGNESIUM else _most(r),
            )
            for r in requirements
            if r.ear is not None or r.rda is not None or r.ai is not None
        ),
    )


def _most(r: Requirement) -> str:
    return _short(r.ul, r.unit) + (FROM[r.counts] if r.counts is not None else "")


def _short(value: float | None, unit: str) -> str:
    if value is None:
        return "none set"
    return f"{value:,g} {unit.removesuffix('/d').replace('ug', 'µg').replace(' alpha-tocopherol', '')}"


def words_of(nutrient: str) -> str:
    """A nutrient's name as read: "vitamin B6", "thiamin (B1)".

    >>> words_of("thiamin_b1"), words_of("vitamin_b6"), words_of("alpha_linolenic_acid")
    ('thiamin (B1)', 'vitamin B6', 'alpha-linolenic acid')
    """
    if nutrient.startswith("vitamin_"):
        return f"vitamin {nutrient.removeprefix('vitamin_').upper()}"
    head, _, tail = nutrient.rpartition("_")
    if head and tail[:1] == "b" and tail[1:].isdigit():
        return f"{head.replace('_', ' ')} ({tail.upper()})"
    return nutrient.replace("alpha_linolenic", "alpha-linolenic").replace("_", " ")


def stage_words(stage: str) -> str:
    """A life stage as read. (No unit: a name.)

    >>> stage_words("female_31_50y"), stage_words("male_71plus"), stage_words("infant_7_12mo")
    ('women of 31 to 50 years', 'men of 71 years and over', 'infants of 7 to 12 months')
    """
    head, *ages = stage.split("_")
    young = ages[:1] in (["9"], ["14"], ["10"], ["13"], ["15"])
    who = {
        "female": "girls" if young else "women",
        "male": "boys" if young else "men",
        "child": "children",
        "infant": "infants",
        "pregnant": "pregnancy",
        "lactating": "breastfeeding",
    }.get(head)
    if who is None:
        return "no group of the table"
    if not ages:
        return who
    if ages[0].endswith("plus"):
        return f"{who} of {ages[0].removesuffix('plus')} years and over"
    unit = "months" if ages[-1].endswith("mo") else "years"
    joined = " to ".join(age.removesuffix("mo").removesuffix("y") for age in ages)
    return f"{who}{',' if head in ('pregnant', 'lactating') else ' of'} {joined} {unit}"


def _spread_chart(magnesium: Requirement) -> Chart | None:
    points = spread(magnesium)
    if not points or magnesium.ear is None:
        return None
    rows = tuple({"mg": p.intake, "share": p.share_below * 100} for p in points)
    marks = (("EAR", magnesium.ear), (str(magnesium.name), magnesium.rda))
    shown: tuple[dict[str, Cell], ...] = tuple(
        {"mg": at, "label": label, "share": LABEL_AT} for label, at in marks if at is not None
    )
    nearly = next((p.share_below for p in points if magnesium.rda is not None and p.intake >= magnesium.rda), None)
    told = "" if nearly is None else f" At {amount(magnesium.rda, 'mg')} about {nearly * 100:.0f} of 100 have enough."
    return Chart(
        id="need-spread",
        title="How many people like you have enough at each intake",
        says=f"People differ: at {amount(magnesium.ear, 'mg')} of magnesium a day half have enough.{told}",
        rows=rows,
        layers=(
            Layer(mark="area", x="mg", y="share", colour="food", opacity=0.35),
            Layer(mark="line", x="mg", y="share", colour="food"),
            Layer(mark="rule", x="mg", colour="goal", dashed=True, rows=shown),
            Layer(mark="text", x="mg", y="share", text="label", colour="ink", rows=shown),
        ),
        x=Axis(title="magnesium a day (mg)", low=points[0].intake, high=points[-1].intake),
        y=Axis(title="of 100 people have enough", low=0, high=100),
        table=Table(
            caption="Of 100 people like you, how many have enough",
            columns=(
                Column(title="magnesium a day", unit="mg", decimals=0),
                Column(title="of 100 people have enough", decimals=0),
            ),
            rows=tuple((p.intake, p.share_below * 100) for p in points[::4]),
        ),
    )


def _weight_chart(goal: Goal | None, hidden: bool, units: str) -> Chart | None:
    if goal is None or not goal.curve or hidden:
        return None
    unit, per_kg = ("lb", 1 / KG_PER_LB) if units == "us" else ("kg", 1.0)
    rows = tuple(
        {
            "week": point.day / DAYS_PER_WEEK,
            "weight": point.kg * per_kg,
            "low": point.low_kg * per_kg,
            "high": point.high_kg * per_kg,
            "line": point.linear_kg * per_kg,
        }
        for point in goal.curve
    )
    last = rows[-1]
    return Chart(
        id="need-weight",
        title="What your weight would do at this energy intake",
        says=(
            f"After {last['week']:.0f} weeks about {amount(last['weight'], unit, decimals=1)}, likely between "
            f"{amount(last['low'], decimals=1)} and {amount(last['high'], unit, decimals=1)}; the old rule of 3,500 "
            f"kcal per pound would have promised {amount(last['line'], unit, decimals=1)}."
        ),
        rows=rows,
        layers=(
            Layer(mark="area", x="week", y="low", y2="high", colour="food", opacity=0.25),
            Layer(mark="line", x="week", y="weight", colour="food"),
            Layer(mark="line", x="week", y="line", colour="muted", dashed=True),
            Layer(mark="text", x="week", y="weight", text="label", colour="ink", rows=_ends(rows)),
        ),
        x=Axis(title="weeks"),
        y=Axis(title=f"weight ({unit})"),
        table=Table(
            caption="Weight by week",
            columns=(
                Column(title="week", decimals=0),
                Column(title="weight", unit=unit, decimals=1),
                Column(title="low", unit=unit, decimals=1),
                Column(title="high", unit=unit, decimals=1),
                Column(title="by the 3,500 kcal rule", unit=unit, decimals=1),
            ),
            rows=tuple(tuple(row.values()) for row in rows[::4]),
        ),
    )


def _ends(rows: Sequence[dict[str, float]]) -> tuple[dict[str, Cell], ...]:
    """A label for each line at its end, where the two are furthest apart."""
    last = rows[-1]
    return (
        {"week": last["week"], "weight": last["weight"], "label": "the model"},
        {"week": last["week"], "weight": last["line"], "label": "3,500 kcal rule"},
    )
