"""All foods as NumPy columns, for the plan and for totals of many people. The only module of the room with NumPy."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dolomite.food import opened

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """All foods as columns: `values[i, j]` is nutrient `nutrients[j]` of food `ids[i]`, per 100 g, NaN unknown.

    `yes` and `no` are foods x facets; `typical_g` [g] has NaN where nobody says. `familiarity` is dimensionless.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    data_types: tuple[str, ...]
    categories: tuple[str | None, ...]
    nutrients: tuple[str, ...]
    facets: tuple[str, ...]
    values: Floats
    yes: Bits
    no: Bits
    typical_g: Floats
    familiarity: Floats


def columns(
    db: sqlite3.Connection,
    *,
    path: Path,
    nutrients: tuple[str, ...],
    categories: Sequence[str],
    facets: tuple[str, ...],
    data_types: frozenset[str] | None = None,
) -> Columns:
    """All foods of one catalogue file as arrays, per 100 g, NaN unknown; shapes and units as `Columns` says.

    `path`, `nutrients`, ids of `categories` and `facets` are those of the file that `db` has open.
    """
    rows = db.execute(
        "select number, id, name, data_type, category, yes, no, typical_g, familiarity from food order by number"
    ).fetchall()
    blocks = db.execute("select data from block order by number")
    packed = b"".join(opened.unpacked(data, path=path) for (data,) in blocks)
    values = np.frombuffer(packed, dtype=np.float64).reshape(len(rows), len(nutrients))
    if data_types is not None:
        rows = [row for row in rows if row[3] in data_types]
        values = values[[row[0] for row in rows]]
    return Columns(
        ids=tuple(row[1] for row in rows),
        names=tuple(row[2] for row in rows),
        data_types=tuple(row[3] for row in rows),
        categories=tuple(None if row[4] is None else categories[row[4]] for row in rows),
        nutrients=nutrients,
        facets=facets,
        values=values,
        yes=_bits([row[5] for row in rows], len(facets)),
        no=_bits([row[6] for row in rows], len(facets)),
        typical_g=np.array([np.nan if row[7] is None else row[7] for row in rows], dtype=np.float64),
        familiarity=np.array([row[8] for row in rows], dtype=np.float64),
    )


def _bits(masks: list[int], width: int) -> Bits:
    return (np.array(masks, dtype=np.int64)[:, None] >> np.arange(width) & 1).astype(bool)
