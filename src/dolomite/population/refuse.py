"""What a survey's rows cannot be used for, said before anything is worked out: empty cells, weights, doubled days."""

from __future__ import annotations

import narwhals as nw
import numpy as np

from dolomite.base.errors import InputError
from dolomite.population import cells, columns, doubled, engine
from dolomite.population.columns import Frame
from dolomite.population.survey import Columns


def empty(data: Frame, named: Columns) -> tuple[int, int] | None:
    """Raises InputError for an amount column that is empty throughout, and for a row without its person, day, stratum,
    sampling unit or division: nobody is left out in silence. Columns that are not there are told elsewhere.

    Returns the first and last number [1] of the day's column, where it is one of whole numbers.
    """
    held = data.collect_schema().names()
    keys = [column for column in (named.person, named.day, named.stratum, named.psu, *named.by) if column in held]
    amounts = [column for column in named.amount if column in held]
    numbered = named.day in held and data.collect_schema()[str(named.day)].is_integer()
    span = {"first": nw.col(str(named.day)).min(), "last": nw.col(str(named.day)).max()} if numbered else {}
    totals = cells.collected(
        data.select(
            rows=nw.len(),
            **{f"key{at}": nw.col(column).count() for at, column in enumerate(keys)},
            **{f"amount{at}": nw.col(column).count() for at, column in enumerate(amounts)},
            **span,
        )
    )
    number = {name: int(np.nan_to_num(values.astype(float))[0]) for name, values in totals.items()}
    if not number["rows"]:
        raise InputError("The data have no rows. Check the file.")
    if amounts and not any(number[f"amount{at}"] for at in range(len(amounts))) and named.high is None:
        raise InputError(
            f"Column {', '.join(map(repr, amounts))} is empty in every row: no amount is known. "
            "Name the column that holds the day's intake, or give columns for its lower and upper ends."
        )
    for at, name in enumerate(keys):
        missing = number["rows"] - number[f"key{at}"]
        if missing:
            raise InputError(f"Column {name!r} is empty in {missing} rows. Fill it in, or leave those rows out.")
    return (number["first"], number["last"]) if numbered else None


def looked(days: Frame, *, divided: bool, weight: str | None = None, span: tuple[int, int] | None = None) -> Frame:
    """One row a person (`columns.summed`), held in the engine: one pass over the days in which their faults show.

    `span`: as `empty` told it. Raises InputError for a bad weight, for a person who stands twice on one day, and for
    one with two weights, strata or sampling units.
    """
    marked = doubled.marked(days, span)
    persons = engine.held(columns.summed(days if marked is None else marked, divided=divided))
    at = nw.col("weight")
    in_a_row = {} if marked is None else {"in_a_row": columns.total(doubled.in_a_row().cast(nw.Int64))}
    totals = cells.collected(
        persons.select(
            rows=nw.len(), known=at.count(), least=at.min(), most=at.max(), people=nw.col("person").n_unique(),
            **in_a_row,
        )
    )  # fmt: skip
    number = {name: float(values.astype(float)[0]) for name, values in totals.items()}
    rows, least, most, people = (number[name] for name in ("rows", "least", "most", "people"))
    if weight is not None and not (number["known"] == rows and least >= 0 and most > 0):
        bad_weights(days, weight=weight)
    once = rows == people or (divided and _once_a_group(persons))
    proven = once and (number.get("in_a_row") == rows or (marked is not None and doubled.surely_none(persons)))
    if not proven:
        twice = doubled.counted(days)
        if twice:
            raise InputError(
                f"{twice} days stand twice for one person. Give one row a person and day, or name the column of the "
                "day."
            )
    if not once:
        raise InputError(
            f"{rows - people:.0f} people have more than one weight, stratum or sampling unit. Give each person one of "
            "each, or name the column that tells people apart."
        )
    return persons if divided else persons.with_columns(group=nw.lit(columns.ALL))


def _once_a_group(persons: Frame) -> bool:
    more = persons.group_by("group", "person").agg(rows=nw.len()).filter(nw.col("rows") > 1).select(people=nw.len())
    people = cells.collected(more)["people"]
    return not len(people) or not float(np.nan_to_num(people.astype(float))[0])


def bad_weights(days: Frame, *, weight: str) -> None:
    """Raises InputError for a missing, negative or all-zero weight."""
    at = nw.col("weight")
    totals = cells.collected(
        days.select(
            missing=columns.total(at.is_null().cast(nw.Int64)),
            negative=columns.total((at < 0).cast(nw.Int64)),
            positive=columns.total((at > 0).cast(nw.Int64)),
        )
    )
    missing, negative, positive = (
        int(np.nan_to_num(totals[name].astype(float))[0]) for name in ("missing", "negative", "positive")
    )
    if missing:
        raise InputError(
            f"Column {weight!r} is empty in {missing} rows. Give every person a weight, or leave those people out."
        )
    if negative:
        raise InputError(
            f"Column {weight!r} is negative in {negative} rows. A weight says how many people one stands for."
        )
    if not positive:
        raise InputError(f"Column {weight!r} holds no weight above 0, or the data have no rows. Check the file.")
