"""Use case: what a person says on a day of the trial: a rating in ten seconds, a guess, something wrong, an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dolomite.app import log_words, trial_place
from dolomite.app.log_words import Word
from dolomite.app.trial_folder import told
from dolomite.base.errors import InputError
from dolomite.view.trial_keep import Kept

NUMBERS = {"pain": "pain_nrs", "interference": "interference_nrs", "sleep": "sleep_nrs", "rescue": "rescue_doses"}
COUNTS = {"stools": "stools"}
LONGEST = 500  # characters of a note


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day as typed; an empty field was not asked. `day` empty is today."""

    pain: str = ""
    interference: str = ""
    sleep: str = ""
    rescue: str = ""
    stools: str = ""
    taken: str = ""
    note: str = ""
    day: str = ""


def keep_day(data: Path, who: str, said: Day, *, on: date, utc: datetime, country: str | None = None) -> Kept | None:
    """Keep one day, today's or one that was missed; None when the very same stands there already. [points, counts]

    Raises InputError for a day to come or outside of the trial, and for a value that cannot be.
    """
    folder = trial_place.folder_of(data, who)
    known = told(folder).record
    today = known.day_on(on)
    day = int(said.day) if said.day.isdecimal() else today
    if day > today:
        raise InputError("that day is not here yet. Write it down when it is.", field="day")
    if not 1 <= day <= known.design.days:
        raise InputError(f"the trial has days 1 to {known.design.days}.", field="day")
    values = {column: _number(getattr(said, name), name) for name, column in (NUMBERS | COUNTS).items()}
    if said.taken in ("yes", "no"):
        values["taken"] = 1.0 if said.taken == "yes" else 0.0
    kept = {column: value for column, value in values.items() if value is not None}
    if "pain_nrs" not in kept:
        raise InputError("choose a number from 0 to 10.", field="pain")
    before = next((word for word in known.days if word.day == day), None)
    note = said.note[:LONGEST] or None
    if before is not None and dict(before.values) == kept and before.note == note:
        return None
    return log_words.keep(folder, Word(day=day, values=kept, note=note, country=country), on=on, utc=utc)


def _number(text: str, name: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"{text} is no number. Write digits.", field=name) from None


def keep_guess(data: Path, who: str, *, period: str, arm: str, on: date, utc: datetime) -> Kept:
    """Keep what the person thinks a period was. Raises InputError."""
    number = int(period) if period.isdecimal() else None
    word = Word(values={}, guess=arm, guessed_period=number)
    return log_words.keep(trial_place.folder_of(data, who), word, on=on, utc=utc)


def keep_wrong(
    data: Path, who: str, says: str, *, ends: bool, on: date, utc: datetime, country: str | None = None
) -> Kept:
    """Keep what went wrong, or the end of the trial, in the person's words; the answer is what to do now."""
    if not says:
        raise InputError("write in a few words what it is.", field="stop" if ends else "adverse")
    words = says[:LONGEST]
    word = Word(values={}, stop=words if ends else None, adverse=None if ends else words, country=country)
    return log_words.keep(trial_place.folder_of(data, who), word, on=on, utc=utc)


def keep_signs(
    data: Path, who: str, answers: Mapping[str, str], *, on: date, utc: datetime, country: str | None = None
) -> Kept:
    """Keep the answers to the warning signs, by card (yes, no, unsure; one left out counts as not sure)."""
    word = Word(values={}, signs=answers, country=country)
    return log_words.keep(trial_place.folder_of(data, who), word, on=on, utc=utc)
