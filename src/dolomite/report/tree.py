"""The report as a value: sections of findings, tables and charts, whatever the renderer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from dolomite.base.finding import Basis, Finding
from dolomite.base.frozen import dataclass
from dolomite.safety.decide import Cleared, Stopped

Cell = str | float | int | bool | None
Tone = Literal["plain", "good", "caution", "stop", "unknown"]
HowSoon = Literal["none", "info", "caution", "ask_first", "soon", "same_day", "emergency_now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column: heading, unit and how many decimals its numbers show (None: text)."""

    title: str
    unit: str = ""
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption; a cell that is None is shown as "unknown".

    A `minor` table is for those who want to know more: pages fold it, print puts it at the end, and the terminal shows
    it only where its room's own command is asked.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer of a chart, after the grammar of graphics: a mark, and the fields of `Chart.rows` it shows.

    `colour` and `dash` name a field (its values become a legend in words) or, when no row has such a field, a role of
    the palette: ink, muted, food, supplement, unknown, goal, limit, good, caution, bad. `beside` sets the words of a
    level right of the drawing instead of over it.
    """

    mark: Literal["bar", "line", "area", "point", "rule", "tick", "text", "square", "diamond", "step"]
    x: str | None = None
    x2: str | None = None
    y: str | None = None
    y2: str | None = None
    colour: str | None = None
    size: str | None = None
    text: str | None = None
    dashed: bool = False
    opacity: float = 1.0
    beside: bool = False
    rows: tuple[Mapping[str, Cell], ...] | None = None  # this layer's own rows instead of the chart's


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A chart axis: title with unit, scale, and the order of its categories if it has any; `clock`: hours of a day."""

    title: str = ""
    kind: Literal["number", "category", "date", "log", "clock"] = "number"
    order: tuple[str, ...] | None = None
    low: float | None = None
    high: float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart and its table twin. `says` is the text alternative: what the chart shows, in a sentence.

    `in_words`: terminal and print show the table too; else what the chart shows is said elsewhere as well. `wide`: on a
    phone the table stands in its place.
    """

    id: str
    title: str
    says: str
    rows: tuple[Mapping[str, Cell], ...]
    layers: tuple[Layer, ...]
    x: Axis
    y: Axis
    table: Table
    height: int = 220
    in_words: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar for the terminal: how far `value` reaches towards `full`, with marks (label, place), in one `unit`."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    full: float
    unit: str
    marks: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What somebody must act on: how soon, about what, what it means and what to do, with its grounds."""

    id: str
    urgency: HowSoon
    about: str
    says: str
    do: str
    basis: tuple[Basis, ...] = ()

    @property
    def checked(self) -> bool:
        """Whether every published ground was verified; what the person told us is no claim of ours."""
        return all(ground.verified is True for ground in self.basis if ground.source != "person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do next, and on which coat: a command line that can be typed, a page that can be opened (empty: none)."""

    says: str
    command: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One of the few things that an answer says at a glance: a sentence or two, perhaps a bar, perhaps steps."""

    id: str
    title: str
    says: tuple[str, ...]
    tone: Tone = "plain"
    bar: Bar | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """How sure anybody can be: so many of four dots, and the word for it."""

    dots: int
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One room's part of the report. `says` is its answer, first sentence first; `notices` are what somebody must act
    on, most urgent first; `next` are steps from here; `data` is the object that the room's own command prints. A
    section that advises carries the `cleared` it was given; one that safety stops carries the reason as `stopped`."""

    id: str
    title: str
    says: tuple[str, ...]
    findings: tuple[Finding, ...]
    data: Mapping[str, object]
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    bars: tuple[Bar, ...] = ()
    tone: Tone = "plain"
    notices: tuple[Notice, ...] = ()
    next: tuple[Step, ...] = ()
    cards: tuple[Card, ...] = ()
    sure: Sure | None = None
    cleared: Cleared | None = None
    stopped: Stopped | None = None
    releases: tuple[str, ...] = ()  # of food tables that its numbers rest on
    rests_on: tuple[Finding, ...] = ()  # findings told elsewhere, of which this section is the short form


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One numbered reference: the source key and how to cite it."""

    number: int
    key: str
    text: str
    url: str | None
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole answer for one person on one day."""

    on: date
    headline: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    releases: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())
    unverified: int | None = None  # how many grounds nobody has fully verified; None: not known
    foot: str = ""  # version, facts and that count in a line
