"""Illnesses in the person's own words that no list of ours has: kept, named and answered with caution, never refused.

Some are known under these words without an id of their own, or have to be asked back: then the careful answer counts.
One that looks like the misspelt name of a known illness, or names one among other words ("chronic kidney disease stage
3b since 2019"), counts as that illness until the person says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.base import words as say
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
# Words after which a name is somebody else's, or denied; about reading.
NOT_OWN = frozenset(
    {"no", "never", "without", "family", "mother", "father", "brother", "sister", "parents", "mum", "dad"}
)
# Words that put an illness into the past, and those that bring it back; about reading. A year counts as the former.
PAST = frozenset({"history", "hx", "past", "previous", "previously", "former", "had", "resolved", "ago", "childhood"})
PRESENT = frozenset({"now", "current", "currently", "again", "acute", "today", "yesterday", "since", "days", "hours"})
YEAR = re.compile(r"(?:19|20)\d\d")

UNKNOWN = "condition_unknown"
NAMED_AMONG = "typed.named_among"
CONDITION, SYMPTOM = "cond.", "symptom."  # how signals of illnesses and of symptoms begin


class NameRow(facts.LightRow):
    """Words as typed, the signals that they count as, and what follows; `inside`: words that mean it among others.

    `past_of`: illnesses that are this row when words put them into the past ("history of ileus").
    """

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    typed: tuple[str, ...]
    inside: tuple[str, ...] = ()
    past_of: tuple[str, ...] = ()
    counts_as: tuple[str, ...]
    urgency: UrgencyWord
    stops: tuple[Advice, ...]
    says: str
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCondition:
    """One illness in the person's words: the row that knows them, or the known illnesses they look like, or neither.

    `looks_like` are their signals ("cond.dialysis"; a symptom named here is one). `among`: the known names stand as
    they are, alone or among other words, so that nothing was guessed.
    """

    typed: str
    row: NameRow | None = None
    looks_like: tuple[str, ...] = ()
    among: bool = False

    @property
    def signals(self) -> frozenset[str]:
        """What counts until the question is answered."""
        if self.row is not None:
            return frozenset({*self.row.counts_as, f"typed.{self.row.id}"})
        return frozenset({*self.looks_like, NAMED_AMONG} if self.among else self.looks_like)

    def alert(self) -> Alert:
        """What has to be said of it."""
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
        words = {
            "typed": self.typed,
            "looks_like": say.listed([_names()[signal] for signal in self.looks_like], most=None),
        }
        told = asked()["condition_among" if self.among else "condition_unsure" if self.looks_like else UNKNOWN]
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
    """Each illness that no list has, with what is known of its words."""
    return tuple(condition for typed in person.other_conditions for condition in _read(typed))


@cache
def rows() -> Mapping[str, NameRow]:
    """Plain words as typed and the row that knows them."""
    return {folded(words): row for row in facts.light_rows("safety/condition_names", NameRow) for words in row.typed}


@cache
def asked() -> Mapping[str, NameRow]:
    """What is said of a name that no row knows."""
    return {row.id: row for row in facts.light_rows("safety/condition_unknown", NameRow)}


def folded(words: str) -> str:
    """Words for comparison: lower case, letters and digits, single spaces."""
    return " ".join("".join(c if c.isalnum() else " " for c in words.lower()).split())


def _read(typed: str) -> tuple[OtherCondition, ...]:
    """What these words mean: one thing, several that are named among other words, or nothing that we know."""
    words = folded(typed)
    if words in rows():
        return (OtherCondition(typed=typed, row=rows()[words]),)
    if words in _words():  # a symptom among the illnesses is that symptom
        return (OtherCondition(typed=typed, looks_like=(_words()[words],), among=True),)
    likeness = _likeness(words)
    if likeness is not None:
        return (OtherCondition(typed=typed, looks_like=(likeness,)),)
    known, asked_back = _among(words.split())
    if known or asked_back:
        told = (OtherCondition(typed=typed, looks_like=known, among=True),) if known else ()
        return (*told, *(OtherCondition(typed=typed, row=row) for row in asked_back))
    return (OtherCondition(typed=typed),)


def _among(words: list[str]) -> tuple[tuple[str, ...], tuple[NameRow, ...]]:
    """The known illnesses and symptoms, and the rows to ask back, that these words name: the longest names first.

    A symptom that is over is none.
    """
    if NOT_OWN & {*words}:
        return (), ()
    known: list[str] = []
    asked_back: dict[str, NameRow] = {}
    left = list(words)
    over = _is_past(words)
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            name = " ".join(left[at : at + length])
            signal = _words().get(name)
            row = rows().get(name) or _inside().get(name)
            if over and signal is not None and signal in _past():
                asked_back[_past()[signal].id] = _past()[signal]
            elif signal is not None and not (over and signal.startswith(SYMPTOM)):
                known.append(signal)
            elif row is not None:
                asked_back[row.id] = row
            else:
                continue
            left[at : at + length] = [""] * length
    return tuple(dict.fromkeys(known)), tuple(asked_back.values())


def _is_past(words: list[str]) -> bool:
    """Whether these words tell of something that is over."""
    return not PRESENT & {*words} and any(word in PAST or YEAR.fullmatch(word) for word in words)


@cache
def _past() -> Mapping[str, NameRow]:
    return {condition: row for row in facts.light_rows("safety/condition_names", NameRow) for condition in row.past_of}


@cache
def _inside() -> Mapping[str, NameRow]:
    return {word: row for row in facts.light_rows("safety/condition_names", NameRow) for word in row.inside}


def _likeness(words: str) -> str | None:
    """The illness or symptom of which these words are a misspelling, as its signal; None: of none, or several near."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = min(MOST_EDITS, len(words) // LETTERS_PER_EDIT) if len(words) >= SHORTEST_LIKENESS else 0
    if not allowed:
        return None
    alike = [known for known in _words() if known[:1] == words[:1]]
    near = list(process.extract_iter(words, alike, scorer=OSA.distance, score_cutoff=allowed))
    best = min((edits for _, edits, _ in near), default=None)
    signals = {_words()[known] for known, edits, _ in near if edits == best}
    return signals.pop() if len(signals) == 1 else None


@cache
def _words() -> Mapping[str, str]:
    """Names and other words of every illness and symptom, and the signal that they are."""
    every = ((CONDITION, vocabulary.conditions()), (SYMPTOM, vocabulary.symptoms()))
    return {
        folded(word): f"{kind}{row.id}" for kind, rows in every for row in rows for word in (row.name, *row.also_called)
    }


@cache
def _names() -> Mapping[str, str]:
    every = ((CONDITION, vocabulary.conditions()), (SYMPTOM, vocabulary.symptoms()))
    return {f"{kind}{row.id}": row.name for kind, rows in every for row in rows}
