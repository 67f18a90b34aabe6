"""Use case: everything about one of the household on one day, made once for each last entry and kept."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from dolomite.app import catalogue, day, household
from dolomite.app.assess import assess
from dolomite.app.case import Case
from dolomite.app.household import Member
from dolomite.report import html
from dolomite.report.tree import Report
from dolomite.store.port import Store

LOOK_BACK = timedelta(days=27)  # with the day itself four weeks of the diary are read
MOST_KEPT = 8


class Mine:
    """One person on one day: the case, the report made from it, and the report's sections as templates need them."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def report(self) -> Report:
        """The whole report (units as in its sections)."""
        return assess(self.case)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The references' numbers by source."""
        return {reference.key: reference.number for reference in self.report.references}

    @cached_property
    def plain(self) -> dict[str, dict[str, Any]]:
        """The sections by name, without charts (units as in each section)."""
        return {one.id: html.shown(one, self.numbers, draw=False) for one in self.report.sections}

    @cached_property
    def drawn(self) -> dict[str, dict[str, Any]]:
        """The sections by name, charts drawn (units as in each section)."""
        return {one.id: html.shown(one, self.numbers) for one in self.report.sections}


_kept: OrderedDict[tuple[str, str, date], Mine] = OrderedDict()
_lock = Lock()


def mine(store: Store, who: Member, *, on: date, data: Path | None) -> Mine | None:
    """This person's case from the answers and the last four weeks of the diary (units as in its sections).

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
    made = Mine(Case(person=person, on=on, diary=diary, catalogue=foods if diary is not None else None))
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def plain(store: Store, who: Member, *, on: date, data: Path | None) -> Mine | None:
    """The same with its report made, for a page that draws no chart (units as in its sections)."""
    found = mine(store, who, on=on, data=data)
    if found is not None:
        _ = found.plain
    return found


def drawn(store: Store, who: Member, *, on: date, data: Path | None) -> Mine | None:
    """The same with its charts drawn (units as in its sections)."""
    found = mine(store, who, on=on, data=data)
    if found is not None:
        _ = found.drawn
    return found
