"""Words to concepts: the lists under facts/claim/words_*.yaml compiled into one trie over tokens.

Three layers are matched separately, longest match first in each: *things* (magnesium, a salt, a condition, a medicine),
*relations* and *wording*, so that "muscle relaxation" is a thing although "relaxation" is also a word of its own, that
"not safe" is a relation and still a negation, and that "not" inside "not enough magnesium" turns nothing round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import ClassVar, NamedTuple

from dolomite import facts
from dolomite.claim.medicine import concept, named, written

FILES = (
    "claim/words_agents",
    "claim/words_conditions",
    "claim/words_body",
    "claim/words_relations",
    "claim/words_wording",
    "claim/words_people",
)
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*\d*|[%½¼¾⅓⅔;:()—–|]|,")
DIGITS = frozenset("0123456789")
ACTING = frozenset({"agent", "form", "route", "nutrient", "remedy"})
WORDS_KEPT = 50_000  # different words whose first step is remembered
LONGEST_STEM = 30  # letters: no listed stem is longer, and a "word" of a million letters is no word
SHORTEST_STEM = 3  # a starred word must keep three letters, or every word would match
_SPELLINGS = (("aem", "em"), ("oea", "ea"), ("oed", "ed"), ("paed", "ped"), ("isation", "ization"), ("’", "'"))


class Word(facts.Row):
    """One concept and the words for it"""

    unique: ClassVar[tuple[str, ...]] = ()

    id: str
    kind: str
    words: str
    isa: tuple[str, ...] = ()
    good: bool = False


class FoodWord(Word):
    """A food as articles call it, the rows of the food table it stands for, and a usual serving [g].

    `published_mg` is what a public body prints for that serving [mg] where it differs from the table.
    """

    food_ids: tuple[str, ...]
    serving_g: float
    published_mg: float | None = None


FOODS = "claim/foods"


class Token(NamedTuple):  # a tuple, not a dataclass: a long text makes a million of them
    """A word or sign: its normal form and its place, in code points of the text."""

    form: str
    start: int
    end: int


class Hit(NamedTuple):
    """A concept found: the first token and the one after the last."""

    id: str
    kind: str
    first: int
    after: int


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    ends: list[Word] = field(default_factory=list)
    known: dict[str, tuple[_Node, ...]] = field(default_factory=dict)  # where words met before lead


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The layers by name, and for each concept what it also is."""

    layers: Mapping[str, _Node]
    isa: dict[str, frozenset[str]]
    good: frozenset[str]
    kind: dict[str, str]
    conditions: frozenset[str]
    acting: frozenset[str]  # what can be the subject: magnesium, a salt, a route, another nutrient or remedy


