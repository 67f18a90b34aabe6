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
ENDS = ("low", "high")  # of an amount that is not known
ALL = "all"  # the name of what is not divided: one group, one stratum


def total(column: nw.Expr) -> nw.Expr:
    """The sum of what is known of a column [its unit]; unknown (null) where nothing of it is known."""
    return nw.when(column.count() > 0).then(column.sum())


def at_end(days: Frame, end: str) -> nw.Expr:
    """A day's amount [unit a day], or its `low` or `high` end where it is unknown and the survey gives such ends."""
    held = days.collect_schema().names()
    return nw.coalesce(nw.col("amount"), nw.col(end)) if end in held else nw.col("amount")


def marks(days: Frame) -> dict[str, nw.Expr]:
    """A person's sums of what `doubled.marked` put beside a day, where it did [1]."""
    held = days.collect_schema().names()
    return {
        **({"power": total(nw.col("power"))} if "power" in held else {}),
        **({"first": nw.col("number").min(), "last": nw.col("number").max()} if "number" in held else {}),
    }


def summed(days: Frame, *, divided: bool = True) -> Frame:
    """One row a person from one row a day: `days`, `known` (and `bounded`) days [d] and sums of amounts [the unit].

    Not `divided`: all people are one group, which then need not be looked at a day. The `marks` of days are kept.
    """
    held = days.collect_schema().names()
    ends = [end for end in ENDS if end in held]
    ready = days.with_columns(**{f"at_{end}": at_end(days, end) for end in ends}) if ends else days
    return ready.group_by(*(PERSON if divided else PERSON[1:])).agg(
        days=nw.len(),
        known=nw.col("amount").count(),
        sum_known=total(nw.col("amount")),
        **{f"sum_{end}": total(nw.col(f"at_{end}")) for end in ends},
        **({"bounded": nw.col("at_high").count()} if "high" in ends else {}),
        **marks(days),
    )


def people(days: Frame) -> Frame:
    """One row a person from one row a day: `days` and `known` days [d], mean intake and its ends [unit a day].

    A day's `amount` that is unknown (null) counts at its `low` for the lower end and at its `high` for the upper; where
    an end is unknown too it adds nothing to the lower and leaves the upper end unknown. Source: the rule of one person,
    `intake.total`.
    """
    return means(summed(days))


def means(persons: Frame) -> Frame:
    """The rows of `summed` as `people` has them [unit a day]."""
    held = persons.collect_schema().names()
    every = nw.col("known") == nw.col("days")
    capped = nw.col("bounded") == nw.col("days") if "bounded" in held else every
    low, high = (nw.col(f"sum_{end}" if f"sum_{end}" in held else "sum_known") for end in ENDS)
    return persons.select(
        nw.col("group") if "group" in held else nw.lit(ALL).alias("group"),
        *PERSON[1:4],
        nw.col("weight").cast(nw.Float64),
        "days",
        "known",
        mean=nw.when(every).then(nw.col("sum_known") / nw.col("days")),
        low=nw.coalesce(low, nw.lit(0.0)) / nw.col("days"),  # intake is not below 0
        high=nw.when(capped).then(high / nw.col("days")),
    )


def words(cells: Frame) -> Frame:
    """Cells whose strata and units are words: a survey may number them."""
    return cells.with_columns(nw.col("stratum").cast(nw.String), nw.col("psu").cast(nw.String))


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
    cells = marked.group_by(*CELL).agg(
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
    return words(cells)


def names(covariates: Sequence[str], scales: int) -> tuple[tuple[str, str], ...]:
    """The pairs of terms, with so many `scales` [count], whose products a fit needs: all of 1 and the covariates, and
    each scale's y with those and
    itself.
    """
    fixed = ("one", *covariates)
    scaled = [(a, b) for y in scale_names(scales) for a, b in (*((term, y) for term in fixed), (y, y))]
    return (*combinations_with_replacement(fixed, 2), *scaled)


def scale_names(scales: int) -> tuple[str, ...]:
    """What the amount is called on each Box-Cox scale [`scales` of them, a count]."""
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
    weight = nw.col("weight").cast(nw.Float64)
    own = own.with_columns(
        jacobian=weight * nw.col("jacobian"),
        **{f"s_{a}_{b}": weight * nw.col(f"s_{a}_{b}") for a, b in pairs},
        **{f"t_{a}_{b}": weight * nw.col(f"o_{a}") * nw.col(f"o_{b}") for a, b in pairs},
    )
    cells = own.group_by(*CELL, "n").agg(
        people=nw.len(),
        w=total(weight),
        jacobian=total(nw.col("jacobian")),
        **{f"{letter}_{a}_{b}": total(nw.col(f"{letter}_{a}_{b}")) for letter in "st" for a, b in pairs},
    )
    return words(cells)
