"""The columns of a survey, defined once for every engine: a day's row becomes a person's, a person's a cell's.

A cell is the people of one group in one primary sampling unit of one stratum. A replicate weight changes a factor a
cell, so that all replicates come from the same cells. Engines sum a column of unknowns to 0; here every sum travels
with its count of known, and `total` alone sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement
from typing import Any

import narwhals as nw

Frame = nw.LazyFrame[Any]
CELL = ("group", "stratum", "psu")
PERSON = ("group", "stratum", "psu", "person", "weight")


def total(column: nw.Expr) -> nw.Expr:
    """The sum of what is known of a column [its unit]; unknown (null) where nothing of it is known."""
    return nw.when(column.count() > 0).then(column.sum())


def people(days: Frame) -> Frame:
    """One row a person from one row a day: `days` and `known` days [d], mean intake and its ends [unit a day].

    A day's `amount` that is unknown (null) counts at its `low` for the lower end and at its `high` for the upper; where
    an end is unknown too it adds nothing to the lower and leaves the upper end unknown. Source: the rule of one person,
    `intake.total`.
    """
    at_least = nw.coalesce(nw.col("amount"), nw.col("low"))
    at_most = nw.coalesce(nw.col("amount"), nw.col("high"))
    summed = days.with_columns(at_least=at_least, at_most=at_most)
    summed = summed.group_by(*PERSON).agg(
        days=nw.col("day").count(),
        known=nw.col("amount").count(),
        bounded=nw.col("at_most").count(),
        sum_known=total(nw.col("amount")),
        sum_low=total(nw.col("at_least")),
        sum_high=total(nw.col("at_most")),
    )
    every = nw.col("known") == nw.col("days")
    capped = nw.col("bounded") == nw.col("days")
    return summed.select(
        *_keys(),
        "days",
        "known",
        mean=nw.when(every).then(nw.col("sum_known") / nw.col("days")),
        low=nw.coalesce(nw.col("sum_low"), nw.lit(0.0)) / nw.col("days"),  # intake is not below 0
        high=nw.when(capped).then(nw.col("sum_high") / nw.col("days")),
    )


def _keys() -> tuple[nw.Expr, ...]:
    """Whom a row is about; strata and units become words here, once a person and not once a day."""
    words = (nw.col(name).cast(nw.String) for name in ("stratum", "psu"))
    return (nw.col("group"), *words, nw.col("person"), nw.col("weight"))


def observed_cells(persons: Frame, limit: str) -> Frame:
    """Cells of people whose mean of recorded days is set against a `limit` column [unit a day]: weights of people in
    all, known, surely below and possibly below, and their counts.
    """
    weight, cut = nw.col("weight"), nw.col(limit)
    surely = nw.col("high") < cut
    possibly = nw.col("low") < cut
    marked = persons.with_columns(
        w_known=nw.when(~nw.col("mean").is_null()).then(weight),
        w_mean=weight * nw.col("mean"),
        w_low=weight * nw.col("low"),
        w_high=weight * nw.col("high"),
        w_surely=nw.when(surely).then(weight).otherwise(0.0),
        w_possibly=nw.when(possibly).then(weight).otherwise(0.0),
        repeat=nw.when(nw.col("days") > 1).then(1).otherwise(0),
        unknown=nw.col("days") - nw.col("known"),
    )
    return marked.group_by(*CELL).agg(
        people=nw.len(),
        people_known=nw.col("mean").count(),
        people_bounded=nw.col("high").count(),
        repeats=total(nw.col("repeat")),
        known=total(nw.col("known")),
        unknown=total(nw.col("unknown")),
        weight=total(weight),
        w_known=total(nw.col("w_known")),
        w_mean=total(nw.col("w_mean")),
        w_low=total(nw.col("w_low")),
        w_high=total(nw.col("w_high")),
        w_surely=total(nw.col("w_surely")),
        w_possibly=total(nw.col("w_possibly")),
    )


def names(covariates: Sequence[str], scales: int) -> tuple[tuple[str, str], ...]:
    """The pairs of terms whose products a fit needs: all of 1 and the covariates, and each scale's y with those and
    itself. (No unit.)
    """
    fixed = ("one", *covariates)
    scaled = [(a, b) for y in scale_names(scales) for a, b in (*((term, y) for term in fixed), (y, y))]
    return (*combinations_with_replacement(fixed, 2), *scaled)


def scale_names(scales: int) -> tuple[str, ...]:
    """What the amount is called on each Box-Cox scale. (No unit.)"""
    return tuple(f"y{number}" for number in range(scales))


def statistics(days: Frame, *, lambdas: Sequence[float], covariates: Sequence[str]) -> Frame:
    """What the one-part model needs of each cell at Box-Cox exponents `lambdas` [1], in one pass over the rows.

    For people with n days z is (1, covariates, y0, y1 ...): `s_a_b` sums weight x sum over days of z_a z_b, `t_a_b`
    weight x the product of the sums over days, `jacobian` weight x sum of log amounts, `w` weights, `people` their
    count. Only days with a known amount > 0 may come in.
    """
    ys = scale_names(len(lambdas))
    pairs = names(covariates, len(lambdas))
    scaled = days.with_columns(
        one=nw.lit(1.0),
        log=nw.col("amount").log(),
        **{y: (nw.col("amount") ** lam - 1.0) / lam for y, lam in zip(ys, lambdas, strict=True)},
    )
    scaled = scaled.with_columns(**{f"s_{a}_{b}": nw.col(a) * nw.col(b) for a, b in pairs})
    own = scaled.group_by(*PERSON).agg(
        n=nw.col("amount").count(),
        jacobian=total(nw.col("log")),
        **{f"o_{a}": total(nw.col(a)) for a in ("one", *covariates, *ys)},
        **{f"s_{a}_{b}": total(nw.col(f"s_{a}_{b}")) for a, b in pairs},
    )
    weight = nw.col("weight")
    own = own.with_columns(
        *_keys()[1:3],
        jacobian=weight * nw.col("jacobian"),
        **{f"s_{a}_{b}": weight * nw.col(f"s_{a}_{b}") for a, b in pairs},
        **{f"t_{a}_{b}": weight * nw.col(f"o_{a}") * nw.col(f"o_{b}") for a, b in pairs},
    )
    return own.group_by(*CELL, "n").agg(
        people=nw.len(),
        w=total(weight),
        jacobian=total(nw.col("jacobian")),
        **{f"{letter}_{a}_{b}": total(nw.col(f"{letter}_{a}_{b}")) for letter in "st" for a, b in pairs},
    )
