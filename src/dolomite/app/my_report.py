"""Use case: everything about one of the household on one day, made once for each last entry and kept."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from dolomite.app import catalogue, day, household
from dolomite.app.assess import assess
from dolomite.app.case import Case
from dolomite.app.household import Member
from dolomite.report import html
from dolomite.report.tree import Report, Section
from dolomite.store.port import Store

LOOK_BACK = timedelta(days=27)  # with the day itself four weeks of the diary are read
MOST_KEPT = 8
_kept: OrderedDict[tuple[str, str, date], Report] = OrderedDict()
_drawings: OrderedDict[int, tuple[Report, list[dict[str, Any]]]] = OrderedDict()
_lock = Lock()


def report_of(store: Store, who: Member, *, on: date, data: Path | None) -> Report | None:
    """The report from the answers and the last four weeks of the diary (units as in its sections).

    None while sex or age are not told. The last entry's hash is part of the key, so that nothing old is shown.
    """
    key = (who.id, store.last(who.id)[1], on)
    with _lock:
        if key in _kept:
            return _kept[key]
    person = household.person_of(who, on=on)
    if person is None:
        return None
    foods = catalogue.opened(data)
    diary = day.matched_diary(store, who.id, first=on - LOOK_BACK, last=on, catalogue=foods)
    made = assess(Case(person=person, on=on, diary=diary, catalogue=foods if diary is not None else None))
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def drawn(report: Report) -> list[dict[str, Any]]:
    """The report's sections as templates need them, charts drawn once. (Units as in each section.)"""
    with _lock:
        if id(report) in _drawings and _drawings[id(report)][0] is report:
            return _drawings[id(report)][1]
    numbers = {reference.key: reference.number for reference in report.references}
    made = [html.shown(section, numbers) for section in report.sections]
    with _lock:
        _drawings[id(report)] = (report, made)
        while len(_drawings) > MOST_KEPT:
            _drawings.popitem(last=False)
    return made


def part(report: Report, id_: str) -> Section | None:
    """The section of that name, if the report has it."""
    return next((section for section in report.sections if section.id == id_), None)
