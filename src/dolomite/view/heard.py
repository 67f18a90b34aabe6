"""What a note may tell of, told back: what to do at once if it is so, and questions to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dolomite.report.tree import Section
from dolomite.safety.alert import Alert
from dolomite.safety.card import CardRow
from dolomite.safety.country import whom_to_call
from dolomite.safety.listen import Listened
from dolomite.view.safety import notice

if TYPE_CHECKING:
    from dolomite.view.shape import heard as shape

IF_SO = "This may be an emergency. If it is so, act now and leave everything else."
NOT_SO = "If it is not so, nothing is lost: your words are kept as you wrote them, and nothing was concluded from them."
ASK = "Your words touch on a warning sign. Is this so?"
DISTRESS = "self_harm"
TAKE_NO_MORE = "Take no more for the trial. Your answers are kept in its journal."
UNSURE = "Find out today; if it could be so, act as if it were."
ANYTHING = "Words do not tell everything. Is any of these so? Then go or call at once:"


def emergency(because: Sequence[str], do: Sequence[str], *, now: bool) -> Section:
    """What needs somebody now, or else today: why, and what to do in its order."""
    return Section(
        id="emergency",
        title="GET HELP NOW" if now else "SEE A DOCTOR TODAY",
        says=(*because, *do, "The other questions can wait until somebody has looked at you."),
        findings=(),
        data={},
        tone="stop",
    )


def section(listened: Listened, *, country: str | None) -> Section | None:
    """What is said after a note, for somebody in this country (ISO code; None: not told). None: nothing to ask."""
    if listened.nothing:
        return None
    says: list[str] = []
    if listened.now:
        says += [IF_SO, whom_to_call(country).says]
        if any(alert.about == DISTRESS for alert in listened.now):
            says.append(_to_talk_to(country))
    says += [f"You wrote “{reading.words}”. {reading.question}" for reading in listened.readings]
    if listened.again:
        says += [ASK, *(row.question for row in listened.again)]
    if listened.cards:
        says += [ANYTHING, *(f"{card.text}?" for card in listened.cards)]
    if listened.now:
        says.append(NOT_SO)
    return Section(
        id="heard",
        title="Before anything else" if listened.now else "A question about what you wrote",
        says=tuple(says),
        findings=listened.now,
        data=data(listened, country=country),
        notices=tuple(notice(alert) for alert in listened.now),
        tone="stop" if listened.now else "plain",
    )


def answered(now: tuple[Alert, ...], unsure: tuple[CardRow, ...], *, country: str | None) -> Section | None:
    """What is said after the warning signs were answered in a running trial; None when each was answered with no.

    `now`: what follows from a yes; `unsure`: the signs that somebody was not sure of, which is never no.
    """
    if not now and not unsure:
        return None
    says = [TAKE_NO_MORE]
    if now:
        says.append(whom_to_call(country).says)
    says += [f"Not sure: {card.text}. {card.check} {UNSURE}" for card in unsure]
    return Section(
        id="heard",
        title="Before anything else",
        says=tuple(says),
        findings=now,
        data=data(Listened(now=now, readings=(), again=(), cards=unsure), country=country),
        notices=tuple(notice(alert) for alert in now),
        tone="stop",
    )


def _to_talk_to(country: str | None) -> str:
    """Whom to talk to in distress: a line only where one was read for this very country, else nobody's number."""
    calls = whom_to_call(country)
    line = calls.first("crisis")
    if calls.assumed or line is None or not all(ground.verified is True for ground in line.basis):
        return "If you think of harming yourself, talk to somebody now: your doctor, or the emergency number."
    return f"If you think of harming yourself, talk to somebody now: {line.number}."


def data(listened: Listened, *, country: str | None) -> shape.Heard:
    """The same as keys and values: questions to confirm, most urgent first."""
    readings: list[shape.Reading] = [
        {"flag": reading.flag, "question": reading.question, "words": reading.words, "urgency": reading.urgency.name}
        for reading in listened.readings
    ]
    return {
        "now": [{"id": alert.id, "says": alert.says, "do": alert.do} for alert in listened.now],
        "call": whom_to_call(country).says if listened.now else None,
        "questions": readings,
        "ask_again": [{"flag": row.id, "question": row.question} for row in listened.again],
        "cards": [{"id": card.id, "flags": list(card.flags), "text": card.text} for card in listened.cards],
    }
