"""Engines that hold the rows: DuckDB, Polars, Spark. The columns are the same; only reading differs."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path, PurePosixPath

import narwhals as nw

from dolomite.base.errors import InputError
from dolomite.population.columns import Frame

ENGINES = {"duckdb": "population", "polars": "population", "spark": "spark"}  # name: the extra that installs it
KINDS = (".csv", ".parquet", ".xpt")


# hdfs://name/days.parquet, hdfs:///days.parquet (the cluster's own name), s3a://bucket/days.parquet. Text, never a
# path: a path keeps one stroke of three.
ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")
Place = Path | str


def is_address(name: str) -> bool:
    """Whether a name is an address such as hdfs://... rather than a file of this machine."""
    return ADDRESS.match(name) is not None


def shifted(rows: Frame) -> Frame:
    """The rows with `power` [1]: 2 to the power of their whole number `place` (0 to 52)."""
    if _is_duckdb(rows):
        from dolomite.population.engine import duckdb

        return duckdb.shifted(rows)
    return rows.with_columns(power=nw.lit(2.0) ** nw.col("place").cast(nw.Float64))


def held(rows: Frame) -> Frame:
    """The rows worked out once and kept where they are (on disk beyond a bound of memory), to be asked often. (No
    unit.)
    """
    native = rows.to_native()
    if _is_duckdb(rows):
        from dolomite.population.engine import duckdb

        return duckdb.held(rows)
    once: Frame = nw.from_native(native.persist() if hasattr(native, "persist") else native.collect().lazy())
    return once


def _is_duckdb(rows: Frame) -> bool:
    return rows.implementation.is_duckdb()


def read(places: tuple[Place, ...], engine: str) -> Frame:
    """The rows of one or more files of one kind (CSV, Parquet, or XPT as NHANES publishes), in that engine.

    A text that is an address (`hdfs://...`) is handed to Spark letter by letter.

    Raises InputError for an engine that is not known or installed, and for a file that is not there or not readable.
    """
    if engine not in ENGINES:
        raise InputError(f"The engine {engine!r} is not known. Use one of: {', '.join(ENGINES)}.", field="engine")
    far = [place for place in places if isinstance(place, str) and is_address(place)]
    paths = tuple(Path(place) for place in places if place not in far)
    if far and engine != "spark":
        raise InputError(
            f"{far[0]}: only Spark reads from there. Choose the engine spark, or copy the file here.",
            field="engine",
        )
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: there is no such file. Check the name, or run from its folder.")
    kinds = {PurePosixPath(place).suffix.lower() for place in places}
    if far and kinds == {".xpt"}:
        raise InputError(f"{far[0]}: XPT is read on this machine only. Copy it here, or write it as Parquet.")
    if len(kinds) != 1 or not kinds <= set(KINDS):
        raise InputError(f"{places[0]}: files of one kind are read: {', '.join(KINDS)}. Convert them, or name others.")
    try:
        module = import_module(f"dolomite.population.engine.{engine}")
        frame: Frame = module.read(tuple(map(str, places)), kinds.pop())
    except ImportError as error:
        raise InputError(
            f"The engine {engine!r} is not installed ({error.name}). Run: pip install 'dolomite[{ENGINES[engine]}]'.",
            field="engine",
        ) from None
    return frame
