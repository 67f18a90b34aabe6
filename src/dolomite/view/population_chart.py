"""The pictures of a survey's answers: usual intake of each group with the requirement, and the share below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dolomite.population.estimate import GroupEstimate
from dolomite.report.tree import Axis, Cell, Chart, Column, Layer, Table

PERCENT = 100  # a share as people read it
MOST_CHARTS = 12  # pictures on one page; the table holds every group
BELOW, ENOUGH = "below the EAR", "at or above it"
OVER = 1.08  # of the highest point: where the requirement's name stands
EVERY = 6  # of the curve's points stand in the table beside it


def shares(answers: Sequence[GroupEstimate]) -> Chart:
    """The share below the requirement of each group [%], with its interval."""
    shown = [answer for answer in answers if answer.below_ear.value is not None]
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "group": answer.group,
            "share": PERCENT * (answer.below_ear.value if answer.below_ear.value is not None else float("nan")),
            "low": None if answer.below_ear.low is None else PERCENT * answer.below_ear.low,
            "high": None if answer.below_ear.high is None else PERCENT * answer.below_ear.high,
        }
        for answer in shown
    )
    table = Table(
        caption="Share of people below the average requirement",
        columns=(
            Column(title="Group"),
            Column(title="Share", unit="%", decimals=1),
            Column(title="from", unit="%", decimals=1),
            Column(title="to", unit="%", decimals=1),
        ),
        rows=tuple((row["group"], row["share"], row["low"], row["high"]) for row in rows),
    )
    return Chart(
        id="population-below",
        title="Share of people below the average requirement",
        says=f"Points with 95 % intervals for {len(shown)} groups; the table beside it gives every figure.",
        rows=rows,
        layers=(
            Layer(mark="rule", y="group", x="low", x2="high", colour="ink"),
            Layer(mark="point", y="group", x="share", colour="food"),
        ),
        x=Axis(title="% below the EAR", low=0, high=100),
        y=Axis(kind="category", order=tuple(answer.group for answer in shown)),
        table=table,
        height=40 + 24 * len(shown),
    )


def distributions(answers: Sequence[GroupEstimate], *, nutrient: str, unit: str) -> tuple[Chart, ...]:
    """One picture a group whose curve of usual intake [unit] may be shown and which has a requirement."""
    shown = [
        answer
        for answer in answers
        if answer.curve and answer.limit.ear is not None and answer.below_ear.value is not None
    ]
    return tuple(
        _distribution(answer, number, nutrient, unit) for number, answer in enumerate(shown[:MOST_CHARTS], start=1)
    )


def _distribution(answer: GroupEstimate, number: int, nutrient: str, unit: str) -> Chart:
    ear, share = answer.limit.ear, answer.below_ear
    assert ear is not None
    shares, intakes = (np.array(column) for column in zip(*answer.curve, strict=True))
    at = (intakes[1:] + intakes[:-1]) / 2
    density = np.diff(shares) / np.diff(intakes)
    if at[0] < ear < at[-1]:  # the two areas meet at the requirement
        density = np.insert(density, np.searchsorted(at, ear), np.interp(ear, at, density))
        at = np.insert(at, np.searchsorted(at, ear), ear)
    rows: tuple[Mapping[str, Cell], ...] = tuple(
        {"intake": float(x), "density": float(d), "zero": 0.0, "area": area}
        for area, inside in ((BELOW, at <= ear), (ENOUGH, at >= ear))
        for x, d in zip(at[inside], density[inside], strict=True)
    )
    line: tuple[Mapping[str, Cell], ...] = (
        {"intake": ear, "density": OVER * float(density.max()), "label": f"EAR {ear:g}"},
    )
    name = answer.group[:1].upper() + answer.group[1:]
    return Chart(
        id=f"population-intake-{number}",
        title=(
            f"{name}: {percent(share.value)} below the average requirement "
            f"({percent(share.low)} to {percent(share.high)})"
        ),
        says=(
            f"{name}: {percent(share.value)} usually get less than the average requirement of {ear:g} {unit} "
            f"(between {percent(share.low)} and {percent(share.high)})."
        ),
        rows=rows,
        layers=(
            Layer(mark="area", x="intake", y="density", y2="zero", colour="area", opacity=0.7),
            Layer(mark="rule", x="intake", colour="goal", dashed=True, rows=line),
            Layer(mark="text", x="intake", y="density", text="label", colour="ink", rows=line),
        ),
        x=Axis(title=f"usual intake ({unit})", low=float(min(at[0], ear)), high=float(max(at[-1], ear))),
        y=Axis(title="share of people", low=0, hidden=True),
        table=Table(
            caption=f"Usual intake of {nutrient}: {answer.group}",
            columns=(
                Column(title="Usual intake", unit=unit, decimals=0),
                Column(title="People who get less", unit="%", decimals=1),
            ),
            rows=tuple((float(x), PERCENT * float(s)) for s, x in answer.curve[::EVERY]),
        ),
    )


def percent(share: float | None) -> str:
    """A share [0 to 1] as read [%]."""
    return "unknown" if share is None else f"{PERCENT * share:.1f} %"
