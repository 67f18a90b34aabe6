"""The report as one self-contained page: answer first, every number opens to its grounds, nothing fetched.

The same tree serves screen and print; the print form lays the grounds out at the end instead of behind disclosures.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from dolomite import __version__
from dolomite.base import words
from dolomite.base.finding import Basis, Finding
from dolomite.base.span import Span
from dolomite.report import bar as bars
from dolomite.report import chart as charts
from dolomite.report import curve as curves
from dolomite.report.chart import Medium
from dolomite.report.cite import PSEUDO
from dolomite.report.label import HOW_SOON, label
from dolomite.report.plain import bar_words, cell_text, sure_dots
from dolomite.report.shown import (
    BarShown,
    BasisShown,
    CardShown,
    ChartShown,
    CurveShown,
    FindingShown,
    NoticeShown,
    SectionShown,
)
from dolomite.report.tree import Bar, Card, Chart, Notice, Report, Section, Table
from dolomite.report.visible import cell

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "page"
TELEPHONE = re.compile(r"(?<![\w&#])\d[\d ]+\d(?!\w)")  # three figures or more: a number that is dialled
TAG = {"plain": "", "good": "", "caution": "Take care", "stop": "Stop and read", "unknown": "Not known"}


def page(report: Report, *, medium: Medium = "page", full: bool = False) -> str:
    """The report as HTML text, self-contained; `medium` print fixes the colours.

    Printed, it is the first section on one sheet; with `full` all of it, every ground opened.
    """
    if medium == "print" and not full:
        report = replace(report, sections=report.sections[:1], references=())
    numbers = {reference.key: reference.number for reference in report.references}
    template = environment().get_template("report.html")
    css = (FOLDER / "report.css").read_text(encoding="utf-8")
    text: str = template.render(
        report=report,
        title=f"Dolomite report of {report.on:%d %B %Y}",
        kicker=f"Dolomite {__version__} · for {report.on.day} {report.on:%B %Y} · not clinically reviewed",
        css=css,
        print=medium == "print",
        full=full,
        sections=[shown(section, numbers, medium=medium) for section in report.sections],
        show_cell=cell_text,
    )
    return text


@cache
def environment() -> Environment:
    """The templates of our pages, everything escaped and nothing undefined let through."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def shown(section: Section, numbers: Mapping[str, int], *, medium: Medium = "page", draw: bool = True) -> SectionShown:
    """A section as its template needs it: bars and, unless not wanted, charts drawn, numbers in words.

    `numbers` are those of the references, by source (no unit).
    """
    return {
        "id": section.id,
        "title": section.title,
        "says": _with_numbers(section),
        "tone": section.tone,
        "tag": TAG[section.tone],
        "sure": section.sure,
        "dots": "" if section.sure is None else sure_dots(section.sure),
        "cards": [_card(card) for card in section.cards],
        "notices": [_notice(notice) for notice in section.notices],
        "next": section.next,
        "bars": [_bar(bar) for bar in section.bars],
        "charts": [_chart(chart, medium) for chart in section.charts] if draw else [],
        "tables": section.tables,
        "findings": [_finding(finding, numbers) for finding in section.findings],
    }


def _with_numbers(section: Section) -> tuple[str, ...]:
    """What a section says; in the sentences on whom to call each number is a link that a telephone dials."""
    call = section.data.get("call")
    if not isinstance(call, str):
        return section.says
    from markupsafe import Markup, escape

    def link(hit: re.Match[str]) -> str:
        return f'<a href="tel:{hit[0].replace(" ", "")}">{hit[0]}</a>'

    return tuple(
        Markup(TELEPHONE.sub(link, str(escape(sentence))))
        if sentence in call
        else sentence  # escaped, then our own links
        for sentence in section.says
    )


def _card(card: Card) -> CardShown:
    return {
        "id": card.id,
        "title": card.title,
        "says": card.says,
        "tone": card.tone,
        "tag": TAG[card.tone],
        "bar": None if card.bar is None else _bar(card.bar),
        "steps": card.steps,
    }


def _notice(notice: Notice) -> NoticeShown:
    return {
        "urgency": notice.urgency,
        "when": HOW_SOON[notice.urgency],
        "about": notice.about.replace("_", " "),
        "says": notice.says,
        "do": notice.do,
        "checked": notice.checked,
    }


def _bar(bar: Bar) -> BarShown:
    marks = sorted(bar.marks, key=lambda mark: mark[1])
    return {
        "label": bar.label,
        "said": bar_words(bar),
        "svg": bars.svg(bar),
        "marks": " · ".join(f"{label} {words.amount(at, bar.unit)}" for label, at in marks),
    }


def drawn(chart: Chart, *, medium: Medium = "page") -> ChartShown:
    """A chart of a page that is no section, as its template needs it. (Units in its headings.)"""
    return _chart(chart, medium)


def curve(chart: Chart) -> CurveShown:
    """A chart of areas and lines drawn at once, one drawing for every width. (Units in its headings.)"""
    return {
        "id": chart.id,
        "title": chart.title,
        "svg": curves.svg(chart),
        "table": chart.table,
        "csv": "data:text/csv;charset=utf-8," + quote(csv_text(chart.table)),
    }


def _chart(chart: Chart, medium: Medium) -> ChartShown:
    return {
        "id": chart.id,
        "title": chart.title,
        "wide": charts.svg(chart, medium=medium, width=charts.WIDE),
        "narrow": charts.svg(chart, medium=medium, width=charts.NARROW) if medium == "page" and not chart.wide else "",
        "table": chart.table,
        "in_words": chart.in_words,
        "csv": "data:text/csv;charset=utf-8," + quote(csv_text(chart.table)),
    }


def csv_text(table: Table) -> str:
    """A table as CSV: units in the headings, empty for unknown, numbers unrounded, no formulas. (Units: headings.)"""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(cell(f"{c.title} ({c.unit})" if c.unit else c.title) for c in table.columns)
    writer.writerows([cell(value) for value in row] for row in table.rows)
    return out.getvalue()


def _finding(finding: Finding, numbers: Mapping[str, int]) -> FindingShown:
    value, between = _value(finding)
    return {
        "title": label(finding),
        "name": finding.name,
        "value": value,
        "range": between,
        "says": finding.says,
        "basis": [_basis(basis, numbers) for basis in finding.basis],
        "because": [_finding(part, numbers) for part in finding.because],
    }


def _value(finding: Finding) -> tuple[str, str]:
    value = finding.value
    if isinstance(value, Span):
        return words.span(value, finding.unit, decimals=1), (
            f"unknown: {words.listed(value.unknown)}" if value.unknown else ""
        )
    if isinstance(value, bool):
        return ("yes" if value else "no"), ""
    if isinstance(value, (int, float)):
        small = abs(value) < 10 and value != int(value)
        return words.amount(float(value), finding.unit, decimals=2 if small else 0), ""
    return ("unknown" if value is None else value), ""


def _basis(basis: Basis, numbers: Mapping[str, int]) -> BasisShown:
    state = "" if basis.verified is True else " (partly verified)" if basis.verified == "partial" else " (not verified)"
    who = PSEUDO.get(basis.source)
    return {
        "number": numbers.get(basis.source),
        "said": f"{who}: {basis.at}{state}" if who else f"{basis.source}, {basis.at}{state}",
    }
