"""Use case: add a FoodData Central release to the person's own food tables.

The release is streamed into a working file (food/stage.py); a run that was broken off goes on from there. The
finished catalogue is written beside its place and then moved into it, so that it is either whole or not there. The
same release gives the same content, broken off or not.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from dolomite.base.errors import InputError
from dolomite.food import facet, fdc, index, opened
from dolomite.food.archive import Archive, Tell
from dolomite.food.nutrient import nutrients
from dolomite.food.receipt import Imported
from dolomite.food.stage import STAGES, skip, stage
from dolomite.food.table import FOLDER
from dolomite.food.write import Head, NewFood, write

CACHE_KB = 8_000  # of the database while it is filled
STEPS = 3  # of the catalogue


def import_release(path: Path, *, data: Path, tell: Tell | None = None) -> Imported:
    """Import a release (zip or folder) into the data folder; tells which foods came in and what was left out and why.

    `tell` hears of progress [bytes]. Raises InputError when the release cannot be read or the folder not be written.
    """
    archive = Archive(path)
    key = fdc.release_key(path.name)
    target = data / FOLDER / f"{key}.sqlite"
    with _refusals(path.name, data):
        target.parent.mkdir(parents=True, exist_ok=True)
        if _already(target, archive.fingerprint):
            return _report(target, key, new=False)
        work = target.with_name(f".{key}.part")
        db = _working_file(work, archive.fingerprint)
        try:
            try:
                stage(db, archive, tell or _silent)
            except InputError:
                db.close()
                _remove(work)  # what a damaged table gave is not kept
                raise
            _finish(db, target, key, archive.fingerprint, tell or _silent)
        finally:
            db.close()
        _remove(work)
        return _report(target, key, new=True)


def _silent(_table: str, _done: int, _total: int) -> None:
    pass


@contextmanager
def _refusals(name: str, data: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise InputError(f"{name}: another import of this release is running. Wait for it to end.") from None
        raise InputError(f"{name}: the import could not be written ({error}). Check the space in {data}.") from None
    except OSError as error:
        raise InputError(
            f"{data}: cannot be written ({error.strerror}). Choose another folder.", field="data"
        ) from None
    except MemoryError:
        raise InputError(f"{name}: not enough memory for this import. Allow more, and start it again.") from None


def _already(target: Path, fingerprint: str) -> bool:
    if not target.exists() or opened.fault(target) is not None:
        return False
    db = sqlite3.connect(target)
    try:
        return bool(db.execute("select value from meta where key = 'fingerprint'").fetchone() == (fingerprint,))
    except sqlite3.Error:
        return False
    finally:
        db.close()


def _working_file(work: Path, fingerprint: str) -> sqlite3.Connection:
    """The working file of this very release, as far as an earlier run came; another one's is begun anew."""
    for _ in range(2):
        db = sqlite3.connect(work, timeout=1, isolation_level=None)
        try:
            db.execute("pragma locking_mode = exclusive")
            db.execute(f"pragma cache_size = -{CACHE_KB}")
            db.execute(f"pragma application_id = {opened.APPLICATION}")
            db.execute("begin exclusive")
            for statement in STAGES.split(";"):
                db.execute(statement)
            noted = db.execute("select value from note where key = 'fingerprint'").fetchone()
            if noted is None:
                db.execute("insert into note values ('fingerprint', ?)", (fingerprint,))
                noted = (fingerprint,)
            db.execute("commit")
            if noted == (fingerprint,):
                return db
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
        db.close()
        _remove(work)
    raise InputError(f"{work}: the working file cannot be used. Remove it and start again.")


def _finish(db: sqlite3.Connection, target: Path, key: str, fingerprint: str, tell: Tell) -> None:
    """The catalogue from the working file, beside its place and then into it."""
    tell("catalogue", 0, STEPS)
    db.execute("create index if not exists value_food on value (fdc_id, column, rank)")
    db.execute("create index if not exists portion_food on portion (fdc_id, seq)")
    _clear_finish_notes(db)
    beside = target.with_name(f".{key}.new")
    _remove(beside)
    columns = nutrients()
    categories = dict(db.execute("select id, name from category"))
    used = sorted({food[3] for food in _categorised(db) if food[3] is not None})
    head = Head(
        releases=((key, f"FoodData Central, {key.removeprefix('fdc_').replace('_', ' ')}"),),
        nutrients=tuple((n.key, n.name, n.unit, n.decimals) for n in columns),
        facets=facet.ids(),
        categories=tuple((each, _category_name(each, categories)) for each in used),
    )
    write(beside, head, _foods(db, key, len(columns)))
    tell("catalogue", 1, STEPS)
    index.build(beside)
    tell("catalogue", 2, STEPS)
    new_db = sqlite3.connect(beside)
    with new_db:
        new_db.execute("insert or replace into meta values ('fingerprint', ?)", (fingerprint,))
        skipped = db.execute("select reason, count from skipped order by reason").fetchall()
        new_db.execute("create table skipped (reason text primary key, count integer not null) without rowid")
        new_db.executemany("insert into skipped values (?, ?)", skipped)
    new_db.close()
    with beside.open("rb+") as written:
        os.fsync(written.fileno())
    opened.note_of(target).unlink(missing_ok=True)
    beside.replace(target)
    opened.note(target)
    tell("catalogue", STEPS, STEPS)


