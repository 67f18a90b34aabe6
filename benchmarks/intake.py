"""Diary totals: one person-day, and 10,000 person-days, for all nutrients; processor time in one run.

The peer is the plainest loop that could be written: grams times value per 100 g, no unknowns, no bounds. The ratio is
what naming the unknown and bounding it costs.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
DAYS = 10_000
REPEATS = 5
ON = date(2026, 11, 21)  # after every date in the example person


def cpu_s(work: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """Processor time of one call [s], the median of a few."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    from dolomite.app import read
    from dolomite.app.case import Case
    from dolomite.app.measure_intake import measure_intake
    from dolomite.food.table import Catalogue

    person = read.person((ROOT / "examples/person.yaml").read_bytes(), name="person.yaml", on=ON)
    catalogue = Catalogue.open()
    typed = (ROOT / "examples/person.csv").read_bytes()
    lines = typed.decode().splitlines()
    one_day = [lines[0], *(line for line in lines[1:] if line.startswith(lines[1].split(",")[0]))]
    day = read.diary("\n".join(one_day).encode(), name="day.csv", catalogue=catalogue)

    many = read.diary(_repeated(lines).encode(), name="years.csv", catalogue=catalogue)
    eaten: dict[object, list[tuple[Mapping[str, float | None], float]]] = {}
    for one in many.eaten:
        if one.food is not None and one.grams is not None:
            eaten.setdefault(one.row.on, []).append((one.food.nutrients, one.grams))

    def plain() -> list[dict[str, float]]:
        totals = []
        for foods in eaten.values():
            total: dict[str, float] = {}
            for values, grams in foods:
                for key, value in values.items():
                    total[key] = total.get(key, 0.0) + (value if value is not None else 0.0) * grams / 100
            totals.append(total)
        return totals

    peer = cpu_s(plain, repeats=1)
    single = cpu_s(lambda: measure_intake(Case(person=person, on=ON, diary=day, catalogue=catalogue)))
    all_days = cpu_s(lambda: measure_intake(Case(person=person, on=ON, diary=many, catalogue=catalogue)), repeats=1)

    def every_value() -> int:
        found = Case(person=person, on=ON, diary=many, catalogue=catalogue).total
        assert found is not None
        return sum(len(dict(one.nutrients)) for one in found.days)

    forced = cpu_s(every_value, repeats=1)
    print("Diary totals, all nutrients (processor time)")
    print(f"  one person-day: {1000 * single:.2f} ms")
    print(f"  {len(eaten):,} person-days: {all_days:.2f} s, {all_days / peer:.1f} x a plain loop over the same foods")
    print(f"  the same with every nutrient of every day asked for: {forced:.2f} s, {forced / peer:.1f} x")
    print("  (the plain loop counts unknown as zero, which is wrong)")


def _repeated(lines: list[str]) -> str:
    """The example week again and again, each week seven days later, until there are enough days."""
    rows = [line.split(",", 1) for line in lines[1:]]
    days = {day: number for number, day in enumerate(dict.fromkeys(row[0] for row in rows))}
    text = [lines[0]]
    for week in range(-(-DAYS // len(days))):
        for day, rest in rows:
            number = week * len(days) + days[day]
            if number < DAYS:
                text.append(f"{date(1990, 1, 1) + timedelta(days=number)},{rest}")
    return "\n".join(text)


if __name__ == "__main__":
    main()
