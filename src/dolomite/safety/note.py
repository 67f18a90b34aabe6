"""A note as words: where phrases stand in it, what is denied, and which word a misspelt one was meant to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import ClassVar

from dolomite import facts

SENTENCES = re.compile(r"[.;!?\n]+(?!\d)")
ANSWERED_NO = re.compile(r"\?\s*(?:no|none|never)\b")  # "chest pain? no" says the same as "no chest pain"
COMMA = ","
STOP = "."  # stands between sentences: no phrase and no denial goes across it
DENIALS = frozenset(
    {"no", "not", "never", "without", "nor", "isnt", "wasnt", "arent", "werent", "dont", "didnt"}
    | {"havent", "hasnt", "hadnt"}
)
CLAUSES = frozenset(
    {"i", "im", "ive", "my", "the", "it", "its", "but", "and", "just", "only", "now", "there", "both", "since", "had"}
)  # after a comma one of these begins something new, and a denial before it ends
TURNS = frozenset({"but", "except", "although", "though", "however", "only"})  # end a denial without a comma
FLAT_DENIALS = frozenset({"no", "never", "without", "nor"})  # these deny a list: "no fever, chills or sweats"
LISTS = frozenset({"or", "nor"})
DENIED_WITHIN = 3  # words between a denial and what it denies; about reading
MOST_REPAIRED = 400  # different words of a note whose spelling is read; a longer one is read as it stands
MOST_REMEMBERED = 5_000  # words whose reading is kept; about memory
LONGEST_WORD = 40  # letters that are read of a word
SHORTEST_SWAPPED = 4  # letters of a word of which two may have changed places; about reading
SHORTEST_REPAIRED = 5  # letters of a word of which one may be wrong, missing or too many; about reading
SHORTEST_TWICE = 9  # letters of a word of which two may be
HISSED = ("ches", "shes", "xes", "sses", "zes")  # endings before which a plural takes an e
# Short words as they are often typed; longer ones are read by their letters.
RESPELT = {
    "carnt": "cant", "cnt": "cant", "cudnt": "couldnt", "coudnt": "couldnt", "wudnt": "wouldnt", "dunt": "dont",
    "wen": "when",
    "liv": "live", "bak": "back", "wanna": "want to", "gonna": "going to", "anymor": "anymore", "sins": "since",
    "num": "numb",
}  # fmt: skip
TWICE = re.compile(r"(.)\1+")  # letters doubled, where they are misspelt most often


class OrdinaryRow(facts.LightRow):
    """Words that stand one letter from a word of a warning sign and mean something else: never read as misspelt."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a phrase stands: its first word and the one after its last, and where the word is that denies it."""

    start: int
    end: int
    denied_at: int | None

    def denied(self, others: Sequence[Spot] = ()) -> bool:
        """Whether it is denied; a denial that is part of another phrase ("not able to" wee) denies nothing else."""
        at = self.denied_at
        return at is not None and not any(spot.start <= at < spot.end for spot in others)


class Note:
    """The words of one sentence, or of a whole note."""

    def __init__(self, words: Sequence[str], vocabulary: frozenset[str]) -> None:
        self.words = tuple(word for word in words if word != COMMA)
        self._after_comma = _after_commas(words)
        distinct = list(dict.fromkeys(self.words))
        meanings = {
            word: _meant(word[:LONGEST_WORD], vocabulary, repair=at < MOST_REPAIRED) for at, word in enumerate(distinct)
        }
        self._meant = tuple(meanings[word] for word in self.words)
        self._places: dict[str, list[int]] = {}
        for at, parts in enumerate(self._meant):
            for part in parts:
                self._places.setdefault(part, []).append(at)
        self._known: dict[tuple[tuple[str, ...], ...], tuple[Spot, ...]] = {}

    def between(self, start: int, end: int) -> str:
        """The words from one place to another [characters from 0], as they were typed."""
        return " ".join(word for word in self.words[start:end] if word != STOP)

    def same_sentence(self, at: int, start: int, end: int) -> bool:
        """Whether a place [characters from 0] lies in a sentence that the words from `start` to `end` touch."""
        return STOP not in (*self.words[at:start], *self.words[end:at])

    def spots(self, phrases: tuple[tuple[str, ...], ...]) -> tuple[Spot, ...]:
        """Every place where one of these phrases stands, in the order of the text."""
        if phrases not in self._known:
            places = [spot for phrase in phrases for spot in self._spots(phrase)]
            self._known[phrases] = tuple(sorted(places, key=lambda spot: spot.start))
        return self._known[phrases]

    def _spots(self, phrase: tuple[str, ...]) -> list[Spot]:
        spots = []
        for at in self._places.get(phrase[0], ()):
            if at + len(phrase) <= len(self.words) and all(
                part in self._meant[at + i] for i, part in enumerate(phrase)
            ):
                spots.append(Spot(start=at, end=at + len(phrase), denied_at=self._denied(at)))
        return spots

    def _denied(self, at: int) -> int | None:
        """The denial before this place: none past a sentence's end, a turn ("but"), or a comma that ends its reach."""
        comma = at in self._after_comma
        if comma and self.words[at] in CLAUSES:
            return None
        within = 2 * DENIED_WITHIN if at and self.words[at - 1] in LISTS else DENIED_WITHIN  # the end of a list
        for i in range(at - 1, max(-1, at - within - 1), -1):
            word = self.words[i]
            if word == STOP or word in TURNS:
                return None
            if word in DENIALS:
                goes_on = word in FLAT_DENIALS and not LISTS.isdisjoint(self.words[i : at + DENIED_WITHIN])
                return i if goes_on or not comma else None
            if i in self._after_comma:
                comma = True
                if word in CLAUSES:
                    return None
        return None


