"""A chart of the report tree as SVG: one definition for page and print, colours by role, nothing fetched.

On a page the colours are CSS variables, so that the same drawing serves light and dark; in print they are fixed.
The specification is plain data; that it is Vega-Lite is checked by Altair in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from dolomite.base.document import JsonObject
from dolomite.report.tree import Axis, Chart, Layer

Medium = Literal["page", "print"]
# A printer's fonts are wider than those the drawing was measured with: print leaves room for the ends of words [px].
PADDING: dict[Medium, dict[str, int]] = {
    "page": {"left": 4, "right": 4, "top": 4, "bottom": 4},
    "print": {"left": 26, "right": 26, "top": 4, "bottom": 4},
}
WIDE, NARROW = 620, 280  # drawing widths [px]: A4 and desktop; 320 px phones less the margins

# Role -> (stand-in drawn by the engine and replaced by a CSS variable on pages, colour in print).
ROLES = {
    "ink": ("#a10001", "#1d2a26"),
    "muted": ("#a10002", "#5b6a64"),
    "grid": ("#a10003", "#dde4e0"),
    "food": ("#a10004", "#1f6f54"),
    "supplement": ("#a10005", "#3b5ba5"),
    "unknown": ("#a10006", "#9aa8a2"),
    "goal": ("#a10007", "#1d2a26"),
    "limit": ("#a10008", "#a33c1f"),
    "good": ("#a10009", "#1f6f54"),
    "caution": ("#a1000a", "#8a5a00"),
    "bad": ("#a1000b", "#a33c1f"),
    "plain": ("#a1000c", "#4d6f9c"),
}
SERIES = ("food", "supplement", "caution", "bad", "plain", "muted")
_CLIP = re.compile(r'(id="|url\(#|xlink:href="#|href="#)((?:clip|gradient|filter)\w*)')
_INNER_ARIA = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
KIND = {
    "number": "quantitative", "category": "nominal", "date": "temporal", "log": "quantitative", "clock": "quantitative"
}  # fmt: skip
HOURS, HOURS_NARROW = tuple(range(0, 25, 3)), tuple(range(0, 25, 6))  # marked on a clock axis [h]

MOST_KEPT = 256  # drawings
_kept: dict[str, str] = {}


def svg(chart: Chart, *, medium: Medium, width: int = WIDE) -> str:
    """The chart as an SVG element, `width` [px] wide, with its text alternative. (Units are in the axis titles.)

    A chart is drawn once for each medium and width and kept by its content: the next page shows the same drawing.
    """
    key = f"{medium} {width} {chart!r}"
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = _drawn(chart, medium=medium, width=width)
    return _kept[key]


def _drawn(chart: Chart, *, medium: Medium, width: int) -> str:
    label = chart.says.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    try:
        import vl_convert
    except ModuleNotFoundError:  # inside a browser: the chart in words, beside its table
        return f"<p>{label}</p>"
    drawn: str = vl_convert.vegalite_to_svg(specification(chart, medium=medium, width=width))
    drawn = _INNER_ARIA.sub("", drawn[drawn.index("<svg") :])
    # Two drawings on one page may not share ids.
    drawn = _CLIP.sub(rf"\g<1>{chart.id}-{width}-\g<2>", drawn)
    if medium == "page":
        for role, (stand_in, _) in ROLES.items():
            # As attributes, not as styles: a content policy forbids inline style.
            drawn = re.sub(rf'(fill|stroke)="{stand_in}"', rf'\1="var(--{role})"', drawn)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def specification(chart: Chart, *, medium: Medium, width: int) -> JsonObject:
    """The chart as a Vega-Lite object, plain data. (Width and height [px].)"""
    colour = {role: pair[0 if medium == "page" else 1] for role, pair in ROLES.items()}
    ink, muted = colour["ink"], colour["muted"]
    return {
        "width": width,
        "height": chart.height,
        "autosize": {"type": "fit-x", "contains": "padding"},  # the labels too: their letters stay as large as drawn
        "layer": [_layer(chart, layer, colour, width) for layer in chart.layers],
        "config": {
            "background": "transparent",
            "font": "sans-serif",
            "aria": False,
            "padding": PADDING[medium],
            "view": {"stroke": None},
            "axis": {
                "labelColor": ink,
                "titleColor": ink,
                "gridColor": colour["grid"],
                "domainColor": muted,
                "tickColor": muted,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "labelLimit": 150 if width == NARROW else 300,
            },
            "legend": {
                "labelColor": ink,
                "titleColor": ink,
                "orient": "top",
                "title": None,
                "labelFontSize": 12,
                "columns": 2,
            },
        },
    }


def _layer(chart: Chart, layer: Layer, colour: Mapping[str, str], width: int) -> JsonObject:
    rows = [dict(row) for row in (layer.rows if layer.rows is not None else chart.rows)]
    fields = {key for row in rows for key in row}
    style: JsonObject = {"opacity": layer.opacity, "clip": True}
    if layer.dashed:
        style["strokeDash"] = [5, 3]
    encode: JsonObject = {}
    for channel, name, axis in (("x", layer.x, chart.x), ("y", layer.y, chart.y)):
        if name is not None:
            encode[channel] = _position(channel, name, axis, width)
    for channel, name in (("x2", layer.x2), ("y2", layer.y2)):
        if name is not None:
            encode[channel] = {"field": name}
    if layer.colour is not None and layer.colour in fields:
        encode["color"] = _colour_scale(layer.colour, chart, colour)
    else:
        style["color"] = colour.get(layer.colour or "ink", colour["ink"])
    if layer.size is not None and layer.size in fields:
        encode["size"] = {"field": layer.size, "type": "quantitative", "legend": None}
    if layer.text is not None:
        encode["text"] = {"field": layer.text, "type": "nominal"}
        over_a_level = layer.x is None and not layer.beside
        style |= {"align": "left", "dx": 5, "dy": -7 if over_a_level else 0, "fontSize": 12, "clip": False}
        if layer.beside:
            encode["x"] = {"value": "width"}
    spec: JsonObject = {"data": {"values": rows}}
    spec["mark"], spec["encoding"] = {**_mark(layer), **style}, encode
    return spec


def _mark(layer: Layer) -> JsonObject:
    if layer.mark in ("square", "diamond", "point"):
        shaped: JsonObject = {} if layer.mark == "point" else {"shape": layer.mark}
        usual = 45 if layer.mark == "point" else 90
        sized: JsonObject = {"size": usual} if layer.size is None else {}
        return {"type": "point", "filled": True, **shaped, **sized}
    if layer.mark == "step":
        return {"type": "line", "interpolate": "step-after"}
    if layer.mark == "tick":
        return {"type": "tick", "thickness": 2}
    return {"type": layer.mark}


def _position(channel: str, name: str, axis: Axis, width: int) -> JsonObject:
    scale: JsonObject = {}
    if axis.kind == "log":
        scale["type"] = "log"
    if axis.low is not None and axis.high is not None:
        scale["domain"] = [axis.low, axis.high]
    elif axis.kind == "number":
        scale["zero"] = axis.low == 0
        if axis.low not in (None, 0):
            scale["domainMin"] = axis.low
        if axis.high is not None:
            scale["domainMax"] = axis.high
    placed: JsonObject = {"field": name, "type": KIND[axis.kind], "title": axis.title or None}
    if axis.kind == "clock":
        hours = HOURS_NARROW if width == NARROW else HOURS
        shown: JsonObject = {"values": list(hours), "labelExpr": "(datum.value < 10 ? '0' : '') + datum.value + ':00'"}
        return placed | {"scale": scale, "axis": shown}
    if axis.kind in ("number", "log", "date"):
        ticks: JsonObject = {}
        if channel == "x":
            ticks = {"tickCount": 4 if width == NARROW else 7, "labelOverlap": "greedy", "labelSeparation": 6}
        return placed | {"scale": scale, "axis": None if axis.hidden else ticks}
    bare: JsonObject = {"domain": False, "ticks": False, "labelAngle": 0}
    if channel == "x":
        bare |= {"labelOverlap": "greedy", "labelSeparation": 6}
    order = list(axis.order) if axis.order is not None else None
    return placed | {"sort": order, "axis": None if axis.hidden else bare}


def _colour_scale(field: str, chart: Chart, colour: Mapping[str, str]) -> JsonObject:
    every = [row for layer in chart.layers for row in (layer.rows if layer.rows is not None else chart.rows)]
    values = list(dict.fromkeys(str(row[field]) for row in every if row.get(field) is not None))
    roles = [value if value in colour else None for value in values]
    spare = iter(role for role in SERIES * (1 + len(values)) if role not in roles)
    shades = [colour[role if role is not None else next(spare)] for role in roles]
    several: JsonObject = {}
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": values, "range": shades},
        "legend": several if len(values) > 1 else None,
    }
