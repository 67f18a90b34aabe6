"""Use case: the result of a trial that is over, as its page, its table and its paper show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dolomite.app import trial_place
from dolomite.report import html
from dolomite.report.shown import SectionShown
from dolomite.report.tree import Report
from dolomite.view.trial_page import MEANS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The report with its sections drawn, and what the answer means for the purse."""

    report: Report
    sections: tuple[SectionShown, ...]
    means: str
    practice: bool


def shown(data: Path, who: str, *, on: date, utc: datetime) -> Shown | None:
    """The result for its page; None before the end or the opening. Raises InputError. [points, days]"""
    outcome = _report(data, who, on, utc)
    if outcome is None:
        return None
    report, practice, verdict = outcome
    numbers = {reference.key: reference.number for reference in report.references}
    return Shown(
        report=report,
        sections=tuple(html.shown(section, numbers) for section in report.sections),
        means=MEANS.get(verdict, ""),
        practice=practice,
    )


def csv(data: Path, who: str, *, on: date, utc: datetime) -> str | None:
    """The days as a table; None before the end. [points]"""
    report = trial_place.result(data, who, on=on, utc=utc)
    return None if report is None else report.csv


def pdf(data: Path, who: str, *, on: date, utc: datetime) -> bytes | None:
    """The report as PDF; None before the end. Raises InputError without the library."""
    from dolomite.report.pdf import from_html

    outcome = _report(data, who, on, utc)
    return None if outcome is None else from_html(html.page(outcome[0], medium="print", full=True))


def _report(data: Path, who: str, on: date, utc: datetime) -> tuple[Report, bool, str] | None:
    """The report, whether it was practice, and the verdict."""
    report = trial_place.result(data, who, on=on, utc=utc)
    if report is None:
        return None
    return report.report, report.practice, str(report.data.get("verdict", ""))
