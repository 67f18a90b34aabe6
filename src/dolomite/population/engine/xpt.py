"""SAS transport files (XPT), as NHANES publishes its tables, by pyreadstat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dolomite.base.errors import InputError

if TYPE_CHECKING:
    import polars as pl


def read(paths: tuple[str, ...]) -> pl.DataFrame:
    """The rows of transport files, one below the other. Raises InputError for a file that is none."""
    import polars as pl
    import pyreadstat

    frames = []
    for path in paths:
        try:
            frames.append(pl.DataFrame(pyreadstat.read_xport(path, output_format="polars")[0]))
        except (pyreadstat.PyreadstatError, ValueError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: this is no readable SAS transport file ({error}). Download it again.") from None
    return pl.concat(frames)
