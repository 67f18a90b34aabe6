"""A curve with its band drawn at once, for a page that follows a slider: the same tree as every other chart.

The engine behind `report.chart` takes a tenth of a second for a drawing; somebody who moves a slider waits for four.
Areas, lines and levels over two axes of numbers are all that is drawn here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from html import escape
from typing import NamedTuple

from dolomite.report.tree import Axis, Chart, Layer

WIDTH, HEIGHT = 360, 220  # the drawing's own units; a page stretches it
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 10, 38  # room for the words around it
TICKS = 5  # about so many on an axis
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)

At = Callable[[float], float]


class Frame(NamedTuple):
    """Where a value stands: across and down, in the drawing's own units; and the ends of both axes."""

    across: At
    down: At
    x: tuple[float, float]
    y: tuple[float, float]


def svg(chart: Chart) -> str:
    """The chart as an SVG element with its text alternative. (Units are in the axis titles.)"""
    frame = _frame(chart)
    parts = [*_grid(chart, frame), *(part for layer in chart.layers for part in _layer(chart, layer, frame))]
    return (
        f'<svg role="img" aria-label="{escape(chart.says)}" viewBox="0 0 {WIDTH} {HEIGHT}" class="curve">'
        f"{''.join(parts)}</svg>"
    )


def ticks(low: float, high: float, *, about: int = TICKS) -> tuple[float, ...]:
    """Round values from `low` to `high`, about so many [count], in the unit of the axis."""
    raw = (high - low) / max(1, about)
    if not raw > 0:
        return (low,)
    ten = 10.0 ** math.floor(math.log10(raw))
    step = next(step * ten for step in STEPS if step * ten >= raw)
    first = math.ceil(low / step - 1e-9)
    return tuple(round(n * step, 12) for n in range(first, math.floor(high / step + 1e-9) + 1))


def _frame(chart: Chart) -> Frame:
    x = _ends(chart.x, _values(chart, ("x",)))
    y = _ends(chart.y, _values(chart, ("y", "y2")))
    return Frame(
        across=lambda value: LEFT + (value - x[0]) / (x[1] - x[0]) * (WIDTH - LEFT - RIGHT),
        down=lambda value: HEIGHT - BOTTOM - (value - y[0]) / (y[1] - y[0]) * (HEIGHT - TOP - BOTTOM),
        x=x,
        y=y,
    )


def _values(chart: Chart, channels: Iterable[str]) -> tuple[float, ...]:
    return tuple(
        float(value)
        for layer in chart.layers
        for channel in channels
        if (name := getattr(layer, channel)) is not None
        for row in (layer.rows if layer.rows is not None else chart.rows)
        if isinstance(value := row.get(name), int | float)
    )


def _ends(axis: Axis, values: tuple[float, ...]) -> tuple[float, float]:
    """Ends of an axis: as said, else as far as the values reach, rounded outwards."""
    low = axis.low if axis.low is not None else min(values, default=0.0)
    high = axis.high if axis.high is not None else max(values, default=1.0)
    if not high > low:
        return low - 1.0, low + 1.0
    marks = ticks(low, high)
    step = marks[1] - marks[0] if len(marks) > 1 else high - low
    return (
        low if axis.low is not None else math.floor(low / step + 1e-9) * step,
        high if axis.high is not None else math.ceil(high / step - 1e-9) * step,
    )


def _grid(chart: Chart, frame: Frame) -> list[str]:
    across, down, bottom = frame.across, frame.down, HEIGHT - BOTTOM
    at_x, at_y = ticks(*frame.x), ticks(*frame.y)
    lines = [f"M{across(v):.1f} {TOP}V{bottom}" for v in at_x]
    lines += [f"M{LEFT} {down(v):.1f}H{WIDTH - RIGHT}" for v in at_y]
    words = [_text(across(v), bottom + 16, _number(v, at_x), "middle") for v in at_x]
    words += [_text(LEFT - 6, down(v) + 4, _number(v, at_y), "end") for v in at_y]
    words.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, chart.x.title, "middle"))
    return [f'<path class="lines" d="{"".join(lines)}"/>', *words]


def _layer(chart: Chart, layer: Layer, frame: Frame) -> list[str]:
    rows = layer.rows if layer.rows is not None else chart.rows
    if layer.mark == "area" and layer.y2 is not None:
        lower, upper = _points(rows, layer.x, layer.y, frame), _points(rows, layer.x, layer.y2, frame)
        return [f'<path class="band" d="M{"L".join([*lower, *reversed(upper)])}Z"/>']
    if layer.mark == "line":
        return [f'<path class="middle" d="M{"L".join(_points(rows, layer.x, layer.y, frame))}"/>']
    levels = [value for row in rows if isinstance(value := row.get(layer.y or ""), int | float)]
    if layer.mark == "rule":
        return [f'<path class="level" d="M{LEFT} {frame.down(v):.1f}H{WIDTH - RIGHT}"/>' for v in levels]
    if layer.mark == "text":
        return [
            _text(WIDTH - RIGHT, frame.down(v) - 4, str(row.get(layer.text or "", "")), "end")
            for v, row in zip(levels, rows, strict=True)
        ]
    raise ValueError(f"a curve has no mark called {layer.mark}.")


def _points(rows: Iterable[object], x: str | None, y: str | None, frame: Frame) -> list[str]:
    points = []
    for row in rows:
        assert isinstance(row, dict)
        points.append(f"{frame.across(float(row[x])):.1f} {frame.down(float(row[y])):.1f}")
    return points


def _number(value: float, among: tuple[float, ...]) -> str:
    """The value with as many decimals as tell it from its neighbours."""
    step = among[1] - among[0] if len(among) > 1 else 1.0
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    if decimals and round(step * 10**decimals, 6) != round(step * 10**decimals):
        decimals += 1
    return f"{value:.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
