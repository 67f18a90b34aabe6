"""Engines that hold the rows: DuckDB, Polars, Spark. The columns are the same; only reading differs."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import narwhals as nw

from dolomite.base.errors import InputError
from dolomite.population.columns import Frame

ENGINES = {"duckdb": "population", "polars": "population", "spark": "spark"}  # name: the extra that installs it
KINDS = (".csv", ".parquet", ".xpt")


# An address such as hdfs://name/days.parquet or s3a://bucket/days.parquet, of which a path keeps one stroke.
REMOTE = re.compile(r"([a-z][a-z0-9+.-]+):/+(?=[^/])")


def _address(path: Path) -> str:
    """A path as an engine reads it, an address with both its strokes; a local one (file:) names no machine."""
    if str(path).startswith("file:"):
        return str(path)
    return REMOTE.sub(r"\1://", str(path), count=1) if REMOTE.match(str(path)) else str(path)


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


def read(paths: tuple[Path, ...], engine: str) -> Frame:
    """The rows of one or more files of one kind (CSV, Parquet, or XPT as NHANES publishes), in that engine. (No unit.)

    Raises InputError for an engine that is not known or installed, and for a file that is not there or not readable.
    """
    if engine not in ENGINES:
        raise InputError(f"The engine {engine!r} is not known. Use one of: {', '.join(ENGINES)}.", field="engine")
    far = [path for path in paths if REMOTE.match(str(path))]
    if far and engine != "spark":
        raise InputError(
            f"{_address(far[0])}: only Spark reads from there. Choose the engine spark, or copy the file here.",
            field="engine",
        )
    for path in paths:
        if path not in far and not path.exists():
            raise InputError(f"{path}: there is no such file. Check the name, or run from its folder.")
    kinds = {path.suffix.lower() for path in paths}
    if far and kinds == {".xpt"}:
        raise InputError(f"{_address(far[0])}: XPT is read on this machine only. Copy it here, or write it as Parquet.")
    if len(kinds) != 1 or not kinds <= set(KINDS):
        raise InputError(f"{paths[0]}: files of one kind are read: {', '.join(KINDS)}. Convert them, or name others.")
    try:
        module = import_module(f"dolomite.population.engine.{engine}")
        frame: Frame = module.read(tuple(_address(path) for path in paths), kinds.pop())
    except ImportError as error:
        raise InputError(
            f"The engine {engine!r} is not installed ({error.name}). Run: pip install 'dolomite[{ENGINES[engine]}]'.",
            field="engine",
        ) from None
    return frame
