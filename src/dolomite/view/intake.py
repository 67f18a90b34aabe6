"""The report's section on intake: what you get a day, from which foods, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dolomite.base import words
from dolomite.base.finding import Finding
from dolomite.base.span import Span
from dolomite.food.name import short_name
from dolomite.food.table import Unit
from dolomite.intake.eaten import Eaten
from dolomite.intake.total import ENERGY, MAGNESIUM, Day, Total
from dolomite.report.tree import Axis, Bar, Cell, Chart, Column, Layer, Section, Table
from dolomite.view.ground import known

if TYPE_CHECKING:
    from dolomite.view.shape.intake import Intake

SHOWN_MEASURES = 4
SHOWN_SOURCES = 8
LISTED_SOURCES = 10
MOST_UNKNOWN = 25  # foods of a table; the rest is counted
MOST_DAYS = 62  # drawn one by one; a longer diary is drawn month by month
NO_VALUE = "no magnesium value in the food table"


def section(
    total: Total,
    findings: tuple[Finding, ...],
    *,
    units: Sequence[Unit],
    marks: tuple[tuple[str, float], ...],
    notes: tuple[str, ...],
    hide_energy: bool,
) -> Section:
    """The section from the diary's totals [each of `units` a day]; `marks` are reference values to draw, as (name,
    mg/d)."""
    food, pills = total.nutrients[MAGNESIUM], total.supplement_mg
    days = len(total.counted)
    if days == 0:
        first = "No day of the diary is complete, so that nothing can be said of a usual day."
    else:
        first = _answer(food, days)
    says = [first]
    if pills.known is None or pills.known > 0 or pills.unknown:
        says.append(f"From supplements: {words.span(pills, 'mg')} a day.")
    if total.unknown:
        names = list(dict.fromkeys(eaten.row.food for eaten in total.unknown))
        says.append(f"Not known: {words.listed(names)}. They are not counted as zero; they widen the answer.")
    return Section(
        id="intake",
        title="What you get",
        says=(*says, *notes),
        findings=findings,
        data=data(total, units=units, notes=notes, hide_energy=hide_energy),
        tables=_tables(total),
        charts=_charts(total, marks) if days else (),
        bars=(_bar(food, marks),) if days else (),
        tone="unknown" if days == 0 or food.high is None else "plain",
    )


def data(total: Total, *, units: Sequence[Unit], notes: Sequence[str], hide_energy: bool) -> Intake:
    """The object of intake, per average counted day [mg, kcal, each nutrient in its own `unit`]."""
    return {
        "days": len(total.days),
        "complete_days": len(total.counted),
        "magnesium": {
            "food_mg": known(total.nutrients[MAGNESIUM]),
            "supplement_mg": known(total.supplement_mg),
            "unknown": [
                {
                    "food": eaten.row.food,
                    "line": eaten.row.line,
                    "date": eaten.row.on.isoformat(),
                    "grams": eaten.grams,
                    "why": eaten.why or NO_VALUE,
                    "candidates": [{"id": hit.id, "name": hit.name} for hit in eaten.candidates],
                }
                for eaten in total.unknown
            ],
        },
        "energy_kcal": None if hide_energy else known(total.nutrients[ENERGY]),
        "nutrients": {
            unit.key: {**known(total.nutrients[unit.key]), "unit": f"{unit.unit}/d"}
            for unit in units
            if unit.key != ENERGY
        },
        "top_sources": [
            {"food": s.food, "food_id": s.food_id, "magnesium_mg": s.mg, "share": s.share}
            for s in total.sources[:LISTED_SOURCES]
        ],
        "by_day": [
            {"date": day.on.isoformat(), "counted": day.counted, "food_mg": known(day.nutrients[MAGNESIUM])}
            for day in total.days
        ],
        "notes": list(notes),
    }


def _answer(food: Span, days: int) -> str:
    over = f"over {_days(days)}"
    if not food.unknown:
        return f"You get about {words.amount(food.known, 'mg')} of magnesium a day from food, {over}."
    if food.high is None:
        low = words.amount(food.low, "mg")
        return f"You get at least {low} of magnesium a day from food, {over}; how much more is not known."
    between = f"{words.amount(food.low)} to {words.amount(food.high, 'mg')}"
    return f"You get about {between} of magnesium a day from food, {over}."


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"


def _bar(food: Span, marks: tuple[tuple[str, float], ...]) -> Bar:
    reach = [v for v in (food.known, food.high, *(at for _, at in marks)) if v is not None]
    return Bar(
        label="Magnesium",
        value=food.known,
        low=food.low,
        high=food.high,
        full=max(reach, default=1.0) * 1.1,
        unit="mg",
        marks=marks,
    )


def _tables(total: Total) -> tuple[Table, ...]:
    tables = []
    if total.sources:
        tables.append(
            Table(
                caption="Where your magnesium comes from, per average day",
                columns=(
                    Column(title="Food"),
                    Column(title="Magnesium", unit="mg/d", decimals=0),
                    Column(title="Share of what is known", unit="%", decimals=0),
                ),
                rows=tuple((short_name(s.food), s.mg, 100 * s.share) for s in total.sources[:SHOWN_SOURCES]),
            )
        )
    if total.unknown:
        tables.append(
            Table(
                caption="Not known, and what it may be",
                columns=(
                    Column(title="First line", decimals=0),
                    Column(title="Times", decimals=0),
                    Column(title="Food"),
                    Column(title="Why"),
                    Column(title="Best candidates"),
                ),
                rows=_unknown_rows(total.unknown),
            )
        )
    return tuple(tables)


def _why(line: Eaten) -> str:
    """What is missing, and where it is the measure, those that the food has."""
    if line.food is None or not line.measures:
        return line.why or NO_VALUE
    return f"{line.why}; it has: {', '.join(line.measures[:SHOWN_MEASURES])}, g"


def _unknown_rows(unknown: Sequence[Eaten]) -> tuple[tuple[Cell, ...], ...]:
    """Each unknown food once with how often it stands in the diary, most often first; what is too many is counted."""
    by_food: dict[tuple[str, str], list[Eaten]] = {}
    for eaten in unknown:
        by_food.setdefault((eaten.row.food.casefold(), eaten.why or NO_VALUE), []).append(eaten)
    ordered = sorted(by_food.values(), key=lambda lines: (-len(lines), lines[0].row.line))
    rows: list[tuple[Cell, ...]] = [
        (
            lines[0].row.line,
            len(lines),
            lines[0].row.food,
            _why(lines[0]),
            "; ".join(short_name(hit.name) for hit in lines[0].candidates[:2]) or "none",
        )
        for lines in ordered[:MOST_UNKNOWN]
    ]
    rest = ordered[MOST_UNKNOWN:]
    if rest:
        rows.append((rest[0][0].row.line, sum(map(len, rest)), f"{len(rest)} more foods", "", ""))
    return tuple(rows)


def _bars(days: Sequence[Day]) -> list[tuple[str, Span]]:
    """What is drawn: each day, or where they are many the average day of each month [mg]."""
    if len(days) <= MOST_DAYS:
        return [(f"{day.on:%d %b}", day.nutrients[MAGNESIUM]) for day in days]
    months: dict[str, list[Span]] = {}
    for day in days:
        months.setdefault(f"{day.on:%b %Y}", []).append(day.nutrients[MAGNESIUM])
    return [(month, Span.total(spans).scaled(1 / len(spans))) for month, spans in months.items()]


def _charts(total: Total, marks: tuple[tuple[str, float], ...]) -> tuple[Chart, ...]:
    drawn = _bars(total.counted)
    each = "day by day" if len(total.counted) <= MOST_DAYS else "the average day of each month"
    rows: list[dict[str, Cell]] = []
    for label, span in drawn:
        known = span.known if span.known is not None else 0.0
        rows.append({"day": label, "from": 0.0, "to": known, "part": "food"})
        if span.high is not None and span.high > known:
            rows.append({"day": label, "from": known, "to": span.high, "part": "unknown"})
    lines: tuple[dict[str, Cell], ...] = tuple({"at": at, "name": name} for name, at in marks)
    table = Table(
        caption=f"Magnesium from food, {each}",
        columns=(
            Column(title="Day" if len(drawn) == len(total.counted) else "Month"),
            Column(title="Known", unit="mg", decimals=0),
            Column(title="At least", unit="mg", decimals=0),
            Column(title="At most", unit="mg", decimals=0),
        ),
        rows=tuple((label, span.known, span.low, span.high) for label, span in drawn),
    )
    said = " and ".join(f"{name} {at:,.0f} mg" for name, at in marks)
    return (
        Chart(
            id="intake-days",
            title=f"Magnesium from food, {each}",
            says=f"Bars for {len(total.counted)} days of magnesium from food"
            + (f", with lines at {said}." if said else "."),
            rows=tuple(rows),
            layers=(
                Layer(mark="bar", x="day", y="from", y2="to", colour="part"),
                Layer(mark="rule", y="at", colour="goal", dashed=True, rows=lines),
                Layer(mark="text", y="at", text="name", colour="ink", rows=lines, beside=True),
            ),
            x=Axis(kind="category", order=tuple(label for label, _ in drawn)),
            y=Axis(title="mg", low=0),
            table=table,
        ),
    )
