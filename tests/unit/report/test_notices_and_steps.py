"""Notices and steps are told on every coat, and a chart is drawn once."""

import io
from datetime import date

import pytest

from dolomite.base.finding import Basis
from dolomite.report import chart as charts
from dolomite.report.build import build
from dolomite.report.html import page
from dolomite.report.plain import section_text
from dolomite.report.text import show
from dolomite.report.tree import Axis, Chart, Column, Layer, Notice, Section, Step, Table

NOTICE = Notice(
    id="kidneys_unknown",
    urgency="ask_first",
    about="kidney",
    says="We do not know how your kidneys work.",
    do="Ask for an eGFR.",
    basis=(Basis(source="person", at="kidney", verified=True), Basis(source="x", at="p. 1", verified=False)),
)
STEP = Step(says="Look longer", command="dolomite plan PERSON.yaml", page="health")
TABLE = Table(caption="Days", columns=(Column(title="Day"),), rows=(("Monday",),))
CHART = Chart(
    id="days",
    title="Days",
    says="One bar.",
    rows=({"x": 1.0, "y": "Monday"},),
    layers=(Layer(mark="bar", x="x", y="y", colour="food"),),
    x=Axis(low=0),
    y=Axis(kind="category"),
    table=TABLE,
)
SECTION = Section(
    id="safety", title="Is it safe?", says=("Ask first.",), findings=(), data={}, notices=(NOTICE,), next=(STEP,),
    charts=(CHART,),
)  # fmt: skip


def told(coat):
    if coat == "plain":
        return section_text(SECTION)
    report = build([SECTION], on=date(2026, 11, 21), headline="Ask first.")
    if coat == "page":
        return page(report)
    out = io.StringIO()
    show(report, out=out)
    return out.getvalue()


@pytest.mark.parametrize("coat", ["plain", "page", "terminal"])
def test_what_to_act_on_and_what_to_do_next_are_told(coat):
    text = " ".join(told(coat).split())
    for words in (
        "ask first",
        "kidney",
        "We do not know how your kidneys work.",
        "Ask for an eGFR.",
        "not fully checked",
    ):
        assert words in text, words
    if coat == "page":  # offers its own parts, not the name of a file
        assert 'href="#safety">Read on' in text and "PERSON.yaml" not in text
    else:
        assert "dolomite plan PERSON.yaml" in text


def test_a_page_holds_no_inline_style():
    assert " style=" not in told("page")


def test_a_chart_is_drawn_once(monkeypatch):
    import vl_convert

    drawn = []
    whole = vl_convert.vegalite_to_svg
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda spec: drawn.append(1) or whole(spec))
    monkeypatch.setattr(charts, "_kept", {})
    first = charts.svg(CHART, medium="page")
    assert charts.svg(CHART, medium="page") == first
    assert len(drawn) == 1
