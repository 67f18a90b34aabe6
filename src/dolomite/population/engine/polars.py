"""Polars on one machine, streaming."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from dolomite.base.errors import InputError
from dolomite.population.columns import Frame


def read(paths: tuple[str, ...], kind: str) -> Frame:
    """The rows of the files as a lazy frame. Raises InputError for a file it cannot read."""
    try:
        if kind == ".csv":
            frame = pl.scan_csv(list(paths), infer_schema_length=10_000)
        elif kind == ".parquet":
            frame = pl.scan_parquet(list(paths))
        else:
            from dolomite.population.engine import xpt

            frame = xpt.read(paths).lazy()
        frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(f"{paths[0]}: cannot be read ({str(error).splitlines()[0]}). Check the file.") from None
    rows: Frame = nw.from_native(frame)
    return rows
