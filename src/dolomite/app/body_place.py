"""Use case: the weight chart of the page on pain and weight; none where safety stops a weight goal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dolomite.app.case import Case
from dolomite.report import html
from dolomite.report.shown import ChartShown
from dolomite.safety.decide import Stopped
from dolomite.view import weight


def weight_charts(case: Case, weighings: Sequence[tuple[date, float]]) -> list[ChartShown]:
    """Weighings [kg] by date with their trend, and the goal's own curve beside them, drawn; empty where too few."""
    if isinstance(case.safety.clearance.allow("goal"), Stopped):
        return []
    curve = () if case.hide_energy else case.goal.curve
    chart = weight.chart(weighings, curve, on=case.on, units=case.person.units)
    return [] if chart is None else [html.drawn(chart)]