def _after_commas(words: Sequence[str]) -> frozenset[int]:
    """The places, in the words without commas, that come right after one."""
    places, at = set(), 0
    for word in words:
        if word == COMMA:
            places.add(at)
        else:
            at += 1
    return frozenset(places)


def note(text: str, vocabulary: frozenset[str]) -> tuple[Note, ...]:
    """The sentences of a text."""
    sentences = dict.fromkeys(SENTENCES.split(plainly(text)))  # the same sentence twice says the same
    return tuple(Note(words, vocabulary) for sentence in sentences if (words := words_of(sentence)))


def whole(text: str, vocabulary: frozenset[str]) -> Note:
    """The text as one note, its sentences kept apart."""
    words: list[str] = []
    for sentence in SENTENCES.split(plainly(text)):
        words += [*words_of(sentence), STOP]
    return Note(words, vocabulary)


def plainly(text: str) -> str:
    """The text in small letters; a question that is answered with no becomes a denial."""
    *asked, last = ANSWERED_NO.split(text.lower())
    denied = []
    for question in asked:
        at = max(question.rfind(mark) for mark in ".;!?\n") + 1
        denied.append(f"{question[:at]} no {question[at:]}.")
    return "".join((*denied, last))


def words_of(sentence: str) -> list[str]:
    """The words of a sentence and its commas, without other signs."""
    plain = re.sub(r"[^a-z0-9äöüéèàç, ]+", " ", sentence.replace("'", "").replace("’", "").replace(COMMA, f" {COMMA} "))
    return [word for typed in plain.split() for word in RESPELT.get(typed, typed).split()]


def _meant(word: str, vocabulary: frozenset[str], *, repair: bool) -> frozenset[str]:
    """The parts of phrases that this word may be: itself, a beginning of it, or else what it was misspelt from."""
    parts = {part for beginning in accumulate(word) if (part := f"{beginning}*") in vocabulary}
    if word in vocabulary:
        parts.add(word)
    elif (single := _singular(word)) in vocabulary:  # "crunches" is crunch, and no misspelt "crutches"
        parts.add(single)
    elif repair and word.isalpha() and word not in _ordinary():
        parts |= misspelt_from(word, vocabulary)
    return frozenset(parts)


def _singular(word: str) -> str:
    """The word without the ending of a plural or of a verb ("knocks", "crunches"); itself where it has none."""
    if word.endswith("ss"):
        return word
    return word.removesuffix("es") if word.endswith(HISSED) else word.removesuffix("s")


@lru_cache(maxsize=MOST_REMEMBERED)
def misspelt_from(word: str, vocabulary: frozenset[str]) -> frozenset[str]:
    """The parts of phrases of which this word is a misspelling."""
    return frozenset(part for part in _by_letter(vocabulary).get(word[0], ()) if _misspelt(part, word))


@cache
def _ordinary() -> frozenset[str]:
    """Ordinary words that would be read as the misspelling of another."""
    return frozenset(word for row in facts.light_rows("safety/own_words_ordinary", OrdinaryRow) for word in row.words)


@cache
def _by_letter(vocabulary: frozenset[str]) -> dict[str, tuple[str, ...]]:
    by_letter: dict[str, list[str]] = {}
    for part in sorted(vocabulary):
        by_letter.setdefault(part[0], []).append(part)
    return {letter: tuple(parts) for letter, parts in by_letter.items()}


def _misspelt(part: str, word: str) -> bool:
    """Whether the word is the part with letters doubled or swapped, or, when it is long, with one or two wrong."""
    stem = part.removesuffix("*")
    longer = len(word) - len(stem)
    if len(stem) < SHORTEST_SWAPPED or longer < -2 or (stem == part and longer > 2):
        return False
    if stem[1] not in word[1:3] and word[1] != stem[2]:  # a second letter that is nowhere near: not the same word
        return False
    heads = {word} if stem == part else {word[: len(stem) + more] for more in (-1, 0, 1)}
    return any(_undoubled(stem) == _undoubled(head) or _swapped(stem, head) or _wrong(stem, head) for head in heads)


@lru_cache(maxsize=MOST_REMEMBERED)
def _undoubled(word: str) -> str:
    return TWICE.sub(r"\1", word)


def _swapped(stem: str, word: str) -> bool:
    if len(stem) != len(word):
        return False
    differ = [i for i, (a, b) in enumerate(zip(stem, word, strict=True)) if a != b]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    return stem[differ[0]] == word[differ[1]] and stem[differ[1]] == word[differ[0]]


def _wrong(stem: str, word: str) -> bool:
    from rapidfuzz.distance import OSA

    most = 2 if len(stem) >= SHORTEST_TWICE else 1
    return len(stem) >= SHORTEST_REPAIRED and OSA.distance(stem, word, score_cutoff=most) <= most
