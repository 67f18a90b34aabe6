"""Use case: the whole report of a trial, as a tree that every renderer shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from dolomite.app import log_day
from dolomite.app.analyse_trial import already_open, analysed, from_folder
from dolomite.app.case import Case
from dolomite.app.clear_trial import clear
from dolomite.app.trial_folder import TrialFolder, told
from dolomite.report.build import build
from dolomite.report.tree import Report, Section
from dolomite.safety.decide import Stopped
from dolomite.trial import result_file
from dolomite.trial.answer import headline
from dolomite.trial.flow import flow
from dolomite.trial.record import series
from dolomite.trial.result_file import Shared
from dolomite.view import trial, trial_flow, trial_report, trial_status
from dolomite.view.trial_practice import PRACTICE_TITLE, as_practice


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReport:
    """The report as a tree, its JSON data, its days as a data file and to give away, and whether it is practice."""

    report: Report
    data: Mapping[str, object]
    csv: str
    shared: Shared
    practice: bool


def report(
    known: TrialFolder,
    *,
    active: str | None,
    comparator: str | None,
    sheet: Path | None,
    on: date,
    utc: datetime,
) -> TrialReport:
    """The report of a trial from its folder [pain in points, days from 1]. Raises InputError."""
    analysis, opened = from_folder(known, active=active, comparator=comparator, sheet=sheet, utc=utc)
    went = flow(opened.record, on=on, sequence=opened.sequence)
    parts = trial_report.sections(analysis, opened.record, opened.sequence, went, faults=opened.faults)
    told = (PRACTICE_TITLE if opened.record.practice else "") + headline(analysis.verdict, analysis.heard)
    return TrialReport(
        report=build(parts, on=on, headline=told),
        data=trial_report.data(analysis, opened.record, opened.sequence, went, faults=opened.faults),
        csv=trial_report.csv_lines(analysis),
        shared=result_file.write(opened.record, series(opened.record, opened.sequence)),
        practice=opened.record.practice,
    )


def trial_in_short(folder: Path, case: Case) -> Section:
    """The trial's section of the whole report [pain in points, days from 1].

    A trial that is over, with its order known, gives its answer; any other gives where it stands. Nothing is opened and
    nothing is written: a report must not unblind anybody. Raises InputError when the folder holds no trial.
    """
    on = case.on
    in_folder = told(folder)
    known = in_folder.record
    clearance = clear(case.person, known.design, on=on).allow("trial")
    opened = already_open(in_folder)
    over = known.stopped is not None or known.revealed_after_day is not None or known.day_on(on) > known.design.days
    if opened is None or not over:
        standing = trial_status.section(log_day.status(in_folder, on=on), flow(known, on=on), clearance)
        return as_practice(standing, practice=known.practice)
    section = as_practice(trial.section(analysed(opened, known.design.arms[0].name)), practice=known.practice)
    says = (*opened.faults, *section.says)
    if isinstance(clearance, Stopped):
        says = (f"Do not go on taking it, whatever the trial found. {clearance.reason}", *says)
    went = flow(known, on=on, sequence=opened.sequence)
    return replace(
        section,
        says=says,
        data={**section.data, "faults": list(opened.faults)},
        charts=(*section.charts, trial_flow.chart(went)),
        tone="stop" if opened.faults or isinstance(clearance, Stopped) else section.tone,
    )
