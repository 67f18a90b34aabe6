"""What a survey's rows cannot be used for, said before anything is worked out: empty cells, weights, doubled days."""

from __future__ import annotations

import narwhals as nw
import numpy as np

from dolomite.base.errors import InputError
from dolomite.population import cells, columns, doubled
from dolomite.population.columns import Frame
from dolomite.population.survey import Columns


def empty(data: Frame, named: Columns) -> None:
    """Raises InputError for an amount column that is empty throughout, and for a row without its person, day, stratum,
    sampling unit or division: nobody is left out in silence. Columns that are not there are told elsewhere.
    """
    held = data.collect_schema().names()
    keys = [one for one in (named.person, named.day, named.stratum, named.psu, *named.by) if one in held]
    amounts = [one for one in named.amount if one in held]
    counted = [nw.col(one).is_null().cast(nw.Int64) for one in keys]
    found = cells.collected(
        data.select(
            rows=nw.len(),
            **{f"key{at}": columns.total(one) for at, one in enumerate(counted)},
            **{f"amount{at}": nw.col(one).count() for at, one in enumerate(amounts)},
        )
    )
    number = {name: int(np.nan_to_num(values.astype(float))[0]) for name, values in found.items()}
    if not number["rows"]:
        raise InputError("The data have no rows. Check the file.")
    if amounts and not any(number[f"amount{at}"] for at in range(len(amounts))) and named.high is None:
        raise InputError(
            f"Column {', '.join(map(repr, amounts))} is empty in every row: no amount is known. "
            "Name the column that holds the day's intake, or give columns for its lower and upper ends."
        )
    for at, name in enumerate(keys):
        if number[f"key{at}"]:
            raise InputError(
                f"Column {name!r} is empty in {number[f'key{at}']} rows. Fill it in, or leave those rows out."
            )


def bad_weights(days: Frame, *, weight: str) -> None:
    """Raises InputError for a missing, negative or all-zero weight, and for a person who stands twice on one day."""
    at = nw.col("weight")
    found = cells.collected(
        days.select(
            missing=columns.total(at.is_null().cast(nw.Int64)),
            negative=columns.total((at < 0).cast(nw.Int64)),
            positive=columns.total((at > 0).cast(nw.Int64)),
        )
    )
    missing, negative, positive = (
        int(np.nan_to_num(found[name].astype(float))[0]) for name in ("missing", "negative", "positive")
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
    twice = doubled.days(days)
    if twice:
        raise InputError(
            f"{twice} days stand twice for one person. Give one row a person and day, or name the column of the day."
        )
