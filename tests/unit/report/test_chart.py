"""A chart's specification is Vega-Lite, as Altair's schema has it, whatever marks and axes it uses."""

import re
from dataclasses import replace
from itertools import product
from typing import get_args, get_type_hints

import altair as alt
import pytest
from jsonschema import ValidationError

from dolomite.report import chart as charts
from dolomite.report.tree import Axis, Chart, Column, Layer, Table

ROWS = (
    {"x": 1.0, "to": 2.0, "y": "a", "kind": "food", "n": 3.0, "says": "one", "day": "2026-11-29"},
    {"x": 3.0, "to": 4.0, "y": "b", "kind": "beside", "n": None, "says": "two", "day": "2026-11-30"},
)
MARKS = get_args(get_type_hints(Layer)["mark"])
KINDS = get_args(get_type_hints(Axis)["kind"])


def chart(*layers, x=None, y=None):
    return Chart(
        id="c", title="C", says="what it shows", rows=ROWS, layers=layers,
        x=x or Axis(title="amount [mg/d]", low=0), y=y or Axis(kind="category", order=("b", "a")),
        table=Table(caption="C", columns=(Column(title="x"),), rows=((1.0,),)),
    )  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_is_vega_lite(mark):
    layer = Layer(mark=mark, x="x", x2="to" if mark in ("bar", "rule") else None, y="y", colour="kind", size="n")
    worded = Layer(mark="text", x="x", y="y", text="says", colour="ink")
    beside = Layer(mark="text", y="x", text="says", beside=True, dashed=True, rows=ROWS[:1])
    for one in (layer, replace(layer, size=None, colour="bad"), worded, beside):
        for medium, width in product(("page", "print"), (charts.WIDE, charts.NARROW)):
            alt.LayerChart.from_dict(charts.specification(chart(one), medium=medium, width=width), validate=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ends", [(None, None), (0, None), (1.0, None), (None, 9.0), (0, 24)])
def test_every_axis_is_vega_lite(kind, ends):
    axis = Axis(title="day", kind=kind, low=ends[0], high=ends[1])
    name = {"category": "y", "date": "day"}.get(kind, "x")
    for x in (axis, replace(axis, hidden=True)):
        made = chart(Layer(mark="point", x=name, y="y"), x=x)
        spec = charts.specification(made, medium="page", width=charts.NARROW)
        alt.LayerChart.from_dict(spec, validate=True)
        assert spec["layer"][0]["encoding"]["x"]["field"] == name


def test_names_below_a_chart_never_lie_on_each_other_and_letters_are_as_large_as_drawn():
    made = chart(Layer(mark="point", x="y", y="x"), x=Axis(kind="category", order=("a", "b")), y=Axis(title="mg"))
    for width in (charts.NARROW, charts.WIDE):
        spec = charts.specification(made, medium="page", width=width)
        assert spec["layer"][0]["encoding"]["x"]["axis"]["labelOverlap"] == "greedy"
        drawn = charts.svg(made, medium="page", width=width)
        assert float(re.search(r'viewBox="0 0 ([\d.]+)', drawn)[1]) <= width + 1


def test_what_is_no_vega_lite_is_refused():
    spec = charts.specification(chart(Layer(mark="point", x="x", y="y")), medium="page", width=charts.WIDE)
    spec["layer"][0]["encoding"]["x"]["type"] = "amount"
    with pytest.raises(ValidationError):
        alt.LayerChart.from_dict(spec, validate=True)


def test_a_chart_is_drawn_once_for_each_medium_and_width(monkeypatch):
    made, drawn = chart(Layer(mark="point", x="x", y="y")), []
    monkeypatch.setattr(charts, "_kept", {})
    monkeypatch.setattr(charts, "_drawn", lambda *_, **how: drawn.append(how) or f"<svg {len(drawn)}>")
    first = [charts.svg(made, medium="page", width=width) for width in (charts.WIDE, charts.NARROW)]
    again = [charts.svg(replace(made), medium="page", width=width) for width in (charts.WIDE, charts.NARROW)]
    assert first == again and len(drawn) == 2
    charts.svg(made, medium="print")
    charts.svg(replace(made, title="Another"), medium="page")
    assert len(drawn) == 4
