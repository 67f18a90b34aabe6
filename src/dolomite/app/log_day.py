"""Use case: one line a day. Nothing is overwritten: a later word stands beside the earlier one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from dolomite.app.signs_again import checked_answers, signs_again
from dolomite.app.trial_folder import TrialFolder, add
from dolomite.base.document import refuse
from dolomite.base.errors import InputError
from dolomite.base.table import table
from dolomite.trial.event import Adverse, DayLogged, Guess, SignsAnswered, StoppedEarly
from dolomite.trial.read_log import arm_name, number_of, pain_of
from dolomite.trial.receipt import Logged
from dolomite.trial.record import Record

if TYPE_CHECKING:
    from dolomite.view.shape.trial import Status

RATINGS = frozenset({"pain_nrs", "interference_nrs", "sleep_nrs"})  # 0 to 10; other columns are counts or amounts
IGNORED = frozenset({"arm", "period"})  # what a data file has and a log must not decide: the sealed order does

DAMAGED = (
    "The journal was found damaged before this was written: {broken} What could be read is kept, and so is this. "
    "`dolomite trial recover {folder}` saves what can be saved."
)


def log(
    known: TrialFolder, *, day: int, values: Mapping[str, float | None], note: str | None, on: date, utc: datetime
) -> Logged:
    """Write one day [ratings in points; counts without unit]. Raises InputError."""
    given = {
        column: None if value is None else _value(column, repr(value), f"day {day}", None)
        for column, value in values.items()
    }
    return _write(known, [(day, given, note, None)], on=on, utc=utc)


def log_csv(known: TrialFolder, text: str, *, name: str, on: date, utc: datetime) -> Logged:
    """Write every day of a CSV `day,pain_nrs[,...]`, each its own entry, all checked before the first is written.

    A column `arm` or `period` is left out: the sealed order decides. (Ratings in points.) Raises InputError.
    """
    header, rows = table(text, name=name)
    for column in ("day", "pain_nrs"):
        if column not in header:
            refuse(name, 1, f"the column {column} is missing. The first line is: day,pain_nrs.")
    wanted: list[tuple[int, dict[str, float | None], str | None, int | None]] = []
    for line, cells in rows:
        cell = {column: cells[at].strip() if at < len(cells) else "" for at, column in enumerate(header)}
        number = number_of(cell["day"], name=name, line=line, column="day")
        if number is None or number != int(number):
            refuse(name, line, f"day {cell['day']!r} is not a whole number. Days count 1, 2, 3 ...")
        values = {
            column: _value(column, cell[column], name, line)
            for column in header
            if column and column not in IGNORED and column not in ("day", "note")
        }
        if any(value is not None for value in values.values()):  # an empty day is missing, not a word on it
            wanted.append((int(number), values, cell.get("note") or None, line))
    said = ("The arm column was left out: the sealed order decides.",) if "arm" in header else ()
    written = _write(known, wanted, on=on, utc=utc, name=name)
    return replace(written, says=(*said, *written.says), notes=tuple(note for *_, note, _ in wanted if note))


def guess(known: TrialFolder, *, period: int, arm: str, utc: datetime) -> str:
    """Write which arm the person thinks a period [from 1] was, or `unknown`; the entry's hash. Raises InputError."""
    arm = checked_guess(known.record, period, arm)
    return add(known.folder, [Guess(period=period, arm=arm)], utc=utc)


def checked_guess(known: Record, period: int | None, arm: str) -> str:
    """The arm that is guessed, by its name. Raises InputError when it or the period [from 1] is none."""
    arm = arm_name(arm)
    if period is None or not 1 <= period <= known.design.periods:
        raise InputError(f"{period}: this trial has periods 1 to {known.design.periods}.", field="of_period")
    if arm not in (*known.design.names(), "unknown"):
        raise InputError(f"{arm}: use one of {', '.join(known.design.names())}, unknown.", field="guess")
    if known.revealed_after_day is not None:
        raise InputError("the order is revealed already; a guess now would be no guess.")
    return arm


def adverse(known: TrialFolder, *, says: str, stop: bool, on: date, utc: datetime) -> str:
    """Write that something is wrong, and whether the trial ends; the entry's hash. Raises InputError."""
    day = known.record.day_on(on)
    return add(known.folder, [StoppedEarly(says=says, day=day) if stop else Adverse(says=says, day=day)], utc=utc)


def signs(known: TrialFolder, *, answers: Mapping[str, str], on: date, utc: datetime) -> str:
    """Write the answers to the warning signs that were asked again; the entry's hash. Raises InputError."""
    checked = tuple(checked_answers(answers).items())
    return add(known.folder, [SignsAnswered(day=known.record.day_on(on), answers=checked)], utc=utc)