@lru_cache(maxsize=WORDS_KEPT)
def normal(word: str) -> str:
    """The spelling that is looked up: lower case, one of the British and American spellings."""
    word = word.lower()
    for british, american in _SPELLINGS:
        if british in word:
            word = word.replace(british, american)
    return word


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The words, numbers and signs of `text` between two places [code points], with their places."""
    stop = len(text) if end is None else end
    out = [Token(normal(m[0]), m.start(), m.end()) for m in TOKEN.finditer(text, start, stop)]
    for at, token in enumerate(out):
        # "Mg" after no number is the symbol of the element, after one it is the unit
        after_number = at > 0 and out[at - 1].form[0] in DIGITS
        if token.form == "mg" and text[token.start : token.end] == "Mg" and not after_number:
            out[at] = Token("magnesium", token.start, token.end)
    return tuple(out)


@cache
def lexicon() -> Lexicon:
    """All word lists, compiled once. Raises FactError when a list is faulty."""
    layers = {"thing": _Node(), "relation": _Node(), "wording": _Node()}
    isa: dict[str, set[str]] = {}
    good: set[str] = set()
    kind: dict[str, str] = {}
    lists: list[tuple[Word, ...]] = [facts.rows(name, Word) for name in FILES]
    lists.append(tuple(_medicine(drug) for drug in named()))
    for words in (*lists, facts.rows(FOODS, FoodWord)):
        for word in words:
            isa.setdefault(word.id, {word.id}).update(word.isa)
            kind.setdefault(word.id, word.kind)
            if word.good:
                good.add(word.id)
            root = layers.get(word.kind, layers["thing"])
            for phrase in word.words.split("|"):
                _plant(root, phrase.strip(), word)
    closed = {name: frozenset(_closure(name, isa)) for name in isa}
    return Lexicon(
        layers=layers,
        isa=closed,
        good=frozenset(good),
        kind=kind,
        conditions=frozenset(name for name, sort in kind.items() if sort == "condition"),
        acting=frozenset(name for name, sort in kind.items() if sort in ACTING) - {"diet"},
    )


def _medicine(drug: str) -> Word:
    row = {"id": concept(drug), "kind": "medicine", "words": written(drug), "isa": ("medicine",), "verified": "false"}
    return Word.model_validate(row)


def _closure(name: str, isa: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = [name]
    while todo:
        ancestor = todo.pop()
        if ancestor not in seen:
            seen.add(ancestor)
            todo.extend(isa.get(ancestor, ()))
    return seen


def _plant(root: _Node, phrase: str, word: Word) -> None:
    node = root
    for part in phrase.split():
        starred = part.endswith("*")
        for piece in [t.form for t in tokens(part.rstrip("*"))]:
            table = node.stems if starred else node.words
            node = table.setdefault(piece, _Node())
    if node is not root:
        node.ends.append(word)


def hits(run: Sequence[Token]) -> tuple[list[Hit], list[Hit], list[Hit]]:
    """All longest matches of each layer - things, relations, wording - from left to right."""
    out: tuple[list[Hit], list[Hit], list[Hit]] = ([], [], [])
    forms = [t.form for t in run]
    free = [0, 0, 0]
    for at, (form, follows) in enumerate(zip(forms, [*forms[1:], ""], strict=False)):
        for layer, alone, onward in _begun(form, follows):
            if at < free[layer]:
                continue
            after, words = _longest(onward, forms, at + 2) if onward else (at + 1, alone)
            if not words:
                after, words = at + 1, alone
            if words:
                free[layer] = after
                out[layer].extend([Hit(word.id, word.kind, at, after) for word in words])
    return out


@lru_cache(maxsize=WORDS_KEPT)
def _begun(form: str, follows: str) -> tuple[tuple[int, Sequence[Word], tuple[_Node, ...]], ...]:
    """The layers in which a word begins something: what it is by itself, and where it leads with the next word."""
    out: list[tuple[int, Sequence[Word], tuple[_Node, ...]]] = []
    for layer, root in enumerate(lexicon().layers.values()):
        nodes = _after(root, form)
        alone = _longest(nodes, [form], 1)[1]
        onward = tuple(child for node in nodes for child in _after(node, follows)) if follows else ()
        if alone or onward:
            out.append((layer, alone, onward))
    return tuple(out)


def _longest(begun: tuple[_Node, ...], forms: list[str], here: int) -> tuple[int, Sequence[Word]]:
    """The longest match that goes on from nodes reached by the words before `here`: its end and its concepts."""
    after, count = here - 1, len(forms)
    words: Sequence[Word] = ()
    todo = [(node, here) for node in begun]
    while todo:
        node, at = todo.pop()
        ends = node.ends
        if ends and at > after:
            after, words = at, ends
        elif ends and at == after and ends is not words:
            words = [*words, *(w for w in ends if w not in words)]
        if at < count and (node.words or node.stems):
            for child in _after(node, forms[at]):
                todo.append((child, at + 1))
    return after, words


def _after(node: _Node, form: str) -> tuple[_Node, ...]:
    """Where a word leads from a node: most words lead nowhere, and the same words come again and again."""
    children = node.known.get(form)
    if children is None:
        children = tuple(_children(node, form))
        if len(node.known) < WORDS_KEPT:
            node.known[form] = children
    return children


def _children(node: _Node, form: str) -> Iterable[_Node]:
    if node.words:
        child = node.words.get(form)
        if child is not None:
            yield child
        for single in _singulars(form):
            child = node.words.get(single)
            if child is not None:
                yield child
    if node.stems:
        for length in range(SHORTEST_STEM, min(len(form), LONGEST_STEM) + 1):
            child = node.stems.get(form[:length])
            if child is not None:
                yield child


@lru_cache(maxsize=WORDS_KEPT)
def _singulars(form: str) -> tuple[str, ...]:
    if form.endswith("'s"):
        return (form[:-2],)
    if len(form) <= SHORTEST_STEM or not form.endswith("s") or form.endswith("ss"):
        return ()
    out = [form[:-1]]
    if form.endswith("es"):
        out.append(form[:-2])
    if form.endswith("ies"):
        out.append(form[:-3] + "y")
    return tuple(out)
