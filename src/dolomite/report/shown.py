"""What the templates of our pages are given: a section and its parts in words and drawings, one type for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from dolomite.report.tree import Step, Sure, Table


class BarShown(TypedDict):
    """A bar: its words, its drawing, and its marks in one line with their unit."""

    label: str
    said: str
    svg: str
    marks: str


class CardShown(TypedDict):
    """One card of the answer."""

    id: str
    title: str
    says: tuple[str, ...]
    tone: str
    tag: str
    bar: BarShown | None
    steps: Sequence[Step]


class NoticeShown(TypedDict):
    """What somebody must act on, with how soon in words."""

    urgency: str
    when: str
    about: str
    says: str
    do: str
    checked: bool


class ChartShown(TypedDict):
    """A chart drawn for a wide and a narrow place (empty: not needed), its table, and that table as a CSV address."""

    id: str
    title: str
    wide: str
    narrow: str
    table: Table
    in_words: bool
    csv: str


class CurveShown(TypedDict):
    """A chart of areas and lines, one drawing for every width."""

    id: str
    title: str
    svg: str
    table: Table
    csv: str


class BasisShown(TypedDict):
    """One ground: the number of its reference, if it has one, and what is said of it."""

    number: int | None
    said: str


class FindingShown(TypedDict):
    """A finding with its value in words, and the findings it rests on."""

    title: str
    name: str
    value: str
    range: str
    says: str
    basis: list[BasisShown]
    because: list[FindingShown]


class SectionShown(TypedDict):
    """A section: its words, cards, notices and steps, and its bars and charts drawn."""

    id: str
    title: str
    says: tuple[str, ...]
    tone: str
    tag: str
    sure: Sure | None
    dots: str
    cards: list[CardShown]
    notices: list[NoticeShown]
    next: Sequence[Step]
    bars: list[BarShown]
    charts: Sequence[ChartShown | CurveShown]
    tables: Sequence[Table]
    findings: list[FindingShown]
