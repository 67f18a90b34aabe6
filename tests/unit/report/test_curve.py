"""A curve drawn at once: its words, its points inside the frame, round ticks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dolomite.report import curve
from dolomite.report.tree import Axis, Chart, Layer, Table

ROWS = tuple({"time": float(t), "low": 1.0 + t, "middle": 2.0 + t, "high": 4.0 + t} for t in range(5))


def chart(rows=ROWS, **axes):
    return Chart(
        id="gut",
        title="Gut",
        says='From 2 to 6 <mg> & "more".',
        rows=rows,
        layers=(
            Layer(mark="area", x="time", y="low", y2="high"),
            Layer(mark="line", x="time", y="middle"),
            Layer(mark="rule", y="level", rows=({"level": 3.0, "label": "usual"},)),
            Layer(mark="text", y="level", text="label", rows=({"level": 3.0, "label": "usual"},)),
        ),
        x=Axis(title="hours", low=0.0, high=4.0),
        y=Axis(title="mg"),
        table=Table(caption="Gut", columns=(), rows=()),
        **axes,
    )


def numbers(path):
    return [float(one) for one in re.findall(r"-?\d+\.?\d*", path)]


def test_it_says_what_it_shows_and_carries_no_style():
    drawn = curve.svg(chart())
    assert 'role="img"' in drawn and "From 2 to 6 &lt;mg&gt; &amp; &quot;more&quot;." in drawn
    assert ">usual<" in drawn and ">hours<" in drawn and "style=" not in drawn and drawn.count("<path") == 4


def test_every_point_lies_inside_and_higher_values_stand_higher():
    drawn = curve.svg(chart())
    middle = numbers(re.search(r'class="middle" d="([^"]+)"', drawn)[1])
    across, down = middle[::2], middle[1::2]
    assert across == sorted(across) and down == sorted(down, reverse=True)
    for x, y in zip(across, down, strict=True):
        assert curve.LEFT <= x <= curve.WIDTH - curve.RIGHT and curve.TOP <= y <= curve.HEIGHT - curve.BOTTOM


def test_a_flat_line_is_drawn_too():
    flat = tuple({"time": float(t), "low": 0.0, "middle": 0.0, "high": 0.0} for t in range(3))
    assert 'class="middle"' in curve.svg(chart(rows=flat))


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [(0, 60, (0, 20, 40, 60)), (0.75, 1.0, (0.75, 0.8, 0.85, 0.9, 0.95, 1.0)), (-1.6, 0, (-1.5, -1.0, -0.5, 0.0))],
)
def test_ticks_are_round(low, high, marks):
    assert curve.ticks(low, high) == pytest.approx(marks)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_stay_between_the_ends_and_are_few(low, width):
    found = curve.ticks(low, low + width)
    assert len(found) <= 2 * curve.TICKS and all(low - 1e-6 * width <= one <= low + width * (1 + 1e-6) for one in found)


def test_a_mark_it_does_not_know_is_refused():
    odd = Chart(
        **{f: getattr(chart(), f) for f in ("id", "title", "says", "rows", "x", "y", "table")},
        layers=(Layer(mark="bar", x="time", y="low"),),
    )
    with pytest.raises(ValueError, match="bar"):
        curve.svg(odd)
