"""Medicines that tell of an illness nobody named: the question that each raises, until it is answered.

An empty list of illnesses beside a medicine that is given for one illness only is no answer: the medicine is the
stronger witness. The question is answered by naming the illness, by a measured value where that settles it, or by
saying what the medicine is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.base import words as say
from dolomite.base.errors import FactError
from dolomite.base.finding import Basis
from dolomite.medicine.match import Understood
from dolomite.medicine.names import ingredients
from dolomite.safety.alert import Advice, Alert
from dolomite.safety.rule import UrgencyWord, alert


class RevealRow(facts.LightRow):
    """Medicines that raise one question. Signals `answered_by` answer it; so do `no_words` in what it is taken for."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    medicines: tuple[str, ...]
    answered_by: tuple[str, ...]
    no_words: tuple[str, ...]
    urgency: UrgencyWord
    stops: tuple[Advice, ...]
    says: str
    do: str
    still_stopped: str | None = None


def reveal_rows() -> tuple[RevealRow, ...]:
    """Every medicine that tells of an illness. Raises FactError for an answer nobody read that releases."""
    return answers_read(facts.light_rows("safety/reveals", RevealRow))


@cache
def answers_read(rows: tuple[RevealRow, ...]) -> tuple[RevealRow, ...]:
    """The same rows. Raises FactError for an answer that nobody read and that could release advice."""
    for row in rows:
        if row.verified is not True and (row.no_words or row.still_stopped is None):
            raise FactError(
                f"facts/safety/reveals.yaml, {row.id}: what answers the question releases advice. Read it (`verified: "
                "true`), or leave `no_words` empty and say why every stop stays (`still_stopped`)."
            )
    return rows


def alerts(medicines: Sequence[Understood], present: frozenset[str]) -> tuple[Alert, ...]:
    """The questions that these medicines raise and that nothing said so far answers."""
    return tuple(revealed for row in reveal_rows() for revealed in _of_row(row, medicines, present))


def asked_about(medicines: Sequence[Understood], present: frozenset[str]) -> frozenset[str]:
    """The ingredients whose question is open, so that "no rule speaks of it" would be untrue."""
    return frozenset(
        ingredient for row in reveal_rows() for _ in _of_row(row, medicines, present) for ingredient in row.medicines
    )


def _of_row(row: RevealRow, medicines: Sequence[Understood], present: frozenset[str]) -> Iterator[Alert]:
    if any(signal in present for signal in row.answered_by):
        return
    unanswered = [medicine for medicine in medicines if not _answered(row, medicine)]
    if not unanswered:
        return
    meant = {
        ingredient for medicine in unanswered for ingredient in medicine.ingredients if ingredient in row.medicines
    }
    shown = say.listed(sorted(ingredients()[ingredient].name for ingredient in meant), most=None)
    yield alert(
        id=row.id,
        about=shown,
        urgency=row.urgency,
        stops=row.stops,
        says=row.says.format(medicine=shown),
        do=row.do,
        basis=(*row.basis, Basis(source="person", at="medicines")),
    )


def _answered(row: RevealRow, medicine: Understood) -> bool:
    """Whether this medicine raises no question: another one, only put on the body, or said to be for another use."""
    if medicine.stopped or medicine.way == "on_the_body" or not set(row.medicines) & set(medicine.ingredients):
        return True
    told = (medicine.taken_for or "").lower()
    return any(word in told for word in row.no_words)
