"""Parts of "Is it safe for you?": whom to call in the person's country, and questions that wait for an answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dolomite.base.person import Person
from dolomite.medicine.match import Understood
from dolomite.report.tree import Cell, Column, Table
from dolomite.safety.alert import Urgency
from dolomite.safety.assess import Safety
from dolomite.safety.card import cards
from dolomite.safety.country import whom_to_call

if TYPE_CHECKING:
    from dolomite.view.shape import safety as shape

KIND = {
    "emergency": "emergency",
    "ambulance": "ambulance",
    "health_line": "health line",
    "poison": "poison centre",
    "crisis": "crisis line",
}
GUESS = " (a guess: check it)"
NO_RULE = " (no rule here)"
STALE = frozenset({"not_asked.red_flags", "partly_asked.red_flags", "screen_over_4_weeks"})


def calls(person: Person) -> str:
    """The emergency number of the person's country in a sentence."""
    return whom_to_call(person.country).says


def calls_data(person: Person) -> shape.WhomToCall:
    """Whom to call, as JSON: the country, whether it was assumed, each number."""
    told = whom_to_call(person.country)
    return {
        "country": told.code,
        "assumed": told.assumed,
        "numbers": [
            {"what": call.what, "number": call.number, "note": call.note, "tel": call.tel} for call in told.calls
        ],
        "emergency_elsewhere": [{"number": number, "countries": list(codes)} for number, codes in told.everywhere],
    }


def calls_table(person: Person, urgency: Urgency, *, on: date) -> Table:
    """Whom to call in the person's country; where nobody told it, the emergency numbers of every country."""
    told = whom_to_call(person.country)
    rows: list[tuple[Cell, ...]] = [
        (KIND[call.what], call.number, call.note or "", "yes" if call.checked(on) else "not yet") for call in told.calls
    ]
    rows += [("emergency elsewhere", number, ", ".join(codes), "yes") for number, codes in told.everywhere]
    where = f"{told.name}, as no country was told" if told.assumed else told.name
    return Table(
        caption=f"Whom to call ({where})",
        columns=(Column(title="for"), Column(title="number"), Column(title=""), Column(title="source checked")),
        rows=tuple(rows),
        minor=urgency < Urgency.same_day,
    )


def questions_table(safety: Safety, person: Person) -> Table:
    """The red-flag questions that wait for an answer, the six emergency ones first, each with how to find out."""
    unanswered = _open(safety, person)
    first = [card for card in cards() if unanswered & set(card.flags)]
    shown = {flag for card in first for flag in card.flags}
    rows: list[tuple[Cell, ...]] = [(f"{card.text}?", card.check) for card in first]
    rows += [(row.question, "") for row in safety.questions if row.id in unanswered - shown]
    columns = [Column(title="question"), Column(title="how to find out")]
    if not first:  # only the cards say how: no empty column
        columns, rows = columns[:1], [row[:1] for row in rows]
    return Table(
        caption="Questions to answer first: yes, no, or not sure (not sure is never no)",
        columns=tuple(columns),
        rows=tuple(rows),
        minor=safety.clearance.urgency >= Urgency.same_day,
    )


def questions_data(safety: Safety, person: Person) -> list[shape.Question]:
    """Every question for this person, the emergency ones first, and whether it waits for an answer."""
    unanswered = _open(safety, person)
    urgent = [flag for card in cards() for flag in card.flags]
    ordered = sorted(safety.questions, key=lambda row: urgent.index(row.id) if row.id in urgent else len(urgent))
    return [
        {"id": row.id, "question": row.question, "emergency": row.id in urgent, "open": row.id in unanswered}
        for row in ordered
    ]


def conditions_data(safety: Safety) -> list[shape.OtherCondition]:
    """Illnesses in the person's words that no list has, with what they look like or are known as."""
    return [
        {
            "typed": condition.typed,
            "known_as": None if condition.row is None else condition.row.id,
            "looks_like": [told.rpartition(".")[2] for told in condition.looks_like],
        }
        for condition in safety.other_conditions
    ]


def understood_as(medicine: Understood) -> str:
    """What a typed medicine was taken for, as a reader sees it."""
    known = " with ".join(medicine.names)
    outside = " with ".join(medicine.outside)
    told = " with ".join(part for part in (known, f"{outside}{NO_RULE}" if outside else "") if part)
    if medicine.stopped:
        return f"{told or 'not recognised'} (no longer taken)"
    if not told:
        return "a real medicine, content not known" if medicine.content == "unknown" else "not recognised"
    return told + (GUESS if medicine.how == "spelling" else "")


def _open(safety: Safety, person: Person) -> set[str]:
    """The questions without an answer; all of them when the answers are old."""
    asked = {row.id for row in safety.questions}
    if not safety.present & STALE:
        return set()
    flags = person.red_flags
    if flags is None or "screen_over_4_weeks" in safety.present:
        return asked
    return {flag for flag in asked if flags.answer(flag) is None}
