"""A net under the rows of words: how much a note sounds like one that tells of a warning sign, and of which.

Rows of words hear what somebody foresaw. This is a sum of weights of words, pairs of words and parts of words, fitted
by `tools/train_net.py` to notes of many voices: it never acts, it only decides whether a question is put. A weight can
be looked up: `because` names the words that weighed most.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf, sqrt
from typing import ClassVar

from dolomite import facts
from dolomite.safety.note import SENTENCES, plainly

WORDS = re.compile(r"[a-zäöüéèàç]+|[0-9]+|,")
DENIALS = frozenset({"no", "never", "without"})
LISTS = frozenset({"or", "nor", "and"})
DENIED = "no_"
LONGEST_WORD = 30  # letters that are read of a word
MOST_WORDS = 2_000  # words that are read of a note; about time
GRAMS = (3, 4)  # letters of the parts of a word


class WeightRow(facts.LightRow):
    """Weights of one kind as text, "word=weight" with a space between; weights in hundredths, pairs joined by "+"."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    weights: str


class FunctionRow(facts.LightRow):
    """Words without a subject of their own."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    words: tuple[str, ...]


class CutRow(facts.LightRow):
    """A number of the net: a constant that is added, or the sum from which a question is put."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is weighed of a sentence: words and pairs, the parts of its words, and its words for their meaning."""

    words: tuple[str, ...]
    grams: tuple[str, ...]
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounds:
    """How a note sounds: the sum of its weightiest sentence, the flags it points to (best first), and why.

    `flags` are the best one and those not far behind it; `likely` are those that are as likely as not by themselves.
    """

    sum: float
    flags: tuple[str, ...]
    because: tuple[str, ...]
    likely: frozenset[str] = frozenset()


def sounds(text: str) -> Sounds:
    """How much this note sounds like a warning sign. [sum of weights; 0 and more: as likely as not]"""
    every = [features(words) for words in sentences(text)]
    if not every:
        return Sounds(sum=-inf, flags=(), because=())
    sums = [_sum(sentence) for sentence in every]
    most = max(range(len(every)), key=sums.__getitem__)
    scores = {flag: _points_to(flag, every[most]) / 100 for flag in _flag_weights()}
    return Sounds(
        sum=sums[most],
        flags=_not_far_behind(scores),
        because=_because(every[most]),
        likely=frozenset(flag for flag, score in scores.items() if score >= cut("likely")),
    )


def asks(how: Sounds) -> bool:
    """Whether a question is put: less is enough where a known word speaks than where only parts of words do."""
    return how.sum >= cut("asks" if how.because else "asks_by_parts")


def cut(name: str) -> float:
    """One number of `net_cuts.yaml`. [sum of weights]"""
    return next(row.value for row in facts.light_rows("safety/net_cuts", CutRow) if row.id == name)


def sentences(text: str) -> tuple[tuple[str, ...], ...]:
    """The sentences as words and commas, then each two that are neighbours, so that what belongs together is read.

    A question that is answered with no is read as denied.
    """
    plain = plainly(text).replace("'", "").replace("’", "")
    left = MOST_WORDS
    singles: list[tuple[str, ...]] = []
    for sentence in SENTENCES.split(plain):
        words = tuple(word[:LONGEST_WORD] for word in WORDS.findall(sentence))[:left]
        left -= len(words)
        if words and words != (",",):
            singles.append(words)
    pairs = [(*first, ".", *second) for first, second in itertools.pairwise(singles)]
    return tuple(dict.fromkeys((*singles, *pairs)))


