"""A trial that begins and what is written into it, told back: receipts as sections. (Days from 1, pain in points.)"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from dolomite.report.tree import Section
from dolomite.safety.card import CardRow
from dolomite.trial.receipt import Begun, Logged
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
        return {"because": self.because, "cards": [{"id": one.id, "text": one.text} for one in self.cards]}


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


def begun(one: Begun) -> Section:
    """A trial that has begun: its days, its seal, where the helper's half lies, and what to keep in mind."""
    data: shape.Start = {
        "command": "start",
        "dir": str(one.folder),
        "helper": str(one.helper),
        "commitment": one.commitment,
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat(),
        "days": one.design.days,
        "blinded": one.design.blinded,
        "practice": one.practice,
        "cautions": list(one.cautions),
    }
    says = [f"Seal: {one.commitment}"]
    if one.design.blinded:
        says.append(
            f"{one.helper} holds the order in clear. Give it to your helper unread, best on a stick or paper of its "
            "own, and delete it here: whoever has it and this folder can look before the end."
        )
    if one.practice:
        says.insert(0, PRACTICE)
    return Section(
        id="trial",
        title=(PRACTICE_TITLE if one.practice else "")
        + f"Day 1 is {one.first_day}, the last day is {one.last_day} ({one.design.days} days).",
        says=(*says, *(f"- {caution}" for caution in one.cautions)),
        findings=(),
        data=data,
    )


def kept_data(kept: Kept) -> shape.Log:
    """The object that `dolomite trial log --json` prints. (Days from 1.)"""
    found: shape.Log = {"command": "log", "head": kept.head}
    if kept.days is not None:
        one = kept.days
        found["days"], found["late"], found["changed"] = list(one.days), list(one.late), list(one.changed)
        found["says"] = list(one.says)
    if kept.heard is not None:
        found["heard"] = cast("Heard", kept.heard.data)
    if kept.answered is not None:
        found["signs"] = cast("Heard", kept.answered.data)
    if kept.due is not None:
        found["red_flags_due"] = kept.due.data()
    if kept.do:
        found["do"] = list(kept.do)
    return found


def kept(one: Kept) -> Section:
    """What was kept, what to do now, and the hash of the last entry; what the words may tell of is told before it."""
    says: list[str] = []
    title = "Kept."
    if one.days is not None:
        written = one.days
        title = f"Kept: {len(written.days)} {'day' if len(written.days) == 1 else 'days'}."
        says += written.says
        if written.late:
            says.append(f"Marked as late: {len(written.late)}.")
        if written.changed:
            says.append(f"A second word on: {', '.join(map(str, written.changed))} (the first is kept too).")
    says += [*one.also, *(f"- {sentence}" for sentence in one.do), *signs(one.due)]
    if one.head is not None:
        says.append(f"Last entry: {one.head}")
    return Section(id="trial", title=title, says=tuple(says), findings=(), data=kept_data(one))


def signs(due: SignsAgain | None) -> tuple[str, ...]:
    """The warning signs, where they are to be asked again, and how to answer."""
    if due is None:
        return ()
    told = tuple(sentence if sentence.endswith(".") else f"- {sentence}" for sentence in due.says)
    names = ", ".join(card.id for card in due.cards)
    return (*told, f"To answer: --signs none, or those that are so, of {names} (legs=unsure where not sure).")