def status(known: TrialFolder, *, on: date, held: str | None = None) -> Status:
    """Where the trial stands, in words that are the same whatever the arms are. [days, counted from 1]

    `held` is the hash of an entry that somebody wrote down earlier: whether that entry is still here is said.
    Raises InputError when `held` is no hash.
    """
    if held is not None and not re.fullmatch(r"[0-9a-fA-F]{8,64}", held.strip()):
        says = "this is no hash of an entry. Write at least its first 8 signs, 0 to 9 and a to f."
        raise InputError(says, field="held")
    trial, chain = known.record, known.chain
    design, today = trial.design, trial.day_on(on)
    rated = {word.day for word in trial.days if dict(word.values).get("pain_nrs") is not None}
    due = [day for day in range(1, min(today, design.days) + 1) if day not in rated]
    part, period = design.stretch(today) if 1 <= today <= design.days else ("outside", None)
    state: Status = {
        "command": "status",
        "day": today,
        "days": design.days,
        "part": part,
        "period": period,
        "periods": design.periods,
        "rated_days": len(rated),
        "missing_days": due,
        "late_days": [word.day for word in trial.days if word.late_days > 0],
        "changed_days": [word.day for word in trial.days if word.changes > 0],
        "blinded": design.blinded,
        "practice": trial.practice,
        "commitment": trial.commitment,
        "revealed": trial.revealed_after_day is not None,
        "stopped": trial.stopped,
        "journal": "whole" if chain.broken is None else "broken",
        "journal_says": chain.broken,
        "head": chain.head,
        "guesses_wanted": _guesses_wanted(trial, today),
        "red_flags_due": None if (again := signs_again(trial, on=on)) is None else again.data(),
    }
    if trial.signs:
        last = trial.signs[-1]
        state["signs_answered"] = {
            "day": last.day,
            "yes": list(last.those("yes")),
            "unsure": list(last.those("unsure")),
        }
    if held is not None:
        state["held"] = held.strip().lower()
        state["held_entry"] = chain.held(held)  # None: lines were cut off or rewritten since
    going_on = trial.stopped is None and period is not None
    if not design.blinded and trial.sequence is not None and going_on and period is not None:
        state["take"] = trial.sequence[period - 1]
    return state


def _guesses_wanted(trial: Record, today: int) -> list[int]:
    if not trial.design.blinded:
        return []
    given = {guess.period for guess in trial.guesses}
    block = trial.design.period_days + trial.design.washout_days
    over = [
        number
        for number in range(1, trial.design.periods + 1)
        if today > trial.design.baseline_days + (number - 1) * block + trial.design.period_days
    ]
    return [number for number in over if number not in given]


def _write(
    known: TrialFolder,
    wanted: list[tuple[int, dict[str, float | None], str | None, int | None]],
    *,
    on: date,
    utc: datetime,
    name: str | None = None,
) -> Logged:
    chain, trial = known.chain, known.record
    seen = {word.day for word in trial.days}
    for day, _, _, line in wanted:
        if not 1 <= day <= trial.design.days:
            days = f"its days are 1 to {trial.design.days}. A longer log needs a longer plan."
            raise InputError(f"day {day} is not in this trial: {days}", file=name, line=line, field="day")
    if not trial.practice:
        _not_ahead(trial, wanted, on=on, name=name)
    late: list[int] = []
    changed: list[int] = []
    events: list[DayLogged] = []
    for day, values, note, _ in wanted:
        days_late = (on - trial.date_of(day)).days
        events.append(DayLogged(day=day, values=tuple(values.items()), late_days=days_late, note=note or None))
        if days_late > 0:
            late.append(day)
        if day in seen:
            changed.append(day)
        seen.add(day)
    head = add(known.folder, events, utc=utc) if events else chain.head
    says = [] if chain.broken is None else [DAMAGED.format(broken=chain.broken, folder=known.folder)]
    ahead = sum(trial.date_of(day) > on for day, *_ in wanted)
    if ahead:
        says.append(f"{ahead} {'day has' if ahead == 1 else 'days have'} not come yet by the calendar; marked as such.")
    if trial.revealed_after_day is not None:
        says.append("The order was revealed before this was written; the report will say so.")
    if trial.stopped is not None:
        says.append("This trial was stopped. The day is kept all the same.")
    return Logged(
        days=tuple(day for day, *_ in wanted), late=tuple(late), changed=tuple(changed), says=tuple(says), head=head
    )


def _not_ahead(
    trial: Record,
    wanted: list[tuple[int, dict[str, float | None], str | None, int | None]],
    *,
    on: date,
    name: str | None,
) -> None:
    """A day that has not come cannot have been felt; only practice, on made-up days, fills it. Raises InputError."""
    for day, _, _, line in wanted:
        if trial.date_of(day) > on:
            says = f"day {day} is {trial.date_of(day)}, which has not come yet. Write it then."
            raise InputError(says, file=name, line=line, field="day")


def _value(column: str, text: str, name: str, line: int | None) -> float | None:
    if column in RATINGS:
        return pain_of(text, name=name, line=line, column=column)
    return number_of(text, name=name, line=line, column=column)
