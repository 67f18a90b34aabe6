"""The object of `dolomite need`."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head, Source

Body = Literal["us", "eu", "uk", "dach", "who"]


class Magnesium(TypedDict):
    """Reference values of magnesium a day, by one body, for the person's life stage."""

    ear_mg: float | None
    rda_mg: float | None
    """In the UK the RNI; `name` says which."""
    ai_mg: float | None
    ul_supplemental_mg: float | None
    """From supplements and medicines only; food does not count."""
    ul_applies: bool
    """False where safety stops dosing: the limit excludes kidney failure and is no amount for this person."""
    body: Body
    life_stage: str
    name: str | None
    basis: dict[str, list[Source]]


class Nutrient(TypedDict):
    """Reference values of one nutrient, in its own `unit`."""

    unit: str
    ear: float | None
    rda: float | None
    ai: float | None
    ul: NotRequired[float | None]
    ul_supplemental: NotRequired[float | None]
    """Instead of `ul` where a body limits supplements and medicines only."""
    ul_counts: str | None
    cdrr: NotRequired[float | None]
    ear_per_kg: NotRequired[float | None]
    rda_per_kg: NotRequired[float | None]
    amdr_percent: NotRequired[Annotated[list[float | None] | None, Field(min_length=2, max_length=2)]]
    name: str | None


class Refused(TypedDict):
    """Why a weight goal has no target."""

    id: str
    says: str


class WeightDay(TypedDict):
    """One day of the expected weight, with its band, beside the old linear rule."""

    day: int
    kg: float
    low_kg: float
    high_kg: float
    linear_kg: float


class Goal(TypedDict):
    """What the weight goal would take, by a dynamic model and by the linear rule."""

    asked_kg_per_week: float
    expected_kg_per_week: float | None
    linear_rule_kcal: float | None
    refused: Refused | None
    curve: list[WeightDay]


class Energy(TypedDict):
    """Energy a day; all null where the person wants no calorie shown (`hidden`)."""

    maintain_kcal: float | None
    maintain_low_kcal: float | None
    maintain_high_kcal: float | None
    target_kcal: float | None
    floor_kcal: float | None
    bound_by: str | None
    missing: list[str]
    hidden: bool
    goal: Goal | None


class Need(TypedDict):
    """What a person needs a day."""

    magnesium: Magnesium
    energy: Energy
    nutrients: dict[str, Nutrient]
    notes: list[str]


class NeedDocument(Head, Need):
    """`dolomite need --json`."""
