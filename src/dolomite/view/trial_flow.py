"""The diagram of the single trial that CENT 2015 asks for: stretches in order, and what became of every day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dolomite.report.tree import Axis, Cell, Chart, Column, Layer, Table
from dolomite.trial.answer import spoken
from dolomite.trial.flow import Fate, Flow, Stretch

if TYPE_CHECKING:
    from dolomite.view.shape import trial as shape

GLYPH: Mapping[Fate, str] = {"rated": "●", "not_rated": "○", "to_come": "·", "stopped": "×"}
LANE: Mapping[Fate, str] = {
    "rated": "written", "not_rated": "not written", "to_come": "to come", "stopped": "after stop",
}  # fmt: skip
WEEK = 7
LANE_HEIGHT = 28


def data(flow: Flow) -> list[shape.Stretch]:
    """The stretches as plain values for JSON [days, from 1]; `arm` is null while the seal is closed."""
    return [
        {
            "kind": stretch.kind,
            "period": stretch.number,
            "arm": stretch.arm,
            "from_day": stretch.first,
            "to_day": stretch.last,
            "planned_days": len(stretch.fates),
            "rated_days": stretch.count("rated"),
            "not_rated_days": stretch.count("not_rated"),
            "to_come_days": stretch.count("to_come"),
            "days_after_stop": stretch.count("stopped"),
        }
        for stretch in flow.stretches
    ]


def says(flow: Flow) -> str:
    """The diagram in one sentence [days]."""
    planned = sum(len(stretch.fates) for stretch in flow.stretches)
    parts = [f"{flow.total('rated')} were written down", f"{flow.total('not_rated')} not"]
    if flow.total("to_come"):
        parts.append(f"{flow.total('to_come')} still to come")
    if flow.total("stopped"):
        parts.append(f"{flow.total('stopped')} after the stop")
    said = f"Of {planned} planned days {', '.join(parts)}."
    if flow.stopped is None:
        return said
    return f"{said} It was stopped on day {flow.stopped_day}: {flow.stopped.rstrip('.')}."


def chart(flow: Flow) -> Chart:
    """Periods along the days, and below them which days were written down [days, from 1]."""
    periods = [stretch for stretch in flow.stretches if stretch.kind == "period"]
    others = [stretch for stretch in flow.stretches if stretch.kind != "period"]
    opened = all(stretch.arm is not None for stretch in periods)
    taken = dict.fromkeys(_lane(stretch) for stretch in flow.stretches)
    lanes = [*taken, *(LANE[fate] for fate in GLYPH if flow.total(fate))]
    layers = [
        Layer(
            mark="bar", x="from", x2="to", y="lane", opacity=0.35,
            colour="arm" if opened else "plain", rows=tuple(_bar(stretch) for stretch in periods),
        ),
        Layer(mark="text", x="from", y="lane", text="label", rows=tuple(_label(stretch) for stretch in periods)),
    ]  # fmt: skip
    if others:
        rows = tuple(_bar(stretch) for stretch in others)
        layers.append(Layer(mark="bar", x="from", x2="to", y="lane", opacity=0.25, colour="unknown", rows=rows))
    for fate, role in (("rated", "ink"), ("not_rated", "bad"), ("to_come", "muted"), ("stopped", "muted")):
        days = _days(flow, fate)  # type: ignore[arg-type]
        if days:
            layers.append(Layer(mark="tick", x="day", y="lane", colour=role, rows=days))
    if flow.stopped_day is not None:
        at: tuple[Mapping[str, Cell], ...] = ({"day": flow.stopped_day + 0.5},)
        layers.append(Layer(mark="rule", x="day", colour="bad", dashed=True, rows=at))
    last = flow.stretches[-1].last
    return Chart(
        id="trial-flow",
        title="The single trial as a diagram",
        says=says(flow),
        rows=(),
        layers=tuple(layers),
        x=Axis(title="day", low=0.0, high=float(last + 1)),
        y=Axis(title="", kind="category", order=tuple(lanes)),
        table=table(flow),
        height=LANE_HEIGHT * len(lanes),
        in_words=True,
    )


def table(flow: Flow) -> Table:
    """The diagram's twin: one row a stretch, one sign a day [days, from 1]."""
    signs = ", ".join(f"{GLYPH[fate]} {LANE[fate]}" for fate in GLYPH if flow.total(fate))
    return Table(
        caption=f"The single trial, stretch by stretch ({signs})",
        columns=(
            Column(title="stretch"),
            Column(title="taken"),
            Column(title="from day", decimals=0),
            Column(title="to day", decimals=0),
            Column(title="planned", decimals=0),
            Column(title="written", decimals=0),
            Column(title="not written", decimals=0),
            Column(title="each day"),
        ),
        rows=tuple(
            (
                _name(stretch),
                _taken(stretch),
                stretch.first,
                stretch.last,
                len(stretch.fates),
                stretch.count("rated"),
                stretch.count("not_rated"),
                _signs(stretch),
            )
            for stretch in flow.stretches
        ),
    )


def _name(stretch: Stretch) -> str:
    return stretch.kind if stretch.number is None else f"period {stretch.number}"


def _taken(stretch: Stretch) -> str:
    if stretch.kind != "period":
        return "nothing"
    return spoken(stretch.arm) if stretch.arm is not None else "sealed"


def _signs(stretch: Stretch) -> str:
    signs = "".join(GLYPH[fate] for fate in stretch.fates)
    return " ".join(signs[k : k + WEEK] for k in range(0, len(signs), WEEK))


def _lane(stretch: Stretch) -> str:
    """Each arm has its own lane, so that the picture can be read without colours."""
    if stretch.kind != "period":
        return stretch.kind
    return spoken(stretch.arm) if stretch.arm is not None else "sealed period"


def _bar(stretch: Stretch) -> Mapping[str, Cell]:
    row: dict[str, Cell] = {"from": stretch.first - 0.5, "to": stretch.last + 0.5, "lane": _lane(stretch)}
    if stretch.arm is not None:
        row["arm"] = spoken(stretch.arm)
    return row


def _label(stretch: Stretch) -> Mapping[str, Cell]:
    return {"from": stretch.first - 0.5, "lane": _lane(stretch), "label": str(stretch.number)}


def _days(flow: Flow, fate: Fate) -> tuple[Mapping[str, Cell], ...]:
    return tuple(
        {"day": stretch.first + k, "lane": LANE[fate]}
        for stretch in flow.stretches
        for k, seen in enumerate(stretch.fates)
        if seen == fate
    )
