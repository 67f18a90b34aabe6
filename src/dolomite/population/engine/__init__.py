"""Engines that hold the rows: DuckDB, Polars, Spark. The columns are the same; only reading differs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from dolomite.base.errors import InputError
from dolomite.population.columns import Frame

ENGINES = {"duckdb": "population", "polars": "population", "spark": "spark"}  # name: the extra that installs it
KINDS = (".csv", ".parquet", ".xpt")


def read(paths: tuple[Path, ...], engine: str) -> Frame:
    """The rows of one or more files of one kind (CSV, Parquet, or XPT as NHANES publishes), in that engine. (No unit.)

    Raises InputError for an engine that is not known or installed, and for a file that is not there or not readable.
    """
    if engine not in ENGINES:
        raise InputError(f"The engine {engine!r} is not known. Use one of: {', '.join(ENGINES)}.", field="engine")
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: there is no such file. Check the name, or run from its folder.")
    kinds = {path.suffix.lower() for path in paths}
    if len(kinds) != 1 or not kinds <= set(KINDS):
        raise InputError(f"{paths[0]}: files of one kind are read: {', '.join(KINDS)}. Convert them, or name others.")
    try:
        module = import_module(f"dolomite.population.engine.{engine}")
        frame: Frame = module.read(tuple(str(path) for path in paths), kinds.pop())
    except ImportError as error:
        raise InputError(
            f"The engine {engine!r} is not installed ({error.name}). Run: pip install 'dolomite[{ENGINES[engine]}]'.",
            field="engine",
        ) from None
    return frame
