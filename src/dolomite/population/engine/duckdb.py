"""DuckDB, the default on one machine: it streams a file that is larger than memory."""

from __future__ import annotations

from uuid import uuid4

import duckdb
import narwhals as nw

from dolomite.base.errors import InputError
from dolomite.population.columns import Frame

# People are grouped within this much; the rest goes to disk. A million people with thirty days each fit nearly whole.
HELD_WITHIN = "125MB"


def shifted(rows: Frame) -> Frame:
    """The rows with `power` [1], by a shift of bits: a power of floating numbers costs a row as much as its sums."""
    native: duckdb.DuckDBPyRelation = rows.to_native()
    powered: Frame = nw.from_native(native.project("*, (1::BIGINT << place::BIGINT)::DOUBLE AS power"))
    return powered


def held(rows: Frame) -> Frame:
    """The rows as a table of the connection, made within a bound of memory where that can be done."""
    native: duckdb.DuckDBPyRelation = rows.to_native()
    name = f"held_{uuid4().hex}"
    native.query("rows", f"set memory_limit = '{HELD_WITHIN}'")
    try:
        native.create(name)
    except duckdb.OutOfMemoryException:
        native.query("rows", "reset memory_limit")
        native.create(name)
    finally:
        native.query("rows", "reset memory_limit")
    once: Frame = nw.from_native(native.query("rows", f"from {name}"))
    return once


def read(paths: tuple[str, ...], kind: str) -> Frame:
    """The rows of the files as a lazy frame. Raises InputError for a file it cannot read."""
    connection = duckdb.connect()
    try:
        if kind == ".csv":
            relation = connection.read_csv(list(paths))
        elif kind == ".parquet":
            relation = connection.read_parquet(list(paths))
        else:
            from dolomite.population.engine import xpt

            relation = connection.from_arrow(xpt.read(paths).to_arrow())
    except duckdb.Error as error:
        raise InputError(f"{paths[0]}: cannot be read ({str(error).splitlines()[0]}). Check the file.") from None
    rows: Frame = nw.from_native(relation)
    return rows
