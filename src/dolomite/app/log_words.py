"""Use case: all that somebody says at once to a running trial; their own words are read for warning signs first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dolomite.app import heard, log_day
from dolomite.app.signs_again import checked_answers, signs_again, what_follows
from dolomite.app.trial_folder import told
from dolomite.report.tree import Section
from dolomite.trial.eligible import stop_rules
from dolomite.trial.receipt import Logged
from dolomite.view.trial_keep import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """All that somebody says at once: one day's values or a table of days, a guess, what went wrong, an end.

    `day` None is today. Ratings in points, counts without unit; `table` is a CSV `day,pain_nrs[,...]`.
    `signs` are answers to the warning signs by card: yes, no, unsure.
    `country` (ISO code) says whose emergency numbers stand first.
    """

    day: int | None = None
    values: Mapping[str, float | None]
    note: str | None = None
    table: str | None = None
    table_name: str = ""
    guess: str | None = None
    guessed_period: int | None = None
    adverse: str | None = None
    stop: str | None = None
    signs: Mapping[str, str] | None = None
    country: str | None = None


def keep(folder: Path, word: Word, *, on: date, utc: datetime) -> Kept:
    """Keep everything that is said [points; days from 1], after everything was checked.

    No part of it pushes another out. Raises InputError before the first part is written.
    """
    known = told(folder)
    signs = None if word.signs is None else checked_answers(word.signs)
    due = signs_again(known.record, on=on) if signs is None else None
    if word.guess is not None:
        log_day.checked_guess(known.record, word.guessed_period, word.guess)
    day = word.day if word.day is not None else known.record.day_on(on)
    written: Logged | None = None
    also: list[str] = []
    do: tuple[str, ...] = ()
    head = known.chain.head
    if word.table is not None:
        written = log_day.log_csv(known, word.table, name=word.table_name, on=on, utc=utc)
    elif word.values:
        written = log_day.log(known, day=day, values=word.values, note=word.note, on=on, utc=utc)
    if written is not None:
        head = written.head
    if word.guess is not None and word.guessed_period is not None:
        head = log_day.guess(known, period=word.guessed_period, arm=word.guess, utc=utc)
        also.append(f"Your guess on period {word.guessed_period} is kept.")
    for said, ends in ((word.adverse, False), (word.stop, True)):
        if said is not None:
            head = log_day.adverse(known, says=said, stop=ends, on=on, utc=utc)
            do = tuple(rule.says for rule in stop_rules())
            also.append("The end of the trial is kept." if ends else "What went wrong is kept.")
    if signs is not None:
        head = log_day.signs(known, answers=signs, on=on, utc=utc)
        also.append("Your answers to the warning signs are kept.")
    return Kept(
        days=written,
        also=tuple(also),
        do=do,
        head=head,
        heard=_heard(word, written),
        due=due,
        answered=None if signs is None else what_follows(signs, country=word.country),
    )


def _heard(word: Word, written: Logged | None) -> Section | None:
    """What the free words may tell of: what went wrong, the note, and the notes of a table of days."""
    wrong = [text for text in (word.adverse, word.stop) if text is not None]
    texts = [*wrong, *([word.note] if word.note is not None else []), *(written.notes if written else ())]
    return heard.section("\n".join(texts), harm=bool(wrong), country=word.country) if texts else None
