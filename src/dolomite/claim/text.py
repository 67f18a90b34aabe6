"""Text to units: headings, sentences, list items and table rows, each with its place in the text and its context.

`Unit.start` and `Unit.end` are code points into the text as given; nothing is normalised, so text[start:end] is what
the reader sees. Layout is read from the lines themselves, because pasted text, PDF and extracted HTML have no markup.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "sentence", "item", "row"]

_BULLET = re.compile(r"[ \t]*(?:[•●▪◦‣·*–—+\-✓✔►»]|\(?\d{1,2}[.)]|[a-z][.)])[ \t]+")
_ITEM_WORD = re.compile(r"[ \t]*(?:[•●▪◦‣·*–—+\-✓✔►»])[ \t]*")
_END = re.compile(
    r"[.!?…]+[\"'”’)\]*_]*(?=\s|\ufffd|$)|[.!?…]+[\"”’)\]]+(?=[^\W\d])|\s*\n\s*\n\s*"
    r"|(?<=[a-z”\"’)])[.!?][\"”’)\]]?\d{1,2}(?: ?[,–-] ?\d{1,2}){0,6}(?=\s+[A-Z“\"(])"  # the mark of a footnote
    r"|(?<=[a-z]{3})[.!?](?=[A-Z][a-z])"  # the space after the stop was lost
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|e\.g|i\.e|etc|approx|fig|no|vol|al|inc|ltd|jr|sr|u\.s|u\.k|a\.m|p\.m|dept|est|"
    r"ca|cf|resp|ph\.d|m\.d|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|oz|tbsp|tsp|lb|ft)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?:[^\n]*\n){1,60}?---[ \t]*\n")
_SAYING_KEY = re.compile(
    r"[ \t]*(?:title|excerpt|description|summary|subtitle)[ \t]*:[ \t]*[\"']?([^\n]+?)[\"']?[ \t]*$", re.M
)
_LINE = re.compile(
    r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])|.+\Z", re.S
)
_MARKS_ALONE = re.compile(r"[-=_*|:+ \t]+|</?[a-zA-Z][^<>]*>")  # rules, table rules, a line that is one tag
_REFERENCE = re.compile(r"\[\d{1,3}\][ \t]+\S|.*\b(?:doi\.org|doi:|PMID)\b")  # an entry of a list of references
_CLOSES = frozenset('.!?…:;"”’)]')
SHORTEST_LIST = 4  # lines: so many short ones in a row are no headings
WRAPPED_TO = 120  # no editor breaks lines later than this
WRAPPED_SHARE = 3  # one line in three that goes on in small letters makes a wrapped paragraph
WRAPPED_FROM = 45  # a line this long that stops without a full stop was probably broken by an editor, not by a writer
TITLE_WORDS = frozenset("the a an how why what everything your our which are is does do can best".split())
HEADING_WORDS = 14  # more words than this, and a line without a full stop is a sentence whose stop was lost
SHORT_SENTENCE = 12  # characters: before a small letter, a stop this near the start ends no sentence
LONGEST_UNIT = 1200  # a "sentence" beyond this is a run of text without stops: cut at the nearest space


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One heading, sentence, list item or table row; `heading`, `lead_in` and the heading `above` its
    heading (in Markdown) are its context. [code points]"""

    start: int
    end: int
    kind: Kind
    block: int
    heading: tuple[int, int] | None = None
    lead_in: tuple[int, int] | None = None
    above: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    bullet: bool
    table: bool


def units(text: str) -> Iterator[Unit]:
    """The units of a text in order, one at a time; they never overlap, and white space between them is left out.
    [code points]"""
    heading: tuple[int, int] | None = None
    lead_in: tuple[int, int] | None = None
    header: tuple[int, int] | None = None  # the first row of a table names what its columns say
    levels: dict[int, tuple[int, int]] = {}
    above: tuple[int, int] | None = None
    for number, (kind, start, end) in enumerate(_blocks(text)):
        if kind == "heading":
            heading, lead_in = (start, end), None
            depth = len(text[start:end]) - len(text[start:end].lstrip("#"))
            levels = {level: span for level, span in levels.items() if level < depth} if depth else {}
            above = levels[max(levels)] if levels else None
            if depth > 1:  # the first level is the title, which is context for everything
                levels[depth] = heading
            yield Unit(start=start, end=end, kind="heading", block=number)
            continue
        header = (header or (start, end)) if kind == "row" else None
        if kind == "sentence":
            lead_in = None
        before = header if kind == "row" and header != (start, end) else lead_in
        last: tuple[int, int] | None = None
        for last in _sentences(text, start, end):
            yield Unit(
                start=last[0], end=last[1], kind=kind, block=number, heading=heading, lead_in=before, above=above
            )
        if kind == "sentence" and text[start:end].rstrip().endswith(":") and last is not None:
            lead_in = last


