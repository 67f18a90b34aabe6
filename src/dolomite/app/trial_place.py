"""Use case: where a person's trial stands, for its page. The trial's folder stays the truth, whoever writes in it.

Folders lie in `trials/PERSON/` of the data folder, numbered; the newest is the one that is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dolomite.app import analyse_trial, log_day, report_trial
from dolomite.app.clear_trial import clear
from dolomite.app.report_trial import TrialReport
from dolomite.app.signs_again import signs_again
from dolomite.app.trial_folder import TrialFolder, told
from dolomite.base.errors import InputError
from dolomite.base.person import Person
from dolomite.safety.decide import Stopped
from dolomite.store import journal, private
from dolomite.trial.answer import spoken
from dolomite.trial.eligible import stop_rules
from dolomite.trial.flow import Flow, flow
from dolomite.trial.record import Record
from dolomite.view.trial_keep import SignsAgain
from dolomite.view.trial_status import last_signs

TRIALS, HELPER = "trials", "-helper"
LONGEST_SHEET = 100_000  # bytes
PROFILE = "profile"  # what the alert of a copy that runs for others is about
STATES = {"rated": "written", "not_rated": "missed", "to_come": "to come", "stopped": "after the end"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """One day of the trial: its number, and its state in a word."""

    day: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a trial stands [days from 1], in words that are the same whatever the arms are.

    `take` is known in an open trial alone, and not while the warning signs wait for an answer. `interrupted` says why
    safety stops it now; `hosted`: only because this copy runs for others and advises nobody. `broken` says what was
    changed in its journal. `sheet_here`: the helper's sheet has not left this machine. `signs`: the warning signs to be
    asked again.
    """

    day: int
    days: int
    part: str
    parts: tuple[tuple[str, tuple[Circle, ...]], ...]
    today_written: bool
    missed: tuple[int, ...]
    guesses: tuple[int, ...]
    arms: tuple[tuple[str, str], ...]
    question: str
    take: str | None
    practice: bool
    blinded: bool
    stopped: str | None
    interrupted: str | None
    hosted: bool
    broken: str | None
    over: bool
    opened: bool
    sheet_here: bool
    last_day: date
    rules: tuple[str, ...]
    signs: SignsAgain | None


def home(data: Path, who: str) -> Path:
    """Where a person's trials lie."""
    return data / TRIALS / who


def newest(data: Path, who: str) -> Path | None:
    """The folder of the person's newest trial; None before the first."""
    folders = [path for path in home(data, who).glob("*") if path.name.isdecimal() and (path / journal.NAME).exists()]
    return max(folders, key=lambda path: int(path.name), default=None)


def folder_of(data: Path, who: str) -> Path:
    """The same. Raises InputError when no trial was begun."""
    folder = newest(data, who)
    if folder is None:
        raise InputError("there is no trial yet. Plan one first.")
    return folder


def helper_of(folder: Path) -> Path:
    """Where the helper's half waits until it is handed over."""
    return folder.with_name(folder.name + HELPER)


def standing(data: Path, who: str, person: Person | None, *, on: date) -> Standing | None:
    """Where the newest trial stands on a day [days from 1]; None before the first. Raises InputError."""
    folder = newest(data, who)
    if folder is None:
        return None
    in_folder = told(folder)
    state, known = log_day.status(in_folder, on=on), in_folder.record
    went = flow(known, on=on)
    allowed = clear(person, known.design, on=on).allow("trial") if person is not None else None
    because = allowed.because if isinstance(allowed, Stopped) else ()
    stops = [allowed.reason] if isinstance(allowed, Stopped) else []
    answered = [] if known.stopped is not None else last_signs(state)
    interrupted = " ".join([*stops, *answered]) or None
    signs = signs_again(known, on=on)
    written = known.days and any(word.day == state["day"] for word in known.days)
    return Standing(
        day=state["day"],
        days=state["days"],
        part=state["part"] if state["period"] is None else f"period {state['period']} of {state['periods']}",
        parts=_parts(went),
        today_written=bool(written),
        missed=tuple(day for day in state["missing_days"] if day != state["day"]),
        guesses=tuple(state["guesses_wanted"]),
        arms=(*((name, spoken(name)) for name in known.design.names()), ("unknown", "I cannot tell")),
        question=known.design.question,
        take=spoken(state["take"]) if "take" in state and interrupted is None and signs is None else None,
        practice=known.practice,
        blinded=known.design.blinded,
        stopped=known.stopped,
        interrupted=interrupted,
        hosted=bool(because) and not answered and all(alert.about == PROFILE for alert in because),
        broken=state["journal_says"],
        over=over(known, on=on),
        opened=known.sequence is not None and over(known, on=on),
        sheet_here=helper_of(folder).is_dir(),
        last_day=known.date_of(known.design.days),
        rules=tuple(rule.says for rule in stop_rules()),
        signs=signs,
    )


def over(known: Record, *, on: date) -> bool:
    """Whether the planned end is past, or the trial was stopped."""
    return known.stopped is not None or known.day_on(on) > known.design.days


def _parts(went: Flow) -> tuple[tuple[str, tuple[Circle, ...]], ...]:
    """Every day under the name of its stretch; a stretch has a number and no arm."""
    parts = []
    for stretch in went.stretches:
        name = f"Period {stretch.number}" if stretch.number is not None else stretch.kind.capitalize()
        days = enumerate(stretch.fates, start=stretch.first)
        parts.append((name, tuple(Circle(day=day, state=STATES[fate]) for day, fate in days)))
    return tuple(parts)


def open_seal(data: Path, who: str, sheet: bytes | None, *, on: date, utc: datetime) -> None:
    """Open the seal with the helper's sheet, once the trial is over; the journal keeps that it was opened.

    Raises InputError before the end, for a sheet that is not this trial's, and with too few days.
    """
    folder = folder_of(data, who)
    in_folder = told(folder)
    known = in_folder.record
    if not over(known, on=on):
        last = known.date_of(known.design.days)
        raise InputError(f"the order stays sealed until the trial is over, after {last}. Looking early would spoil it.")
    if sheet is None and not helper_of(folder).is_dir() and known.sequence is None:
        raise InputError("choose the file code-sheet.txt that your helper keeps.", field="sheet")
    if sheet is not None and len(sheet) > LONGEST_SHEET:
        raise InputError("this is no code sheet: it is too long.", field="sheet")
    if sheet is None:
        analyse_trial.from_folder(in_folder, utc=utc)
        return
    aside = home(data, who) / "sheet-to-open"
    private.write(aside, sheet, force=True)
    try:
        analyse_trial.from_folder(in_folder, sheet=aside, utc=utc)
    finally:
        aside.unlink(missing_ok=True)


def result(data: Path, who: str, *, on: date, utc: datetime) -> TrialReport | None:
    """The report of a trial that is over and opened; None before. Nothing is written. Raises InputError."""
    known = told(folder_of(data, who))
    if known.record.sequence is None or not over(known.record, on=on):
        return None
    return _report(known, on, utc)


_made: dict[Path, tuple[tuple[str | None, date], TrialReport]] = {}


def _report(known: TrialFolder, on: date, utc: datetime) -> TrialReport:
    """Made once for each last entry of the journal."""
    key = (known.chain.head, on)
    held = _made.get(known.folder)
    if held is None or held[0] != key:
        report = report_trial.report(known, active=None, comparator=None, sheet=None, on=on, utc=utc)
        held = _made[known.folder] = (key, report)
    return held[1]
