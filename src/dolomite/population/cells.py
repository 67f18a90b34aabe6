"""Cells out of an engine become arrays: sums by group, number of days and replicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from dolomite.base.errors import InputError
from dolomite.population import columns, survey
from dolomite.population.columns import Frame
from dolomite.population.design import Replicates, given
from dolomite.population.one_part import Sums

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The survey's sampling units in order, and the factor [1] each replicate gives them (column 0: all 1)."""

    place: Mapping[tuple[str, str], int]
    factors: Array
    replicates: Replicates


def units_of(pairs: Sequence[tuple[str, str]], replicates: Replicates) -> Units:
    """Units by (stratum, psu), and the replicates built for them in that order."""
    ones = np.ones((len(pairs), 1))
    return Units(
        place={pair: number for number, pair in enumerate(pairs)},
        factors=np.hstack([ones, replicates.factors]),
        replicates=replicates,
    )


def pairs(days: Frame) -> tuple[tuple[str, str], ...]:
    """The (stratum, psu) pairs of a survey, sorted."""
    words = (nw.col(name).cast(nw.String) for name in ("stratum", "psu"))
    held = days.select("stratum", "psu").unique().select(*words).collect(backend="pyarrow")
    return tuple(sorted(zip(held["stratum"].to_list(), held["psu"].to_list(), strict=True)))


def collected(frame: Frame) -> dict[str, NDArray[np.generic]]:
    """A small table as arrays by column, unknown numbers as not-a-number."""
    table = frame.collect(backend="pyarrow")
    return {name: _array(table[name]) for name in table.columns}


def _array(column: nw.Series) -> NDArray[np.generic]:  # type: ignore[type-arg]
    if column.dtype.is_numeric():
        if column.null_count():
            return np.asarray([np.nan if v is None else float(v) for v in column.to_list()], dtype=float)
        # Not by to_numpy, which loads pandas: 27 MiB for nothing.
        values: NDArray[np.generic] = np.array(np.from_dlpack(column.cast(nw.Float64).to_arrow()))
        return values
    return np.asarray(column.to_list(), dtype=str)


def sums(
    days: Frame, *, lambdas: Sequence[float], covariates: Sequence[str], units: Units
) -> dict[str, tuple[Sums, ...]]:
    """The sums of `one_part.fit` for each group of the survey, one for each of `lambdas` [1]."""
    table = collected(columns.statistics(days, lambdas=lambdas, covariates=covariates))
    return {
        str(group): _Cells(table, table["group"] == group, units).sums(lambdas, covariates)
        for group in np.unique(table["group"])
    }


class _Cells:
    """The cells of one group, weighted by each replicate."""

    def __init__(self, table: Mapping[str, NDArray[np.generic]], inside: NDArray[np.bool_], units: Units) -> None:
        self.table, self.inside = table, inside
        self.factor = _factors(table, inside, units)
        self.counts, self.number = np.unique(table["n"][inside].astype(float), return_inverse=True)

    def sums(self, lambdas: Sequence[float], covariates: Sequence[str]) -> tuple[Sums, ...]:
        people = np.zeros(len(self.counts), dtype=np.int64)
        np.add.at(people, self.number, self.table["people"][self.inside].astype(np.int64))
        weights, logs = self.by_days("w"), self.by_days("jacobian").sum(axis=0)
        fixed = ("one", *covariates)
        return tuple(
            Sums(
                n=self.counts,
                s=self.matrix("s", (*fixed, y)),
                t=self.matrix("t", (*fixed, y)),
                w=weights,
                jacobian=(1.0 - lam) * logs,
                people=people,
            )
            for lam, y in zip(lambdas, columns.scale_names(len(lambdas)), strict=True)
        )

    def by_days(self, name: str) -> Array:
        sums = np.zeros((len(self.counts), self.factor.shape[1]))
        np.add.at(sums, self.number, self.table[name][self.inside].astype(float)[:, None] * self.factor)
        return sums

    def matrix(self, letter: str, terms: Sequence[str]) -> Array:
        products = np.empty((len(self.counts), self.factor.shape[1], len(terms), len(terms)))
        for row, a in enumerate(terms):
            for column, b in enumerate(terms[row:], start=row):
                products[:, :, row, column] = products[:, :, column, row] = self.by_days(f"{letter}_{a}_{b}")
        return products


def _factors(table: Mapping[str, NDArray[np.generic]], inside: NDArray[np.bool_], units: Units) -> Array:
    return factors_of(table, np.flatnonzero(inside), units)


def factors_of(own: Mapping[str, NDArray[np.generic]], rows: NDArray[np.int64], units: Units) -> Array:
    """The factors [1] that each replicate gives some rows of a table with `stratum` and `psu`."""
    keys = zip(own["stratum"][rows], own["psu"][rows], strict=True)
    return units.factors[[units.place[str(stratum), str(psu)] for stratum, psu in keys]]


def observed(persons: Frame, *, limit: str, units: Units) -> dict[str, dict[str, Array]]:
    """Each group's sums of `columns.observed_cells` [unit a day], by replicate; not-a-number: nothing known."""
    table = collected(columns.observed_cells(persons, limit))
    by_group: dict[str, dict[str, Array]] = {}
    for group in np.unique(table["group"]):
        inside = table["group"] == group
        factor = _factors(table, inside, units)
        own: dict[str, Array] = {}
        for name, values in table.items():
            if name in columns.CELL:
                continue
            column = values[inside].astype(float)
            known = ~np.isnan(column)
            own[name] = np.where(known, column, 0.0) @ factor if known.any() else np.full(factor.shape[1], np.nan)
        by_group[str(group)] = own
    return by_group


def published(data: Frame, named: survey.Columns, pairs: Sequence[tuple[str, str]], *, fay: float | None) -> Replicates:
    """The replicates that a survey publishes as weight columns, in the order of `pairs` (each person a unit).

    Raises InputError where no column begins with the prefix, or there is no base weight. Factors [1].
    """
    prefix = named.replicates or ""
    names = [name for name in data.collect_schema().names() if name.startswith(prefix)]
    names = [name for name in names if name != named.weight]
    if not names:
        raise InputError(f"No column begins with {prefix!r}. Give the beginning that all replicate weights share.")
    if named.weight is None:
        raise InputError("Replicate weights need the base weight beside them. Name its column as well.")
    table = collected(
        data.group_by(named.person).agg(
            nw.col(named.weight).max().alias("base"), *(nw.col(name).max().alias(name) for name in names)
        )
    )
    place = {_key(person): number for number, person in enumerate(table[named.person])}
    order = [place[_key(person)] for _, person in pairs]
    weights = np.stack([table[name].astype(float)[order] for name in names], axis=1)
    return given(table["base"].astype(float)[order], weights, fay=fay)


def _key(person: object) -> str:
    """A person's number as one text, whether an engine gave 7, 7.0 or '7'."""
    text = str(person)
    return text.removesuffix(".0")
