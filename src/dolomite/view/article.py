"""A checked article on one page: the text with its marks, the cards with the worst first, and three lines above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dolomite.base import words
from dolomite.report.article import WORDS, card, parts, references

Object = Mapping[str, Any]  # as `dolomite check` prints it
AT_RISK = frozenset({"safety", "interaction"})  # a wrong sentence of these kinds can hurt whoever believes it
WORST_FIRST = ("danger", "wrong", "unsupported", "overstated", "supported", "not_checkable")
DANGER = ("Dangerous if believed", "!")
LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The object of `dolomite check` as its page needs it [code points]: `cards` worst first, `lines` of the answer."""

    text: str
    on_magnesium: bool
    parts: Sequence[Object]
    cards: Sequence[Object]
    lines: tuple[str, ...]
    missing: Sequence[Object]
    interests: Sequence[Object]
    references: Sequence[Mapping[str, str]]


def told(data: Object) -> Told:
    """The page's parts, from the object that `dolomite check` prints. [code points]"""
    cards = list(worst_first(data))
    ranks = {card["number"]: card for card in cards}
    return Told(
        text=data["text"],
        on_magnesium=data["on_magnesium"],
        parts=[_marked(part, ranks) for part in parts(data["text"], data["claims"])],
        cards=cards,
        lines=lines(data),
        missing=data["missing"],
        interests=data["interests"],
        references=references(data["claims"]),
    )


def worst_first(data: Object) -> Iterator[Object]:
    """A card for each claim, the worst first. [code points]"""
    claims = data["claims"]
    order = {level: at for at, level in enumerate(WORST_FIRST)}
    for at in sorted(range(len(claims)), key=lambda place: order[_level(claims[place])]):
        yield _card(at + 1, claims[at])


def _level(claim: Object) -> str:
    return "danger" if claim["verdict"] == "wrong" and claim["kind"] in AT_RISK else str(claim["verdict"])


def _card(number: int, claim: Object) -> Object:
    level = _level(claim)
    label, sign = DANGER if level == "danger" else WORDS[level]
    return {**card(number, claim), "level": level, "label": label, "sign": sign}


def _marked(part: Object, cards: Mapping[int, Object]) -> Object:
    if part["number"] is None:
        return part
    of = cards[part["number"]]
    return {**part, "level": of["level"], "label": of["label"], "sign": of["sign"]}


def lines(data: Object) -> tuple[str, ...]:
    """Three lines: what is dangerous or wrong, what says too much, what is left out. (No unit: counts.)"""
    claims = data["claims"]
    if not claims:
        return ("No sentence was found that says what magnesium does or how much to take.",)
    count = Counter(map(_level, claims))
    bad = []
    if count["danger"]:
        bad.append(f"{_sentences(count['danger'])} could hurt whoever believes it")
    if count["wrong"]:
        bad.append(f"{_sentences(count['wrong'])} {'is' if count['wrong'] == 1 else 'are'} wrong")
    first = f"{words.listed(bad, most=LINES).capitalize()}." if bad else "No sentence was found that is plainly wrong."
    weak = []
    if count["overstated"]:
        weak.append(f"{_sentences(count['overstated'])} {'says' if count['overstated'] == 1 else 'say'} too much")
    if count["unsupported"]:
        weak.append(f"{_sentences(count['unsupported'])} {'has' if count['unsupported'] == 1 else 'have'} no ground")
    said = f"{words.listed(weak, most=LINES).capitalize()}; " if weak else ""
    uncheckable = f", on {count['not_checkable']} we cannot say" if count["not_checkable"] else ""
    rest = f"{said}{count['supported']} of {len(claims)} hold{uncheckable}."
    left = [item["item"].replace("_", " ") for item in data["missing"] if not item["present"]]
    last = f"Not mentioned: {words.listed(left, most=LINES)}." if left else "Nothing of our list is left out."
    return first, rest[:1].upper() + rest[1:], last


def _sentences(count: int) -> str:
    return "one sentence" if count == 1 else f"{count} sentences"
