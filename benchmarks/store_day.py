"""A day of a record of five years and two people (73,000 food lines), beside SQLite's own bare query for its rows."""

from __future__ import annotations

import itertools
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dolomite.app.day import day_view, matched_diary
from dolomite.app.snapshot import snapshot_of
from dolomite.food.table import Catalogue
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, Draft, Store, new_uid

PEOPLE, DAYS, LINES = ("anna", "bela"), 1825, 20
FIRST = date(2021, 1, 1)
TARGET_MS = 5.0
REPEATS = 200


def fill(store: Store, catalogue: Catalogue, chance: random.Random) -> None:
    """Twenty lines a day, each with the values of its food."""
    foods = [snapshot_of(food, catalogue) for food in itertools.islice(catalogue, 0, None, 30)]
    for who in PEOPLE:
        for n in range(DAYS):
            drafts = [
                Draft(uid=new_uid(), day=FIRST + timedelta(days=n), kind="food", data=line(chance, foods))
                for _ in range(LINES)
            ]
            store.append(who, drafts, utc=datetime.now(UTC))


def line(chance: random.Random, foods: list[dict[str, object]]) -> dict[str, object]:
    """A made-up line."""
    grams = round(chance.uniform(5, 300), 1)
    meal = chance.choice(["breakfast", "lunch", "dinner"])
    return {"meal": meal, "food": "x", "amount": grams, "unit": "g", "grams_g": grams, "snapshot": chance.choice(foods)}


def measured(ask: Callable[[date], object], chance: random.Random) -> tuple[float, float]:
    """Median and 95th percentile [ms]."""
    took = []
    for _ in range(REPEATS):
        day = FIRST + timedelta(days=chance.randrange(DAYS - 28))
        begun = time.perf_counter()
        ask(day)
        took.append(1000 * (time.perf_counter() - begun))
    return statistics.median(took), sorted(took)[REPEATS * 95 // 100]


def main() -> int:
    """Print one line per question; 1 when the day misses its target."""
    chance, catalogue = random.Random(1), Catalogue.open()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / STORE)
        fill(store, catalogue, chance)
        raw = sqlite3.connect(Path(folder) / STORE)
        bare = "SELECT * FROM entry WHERE person = 'anna' AND day = ?"
        questions: dict[str, Callable[[date], object]] = {
            "SQLite alone": lambda day: raw.execute(bare, (day.isoformat(),)).fetchall(),
            "a day as it stands": lambda day: store.current("anna", first=day, last=day),
            "the day's page": lambda day: day_view(store, "anna", day),
            "28 days for the totals": lambda day: matched_diary(
                store, "anna", first=day, last=day + timedelta(days=27), catalogue=catalogue
            ),
        }
        found = {name: measured(ask, chance) for name, ask in questions.items()}
        for name, (median, late) in found.items():
            print(f"{name:<28} median {median:7.2f} ms, 95 of 100 within {late:7.2f} ms")
        store.close()
    return 1 if found["a day as it stands"][0] > TARGET_MS else 0


if __name__ == "__main__":
    sys.exit(main())
