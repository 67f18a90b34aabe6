"""A survey as Dolomite reads it: one row a recalled day, named columns, and what was said of its design.

The rows stay in the engine that holds them; nothing here looks at a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from dolomite.base.errors import InputError

Frame = nw.LazyFrame[Any]
ONE = "all"  # the name of what is not divided: one group, one stratum


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The survey's own column names. Only `person` and `amount` are needed; the rest may be absent (None).

    `amount`, `low`, `high`: the day's intake and the ends of an unknown one [unit a day]. `weight` is the person's.
    `covariates`: nuisance terms coded 0 or 1 (weekend, second day, season, interview mode).
    """

    person: str
    amount: str
    day: str | None = None
    weight: str | None = None
    stratum: str | None = None
    psu: str | None = None
    replicates: str | None = None
    low: str | None = None
    high: str | None = None
    by: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()


def day_rows(data: Frame, columns: Columns) -> Frame:
    """The survey under the names of `columns` (module `columns`): group, stratum, psu, person, weight, day, amount,
    low, high and the covariates. Raises InputError for a column that is not there or holds text where numbers belong.
    """
    schema = data.collect_schema()
    wanted = [
        columns.person, columns.amount, columns.day, columns.weight, columns.stratum, columns.psu, columns.low,
        columns.high, *columns.by, *columns.covariates,
    ]  # fmt: skip
    missing = [name for name in wanted if name is not None and name not in schema.names()]
    if missing:
        raise InputError(
            f"The data have no column {missing[0]!r}; they have {', '.join(schema.names()[:12])} ... "
            "Name it as the file does."
        )
    for name in (columns.amount, columns.weight, columns.low, columns.high, *columns.covariates):
        if name is not None and not schema[name].is_numeric():
            raise InputError(f"Column {name!r} holds text, where numbers belong. Correct it, or name another column.")
    return data.select(
        group=_joined(columns.by),
        stratum=_text(columns.stratum),
        psu=_text(columns.psu),
        person=nw.col(columns.person),
        weight=nw.lit(1.0) if columns.weight is None else nw.col(columns.weight).cast(nw.Float64),
        day=nw.lit(1) if columns.day is None else nw.col(columns.day),
        amount=nw.col(columns.amount).cast(nw.Float64),
        low=_number(columns.low),
        high=_number(columns.high),
        **{name: nw.col(name).cast(nw.Float64) for name in columns.covariates},
    )


def _joined(names: Sequence[str]) -> nw.Expr:
    if not names:
        return nw.lit(ONE)
    return nw.concat_str([nw.col(name).cast(nw.String) for name in names], separator=", ")


def _text(name: str | None) -> nw.Expr:
    return nw.lit(ONE) if name is None else nw.col(name).cast(nw.String)


def _number(name: str | None) -> nw.Expr:
    return nw.lit(None).cast(nw.Float64) if name is None else nw.col(name).cast(nw.Float64)
