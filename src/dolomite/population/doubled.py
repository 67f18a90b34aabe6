"""Days that stand twice for one person: proven absent from one row a person, and counted exactly only if that fails.

Counting the pairs of person and day keeps every pair in memory, thirty times as many as people. Here each person keeps
one sum of powers of two: with one power a day, the sum of n powers has n binary ones if and only if no two are alike.
"""

from __future__ import annotations

import narwhals as nw
import numpy as np

from dolomite.population import cells, columns
from dolomite.population.columns import Frame
from dolomite.population.engine import shifted

# Powers told apart: a month and more of days in a row. As many days of the largest power are below 2 ** 53, up to which
# a double holds every whole number.
POWERS = 47
LONGEST_YEAR = 366  # days


def days(rows: Frame) -> int:
    """How many pairs of `person` and `day` stand more than once in the rows [count]."""
    own = marked(rows)
    if own is not None:
        own = own.group_by("person").agg(days=nw.len(), **columns.marks(own))
        if surely_none(own):
            return 0
    return counted(rows)


def marked(rows: Frame, span: tuple[int, int] | None = None) -> Frame | None:
    """The rows with the day's `power` of two [1]; None: the day is neither a whole number nor a date.

    `span` is the first and last day's number where they are known: a short one saves a division a row.
    """
    number = _number(rows)
    if number is None:
        return None
    if span is not None and span[1] - span[0] < POWERS:
        return shifted(rows.with_columns(place=number - span[0]))
    place = (number % POWERS + POWERS) % POWERS  # engines differ on the sign of a remainder
    return shifted(rows.with_columns(place=place, number=number))


def surely_none(persons: Frame) -> bool:
    """Whether nobody has a day twice, as far as one row a person with `days` [count] and `power` tells; False: not
    known.
    """
    powers, n = nw.col("power").cast(nw.Int64), nw.col("days")
    # Binary ones of a whole number: itself less each of its halvings, added side by side. One below the other they
    # would lie deeper than what Spark Connect sends.
    halved = [powers // 2**halvings for halvings in range(1, POWERS + POWERS.bit_length())]
    while len(halved) > 1:
        halved = [half + other for half, other in zip(halved[::2], halved[1::2], strict=False)] + halved[
            len(halved) & ~1 :
        ]
    ones = powers - halved[0]
    told = nw.when(in_a_row()).then(1).when((n <= POWERS) & (ones == n)).then(1)
    if "first" in persons.collect_schema().names():
        told = told.when((n == 2) & (nw.col("first") < nw.col("last"))).then(1)
    totals = cells.collected(persons.select(people=nw.len(), told=columns.total(told.otherwise(0))))
    people, sure = (float(np.nan_to_num(totals[name].astype(float))[0]) for name in ("people", "told"))
    return people == sure


def in_a_row() -> nw.Expr:
    """Whether a person's `days` [count] are the first so many, each once, by `power`: so they are in most surveys."""
    return nw.col("power") == nw.lit(2.0) ** nw.col("days").cast(nw.Float64) - 1.0


def _number(rows: Frame) -> nw.Expr | None:
    """The day as a whole number, two days alike only where their numbers are; None: the column is neither whole nor a
    date.
    """
    kind = rows.collect_schema()["day"]
    day = nw.col("day")
    if kind.is_integer():
        return day.cast(nw.Int64)
    if kind == nw.Date:
        return day.dt.year().cast(nw.Int64) * LONGEST_YEAR + day.dt.ordinal_day().cast(nw.Int64)
    return None


def counted(rows: Frame) -> int:
    """The same, by holding every pair of person and day [count]."""
    pairs = rows.group_by("person", "day").agg(rows=nw.len()).filter(nw.col("rows") > 1).select(days=nw.len())
    repeats = cells.collected(pairs)["days"]
    return int(np.nan_to_num(repeats.astype(float))[0]) if len(repeats) else 0