def _lines(text: str) -> Iterator[_Line | None]:
    at = 0
    matter = _FRONT_MATTER.match(text)
    for whole in _LINE.finditer(text):
        raw = whole.group()
        start, end = at, at + len(raw)
        at = end
        body = raw.strip()
        if not body or _MARKS_ALONE.fullmatch(body) or _REFERENCE.match(body):
            yield None
            continue
        if matter is not None and start < matter.end():  # of a page's front matter only what it says of itself
            said = _SAYING_KEY.match(text, start, end)
            if said is not None:
                yield None
                yield _Line(said.start(1), said.end(1), False, False)
                yield None
            continue
        start += len(raw) - len(raw.lstrip())
        end -= len(raw) - len(raw.rstrip())
        table = body.count("|") >= 2 or body.count("\t") >= 1 or " | " in body
        mark = _BULLET.match(text, start, end) or _ITEM_WORD.match(text, start, end)
        bullet = mark is not None and mark.end() < end
        if bullet and mark is not None:
            start = mark.end()
        yield _Line(start, end, bullet, table)


def _blocks(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Lines joined to blocks: a paragraph broken over lines is one block, an item or a row is its own."""
    group: list[_Line] = []
    for line in itertools.chain(_lines(text), [None]):
        if line is not None:
            group.append(line)
            continue
        wrapped = _is_wrapped(text, group)
        listed = not wrapped and _is_list(text, group)
        held: list[_Line] = []
        for number, member in enumerate(group):
            if listed and number and _is_heading(text[member.start : member.end]):
                yield from _close(text, held)
                yield "item", member.start, member.end
                held = []
                continue
            if held and _continues(text, held[-1], member, held, wrapped):
                held.append(member)
            else:
                yield from _close(text, held)
                held = [member]
        yield from _close(text, held)
        group = []


def _is_list(text: str, group: list[_Line]) -> bool:
    """Whether short lines without full stops follow each other: a list or table whose marks were lost."""
    run = longest = 0
    for line in group:
        short = not line.bullet and not line.table and _is_heading(text[line.start : line.end])
        run = run + 1 if short else 0
        longest = max(longest, run)
    return longest >= SHORTEST_LIST


def _is_wrapped(text: str, group: list[_Line]) -> bool:
    """Whether the lines between two blank ones are one paragraph broken by an editor: they go on in small letters."""
    later = [line for line in group[1:] if not line.bullet and not line.table]
    going_on = sum(text[line.start].islower() or text[line.start] in "([,;" for line in later)
    return bool(later) and going_on * WRAPPED_SHARE >= len(later)


def _continues(text: str, last: _Line, line: _Line, held: list[_Line], wrapped: bool) -> bool:
    if line.bullet or line.table or held[0].table:
        return False
    stopped = text[last.end - 1] in _CLOSES
    if text[line.start].islower() and not stopped:
        return True
    length = last.end - last.start
    return (
        wrapped
        and (WRAPPED_FROM if not held[0].bullet else WRAPPED_FROM // 2) <= length <= WRAPPED_TO
        and not (held[0].bullet and stopped)
    )


def _close(text: str, held: list[_Line]) -> Iterator[tuple[Kind, int, int]]:
    if not held:
        return
    start, end = held[0].start, held[-1].end
    if held[0].table:
        yield "row", start, end
    elif held[0].bullet:
        body = text[start:end]
        short = len(body.split()) <= HEADING_WORDS // 2
        numbered = text[max(0, start - 4) : start].strip()[:1].isdigit()
        yield ("heading" if short and numbered and body[-1] not in _CLOSES else "item"), start, end
    elif len(held) == 1 and _is_heading(text[start:end]):
        yield "heading", start, end
    else:
        yield "sentence", start, end


def _is_heading(line: str) -> bool:
    if line.startswith("#"):
        return True
    words = line.split()
    before, colon, after = line.partition(": ")
    titled = (
        after[:1].isdigit()
        or all(w[0].isupper() for w in after.split() if len(w) > 3)
        or after.split(" ")[0].lower() in TITLE_WORDS
    )
    if colon and before and len(before.split()) <= 4 and len(after.split()) >= 2 and not titled:
        return False  # "Best for: sleep, anxiety": a line of a list
    if len(words) > HEADING_WORDS or line[-1] in ".!…;:,":
        return False
    return line[-1] != "?" or len(words) <= HEADING_WORDS


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in _END.finditer(text, start, end):
        if mark.end() >= end:
            break
        if mark.group().strip() == "." and _abbreviated(text, at, mark.end()):
            continue
        follows = text[mark.end() : mark.end() + 3].lstrip()
        if follows and follows[0].islower() and mark.group().strip() in {".", ""} and mark.end() - at < SHORT_SENTENCE:
            continue
        yield from _trimmed(text, at, mark.end())
        at = mark.end()
    yield from _trimmed(text, at, end)


def _abbreviated(text: str, start: int, stop: int) -> bool:
    return _ABBREVIATION.search(text, max(start, stop - 12), stop) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_UNIT:
        cut = text.rfind(" ", start, start + LONGEST_UNIT)
        cut = cut if cut > start else start + LONGEST_UNIT
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end
