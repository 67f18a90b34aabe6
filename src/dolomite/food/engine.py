"""The search index of one catalogue file: names that hold the words typed, compared word by word."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dolomite.food.vocabulary import Meant, Vocabulary
from dolomite.food.words import EVERYDAY, OFFICIAL, OTHER, SILENT, stem, words

# Weights of the ranking [dimensionless]. Chosen by us; the cases in tests/cases/food say what they have to achieve.
WORD_FOUND = 10.0
LEFT_IN_HEAD = 2.2
LEFT_ELSEWHERE = 0.7
MOST_LEFT = 6.0
QUALITY = 0.55
HEAD_WORD = 0.8
WHOLE_NAME = 1.5
WORD_DROPPED = 6.0
AT_HOME = 1.5  # what a food of the person's own country's table gains
ABROAD = 2.0  # and one of another nation's table loses
AMERICAN = "US"  # the shipped survey foods, which everybody's words are matched to
ENOUGH = 110  # names looked at for the words as typed; they come plainest first
ENOUGH_AT_HOME = 45  # and for each further reading, whose words are whole
JOINED = re.compile(r"\b(?:with|and|in|on)\b", re.IGNORECASE)
BESIDE = re.compile(r"\b(?:with|in|on)\b[^,]*", re.IGNORECASE)  # what a name says comes with the food
MANY_HEADS = 10  # foods called by a word alone before it counts as the name of a food, not of its state
SOME_HEADS = 3  # the same for the last word of the name's first part: eggs scrambled are eggs
MORE_THAN_ONE = 2  # words: of a single one there is no last
ENOUGH_PERFECT = 12  # names that fit word for word: then the rest of the reading is not looked at

MOST_NAMES = 20_000  # names kept taken apart; a keystroke looks at those of the last one again

SAME_WORD_AGAIN = 0.3
MOST_READINGS = 6
MOST_WORDS = 12
NOTHING_LEFT = 1.2  # the name says just what was typed
SURE_LEFT = 0.6  # how much of a name may be left over for a match to count as sure
SURE_LEFT_ALONE = 1.6  # the same where the next food is clearly behind
CLEARLY = 0.6
SURE_WORTH = 0.79  # what a slip in one letter is worth at least, and the mere beginning of a word is not
LEAST_WEIGHT = 0.05
PERFECT = WORD_FOUND + HEAD_WORD + WHOLE_NAME + NOTHING_LEFT


class Scored(NamedTuple):
    """One name found, and how well it fits."""

    score: float
    food: int
    sure: bool
    left: float  # how much of the name was not asked for
    kind: int  # the release's name, a further one, or one used at home
    last: str = ""  # the word of the name that the last word typed means; none where it was left out
    first_part: str = ""  # of the name, as stems
    strays: bool = False
    fits: bool = False  # every word typed stands in the name, however much of it is left over


class Engine:
    """The search index of one catalogue file."""

    def __init__(
        self, db: sqlite3.Connection, home: Mapping[str, frozenset[str]] | None = None, releases: tuple[str, ...] = ()
    ) -> None:
        self.db = db
        self.home = home or {}
        first = db.execute("select release, min(number) from food group by release order by 2").fetchall()
        self._first = [number for _, number in first]
        self._release = [releases[place] if place < len(releases) else "" for place, _ in first]
        self._away: dict[str | None, list[float]] = {}
        self.vocabulary = Vocabulary(db.execute("select words from vocabulary").fetchone()[0])
        self.neutral: dict[str, float] = dict(db.execute("select stem, weight from neutral"))
        self._heads: dict[str, int] = {}  # how many foods are called by a word alone
        self._names: dict[
            str, tuple[list[str], int]
        ] = {}  # names seen: their stems, and how many stand before the comma
        self.aliases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], float]]] = {}
        for typed, means, cost in db.execute("select typed, means, cost from alias"):
            key = tuple(typed.split())
            self.aliases.setdefault(key[0], []).append((key, tuple(means.split()), cost))

    def from_home(self, country: str | None) -> list[float]:
        """What the score of each release's foods gains or loses for somebody in that country [dimensionless]."""
        if country not in self._away:
            points = []
            for release in self._release:
                there = self.home.get(release, frozenset())
                ours = country in there and AMERICAN not in there
                points.append(AT_HOME if ours else 0.0 if not there or AMERICAN in there else -ABROAD)
            self._away[country] = points
        return self._away[country]

    def knows(self, word: str) -> bool:
        """Whether a stem stands in a name of this file, or is a word used at home."""
        return word in self.vocabulary.counts or any(word in key for held in self.aliases.values() for key, *_ in held)

    def find(self, text: str, limit: int, country: str | None = None) -> list[Scored]:
        """The best names for some words, one per food, at most `limit` [foods]."""
        typed = [stem(word) for word in words(text[:200]) if word not in SILENT][:MOST_WORDS]
        if not typed:
            typed = [stem(word) for word in words(text[:200])][:MOST_WORDS]
        if not typed:
            return []
        best: dict[int, Scored] = {}
        points = self.from_home(country)
        for reading, cost in self._readings(typed, unfinished=not text.endswith((" ", ","))):
            self._collect(reading, cost, best, points)
        if len(typed) > 1 and len(best) < min(limit, 3):
            for left_out in range(len(typed)):
                rest = typed[:left_out] + typed[left_out + 1 :]
                for reading, cost in self._readings(rest, unfinished=left_out < len(typed) - 1):
                    self._collect(reading, cost + WORD_DROPPED, best, points, dropped=True)
        if len(typed) > 2 and not best:
            for word in typed:
                for reading, cost in self._readings([word], unfinished=False):
                    self._collect(reading, cost + WORD_DROPPED * (len(typed) - 1), best, points, dropped=True)
        hits = sorted(best.values(), key=lambda hit: (-hit.score, hit.food))
        return [self._settled(hit, hits, text) for hit in hits[:limit]]

    def _settled(self, hit: Scored, hits: list[Scored], text: str) -> Scored:
        """The hit, sure only when little of its name is left over, or when no other food comes near it; when
        something was asked for "with" something, only when the name says with, too; and when it is the food that the
        last word names."""
        finished = text.endswith((" ", ","))  # while somebody types there is no last word yet, and no time
        strays = (finished or hit.sure) and self._strays(hit, text)
        others = [other.score for other in hits if other is not hit]
        alone = not others or hit.score - max(others) >= CLEARLY
        sure = hit.sure and not strays and (hit.left <= SURE_LEFT or alone)
        if sure and hit.kind != EVERYDAY and JOINED.search(text):
            (name,) = self.db.execute("select name from food where number = ?", (hit.food,)).fetchone()
            sure = JOINED.search(name) is not None and _begins_alike(text, name)
        return hit._replace(sure=sure, strays=strays, fits=hit.fits and not strays)

    def _strays(self, hit: Scored, text: str) -> bool:
        """Whether the food is another than the last word typed names. In English the last word says what a thing is:
        a pasta sauce is a sauce, a milk chocolate no milk. In a name that word has to end the first part ("Rice milk"),
        or to stand in a further one ("Milk, chocolate"), before any "with". A word that hardly a food is called
        by alone, such as boiled or white, says nothing either way."""
        if not hit.last or JOINED.search(text) or len(words(text)) < MORE_THAN_ONE:
            return False
        part = hit.first_part.split()
        if hit.kind == OFFICIAL:
            (name,) = self.db.execute("select name from food where number = ?", (hit.food,)).fetchone()
            first, _, rest = BESIDE.sub("", name).partition(",")
            part, further = [stem(word) for word in words(first)], [stem(word) for word in words(rest)]
            if hit.last in {stem(word) for word in words(name)} - {*part, *further}:
                return True
            if hit.last in further:
                return False
        if hit.last not in part[:-1] or part[-1] == hit.last:
            return False
        return self._names_foods(part[-1], SOME_HEADS) and self._names_foods(hit.last, MANY_HEADS)

    def _names_foods(self, word: str, least: int) -> bool:
        """Whether at least so many foods are called by this word alone."""
        if word not in self._heads:
            row = self.db.execute("select foods from head where stem = ?", (word,)).fetchone()
            self._heads[word] = row[0] if row is not None else 0
        return self._heads[word] >= least

    def _readings(self, typed: list[str], *, unfinished: bool) -> Iterator[tuple[list[Meant], float]]:
        """Ways to read the words: as typed, then with home words put into the words of the tables."""
        meant = [
            self.vocabulary.meant(word, last=unfinished and place == len(typed) - 1) for place, word in enumerate(typed)
        ]
        yield meant, 0.0
        given = 1
        for place in range(len(typed)):
            for width, means, cost in self._home_words(typed, place, unfinished=unfinished):
                if given >= MOST_READINGS:
                    return
                exact = [Meant({word: 1.0 - cost / 2}, None, 0.0) for word in means]
                yield meant[:place] + exact + meant[place + width :], 0.0
                given += 1

    def _home_words(
        self, typed: list[str], place: int, *, unfinished: bool
    ) -> list[tuple[int, tuple[str, ...], float]]:
        home_words = []
        for first in self._near(typed[place], unfinished=unfinished and place == len(typed) - 1):
            for key, means, cost in self.aliases[first]:
                window = typed[place : place + len(key)]
                if len(window) == len(key) and all(
                    given == wanted or (len(given) > 3 and wanted in self._near(given, unfinished=False, only=wanted))
                    for given, wanted in zip(window[1:], key[1:], strict=True)
                ):
                    home_words.append((len(key), means, cost + (0.2 if first != typed[place] else 0.0)))
        home_words.sort(key=lambda home_word: -home_word[0])
        longest = home_words[0][0] if home_words else 0
        return [home_word for home_word in home_words if home_word[0] == longest]

    def _near(self, word: str, *, unfinished: bool, only: str | None = None) -> list[str]:
        """First words of home words that the typed word is, begins, or misses by one slip."""
        known = (only,) if only is not None else tuple(self.aliases)
        if word in known:
            return [word]
        if unfinished and len(word) > 3:
            begun = [key for key in known if key.startswith(word)]
            if begun:
                return begun
        if len(word) < 5 or self.vocabulary.counts.get(word, 0) >= 3:
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        return [key for key, *_ in process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=2)]

    def _collect(
        self,
        reading: list[Meant],
        cost: float,
        best: dict[int, Scored],
        points: list[float],
        *,
        dropped: bool = False,
    ) -> None:
        if any(not meant.terms and meant.beginning is None for meant in reading):
            return
        rows = self.db.execute(
            "select food, kind, quality, name.stems from word join name on name.number = word.rowid "
            "where word match ? order by word.rowid limit ?",
            (_expression(reading), ENOUGH if any(meant.beginning is not None for meant in reading) else ENOUGH_AT_HOME),
        )
        perfect = 0
        for food, kind, quality, text in rows:
            score, left, worth, last = self._compare(reading, text)
            perfect += score >= PERFECT
            score += QUALITY * quality - cost + points[bisect_right(self._first, food) - 1]
            known = best.get(food)
            if known is None or score > known.score:
                # A further name may be a mere example of what the food covers: never sure by itself.
                fits = not dropped and kind != OTHER and worth >= SURE_WORTH
                sure = fits and left <= SURE_LEFT_ALONE
                best[food] = Scored(
                    score, food, sure, left, kind, "" if dropped else last, text.partition("|")[0], fits=fits
                )
            if perfect >= ENOUGH_PERFECT:  # the rest can only be less usual
                break

    def _compare(self, reading: list[Meant], text: str) -> tuple[float, float, float, str]:
        """How well a name fits: its score, how much of it is left over, the worth of its worst word, and the word that
        the last one typed means."""
        known = self._names.get(text)
        if known is None:
            head, _, rest = text.partition("|")
            first = head.split()
            if len(self._names) >= MOST_NAMES:
                self._names.clear()
            known = self._names[text] = (first + rest.split(), len(first))
        names, heads = known
        used: set[int] = set()
        total, worst, in_head = 0.0, 1.0, False
        for terms, beginning, beginning_worth in reading:
            value, at = 0.0, -1
            for place, word in enumerate(names):
                worth = terms.get(word, 0.0)
                if worth < beginning_worth and beginning is not None and word.startswith(beginning):
                    worth = beginning_worth
                if worth > value:
                    if place in used:
                        worth -= SAME_WORD_AGAIN
                        if worth <= value:
                            continue
                    value, at = worth, place
            if at >= 0:
                used.add(at)
                in_head = in_head or at < heads
            total += value
            if value < worst:
                worst = value
        left_head = left_rest = 0.0
        for place, word in enumerate(names):
            if place not in used:
                if place < heads:  # in the part that says what the food is, hardly a word is without weight
                    left_head += 1.0 if self.neutral.get(word, 1.0) > LEAST_WEIGHT else 0.0
                else:
                    left_rest += self.neutral.get(word, 1.0)
        score = WORD_FOUND * total / len(reading)
        score -= min(LEFT_IN_HEAD * left_head + LEFT_ELSEWHERE * left_rest, MOST_LEFT)
        if in_head:
            score += HEAD_WORD
        if left_head == 0.0:
            score += WHOLE_NAME
            if left_rest <= LEAST_WEIGHT:
                score += NOTHING_LEFT
        return score, left_head + left_rest, worst, names[at] if at >= 0 else ""


def _begins_alike(text: str, name: str) -> bool:
    """Whether a name begins with what was typed before "with": a cheese sauce for vegetables is no vegetables with
    cheese sauce."""
    typed, named = JOINED.split(text)[0], JOINED.split(BESIDE.sub("", name) or name)[0]
    return bool({stem(word) for word in words(typed)} & {stem(word) for word in words(named)})


def _expression(reading: list[Meant]) -> str:
    parts = []
    for meant in reading:
        terms = [f'"{term}"' for term in meant.terms]
        if meant.beginning is not None:
            terms.append(f'"{meant.beginning}" *')
        parts.append(f"({' OR '.join(terms)})")
    return " AND ".join(parts)
