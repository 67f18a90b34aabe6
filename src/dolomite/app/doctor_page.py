"""Use case: one sheet for a doctor, from everything that is known of a person; on a page and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dolomite.app import report_trial, trial_place
from dolomite.app.household import Member
from dolomite.app.my_report import Mine
from dolomite.base.errors import InputError
from dolomite.intake.total import MAGNESIUM
from dolomite.report import html
from dolomite.report.build import build
from dolomite.report.pdf import render
from dolomite.report.shown import SectionShown
from dolomite.report.tree import Report
from dolomite.store.port import Store
from dolomite.view import doctor

LONGEST = 600  # characters of what the patient asks
NOTE = "Everything was computed on the patient's own machine. Not clinically reviewed."


def report(store: Store, who: Member, mine: Mine, *, asks: str, data: Path, on: date) -> Report:
    """The sheet as a report of one section. (Units stand in the sentences.)"""
    parts = {section.id: section for section in mine.report.sections}
    person, total = mine.case.person, mine.case.total
    ratings = sorted(
        (entry.day, entry.number, entry.data["pain_nrs"]) for entry in store.current(who.id, kinds=("pain",))
    )
    known = doctor.Known(
        who=f"{who.name}, {person.sex}, {person.age_years(on)} years",
        document=who.document,
        safety=parts["safety"],
        adequacy=parts.get("adequacy"),
        food=total.nutrients[MAGNESIUM] if total is not None else None,
        food_days=len(total.counted) if total is not None else 0,
        pain=[float(str(rating)) for _, _, rating in ratings],
        said_pain=person.pain.severity_nrs if person.pain is not None else None,
        trial=_trial(mine, data, who.id),
        asks=asks[:LONGEST],
    )
    return build((doctor.section(known),), on=on, headline="For your doctor", notes=(NOTE,))


def shown(store: Store, who: Member, mine: Mine, *, asks: str, data: Path, on: date) -> SectionShown:
    """The sheet as its page needs it. (Units stand in the sentences.)"""
    return html.shown(report(store, who, mine, asks=asks, data=data, on=on).sections[0], mine.numbers)


def pdf(store: Store, who: Member, mine: Mine, *, asks: str, data: Path, on: date) -> bytes:
    """The sheet on one A4. Raises InputError without the library that prints."""
    return render(report(store, who, mine, asks=asks, data=data, on=on))


def _trial(mine: Mine, data: Path, who: str) -> str | None:
    """A trial's first sentence: its answer when it is over and opened, else where it stands."""
    folder = trial_place.newest(data, who)
    if folder is None:
        return None
    try:
        return report_trial.trial_in_short(folder, mine.case).says[0]
    except InputError as error:
        return error.says