def features(words: Sequence[str]) -> Features:
    """What is weighed of these words: a denied word is another word than the word itself."""
    marked = _marked(words)
    single = [word for word in marked if word != "."]
    pairs = [f"{a}+{b}" for a, b in itertools.pairwise(marked) if "." not in (a, b)]
    spaced = [f" {word} " for word in single if word not in function_words()]
    grams = [word[i : i + n] for word in spaced for n in GRAMS for i in range(len(word) - n + 1)]
    return Features(
        words=tuple(dict.fromkeys((*single, *pairs))),
        grams=tuple(dict.fromkeys(gram.replace(" ", "_") for gram in grams)),
        meant=tuple(word for word in single if not word.startswith(DENIED)),
    )


@cache
def function_words() -> frozenset[str]:
    """Words that weigh nothing by themselves."""
    return frozenset(word for row in facts.light_rows("safety/function_words", FunctionRow) for word in row.words)


def _marked(words: Sequence[str]) -> list[str]:
    """The words, those that a denial reaches marked: the next one, and each of a list that goes on."""
    marked: list[str] = []
    denies = listed = False
    for at, word in enumerate(words):
        if word == ",":
            denies = listed and _one_of_a_list(words, at + 1)
        elif word in DENIALS:
            denies = listed = True
            marked.append(word)
        elif word in LISTS:
            denies = listed
            marked.append(word)
        elif word == ".":
            denies = listed = False
            marked.append(word)
        else:
            marked.append(DENIED + word if denies else word)
            denies = False
    return marked


def _one_of_a_list(words: Sequence[str], at: int) -> bool:
    """Whether a single word stands here, as in a list."""
    return at + 1 >= len(words) or words[at + 1] in LISTS or words[at + 1] == ","


def _sum(sentence: Features) -> float:
    told, grams, meaning = _told(), _weights("grams"), _weights("meaning")
    return (
        cut("constant")
        + sum(told.get(word, 0) for word in sentence.words) / 100
        + sum(grams.get(gram, 0) for gram in sentence.grams) / 100 / sqrt(max(1, len(sentence.grams)))
        + sum(meaning.get(word, 0) for word in sentence.meant) / 100 / sqrt(1 + len(sentence.meant))
    )


def _because(sentence: Features) -> tuple[str, ...]:
    """The words and pairs that weighed most, the weightiest first."""
    told = _told()
    heavy = sorted((word for word in sentence.words if told.get(word, 0) > 0), key=lambda word: -told[word])
    return tuple(word.replace("+", " ") for word in heavy[:3])


def _not_far_behind(scores: Mapping[str, float]) -> tuple[str, ...]:
    """The flag with the best score and those that are not far behind it, best first."""
    best = max(scores.values())
    near = [flag for flag, score in scores.items() if best - score <= cut("behind")]
    return tuple(sorted(near, key=lambda flag: -scores[flag]))


def _points_to(flag: str, sentence: Features) -> float:
    weights = _flag_weights()[flag]
    words = sum(weights.get(word, 0) for word in sentence.words)
    return (
        weights[""]
        + words
        + sum(weights.get(f"~{gram}", 0) for gram in sentence.grams) / sqrt(max(1, len(sentence.grams)))
    )


@cache
def _told() -> Mapping[str, int]:
    """The weights of words and pairs; one of everyday back pain alone raises nothing, it may only lower the sum."""
    plain = frozenset(word for row in facts.light_rows("safety/net_plain", FunctionRow) for word in row.words)
    weights = _weights("words").items()
    return {word: min(weight, 0) if plain.issuperset(word.split("+")) else weight for word, weight in weights}


@cache
def _weights(kind: str) -> Mapping[str, int]:
    return weights_of(next(row.weights for row in facts.light_rows("safety/net_weights", WeightRow) if row.id == kind))


@cache
def _flag_weights() -> Mapping[str, Mapping[str, int]]:
    return {row.id: weights_of(row.weights) for row in facts.light_rows("safety/net_flags", WeightRow)}


def weights_of(weights: str) -> dict[str, int]:
    """Pairs of "word=weight" as a mapping [hundredths]; a word may hold the sign itself."""
    return {name: int(value) for name, _, value in (pair.rpartition("=") for pair in weights.split())}
