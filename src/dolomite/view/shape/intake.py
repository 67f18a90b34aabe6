"""The object of `dolomite intake`, and what the report makes of it: adequacy."""

from __future__ import annotations

from typing_extensions import TypedDict

from dolomite.view.shape.shape import Chance, Head, Known, Span


class Candidate(TypedDict):
    """A food that words may have meant."""

    id: str
    name: str


class UnknownFood(TypedDict):
    """A line of the diary that stays unknown."""

    food: str
    line: int
    date: str
    grams: float | None
    why: str
    candidates: list[Candidate]


class MagnesiumTaken(TypedDict):
    """Magnesium per average counted day: from food, and from supplements as a stream of their own."""

    food_mg: Known
    supplement_mg: Known
    unknown: list[UnknownFood]


class NutrientTaken(Known):
    """One nutrient per average counted day, in its own `unit`."""

    unit: str


class TopSource(TypedDict):
    """A food that gives much of the magnesium."""

    food: str
    food_id: str | None
    magnesium_mg: float
    share: float


class DiaryDay(TypedDict):
    """One day of the diary."""

    date: str
    counted: bool
    food_mg: Known


class Intake(TypedDict):
    """What a diary says a person gets a day."""

    days: int
    complete_days: int
    magnesium: MagnesiumTaken
    energy_kcal: Known | None
    nutrients: dict[str, NutrientTaken]
    top_sources: list[TopSource]
    by_day: list[DiaryDay]
    notes: list[str]


class IntakeDocument(Head, Intake):
    """`dolomite intake --json`."""


class ShareOf(TypedDict):
    """Usual intake as a share (1 = all) of a reference value."""

    of: str
    value: float | None
    low: float | None
    high: float | None


class NutrientAdequacy(TypedDict):
    """One nutrient: intake in `unit`, the chance that it is too little, and whether a limit is passed."""

    unit: str
    intake: Span
    prob_inadequate: Chance | None
    why_not: str | None
    share: ShareOf | None
    over_ul: bool | None
    over_cdrr: bool | None


class Adequacy(TypedDict):
    """How likely it is that the person usually gets too little magnesium, and whether supplements pass the limit."""

    prob_inadequate: Chance | None
    rda_share: float | None
    over_ul_supplemental: bool | None
    share: ShareOf | None
    why_not: str | None
    days: int
    more_days: int | None
    clear: bool | None
    ul_supplemental_mg: float | None
    ul_applies: bool
    supplement_mg: Span | None
    times_ul_supplemental: float | None
    nutrients: dict[str, NutrientAdequacy]
