"""Days that stand twice for one person: proven absent from one row a person, and counted exactly only if that fails.

Counting the pairs of person and day keeps every pair in memory, thirty times as many as people. Here each person keeps
one sum of powers of two: with one power a day, the sum of n powers has n binary ones if and only if no two are alike.
"""

from __future__ import annotations

import narwhals as nw
import numpy as np

from dolomite.population import cells, columns
from dolomite.population.columns import Frame

# Powers told apart: a month and more of days in a row. As many days of the largest power are below 2 ** 53, up to which
# a double holds every whole number.
POWERS = 47
LONGEST_YEAR = 366  # days


def days(rows: Frame) -> int:
    """How many pairs of `person` and `day` stand more than once in the rows [count]."""
    return 0 if _surely_none(rows) else _counted(rows)


def _surely_none(rows: Frame) -> bool:
    """Whether nobody has a day twice, as far as one row a person tells; False: not known."""
    number = _number(rows)
    if number is None:
        return False
    place = (number % POWERS + POWERS) % POWERS  # engines differ on the sign of a remainder
    own = (
        rows.select("person", number=number, power=nw.lit(2.0) ** place.cast(nw.Float64))
        .group_by("person")
        .agg(
            n=nw.len(),
            first=nw.col("number").min(),
            last=nw.col("number").max(),
            powers=columns.total(nw.col("power")),
        )
    )
    powers = nw.col("powers").cast(nw.Int64)
    ones = powers  # binary ones of a whole number: itself less each of its halvings
    for halvings in range(1, POWERS + POWERS.bit_length()):
        ones = ones - powers // 2**halvings
    apart = (nw.col("n") <= POWERS) & (ones == nw.col("n"))
    pair = (nw.col("n") == 2) & (nw.col("first") < nw.col("last"))
    told = own.select(told=nw.when(apart | pair).then(1).otherwise(0))
    found = cells.collected(told.select(people=nw.len(), told=columns.total(nw.col("told"))))
    people, sure = (float(np.nan_to_num(found[name].astype(float))[0]) for name in ("people", "told"))
    return people == sure


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


def _counted(rows: Frame) -> int:
    pairs = rows.group_by("person", "day").agg(rows=nw.len()).filter(nw.col("rows") > 1).select(days=nw.len())
    found = cells.collected(pairs)["days"]
    return int(np.nan_to_num(found.astype(float))[0]) if len(found) else 0
