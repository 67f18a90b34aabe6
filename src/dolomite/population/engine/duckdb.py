"""DuckDB, the default on one machine: it streams a file that is larger than memory."""

from __future__ import annotations

import duckdb
import narwhals as nw

from dolomite.base.errors import InputError
from dolomite.population.columns import Frame


def read(paths: tuple[str, ...], kind: str) -> Frame:
    """The rows of the files as a lazy frame. Raises InputError for a file it cannot read. (No unit.)"""
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
