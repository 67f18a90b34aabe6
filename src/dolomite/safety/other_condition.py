"""Illnesses in the person's own words that no list of ours has: kept, named and answered with caution, never refused.

Some are known under these words without an id of their own, or have to be asked back: then the careful answer counts.
One that looks like the misspelt name of a known illness counts as that illness until the person says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.base.frozen import dataclass
from dolomite.base.person import Person
from dolomite.safety import vocabulary
from dolomite.safety.alert import Advice, Alert
from dolomite.safety.rule import UrgencyWord, alert

# Names are repaired only where a slip is likelier than another illness: the first letter stands, and two of many
# letters differ at most (ALS is not RLS, sarcoidosis is not scoliosis). About reading, no health number.
SHORTEST_LIKENESS = 6  # letters of the shortest name that is compared
LETTERS_PER_EDIT = 4  # one slip in so many letters; about reading, no health number
MOST_EDITS = 2  # slips at most


class NameRow(facts.LightRow):
    """Words as typed, the signals that they count as, and what follows."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    typed: tuple[str, ...]
    counts_as: tuple[str, ...]
    urgency: UrgencyWord
    stops: tuple[Advice, ...]
    says: str
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCondition:
    """One illness in the person's words: the row that knows them, or the known illness they look like, or neither."""

    typed: str
    row: NameRow | None = None
    looks_like: str | None = None

    @property
    def signals(self) -> frozenset[str]:
        """What counts until the question is answered. (No unit.)"""
        if self.row is not None:
            return frozenset({*self.row.counts_as, f"typed.{self.row.id}"})
        return frozenset() if self.looks_like is None else frozenset({f"cond.{self.looks_like}"})

    def alert(self) -> Alert:
        """What has to be said of it. (No unit.)"""
        row = self.row
        if row is not None:
            return alert(
                id=row.id,
                about=self.typed,
                urgency=row.urgency,
                stops=row.stops,
                says=row.says.format(typed=self.typed),
                do=row.do,
                basis=(*row.basis, Basis(source="person", at="conditions")),
            )
        words = {"typed": self.typed, "looks_like": "" if self.looks_like is None else _names()[self.looks_like]}
        told = asked()["condition_unsure" if self.looks_like is not None else "condition_unknown"]
        return alert(
            id=told.id,
            about=self.typed,
            urgency=told.urgency,
            stops=told.stops,
            says=told.says.format(**words),
            do=told.do.format(**words),
            basis=(*told.basis, Basis(source="person", at="conditions")),
        )


def other_conditions(person: Person) -> tuple[OtherCondition, ...]:
    """Each illness that no list has, with what is known of its words. (No unit.)"""
    return tuple(_one(typed) for typed in person.other_conditions)


@cache
def rows() -> Mapping[str, NameRow]:
    """Plain words as typed and the row that knows them. (No unit.)"""
    return {folded(words): row for row in facts.light_rows("safety/condition_names", NameRow) for words in row.typed}


@cache
def asked() -> Mapping[str, NameRow]:
    """What is said of a name that no row knows. (No unit.)"""
    return {row.id: row for row in facts.light_rows("safety/condition_unknown", NameRow)}


def folded(words: str) -> str:
    """Words for comparison: lower case, letters and digits, single spaces. (No unit.)"""
    return " ".join("".join(c if c.isalnum() else " " for c in words.lower()).split())


def _one(typed: str) -> OtherCondition:
    words = folded(typed)
    row = rows().get(words)
    return OtherCondition(typed=typed, row=row, looks_like=None if row is not None else _likeness(words))


def _likeness(words: str) -> str | None:
    """The known illness of which these words are a misspelling, by id; None when they are none or several are near."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = min(MOST_EDITS, len(words) // LETTERS_PER_EDIT) if len(words) >= SHORTEST_LIKENESS else 0
    if not allowed:
        return None
    near = process.extract(words, list(_words()), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    best = min((edits for known, edits, _ in near if known[:1] == words[:1]), default=None)
    found = {_words()[known] for known, edits, _ in near if edits == best and known[:1] == words[:1]}
    return found.pop() if len(found) == 1 else None


@cache
def _words() -> Mapping[str, str]:
    told = {folded(row.name): row.id for row in vocabulary.conditions()}
    return {**told, **{folded(word): row.id for row in vocabulary.conditions() for word in row.also_called}}


@cache
def _names() -> Mapping[str, str]:
    return {row.id: row.name for row in vocabulary.conditions()}
