"""The words of a catalogue, and which of them a typed word may mean: itself, its beginning, or a slip of the finger."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Collection
from typing import NamedTuple

# How close a typed word has to be, by its length. Chosen by us and checked by tests/cases/food/misspelt.yaml.
SHORTEST_FUZZY = 3
SHORTEST_UNFINISHED = 4  # a slip in the beginning of a longer word: for the word being typed
LONG_ENOUGH = 5  # the same for the words before it
TWO_SLIPS_FROM = 7
MOST_TERMS = 16
MOST_REMEMBERED = 4096
# A word that so many names hold is taken as typed; in a large catalogue slips of others are among the names, too.
COMMON = 3
COMMON_SHARE = 1 / 20_000
MORE_COMMON = 10  # a word that does stand there gives way only to one that so many times more names hold

# What a match is worth [0 to 1]: chosen by us, checked by the same cases.
EXACT, BEGINNING, ONE_SLIP, ONE_SLIP_BEGINNING, TWO_SLIPS = 1.0, 0.88, 0.8, 0.68, 0.55
FIRST_LETTER_WRONG = 0.1
UNFINISHED_INSIDE = 0.1
RARE = 0.02  # and where the word it would be stands in few names: poutine is no pouting
OFTEN = 6
STANDS_THERE = 0.15  # what a slip is worth less when the word as typed stands in the catalogue, too
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LAST = "\U0010ffff"  # after every word


class Meant(NamedTuple):
    """What a typed word may mean: terms of the catalogue with their worth [0 to 1], and a beginning to complete."""

    terms: dict[str, float]
    beginning: str | None
    beginning_worth: float


class Vocabulary:
    """The distinct words of one catalogue with the number of names that hold each."""

    def __init__(self, packed: bytes) -> None:
        self.counts: dict[str, int] = {}
        for line in zlib.decompress(packed).decode().split("\n"):
            word, _, count = line.partition(" ")
            if word:
                self.counts[word] = int(count)
        self.ordered = list(self.counts)  # they are written in alphabetical order
        self.common = COMMON + int(COMMON_SHARE * sum(self.counts.values()))
        self._cut: dict[tuple[str, int], dict[str, list[str]]] = {}
        self._lengths: dict[str, dict[int, list[str]]] = {}
        self._meant: dict[tuple[str, bool], Meant] = {}

    def meant(self, word: str, *, last: bool) -> Meant:
        """What a typed word may mean; the `last` word of a query may be unfinished."""
        key = (word, last)
        if key not in self._meant:
            if len(self._meant) > MOST_REMEMBERED:
                self._meant.clear()
            self._meant[key] = self._look_up(word, last=last)
        return self._meant[key]

    def _look_up(self, word: str, *, last: bool) -> Meant:
        terms: dict[str, float] = {}
        count = self.counts.get(word, 0)
        if count:
            terms[word] = EXACT
        starts = self._starts(word)
        beginning = word if starts and (last or len(word) >= SHORTEST_FUZZY) else None
        worth = BEGINNING if last else BEGINNING - UNFINISHED_INSIDE
        if count < self.common and len(word) >= SHORTEST_FUZZY and not word[0].isdigit():
            for term, value in self._slips(word, last=last).items():
                if self.counts[term] >= MORE_COMMON * count:
                    terms.setdefault(term, value - (STANDS_THERE if count else 0.0))
        return Meant(terms, beginning, worth)

    def _starts(self, word: str) -> bool:
        place = bisect_left(self.ordered, word)
        return place < len(self.ordered) and self.ordered[place].startswith(word)

    def _slips(self, word: str, *, last: bool) -> dict[str, float]:
        """Words within one slip, or else two in a long word; whole or, in a word long enough, as far as typed.

        Words that begin with the first or the second letter typed are looked at before all others: a slip in the first
        letter is rare.
        """
        unfinished = len(word) >= (SHORTEST_UNFINISHED if last else LONG_ENOUGH)
        terms: dict[str, float] = {}
        for most in (1, 2) if len(word) >= TWO_SLIPS_FROM else (1,):
            for letter in dict.fromkeys(word[:2]):
                self._near(word, letter, most, unfinished, terms)
            for other in ALPHABET:  # the first letter lost, or another one in its place
                for term in (other + word, other + word[1:]):
                    if term in self.counts:
                        terms.setdefault(term, ONE_SLIP - FIRST_LETTER_WRONG)
            if not terms and len(word) > SHORTEST_FUZZY and not self._starts(word):
                self._near(word, "", most, unfinished, terms)
            if terms:
                break
        for term in terms:
            if self.counts[term] < OFTEN:
                terms[term] -= RARE
        ranked = sorted(terms.items(), key=lambda item: (-round(item[1], 1), -self.counts[item[0]], item[0]))
        return dict(ranked[:MOST_TERMS])

    def _near(self, word: str, letter: str, most: int, unfinished: bool, terms: dict[str, float]) -> None:
        """Words that begin with a letter (or all) and are near: as long as the word give or take, or longer ones as
        far as typed."""
        worths = {1: ONE_SLIP, 2: TWO_SLIPS}
        for length in range(len(word) - most, len(word) + most + 1):
            for text, slips in self._close(word, self._of_length(letter, length), most):
                self._keep(terms, word, text, worths[slips])
        if unfinished:
            lost = ONE_SLIP - ONE_SLIP_BEGINNING
            for length in range(len(word), len(word) + most + 1):
                longer = self._beginnings(letter, length)
                for text, slips in self._close(word, longer.keys(), most):
                    for term in longer[text]:
                        self._keep(terms, word, term, worths[slips] - lost)

    @staticmethod
    def _close(word: str, among: Collection[str], most: int) -> list[tuple[str, int]]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(word, among, scorer=OSA.distance, score_cutoff=most, limit=None)
        return [(text, int(slips)) for text, slips, _ in near if slips > 0]

    @staticmethod
    def _keep(terms: dict[str, float], word: str, term: str, worth: float) -> None:
        worth -= FIRST_LETTER_WRONG if term[0] != word[0] else 0.0
        if worth > terms.get(term, 0.0):
            terms[term] = worth

    def _beginning_with(self, letter: str) -> list[str]:
        if not letter:
            return self.ordered
        start, end = bisect_left(self.ordered, letter), bisect_left(self.ordered, letter + LAST)
        return self.ordered[start:end]

    def _of_length(self, letter: str, length: int) -> list[str]:
        """The words of a length that begin with a letter (or all)."""
        if letter not in self._lengths:
            lengths: dict[int, list[str]] = {}
            for word in self._beginning_with(letter):
                lengths.setdefault(len(word), []).append(word)
            self._lengths[letter] = lengths
        return self._lengths[letter].get(length, [])

    def _beginnings(self, letter: str, length: int) -> dict[str, list[str]]:
        """The longer words that begin with a letter (or all), cut to a length, each with the words it came from."""
        key = (letter, length)
        if key not in self._cut:
            cut: dict[str, list[str]] = {}
            for word in self._beginning_with(letter):
                if len(word) > length:
                    cut.setdefault(word[:length], []).append(word)
            self._cut[key] = cut
        return self._cut[key]
