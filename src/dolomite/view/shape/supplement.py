"""The objects of `dolomite supplement`: forms, label, dose."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head, Range, Said, Source, Span


class Salt(TypedDict):
    """One chemical kind of a form: hydrate or ratio."""

    name: str
    formula: str | None
    molar_mass_g_per_mol: float | None
    elemental_percent: float | None
    sources: list[Source]


class Absorption(TypedDict):
    """What one study found on absorption."""

    study: str | None
    species: Literal["human", "rat"]
    design: str | None
    result: str | None
    note: str | None
    sources: list[Source]


class Form(TypedDict):
    """One compound of magnesium."""

    id: str
    name: str
    elemental_percent: Range
    variants: list[Salt]
    published_percent: float | None
    solubility_g_per_100ml: float | None
    solubility: str | None
    alkaline: bool
    laxative: str | None
    typical_label: str | None
    absorption: list[Absorption]
    sources: list[Source]


class Topical(TypedDict):
    """Magnesium on the skin: what was studied."""

    id: str
    name: str
    study: str | None
    design: str | None
    result: str | None
    verdict: str
    sources: list[Source]


class Sentence(TypedDict):
    """A sentence often said about a form, and whether it holds."""

    form: str
    sentence: str
    answer: str
    sources: list[Source]


class Forms(TypedDict):
    """`dolomite supplement forms --json`."""

    command: Literal["forms"]
    forms: list[Form]
    topical: list[Topical]
    sentences: list[Sentence]


class Meaning(TypedDict):
    """One thing a label can mean."""

    reading: str
    elemental_mg: Span
    why: str


class Label(TypedDict):
    """`dolomite supplement label --json`; where `ambiguous`, `elemental_mg` is null and the meanings say why."""

    command: Literal["label"]
    text: str
    form: str | None
    forms: list[str]
    ambiguous: bool
    elemental_mg: Span | None
    per_units: float | None
    unit: str | None
    elemental_mg_per_unit: Span | None
    salt_mg: float | None
    percent_daily_value: float | None
    meanings: list[Meaning]
    measured_mg: Span | None
    measured_says: str | None
    notes: list[str]
    sources: list[Source]


class DoseTime(TypedDict):
    """One part of the dose, at HH:MM."""

    time: str
    elemental_mg: float


class DailyDose(TypedDict):
    """The smallest dose that closes the gap."""

    elemental_mg_per_day: float
    parts: int
    capped_by_ul: bool
    times: list[DoseTime]


class FormChoice(TypedDict):
    """A form that suits, and why; `order` 1 first."""

    form: str
    order: int
    why: str
    sources: list[Source]


class LeftOut(TypedDict):
    """A form that does not suit this person."""

    form: str
    why: str


class Advice(TypedDict):
    """What safety adds beside a dose, or why it stops one."""

    id: str
    says: str
    do: str


class Dose(TypedDict):
    """Whether a supplement is needed, and how much; where safety stops it, `dose` is null and `stopped` says why."""

    command: Literal["dose"]
    needed: NotRequired[bool | None]
    says: NotRequired[str | None]
    gap_mg: NotRequired[Span | None]
    dose: DailyDose | None
    forms: NotRequired[list[FormChoice]]
    left_out: NotRequired[list[LeftOut]]
    watch: NotRequired[list[Said]]
    stop_when: NotRequired[list[Said]]
    measured_mg: NotRequired[Span | None]
    measured_says: NotRequired[str | None]
    cautions: NotRequired[list[Advice]]
    stopped: list[Advice]


class DoseDocument(Head, Dose):
    """`dolomite supplement dose --json`."""


class FormsDocument(Head, Forms):
    """`dolomite supplement forms --json`."""


class LabelDocument(Head, Label):
    """`dolomite supplement label --json`."""


SupplementDocument = Annotated[FormsDocument | LabelDocument | DoseDocument, Field(discriminator="command")]
"""`dolomite supplement forms | label | dose --json`."""
