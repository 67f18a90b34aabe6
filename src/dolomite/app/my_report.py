"""Use case: everything about one of the household on one day, made once for each last entry and kept."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Literal

from dolomite.app import catalogue, day, household
from dolomite.app.advise_dose import advise_dose
from dolomite.app.answer import answer_section
from dolomite.app.assess import assess
from dolomite.app.assess_safety import assess_safety
from dolomite.app.case import Case
from dolomite.app.household import Member
from dolomite.app.state_need import state_need
from dolomite.report import html
from dolomite.report.build import foot
from dolomite.report.shown import SectionShown
from dolomite.report.tree import Report, Section
from dolomite.store.port import Store

LOOK_BACK = timedelta(days=27)  # with the day itself four weeks of the diary are read
MOST_KEPT = 8  # people whose answers stay ready
Part = Literal["glance", "magnesium", "need", "drawn"]


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
    def glance(self) -> dict[str, SectionShown]:
        """The answer and what safety says, without charts: what the Answer page shows (units as in each section)."""
        return {section.id: html.shown(section, {}, draw=False) for section in self.answered}

    @cached_property
    def answered(self) -> tuple[Section, Section]:
        """The answer and what safety says (units as in each section)."""
        return answer_section(self.case), assess_safety(self.case)

    @property
    def foot(self) -> str:
        """What the answer rests on: version, facts, how many of its grounds are not fully checked."""
        return foot(self.answered)

    @cached_property
    def dose(self) -> Section:
        """Whether a supplement is needed and how much [mg/d], or why no dose is advised."""
        return advise_dose(self.case)

    @cached_property
    def magnesium(self) -> dict[str, SectionShown]:
        """What safety says and the dose, charts drawn: what the Magnesium page shows (units as in each section)."""
        return {section.id: html.shown(section, {}) for section in (assess_safety(self.case), self.dose)}

    @cached_property
    def need(self) -> SectionShown:
        """What the person needs, charts drawn (units as in the section)."""
        return html.shown(state_need(self.case), {})

    @cached_property
    def drawn(self) -> dict[str, SectionShown]:
        """The sections of the whole report by name, charts drawn (units as in each section)."""
        return {section.id: html.shown(section, self.numbers) for section in self.report.sections}


_kept: OrderedDict[tuple[str, str, date], Mine] = OrderedDict()
_lock = Lock()


def mine(store: Store, who: Member, *, on: date, data: Path | None, part: Part | None = None) -> Mine | None:
    """This person's case from the answers and the last four weeks of the diary (units as in its sections).

    `part` is made before it comes back, so that the page that shows it waits for nothing. None while sex or age are not
    told. The last entry's hash is part of the key, so that nothing old is shown.
    """
    key = (who.id, store.last(who.id)[1], on)
    with _lock:
        kept = _kept.get(key)
    if kept is None:
        person = household.person_of(who, on=on)
        if person is None:
            return None
        foods = catalogue.opened(data)
        diary = day.matched_diary(store, who.id, first=on - LOOK_BACK, last=on, catalogue=foods)
        kept = Mine(Case(person=person, on=on, diary=diary, catalogue=foods if diary is not None else None))
        with _lock:
            _kept[key] = kept
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    if part is not None:
        getattr(kept, part)  # a cached property: made here, where work may take long
    return kept
