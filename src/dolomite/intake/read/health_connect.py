"""Android's Health Connect export: a zip with a database of meals; the smallest double means "not recorded"."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from math import fsum
from pathlib import Path
from typing import ClassVar

from dolomite import facts
from dolomite.base.diary import Diary, DiaryRow, Proposal
from dolomite.base.document import refuse
from dolomite.base.errors import InputError
from dolomite.base.units import KJ_PER_KCAL
from dolomite.intake.read.built import Built
from dolomite.intake.read.cells import MOST_A_DAY, ColumnRow, factor
from dolomite.intake.read.file import File, How

ORIGIN = "Health Connect"
TABLE = "nutrition_record_table"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # where its clocks begin
SQLITE = b"SQLite format 3\0"
NOT_RECORDED = 5e-324  # the smallest double, written where an app gave nothing
# How Android numbers meals.
MEALS = {1: "breakfast", 2: "lunch", 3: "dinner", 4: "snack"}
FIT = 0.4  # how far energy may be from what the macronutrients make of it, as a share; fibre and alcohol move it
MIDDLE = 0.5
PREFERRED = 1000  # a meal with magnesium counts so much when an app is chosen
ENERGY = "energy"
_J_PER_KCAL = 1000 * KJ_PER_KCAL
_CAL_PER_KCAL = 1000.0
_G_PER_KG = 1000.0


class PerGram(facts.Row):
    """Energy of a gram of one macronutrient [kcal/g]."""

    unique: ClassVar[tuple[str, ...]] = ("nutrient",)
    nutrient: str
    kcal_per_g: float


def recognise(file: File) -> bool:
    """True for the zip, or the database in it."""
    if file.head().startswith(SQLITE):
        return True
    return any(name.lower().endswith(".db") for name in file.members())


def read(file: File, how: How) -> Diary:
    """Each meal [our units], without a weight, for there is none; the newest body weight becomes a proposal.

    Raises InputError: no such table, or an energy column whose unit the file itself contradicts.
    """
    with _database(file) as base:
        there = {name for (name,) in base.execute("select name from sqlite_master where type='table'")}
        if TABLE not in there:
            refuse(
                file.name, None, "there is no table of meals in it. Let your food app write to Health Connect first."
            )
        base.row_factory = sqlite3.Row
        rows = [dict(row) for row in base.execute(f"select * from {TABLE}")]
        apps = _apps(base, there)
        weights = [dict(row) for row in base.execute("select * from weight_record_table")] if (
            "weight_record_table" in there
        ) else []  # fmt: skip
    built = Built(name=file.name, origin=ORIGIN)
    kept = _writer(built, rows, apps, how)
    rows = [row for row in rows if kept is None or row.get("app_info_id") == kept]
    known = {row.column: row for row in facts.rows("intake/health_connect", ColumnRow)}
    per_kcal = _energy_unit(rows, file.name)
    for row in rows:
        _meal(built, row, known, per_kcal, how)
    built.proposals += _weight(weights)
    return built.diary()


@contextmanager
def _database(file: File) -> Iterator[sqlite3.Connection]:
    """The database, opened for reading alone, out of the zip where it is in one."""
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(file.content, Path) and file.head().startswith(SQLITE):
            path = file.content
        else:
            inside = next((name for name in file.members() if name.lower().endswith(".db")), None)
            path = Path(folder) / "export.db"
            path.write_bytes(file.bytes() if inside is None else file.member(inside).bytes())
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
                yield base
        except sqlite3.DatabaseError as error:
            refuse(file.name, None, f"the database in it cannot be read ({error}). Export again.")


def _apps(base: sqlite3.Connection, there: set[str]) -> dict[int, str]:
    if "application_info_table" not in there:
        return {}
    names = {}
    for row in base.execute("select * from application_info_table"):
        app = dict(row)
        names[int(app.get("row_id", 0))] = str(app.get("app_name") or app.get("package_name") or app.get("row_id"))
    return names


def _writer(built: Built, rows: list[dict[str, object]], apps: Mapping[int, str], how: How) -> int | None:
    wrote: Counter[int] = Counter()
    for row in rows:
        if isinstance(app := row.get("app_info_id"), int):
            wrote[app] += PREFERRED if _value(row.get("magnesium")) is not None else 1
    names = {app: apps.get(app, f"app {app}") for app in wrote}
    if how.writer is not None:
        chosen = next((app for app, name in names.items() if name == how.writer), None)
        if chosen is None:
            refuse(built.name, None, f"{how.writer} wrote no food in it. Choose of: {', '.join(names.values())}.")
        return chosen
    if len(wrote) <= 1:
        return None
    kept = wrote.most_common(1)[0][0]
    others = ", ".join(sorted(name for app, name in names.items() if app != kept))
    built.notes.append(
        f"Several apps wrote food: {names[kept]} is counted, {others} left out, so that no meal counts twice. "
        "The import can be told to count another one (writer)."
    )
    return kept


def _energy_unit(rows: list[dict[str, object]], name: str) -> float | None:
    """How many of the energy column's units make a kcal, by what the macronutrients of the same meals hold."""
    per_g = {row.nutrient: row.kcal_per_g for row in facts.rows("intake/energy_per_gram", PerGram)}
    places = {"protein": "protein", "carbohydrate": "total_carbohydrate", "fat": "total_fat"}
    ratios = []
    for row in rows:
        energy = _value(row.get(ENERGY))
        parts = [(key, _value(row.get(column))) for key, column in places.items()]
        if energy is None or energy <= 0 or any(part is None for _, part in parts):
            continue
        kcal = fsum(part * per_g[key] for key, part in parts if part is not None)
        if kcal > 0:
            ratios.append(energy / kcal)
    if not ratios:
        return None
    middle = sorted(ratios)[int(len(ratios) * MIDDLE)]
    for unit in (_CAL_PER_KCAL, _J_PER_KCAL, 1.0, KJ_PER_KCAL):
        if abs(middle / unit - 1) <= FIT:
            return unit
    refuse(name, None, "its energy fits neither joules nor calories of the protein, fat and carbohydrate. Is it whole?")


