"""Which model of usual intake a group gets, and from what: the one-part from sums, the two-part from days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from dolomite.base.errors import InputError
from dolomite.population import cells, columns, two_part
from dolomite.population.cells import Units
from dolomite.population.columns import Frame
from dolomite.population.distribution import Group, Profile
from dolomite.population.episodic import Episodic
from dolomite.population.one_part import fit, lambdas

Array = NDArray[np.float64]
Parts = Literal["one", "two"]
Model = Group | Episodic

WEEKEND = "weekend"
WEEKEND_SHARE = 3 / 7  # Friday to Sunday, as the National Cancer Institute's macros count the weekend
# A choice of this package: up to here a day of none counts as half the smallest amount.
NOW_AND_THEN = 0.05
MOST_DAYS = 2_000_000  # some 100 bytes each


def fitted_models(days: Frame, units: Units, covariates: Sequence[str], parts: Parts = "one") -> Mapping[str, Model]:
    """The usual-intake model of each group [unit a day], from days whose amounts are all known."""
    return _two_part(days, units, covariates) if parts == "two" else _one_part(days, units, covariates)


def chosen(days: Frame) -> Parts:
    """The parts [count] that fit the data: two where more than a few of the known days have none of it."""
    amount = nw.col("amount")
    totals = cells.collected(days.select(known=amount.count(), none=columns.total((amount <= 0).cast(nw.Int64))))
    known, none = (float(np.nan_to_num(totals[name].astype(float))[0]) for name in ("known", "none"))
    return "two" if none > NOW_AND_THEN * known else "one"


def _one_part(days: Frame, units: Units, covariates: Sequence[str]) -> dict[str, Group]:
    usable = _positive(days)
    held = cells.sums(usable, lambdas=tuple(float(at) for at in lambdas()), covariates=covariates, units=units)
    terms = ("one", *covariates)
    design, share = _kinds(covariates)
    models = {}
    for group, sums in held.items():
        fitted = fit(sums, terms)
        alike = Profile(design=design, day_share=share, weight=np.ones(len(fitted.lam)))
        models[group] = Group(fit=fitted, profiles=(alike,))
    return models


def _two_part(days: Frame, units: Units, covariates: Sequence[str]) -> dict[str, Episodic]:
    rows = float(cells.collected(days.select(rows=nw.len()))["rows"][0])
    if rows > MOST_DAYS:
        raise InputError(
            f"The two-part model holds every day in memory, and these are {rows:,.0f}; it takes {MOST_DAYS:,}. "
            "Divide the survey into several files, or use the one-part model."
        )
    table = cells.collected(
        days.filter(~nw.col("amount").is_null()).select(
            "group", "person", "amount", *covariates, *(nw.col(name).cast(nw.String) for name in ("stratum", "psu")),
            weight=nw.col("weight").cast(nw.Float64),
        )
    )  # fmt: skip
    design, share = _kinds(covariates)
    models = {}
    for group in np.unique(table["group"]):
        inside = table["group"] == group
        fitted = two_part.fit(_days(table, inside, covariates, units), ("one", *covariates))
        models[str(group)] = Episodic(fit=fitted, design=design, day_share=share)
    return models


def _days(
    table: Mapping[str, NDArray[np.generic]], inside: NDArray[np.bool_], covariates: Sequence[str], units: Units
) -> two_part.Days:
    own = {name: values[inside] for name, values in table.items()}
    _, first, person = np.unique(own["person"], return_index=True, return_inverse=True)
    base = own["weight"].astype(float)[first]
    weights = base[:, None] * cells.factors_of(own, first, units)
    terms = np.stack([np.ones(len(person)), *(own[name].astype(float) for name in covariates)], axis=1)
    return two_part.Days(person=person, terms=terms, amount=own["amount"].astype(float), weights=weights)


def _kinds(covariates: Sequence[str]) -> tuple[Array, Array]:
    """A first interview's days: nuisance terms at 0, but the weekend at its share of the week."""
    row = np.zeros((2, 1 + len(covariates)))
    row[:, 0] = 1.0
    share = np.array([1.0, 0.0])
    if WEEKEND in covariates:
        row[1, 1 + list(covariates).index(WEEKEND)] = 1.0
        share = np.array([1 - WEEKEND_SHARE, WEEKEND_SHARE])
    return row, share


def _positive(days: Frame) -> Frame:
    """Amounts above 0: a day without any of a nutrient counts as half the smallest amount, as the macros do."""
    smallest = cells.collected(days.filter(nw.col("amount") > 0).select(least=nw.col("amount").min()))
    half = float(smallest["least"].astype(float)[0]) / 2
    return days.filter(~nw.col("amount").is_null()).with_columns(
        amount=nw.when(nw.col("amount") > 0).then(nw.col("amount")).otherwise(half)
    )


def filled(days: Frame, end: str) -> Frame:
    """The days [unit a day] with what is unknown at its `low` or `high` end; no lower end: 0."""
    filled = columns.at_end(days, end)
    if end == "low":
        filled = nw.coalesce(filled, nw.lit(0.0))  # an intake is not below 0
    return days.with_columns(amount=filled)
