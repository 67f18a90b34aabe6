"""Fit the net of questions (`safety/net.py`) to notes of many voices, and write its weights as facts.

    python tools/train_net.py VECTORS [--write]

VECTORS is a folder with `model.safetensors` and `tokenizer.json` of the sentence model all-MiniLM-L6-v2: of it only the
table of word vectors is used, so that a word nobody taught weighs as much as words of like meaning; what is written
is one number a word. Notes: `tests/cases/emergency/voices.txt` (voices marked "held" teach nothing), and the older
lists. Voices are split, never sentences. Needs scikit-learn (the extra `net`).
"""

from __future__ import annotations

import argparse
import json
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from dolomite.facts.light import FOLDER
from dolomite.safety.net import Features, features, function_words, sentences
from score_emergency import ingredients
from score_notes import notes

CASES = Path(__file__).parents[1] / "tests" / "cases"
HELD = " held"
OLDER = ("fourth", "fifth", "sixth", "seventh", "eighth")  # lists of fresh.psv that teach; a later one measures
WORDS_SCALE = 0.7  # words and pairs are many: each a little smaller than the rest
GRAMS_SCALE = 2.5  # parts of words are a help for what is misspelt
STRENGTH = 3.0  # inverse of the penalty on large weights
FLAG_STRENGTH = 2.0
LEAST = {"words": 14, "grams": 60, "meaning": 70}  # hundredths below which a weight is not written
STEP = {"words": 1, "grams": 10, "meaning": 10}  # hundredths to which it is rounded: no list is read otherwise for it
LEAST_NOTES = 2  # notes in which a part of a word must stand
COMMON = 20_000  # words of the vectors whose meaning is written
# The sum from which a question is put, where a known word weighs and where parts of words alone do; chosen by the
# shares that are printed:
# a silence costs more than a question, and who is asked after every sixth note stops reading questions.
CUTS = {"asks": -0.5, "asks_by_parts": 2.0}
# How far behind the best flag another is still asked about: the smallest whole number at which no held voice loses the
# right one of its three best (150 of 150). Beside what a row heard, only a flag as likely as not by itself is asked.
POINTS = {"behind": 4.0, "likely": 0.0}
FOLDS = 4
WIDTH = 150
HEAD = """\
what: {what}
note: "By tools/train_net.py from tests/cases/emergency: {note} Fitted to made-up notes; no ground but for a question."
defaults: {{verified: false, note: "fitted by tools/train_net.py; word vectors of all-MiniLM-L6-v2 (Apache-2.0)"}}
rows:
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One note: who said it, the flags of which any is right (none: harmless), and its words."""

    voice: str
    flags: frozenset[str]
    text: str


def voices() -> Iterator[Said]:
    """The notes of `voices.txt`."""
    voice, flags = "", frozenset[str]()
    for line in (CASES / "emergency" / "voices.txt").read_text("utf-8").splitlines():
        if line.startswith("= "):
            voice = line[2:]
        elif line == "-" or line.startswith("- "):
            flags = frozenset(line[1:].split())
        elif line and not line.startswith("#"):
            yield Said(voice=voice, flags=flags, text=line)