def _meal(
    built: Built, row: dict[str, object], known: Mapping[str, ColumnRow], per_kcal: float | None, how: How
) -> None:
    line = row.get("row_id")
    number = line if isinstance(line, int) else 0
    values: list[tuple[str, float]] = []
    for column, held in known.items():
        value = _value(row.get(column))
        ours = how.units.get(held.nutrient)
        if value is None or ours is None:
            continue
        if held.nutrient == ENERGY:
            times = None if per_kcal is None else 1 / per_kcal
        else:
            times = factor(held.unit or "", ours)
        if not 0 <= value <= MOST_A_DAY:
            says = f"{held.nutrient} {value:g} is not an amount. Correct it in the app, and export again."
            built.faults.append(InputError(says, file=built.name, line=number))
        elif times is not None:
            values.append((held.nutrient, value * times))
    on = _day(row, "start")
    if on is None:
        built.faults.append(InputError("a meal has no time. Export again.", file=built.name, line=number))
        return
    meal_type = row.get("meal_type")
    meal = MEALS.get(meal_type, "") if isinstance(meal_type, int) else ""
    food = str(row.get("meal_name") or "").strip()
    built.add(
        DiaryRow(
            line=number,
            on=on,
            meal=meal,
            food=food or meal or "meal",
            amount=None,
            unit="",
            given=tuple(values),
            part="food" if food else "sum",
        )
    )


def _value(cell: object) -> float | None:
    if not isinstance(cell, (int, float)) or cell == NOT_RECORDED:
        return None
    return float(cell)


def _day(row: Mapping[str, object], which: str) -> date | None:
    """The local day: by the moment and its offset, else as the export itself counted it."""
    prefix = f"{which}_" if which else ""
    moment, offset = row.get(f"{prefix}time"), row.get(f"{prefix}zone_offset")
    if isinstance(moment, int):
        seconds = moment / 1000 + (offset if isinstance(offset, int) else 0)
        return (EPOCH + timedelta(seconds=seconds)).date()
    local = row.get("local_date")
    return EPOCH.date() + timedelta(days=local) if isinstance(local, int) else None


def _weight(rows: list[dict[str, object]]) -> list[Proposal]:
    """The newest body weight; versions write grams or kilograms, and no adult is between the two."""
    weights = [(on, value) for row in rows if (value := _value(row.get("weight"))) and (on := _day(row, ""))]
    if not weights:
        return []
    on, value = max(weights)
    kg = value / _G_PER_KG if value >= _G_PER_KG else value
    return [Proposal(kind="weight", name="body weight", on=on, value=kg, unit="kg")]
