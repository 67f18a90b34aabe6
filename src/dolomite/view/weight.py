"""Weighings as a chart: each one a faint dot, their running mean as a line, and beside it what the goal would do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import fmean

from dolomite.base.units import KG_PER_LB
from dolomite.base.words import amount
from dolomite.need.goal import DAYS_PER_WEEK, Point
from dolomite.report.tree import Axis, Cell, Chart, Column, Layer, Table

TREND_DAYS = timedelta(days=7)  # how far back the running mean reaches: a week holds every weekday once; chosen by us
LEAST = 3  # weighings that make a trend; chosen by us
AHEAD_DAYS = 84  # of the goal's curve: beyond twelve weeks the past would be too small to see; chosen by us


def trend(weighings: Sequence[tuple[date, float]]) -> tuple[tuple[date, float], ...]:
    """On each weighed day the mean of the weighings of the seven days up to it [kg]; `weighings` [kg] by date."""
    return tuple((on, fmean(kg for day, kg in weighings if on - TREND_DAYS < day <= on)) for on, _ in weighings)


def chart(weighings: Sequence[tuple[date, float]], curve: Sequence[Point], *, on: date, units: str) -> Chart | None:
    """The chart of weighings [kg] by date, and of the goal's curve from today on where there is one; None: too few.

    `units` us: in pounds.
    """
    if len(weighings) < LEAST:
        return None
    unit, per_kg = ("lb", 1 / KG_PER_LB) if units == "us" else ("kg", 1.0)
    mean = trend(weighings)
    both = tuple(zip(weighings, mean, strict=True))
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"day": (day - on).days, "weight": kg * per_kg, "trend": level * per_kg} for (day, kg), (_, level) in both
    )
    goal: tuple[dict[str, Cell], ...] = tuple(
        {"day": point.day, "weight": point.kg * per_kg, "low": point.low_kg * per_kg, "high": point.high_kg * per_kg}
        for point in curve
        if point.day <= AHEAD_DAYS
    )
    layers = [
        Layer(mark="point", x="day", y="weight", colour="muted", opacity=0.35),
        Layer(mark="line", x="day", y="trend", colour="food"),
    ]
    if goal:
        layers += [
            Layer(mark="area", x="day", y="low", y2="high", colour="goal", opacity=0.2, rows=goal),
            Layer(mark="line", x="day", y="weight", colour="goal", dashed=True, rows=goal),
        ]
    first, last = mean[0][1] * per_kg, mean[-1][1] * per_kg
    change = last - first
    moved = f"{amount(abs(change), unit, decimals=1)} {'up' if change > 0 else 'down'}"
    way = "about the same" if round(abs(change), 1) == 0 else moved
    weeks = (weighings[-1][0] - weighings[0][0]).days / DAYS_PER_WEEK
    says = f"The weekly mean is {amount(last, unit, decimals=1)}, {way} in {weeks:.0f} weeks."
    if goal:
        says += " The dashed line is what the goal would do from today, with its band."
    return Chart(
        id="weight-trend",
        title="Weight: single days and their weekly mean",
        says=says,
        rows=rows,
        layers=tuple(layers),
        x=Axis(title="days from today"),
        y=Axis(title=f"weight ({unit})"),
        table=Table(
            caption="Weight by day",
            columns=(
                Column(title="day"),
                Column(title="weight", unit=unit, decimals=1),
                Column(title="weekly mean", unit=unit, decimals=1),
            ),
            rows=tuple((day.isoformat(), kg * per_kg, level * per_kg) for (day, kg), (_, level) in both),
        ),
    )
