"""A trial that begins and what is written into it, told back: receipts as sections. (Days from 1, pain in points.)"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dolomite.report.tree import Section, Step
from dolomite.safety.card import CardRow
from dolomite.trial.receipt import Begun, Logged, Recovered
from dolomite.view.trial_practice import PRACTICE, PRACTICE_TITLE

if TYPE_CHECKING:
    from dolomite.view.shape import trial as shape
    from dolomite.view.shape.heard import Heard

STOP = (
    "If one of these is so, take no more for the trial and end it. With fever or after a fall see a doctor "
    "today; with any of the others go to an emergency department or call the emergency number now."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignsAgain:
    """The warning signs are to be asked again: why, and the six cards."""

    because: str
    cards: tuple[CardRow, ...]

    @property
    def says(self) -> tuple[str, ...]:
        """The questions as sentences."""
        return (f"{self.because} The warning signs again:", *(f"{card.text}?" for card in self.cards), STOP)

    def data(self) -> shape.SignsAgain:
        """The same as keys and values."""
        return {"because": self.because, "cards": [{"id": card.id, "text": card.text} for card in self.cards]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was kept: the days, if there were any, what else, what to do now, and the hash of the last entry.

    `heard` is what the words may tell of, and comes first, as `answered` does, what follows from answers to the warning
    signs; `due` says that these are to be asked again.
    """

    days: Logged | None
    also: tuple[str, ...]
    do: tuple[str, ...]
    head: str | None
    heard: Section | None = None
    due: SignsAgain | None = None
    answered: Section | None = None


def begun(trial: Begun) -> Section:
    """A trial that has begun: its days, its seal, where the helper's half lies, and what to keep in mind."""
    data: shape.Start = {
        "command": "start",
        "dir": str(trial.folder),
        "helper": str(trial.helper),
        "commitment": trial.commitment,
        "first_day": trial.first_day.isoformat(),
        "last_day": trial.last_day.isoformat(),
        "days": trial.design.days,
        "blinded": trial.design.blinded,
        "practice": trial.practice,
        "cautions": list(trial.cautions),
    }
    says = [f"Seal: {trial.commitment}"]
    if trial.design.blinded:
        says.append(
            f"{trial.helper} holds the order in clear. Give it to your helper unread, best on a stick or paper of its "
            "own, and delete it here: whoever has it and this folder can look before the end."
        )
    if trial.practice:
        says.insert(0, PRACTICE)
    return Section(
        id="trial",
        title=(PRACTICE_TITLE if trial.practice else "")
        + f"Day 1 is {trial.first_day}, the last day is {trial.last_day} ({trial.design.days} days).",
        says=(*says, *(f"- {caution}" for caution in trial.cautions)),
        findings=(),
        data=data,
    )


def kept_data(kept: Kept) -> shape.Log:
    """The object that `dolomite trial log --json` prints. (Days from 1.)"""
    log: shape.Log = {"command": "log", "head": kept.head}
    if kept.days is not None:
        written = kept.days
        log["days"], log["late"], log["changed"] = list(written.days), list(written.late), list(written.changed)
        log["says"] = list(written.says)
    if kept.heard is not None:
        log["heard"] = cast("Heard", kept.heard.data)
    if kept.answered is not None:
        log["signs"] = cast("Heard", kept.answered.data)
    if kept.due is not None:
        log["red_flags_due"] = kept.due.data()
    if kept.do:
        log["do"] = list(kept.do)
    return log


def kept(entry: Kept) -> Section:
    """What was kept, what to do now, and the hash of the last entry; what the words may tell of is told before it."""
    says: list[str] = []
    title = "Kept."
    if entry.days is not None:
        written = entry.days
        title = f"Kept: {len(written.days)} {'day' if len(written.days) == 1 else 'days'}."
        says += written.says
        if written.late:
            says.append(f"Marked as late: {len(written.late)}.")
        if written.changed:
            says.append(f"A second word on: {', '.join(map(str, written.changed))} (the first is kept too).")
    says += [*entry.also, *(f"- {sentence}" for sentence in entry.do), *signs(entry.due)]
    if entry.head is not None:
        says.append(f"Last entry: {entry.head}")
    return Section(
        id="trial", title=title, says=tuple(says), findings=(), data=kept_data(entry), next=answering(entry.due)
    )


def recovered(saved: Recovered, *, out: Path) -> Section:
    """What could be saved of a damaged journal into `out` [entries, lines]."""
    data: shape.Recover = {
        "command": "recover",
        "out": str(out),
        "entries": saved.entries,
        "files": list(saved.files),
        "lost_lines": saved.lost_lines,
        "says": list(saved.says),
    }
    return Section(id="trial", title="Saved of the journal", says=saved.says, findings=(), data=data)


def signs(due: SignsAgain | None) -> tuple[str, ...]:
    """The warning signs, where they are to be asked again."""
    return tuple(sentence if sentence.endswith(".") else f"- {sentence}" for sentence in due.says) if due else ()


def answering(due: SignsAgain | None) -> tuple[Step, ...]:
    """How they are answered, where they are to be asked again."""
    if due is None:
        return ()
    names = ", ".join(card.id for card in due.cards)
    says = f"Answer the warning signs: none, or those that are so, of {names} (legs=unsure where not sure)"
    return (Step(says=says, command="dolomite trial log DIR --signs none", page="trial"),)
