"""The object of `dolomite population`: one answer a group, shares from 0 to 1, intakes in the nutrient's unit a day."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head


class Estimate(TypedDict):
    """An estimate with standard error and 95 % interval; null: left open by unknown values, or not shown.

    `at_least` and `at_most` are the ends that unknown values leave.
    """

    value: float | None
    se: float | None
    low: float | None
    high: float | None
    at_least: float | None
    at_most: float | None


class Quantile(TypedDict):
    """The intake below which a share of people lies."""

    share: float
    intake: Estimate


class GroupAnswer(TypedDict):
    """One group. `people` null: too few to show, or they would give a smaller group away."""

    group: str
    people: int | None
    people_with_two_days: int | None
    unknown_days: int | None
    ear: float | None
    cv: float | None
    ul: float | None
    mean: Estimate
    below_ear: Estimate
    prob_inadequate: Estimate
    above_ul: Estimate
    quantiles: list[Quantile]
    why_not: str


class GroupChange(TypedDict):
    """One group after the change; `fewer_short` and `more_above_ul` are differences of shares."""

    group: str
    mean: Estimate
    below_ear: Estimate
    prob_inadequate: Estimate
    above_ul: Estimate
    fewer_short: Estimate
    more_above_ul: Estimate
    above_ul_beside_food: float | None
    why_not: str


class ScenarioAnswer(TypedDict):
    """What was changed: `add` is unit per 100 g of the food, or unit a day of a supplement; `share` of people."""

    kind: Literal["fortify", "swap", "supplement"]
    add: float
    share: float
    groups: list[GroupChange]


class PopulationAnswer(TypedDict):
    """The room's own object: what was asked, how it was worked out, and each group's answer."""

    nutrient: str
    unit: str
    body: str
    method: Literal["usual", "observed"]
    engine: str
    design: str
    methods: str
    small_counts_hidden: bool
    groups: list[GroupAnswer]
    scenario: ScenarioAnswer | None


@with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))
class PopulationDocument(Head, PopulationAnswer):
    """`dolomite population --json`."""
