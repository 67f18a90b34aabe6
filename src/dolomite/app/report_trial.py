"""Use case: the whole report of a trial, as a tree that every renderer shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dolomite.app.analyse_trial import from_folder
from dolomite.report.build import build
from dolomite.report.section import trial_report
from dolomite.report.tree import Report
from dolomite.store import journal
from dolomite.trial.answer import headline
from dolomite.trial.flow import flow
from dolomite.trial.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReport:
    """The report as a tree, its JSON data, and the days as a data file."""

    report: Report
    data: Mapping[str, object]
    csv: str


def report(
    folder: Path,
    *,
    active: str | None,
    comparator: str | None,
    sheet: Path | None,
    on: date,
    utc: datetime,
) -> TrialReport:
    """The report of the trial in a folder [pain in points, days from 1]. Raises InputError."""
    asked = active if active is not None else record(journal.read(folder).entries).design.arms[0].name
    analysis, opened = from_folder(folder, active=asked, comparator=comparator, sheet=sheet, utc=utc)
    went = flow(opened.record, on=on, sequence=opened.sequence)
    parts = trial_report.sections(analysis, opened.record, opened.sequence, went, faults=opened.faults)
    return TrialReport(
        report=build(parts, on=on, headline=headline(analysis.verdict, analysis.answer)),
        data=trial_report.data(analysis, opened.record, opened.sequence, went, faults=opened.faults),
        csv=trial_report.csv_lines(analysis),
    )