def older() -> Iterator[Said]:
    """The older lists: each a voice."""
    for one in notes():
        if one.list in OLDER:
            yield Said(voice=one.list, flags=one.flags, text=one.text)
    for line in (CASES / "safety" / "own_words.psv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            which, text, flags = (part.strip() for part in line.split("|"))
            yield Said(voice=which, flags=frozenset(flags.split()), text=text)
    table = ingredients()
    for flag, phrases in dict(table["flags"]).items():  # type: ignore[call-overload]
        for text in phrases:
            yield Said(voice="ingredients", flags=frozenset({COMBINED.get(flag, flag)}), text=text)
    for text in list(table["harmless"]):  # type: ignore[call-overload]
        yield Said(voice="ingredients", flags=frozenset(), text=text)


COMBINED = {
    "several_fracture_flags": "steroids",
    "weak_immune_with_fever": "weak_immune",
    "cancer_with_nerve_signs": "cancer_history",
}


def misspelt(one: Said, draw: Random) -> Said:
    """The note with a letter dropped, doubled or swapped in some of its longer words."""

    def slip(word: str) -> str:
        if len(word) < 4 or draw.random() > 0.4:
            return word
        at = draw.randrange(1, len(word) - 1)
        kind = draw.randrange(3)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        return (
            word[:at] + word[at] * 2 + word[at + 1 :]
            if kind == 1
            else word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        )

    return replace(one, text=" ".join(slip(word) for word in one.text.split()))


def weighed(words: Sequence[str]) -> list[str]:
    """The words and pairs that are not made of function words alone."""
    return [one for one in words if not function_words().issuperset(one.split("+"))]


def otherwise(taught: Sequence[Said], draw: Random) -> list[Said]:
    """The notes once more in other dress, so that neither length nor grammar tells anything.

    Each misspelt; those with a flag as a telegram; the harmless ones two together.
    """
    harmless = [one for one in taught if not one.flags]
    joins = (" and ", ", ", " but ", ", then ", ", so ", " while ")
    found = [misspelt(one, draw) for one in taught]
    for one in taught:
        if one.flags:
            found.append(replace(one, text=" ".join(w for w in one.text.split() if w.lower() not in function_words())))
        elif harmless:
            second = draw.choice(harmless).text
            found.append(replace(one, text=f"{one.text}{draw.choice(joins)}{second}"))
    return [one for one in found if one.text]


class Vectors:
    """The vectors of the words of a sentence model, each of length 1."""

    def __init__(self, folder: Path) -> None:
        told = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
        self.places: dict[str, int] = {word: at for word, at in told.items() if re.fullmatch("[a-z]+|[0-9]+", word)}
        content = (folder / "model.safetensors").read_bytes()
        (size,) = struct.unpack("<Q", content[:8])
        head = json.loads(content[8 : 8 + size])["embeddings.word_embeddings.weight"]
        first, last = head["data_offsets"]
        table = np.frombuffer(content[8 + size + first : 8 + size + last], np.float32).reshape(head["shape"])
        table = table - table.mean(0)
        self.table = table / np.linalg.norm(table, axis=1, keepdims=True)
        self.table[[at for word, at in self.places.items() if word in function_words()]] = 0

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The sum of the vectors of these words by the root of their number."""
        places = [self.places[word] for word in words if word in self.places]
        return self.table[places].sum(0) / np.sqrt(1 + len(words))


class Net:
    """The fitted net: weights of words, of parts of words, of meanings, and the constant."""

    def __init__(self, taught: Sequence[Said], vectors: Vectors) -> None:
        self.vectors = vectors
        every = [features(sentence(one.text)) for one in taught]
        self.words = DictVectorizer(sparse=True)
        self.grams = DictVectorizer(sparse=True)
        self.words.fit([dict.fromkeys(weighed(one.words), 1.0) for one in every])
        seen: dict[str, int] = {}
        for one in every:
            for gram in one.grams:
                seen[gram] = seen.get(gram, 0) + 1
        self.often = {gram for gram, times in seen.items() if times >= LEAST_NOTES}
        self.grams.fit([{gram: 1.0 for gram in one.grams if gram in self.often} for one in every])
        self.fitted = LogisticRegression(C=STRENGTH, max_iter=500, class_weight="balanced", solver="liblinear")
        self.fitted.fit(self.table(every), [bool(one.flags) for one in taught])

    def table(self, every: Sequence[Features]) -> csr_matrix:
        """One row a sentence."""
        words = self.words.transform([dict.fromkeys(weighed(one.words), 1.0) for one in every]) * WORDS_SCALE
        grams = self.grams.transform([dict.fromkeys(one.grams, 1 / np.sqrt(max(1, len(one.grams)))) for one in every])
        return hstack(
            [words, grams * GRAMS_SCALE, csr_matrix(np.array([self.vectors.of(one.meant) for one in every]))]
        ).tocsr()

    def sums(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """The weightiest sentence of each note."""
        parts = [(at, features(one)) for at, text in enumerate(texts) for one in sentences(text)]
        told = self.fitted.decision_function(self.table([one for _, one in parts]))
        found = np.full(len(texts), -np.inf)
        np.maximum.at(found, [at for at, _ in parts], told)
        return found


def sentence(text: str) -> tuple[str, ...]:
    """A note to teach with, as one sentence."""
    return tuple(word for part in sentences(text)[:1] for word in part) if len(sentences(text)) < 2 else _joined(text)


def _joined(text: str) -> tuple[str, ...]:
    parts = sentences(text)
    count = (len(parts) + 1) // 2
    return tuple(word for part in parts[:count] for word in (*part, "."))


def hundredths(value: float) -> int:
    return round(100 * float(value))


def rounded(pairs: Sequence[tuple[str, int]], kind: str) -> list[tuple[str, int]]:
    """Weights that are worth their place, as exactly as they matter."""
    return [(name, round(value / STEP[kind]) * STEP[kind]) for name, value in pairs if abs(value) >= LEAST[kind]]


def written(pairs: Sequence[tuple[str, int]], *, wrap: Callable[[str], str]) -> str:
    """Weights as the text of a row."""
    return wrap(" ".join(f"{name}={value}" for name, value in sorted(pairs)))


def wrapped(text: str) -> str:
    """A text in lines of a quoted scalar."""
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) > WIDTH - 8:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return '"' + "\n      ".join([*lines, line]) + '"'


def write(net: Net, flags: dict[str, list[tuple[str, int]]], cuts: dict[str, float]) -> None:
    """Write the three facts files of the net."""
    coefficients = net.fitted.coef_[0]
    n_words, n_grams = len(net.words.feature_names_), len(net.grams.feature_names_)
    words = [
        (str(name), hundredths(WORDS_SCALE * c))
        for name, c in zip(net.words.feature_names_, coefficients, strict=False)
    ]
    grams = [
        (str(name), hundredths(GRAMS_SCALE * c))
        for name, c in zip(net.grams.feature_names_, coefficients[n_words:], strict=False)
    ]
    meaning = net.vectors.table @ coefficients[n_words + n_grams :]
    common = sorted(net.vectors.places.items(), key=lambda item: item[1])[:COMMON]
    meant = [(word, hundredths(meaning[at])) for word, at in common]
    room = FOLDER / "safety"
    body = "".join(
        f"  - id: {kind}\n    weights: {written(rounded(pairs, kind), wrap=wrapped)}\n"
        for kind, pairs in (("words", words), ("grams", grams), ("meaning", meant))
    )
    head = HEAD.format(what="Weights of the net that decides whether a note is answered with a question", note="")
    (room / "net_weights.yaml").write_text(head + body, "utf-8")
    body = "".join(f"  - id: {flag}\n    weights: {written(pairs, wrap=wrapped)}\n" for flag, pairs in flags.items())
    head = HEAD.format(
        what="Weights that say to which warning signs a note points", note="a ~ stands before a part of a word."
    )
    (room / "net_flags.yaml").write_text(head + body, "utf-8")
    head = HEAD.format(
        what="The constant of the net, from which sum a question is put, and of which flags", note="in sums of weights."
    )
    body = "".join(f"  - {{id: {name}, value: {value:.2f}}}\n" for name, value in cuts.items())
    (room / "net_cuts.yaml").write_text(head + body, "utf-8")


def flag_weights(taught: Sequence[Said]) -> dict[str, list[tuple[str, int]]]:
    """For each flag the weights of words and parts of words that point to it."""
    every = [features(sentence(one.text)) for one in taught]
    rows = [
        {
            **dict.fromkeys(weighed(one.words), 1.0),
            **{f"~{gram}": 2 / np.sqrt(max(1, len(one.grams))) for gram in one.grams if len(gram) == 4},
        }
        for one in every
    ]
    table = DictVectorizer(sparse=True)
    x = table.fit_transform(rows)
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)  # what liblinear reads
    found = {}
    for flag in sorted({flag for one in taught for flag in one.flags}):
        y = [flag in one.flags for one in taught]
        fit = LogisticRegression(
            l1_ratio=1, C=FLAG_STRENGTH, solver="liblinear", max_iter=300, class_weight="balanced"
        ).fit(x, y)
        pairs = [
            (str(name), hundredths(2 * c if str(name).startswith("~") else c))
            for name, c in zip(table.feature_names_, fit.coef_[0], strict=True)
            if abs(c) >= 0.05
        ]
        found[flag] = [("", hundredths(fit.intercept_[0])), *pairs]
    return found


def left_out(taught: Sequence[Said], vectors: Vectors) -> NDArray[np.float64]:
    """The sum of each note by a net that its voice did not teach."""
    groups = [one.voice for one in taught]
    found = np.zeros(len(taught))
    draw = Random(7)
    for teach, test in GroupKFold(FOLDS).split(groups, groups=groups):
        chosen = [taught[at] for at in teach]
        net = Net([*chosen, *otherwise(chosen, draw)], vectors)
        found[test] = net.sums([taught[at].text for at in test])
    return found


def main() -> None:
    """Fit, say how it does, and with --write write the facts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("vectors", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    vectors = Vectors(given.vectors)
    every = [*voices(), *older()]
    taught = [one for one in every if not one.voice.endswith(HELD)]
    held = [one for one in every if one.voice.endswith(HELD)]
    sums = left_out(taught, vectors)
    ill = np.array([bool(one.flags) for one in taught])
    cuts = CUTS
    draw = Random(7)
    net = Net([*taught, *otherwise(taught, draw)], vectors)
    told = net.sums([one.text for one in held])
    sick = np.array([bool(one.flags) for one in held])
    for name, some, y in (("voices left out in turn", sums, ill), ("held voices", told, sick)):
        for cut in cuts:
            print(
                f"{name}, {cut} {cuts[cut]:.2f}: {np.mean(some[y] >= cuts[cut]):.3f} of {y.sum()} with a flag, "
                f"{np.mean(some[~y] >= cuts[cut]):.3f} of {(~y).sum()} harmless"
            )
    if given.write:
        write(net, flag_weights(taught), {"constant": float(net.fitted.intercept_[0]), **cuts, **POINTS})


if __name__ == "__main__":
    main()
