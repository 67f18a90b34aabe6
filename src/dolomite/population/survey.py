"""A survey as Dolomite reads it: one row a recalled day, named columns, and what was said of its design.

The rows stay in the engine that holds them; nothing here looks at a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from dolomite.base.errors import InputError
from dolomite.population.columns import ALL

Frame = nw.LazyFrame[Any]
JOINT = ", "  # between the parts of a group's name
ONE = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The survey's own column names. `person` and `amount` are needed; the rest may be absent (None or empty).

    `amount`: the day's intake [unit a day]; several columns are a person's first, second ... day side by side, where an
    empty cell is a day that was not recalled. `low`, `high`: the ends of an unknown amount [unit a day]. `weight` is
    the person's. `sex` and `age` [years] put people into the life stages of the reference values. `covariates` are
    nuisance terms coded 0 or 1 (weekend, season, interview mode). `food` [g a day] is how much of a food was eaten, one
    column for each of `amount`.
    """

    person: str
    amount: tuple[str, ...]
    day: str | None = None
    weight: str | None = None
    stratum: str | None = None
    psu: str | None = None
    replicates: str | None = None
    low: str | None = None
    high: str | None = None
    sex: str | None = None
    age: str | None = None
    by: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()
    food: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A life stage: `name`, whom it holds (`sex` male, female or any; ages [years] from .. below)."""

    name: str
    sex: str
    from_years: float
    below_years: float | None


LATER = "later_day"  # the nuisance term of a second or later day, made here where days stand side by side


def day_rows(data: Frame, columns: Columns, *, stages: Sequence[Stage] = ()) -> Frame:
    """The survey under the names of module `columns`: group, stratum, psu, person, weight, day, amount, low and high
    where they are given, and the covariates. With `stages` people outside all of them are left out.

    Raises InputError for a column that is not there or holds text where numbers belong.
    """
    _refuse(data, columns)
    if columns.sex is not None and columns.age is not None and stages:
        data = data.with_columns(**{STAGE: _stage(columns, stages)}).filter(~nw.col(STAGE).is_null())
    if len(columns.amount) == 1:
        return _days(data, columns, columns.amount[0], None)
    parts = [_days(data, columns, name, number).filter(~nw.col("amount").is_null())
             for number, name in enumerate(columns.amount, start=1)]  # fmt: skip
    return nw.concat(parts, how="vertical")


def nuisance(columns: Columns) -> tuple[str, ...]:
    """The nuisance terms of the rows: the named ones, and later days where days stand side by side."""
    return (*columns.covariates, *((LATER,) if len(columns.amount) > 1 else ()))


STAGE = "dolomite_life_stage"  # of a name that no survey has


def _days(data: Frame, columns: Columns, amount: str, number: int | None) -> Frame:
    by = (*((STAGE,) if columns.sex is not None and columns.age is not None else ()), *columns.by)
    alone = columns.replicates is not None or columns.psu is None  # then every person is a unit of its own
    day = nw.lit(1) if columns.day is None else nw.col(columns.day)
    return data.select(
        group=_joined(by),
        stratum=nw.lit(ONE) if alone else _whole(columns.stratum),
        psu=_whole(columns.person if alone else columns.psu),
        person=nw.col(columns.person),
        weight=nw.lit(1.0) if columns.weight is None else nw.col(columns.weight),
        day=day if number is None else nw.lit(number),
        amount=nw.col(amount).cast(nw.Float64),
        **{end: nw.col(name).cast(nw.Float64) for end, name in (("low", columns.low), ("high", columns.high)) if name},
        **{name: nw.col(name).cast(nw.Float64) for name in columns.covariates},
        **({"food": nw.col(columns.food[(number or 1) - 1]).cast(nw.Float64)} if columns.food else {}),
        **({} if number is None else {LATER: nw.lit(1.0 if number > 1 else 0.0)}),
    )


def _refuse(data: Frame, columns: Columns) -> None:
    schema = data.collect_schema()
    further = (*columns.covariates, *columns.food)
    numbers = (*columns.amount, columns.weight, columns.low, columns.high, columns.age, *further)
    others = (columns.person, columns.day, columns.stratum, columns.psu, columns.sex, *columns.by)
    faults = [name for name in (*others, *numbers) if name is not None and name not in schema.names()]
    if faults:
        raise InputError(
            f"The data have no column {', '.join(map(repr, faults))}; they have {', '.join(schema.names()[:12])} ... "
            "Name it as the file does."
        )
    texts = [name for name in numbers if name is not None and not schema[name].is_numeric()]
    if columns.food and len(columns.food) != len(columns.amount):
        raise InputError(
            f"{len(columns.food)} columns of a food stand beside {len(columns.amount)} of amounts. Name one for each.",
            field="food",
        )
    if texts:
        raise InputError(
            f"Column {', '.join(map(repr, texts))} holds text, where numbers belong. "
            "Correct it, or name another column."
        )


def _stage(columns: Columns, stages: Sequence[Stage]) -> nw.Expr:
    assert columns.sex is not None
    assert columns.age is not None
    sex = nw.col(columns.sex).cast(nw.String).str.to_lowercase()
    age = nw.col(columns.age).cast(nw.Float64)
    held = []  # side by side, not one within the other: Spark Connect sends no deep expression
    for stage in stages:
        inside = age >= stage.from_years
        if stage.below_years is not None:
            inside = inside & (age < stage.below_years)
        if stage.sex != "any":
            inside = inside & sex.is_in(list(SEX_WORDS[stage.sex]))
        held.append(nw.when(inside).then(nw.lit(stage.name)))
    return nw.coalesce(*held)


# How surveys write sex: words, letters, and the codes 1 and 2 of NHANES (codebook of DEMO, RIAGENDR) and most others.
SEX_WORDS = {"male": ("male", "m", "1", "1.0"), "female": ("female", "f", "2", "2.0")}


def _joined(names: Sequence[str]) -> nw.Expr:
    if not names:
        return nw.lit(ONE)
    return nw.concat_str([nw.col(name).cast(nw.String) for name in names], separator=JOINT)


def _whole(name: str | None) -> nw.Expr:
    return nw.lit(ONE) if name is None else nw.col(name)