FINISH_REASONS = (
    "older version of a Foundation food",
    "food without any nutrient value",
    "nutrient value of a sample, or of a food that is not in the release",
)


def _clear_finish_notes(db: sqlite3.Connection) -> None:
    """What the last step counts is counted from nothing, should it be done again."""
    db.executemany("delete from skipped where reason = ?", [(reason,) for reason in FINISH_REASONS])


def _categorised(db: sqlite3.Connection) -> Iterator[tuple[int, str, str, str | None]]:
    """Number, type, name and category of each food, by number."""
    rows = db.execute(
        "select food.fdc_id, food.kind, food.name, food.category, label.category, code.code "
        "from food left join label using (fdc_id) left join code using (fdc_id) order by food.fdc_id"
    )
    for fdc_id, kind, name, number, labelled, code in rows:
        category = fdc.sr_group(number)
        if kind == "branded_food":
            category = f"label:{labelled}" if labelled else None
        elif kind == "survey_fndds_food" and code:
            category = f"wweia:{code}"
        yield fdc_id, kind, name, category


def _category_name(category: str, names: dict[str, str]) -> str:
    system, _, rest = category.partition(":")
    if system == "sr28":
        number = next((n for n, group in fdc.LATER_GROUPS.items() if group == rest), str(int(rest[:2])))
        return names.get(number, f"SR group {rest}")
    return names.get(category, rest)


def _foods(db: sqlite3.Connection, key: str, width: int) -> Iterator[NewFood]:
    values = _ByFood(db.execute("select fdc_id, column, rank, value from value order by fdc_id, column, rank, rowid"))
    portions = _ByFood(db.execute("select fdc_id, amount, measure, grams from portion order by fdc_id, seq, rowid"))
    current = {row[0] for row in db.execute("select fdc_id from code where kind = 'foundation'")}
    labels = _ByFood(
        db.execute("select fdc_id, brand_name, brand_owner, grams, measure, millilitres from label order by fdc_id")
    )
    energy = nutrients()[0].fdc
    older = empty = 0
    for fdc_id, kind, description, category in _categorised(db):
        got = values.of(fdc_id)
        measures = portions.of(fdc_id)
        label = next(iter(labels.of(fdc_id)), None)
        if kind == "foundation_food" and current and fdc_id not in current:
            older += 1
            continue
        if not got:
            empty += 1
            continue
        cells: list[float | None] = [None] * width
        energy_from = ""
        for column, rank, value in got:
            if cells[column] is None:
                cells[column] = value
                energy_from = energy[rank] if column == 0 else energy_from
        name, from_label = _label_of(description, label)
        yield NewFood(
            id=f"fdc:{fdc_id}",
            name=name,
            release=key,
            data_type=fdc.KINDS[kind],
            category=category,
            energy_from=f"{energy_from} per 100 ml" if label and label[4] else energy_from,
            values=tuple(cells),
            facets=tuple(facet.read(name, group=category).values()),
            portions=(*from_label, *((amount, measure, grams) for amount, measure, grams in measures)),
        )
    orphans = db.execute("select count(*) from value where fdc_id not in (select fdc_id from food)").fetchone()[0]
    for reason, count in zip(FINISH_REASONS, (older, empty, orphans), strict=True):
        if count:
            skip(db, reason, count)


def _label_of(description: str, label: Any) -> tuple[str, tuple[tuple[float, str, float], ...]]:
    if label is None:
        return " ".join(description.split()), ()
    brand_name, brand_owner, grams, household, _ = label
    name = fdc.name(description, brand_name, brand_owner)
    return name, () if grams is None else ((*fdc.measure(household), grams),)


class _ByFood:
    """Rows grouped by food, read along with the foods: both come by rising number."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self.groups = groupby(rows, key=lambda row: row[0])
        self.at: int | None = None
        self.rows: list[tuple[Any, ...]] = []

    def of(self, fdc_id: int) -> list[tuple[Any, ...]]:
        """The rest of the rows of one food; those of foods passed over are dropped."""
        while self.at is None or self.at < fdc_id:
            group = next(self.groups, None)
            if group is None:
                return []
            self.at, self.rows = group[0], [row[1:] for row in group[1]]
        return self.rows if self.at == fdc_id else []


def _report(target: Path, key: str, *, new: bool) -> Imported:
    db = sqlite3.connect(target)
    try:
        foods = db.execute("select count(*) from food").fetchone()[0]
        kinds = dict(db.execute("select data_type, count(*) from food group by data_type order by data_type"))
        skipped = dict(db.execute("select reason, count from skipped order by reason"))
        content = db.execute("select value from meta where key = 'content'").fetchone()[0]
    finally:
        db.close()
    return Imported(
        release=key,
        new=new,
        foods=foods,
        kinds=kinds,
        skipped=skipped,
        file=target,
        bytes=target.stat().st_size,
        content=content,
    )


def _remove(path: Path) -> None:
    for each in (path, path.with_name(path.name + "-journal"), path.with_name(path.name + "-wal")):
        each.unlink(missing_ok=True)
