"""Search as you type on the shipped foods: ours against SQLite FTS5 trigram and rapidfuzz brute force, in one run.

The same names for all, sixty misspelt queries (tests/cases/food/misspelt.yaml), every beginning a keystroke. Counted:
how often a right food comes first and among the first three. Also the cold start of `dolomite food search` against
`python -c "import click, rich, pydantic"`. A peer that is not installed is said.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
QUERIES = yaml.safe_load((ROOT / "tests" / "cases" / "food" / "misspelt.yaml").read_text(encoding="utf-8"))
REPEATS = 9  # starts of a process; the fastest counts
Find = Callable[[str], list[str]]


def ours(_: list[tuple[str, str]]) -> Find:
    """Dolomite's catalogue."""
    from dolomite.food.search import search
    from dolomite.food.table import Catalogue

    catalogue = Catalogue.open()
    return lambda typed: [hit.id for hit in search(catalogue, typed, limit=10)]


def trigram(names: list[tuple[str, str]]) -> Find:
    """SQLite FTS5 with the trigram tokenizer, in memory: any shared trigram, ranked by bm25."""
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table f using fts5(name, id unindexed, tokenize='trigram')")
    db.executemany("insert into f (id, name) values (?, ?)", names)
    db.execute("insert into f (f) values ('optimize')")

    def find(typed: str) -> list[str]:
        text = " ".join(re.findall(r"[a-z0-9]+", typed.lower()))
        grams = " OR ".join(f'"{text[i : i + 3]}"' for i in range(len(text) - 2))
        rows = db.execute("select id from f where f match ? order by rank limit 10", (grams,)) if grams else []
        return [food_id for (food_id,) in rows]

    return find


def rapidfuzz(names: list[tuple[str, str]]) -> Find:
    """rapidfuzz partial_ratio against every name."""
    from rapidfuzz import fuzz, process, utils

    ids = [food_id for food_id, _ in names]
    low = [utils.default_process(name) for _, name in names]

    def find(typed: str) -> list[str]:
        return [ids[i] for *_, i in process.extract(typed.lower(), low, scorer=fuzz.partial_ratio, limit=10)]

    return find


def measure(
    name: str, build: Callable[[list[tuple[str, str]]], Find], names: list[tuple[str, str]], ours_ms: float | None
) -> tuple[str, float | None]:
    """One engine: type every query, say how long each keystroke took and what was found, and the slowest one in a
    hundred [ms of processor time], which is put beside `ours_ms`."""
    try:
        find = build(names)
    except ImportError:
        return f"{name:23s} not installed", None
    find("mlik")  # opening the file and loading the vocabulary is the cold start, measured apart
    times: list[float] = []
    busy: list[float] = []
    first = three = 0
    for query in QUERIES:
        found: list[str] = []
        for length in range(1, len(query["typed"]) + 1):
            start, start_busy = time.perf_counter(), time.process_time()
            found = find(query["typed"][:length])
            times.append(time.perf_counter() - start)
            busy.append(time.process_time() - start_busy)
        first += bool(found) and found[0] in query["right"]
        three += bool(set(found[:3]) & set(query["right"]))
    p50, p99, p99_busy = (
        1e3 * sorted(t)[int(share * len(t))] for t, share in ((times, 0.5), (times, 0.99), (busy, 0.99))
    )
    ratio = "" if ours_ms is None else f", {p99_busy / ours_ms:.1f} x ours"
    text = (
        f"{name:23s} {len(times)} keystrokes, p50 {p50:6.2f} ms, p99 {p99:6.2f} ms "
        f"(processor {p99_busy:5.2f} ms{ratio}); "
        f"first {first}/{len(QUERIES)}, among three {three}/{len(QUERIES)}"
    )
    return text, p99_busy


def cold(*command: str) -> float:
    """The fastest of several starts of a process [s]."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print one line for each engine, then the cold starts."""
    from dolomite.food.table import SHIPPED

    db = sqlite3.connect(SHIPPED)
    names = db.execute("select id, name from food order by number").fetchall()
    print(f"{len(names):,} names")
    ours_ms: float | None = None
    for name, build in (("ours", ours), ("SQLite FTS5 trigram", trigram), ("rapidfuzz partial_ratio", rapidfuzz)):
        text, busy_ms = measure(name, build, names, ours_ms)
        ours_ms = ours_ms if ours_ms is not None else busy_ms
        print(text, flush=True)
    bare = cold("-c", "import click, rich, pydantic")
    for words in ("banana", "browm rice cooked"):
        took = cold("-m", "dolomite", "food", "search", *words.split())
        print(
            f"cold `food search {words}`: {took * 1e3:.0f} ms, {took / bare:.2f} x a bare import of {bare * 1e3:.0f} ms"
        )


if __name__ == "__main__":
    main()
