"""How well diary lines are read as people write them: benchmarks/diary_lines.py FILE [--country XX] [--all]

FILE holds one line each: [diary|meal|]food|amount|unit|right foods as a regular expression|[g low|g high|]mg low|high;
with grams, a first cell of two letters is the country.
Right: the food is taken without asking, it is a right one, and its magnesium lies in the range. Asked: not taken
without asking, the magnesium left unknown. Near: a right food, whose magnesium is outside the range while its printed
band reaches into it. Wrong: taken, and the food is another or the band misses the range. With a diary
named, each diary's sum is compared with the middle of the ranges, and the printed band with the range.
"""

from __future__ import annotations

import argparse
import csv
import inspect
import io
import re
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dolomite.app import read
from dolomite.base.errors import InputError
from dolomite.base.span import Span
from dolomite.food.table import Catalogue
from dolomite.intake.total import MAGNESIUM, of


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a case file."""
    found = []
    for text in path.read_text(encoding="utf-8").splitlines():
        if not text or text.startswith("#"):
            continue
        parts = text.split("|")
        own = _is_number(parts[-4]) and _is_number(parts[-3])
        home = parts.pop(0) if own and re.fullmatch(r"[a-z]{2}", parts[0]) else "own"
        head, tail = (parts[:3], parts[3:-4]) if own else (parts[2:5], parts[5:-2])
        found.append(
            {
                "diary": home if own else parts[0],
                "g": tuple(float(part) for part in parts[-4:-2]) if own else None,
                "food": head[0],
                "amount": head[1],
                "unit": head[2],
                "right": "|".join(tail).strip(),
                "mg": (float(parts[-2]), float(parts[-1])),
            }
        )
    return found


def main() -> int:
    """Read every line and print the score."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--country", help="two letters; else by the name of the diary")
    parser.add_argument("--all", action="store_true", help="print the right ones, too")
    given = parser.parse_args()
    catalogue = Catalogue.open()
    count: Counter[str] = Counter()
    days: dict[str, list[tuple[dict[str, Any], Any]]] = defaultdict(list)
    for row in rows(given.file):
        verdict, said, span = judge(
            row, catalogue, given.country or COUNTRIES.get(row["diary"]) or _country(row["diary"])
        )
        count[verdict] += 1
        days[row["diary"]].append((row, span))
        if given.all or verdict != "right":
            print(f"{verdict:8} {row['food']} | {row['amount']} | {row['unit']} -> {said}")
    print(dict(count), "of", sum(count.values()))
    by_day(days)
    return 0


COUNTRIES = {"uk": "GB", "us": "US", "fr": "FR", "in": "IN", "mx": "MX", "de": "DE", "st": "US", "ve": "GB", "el": "GB"}


def judge(row: dict[str, Any], catalogue: Catalogue, country: str | None) -> tuple[str, str, Any]:
    """Verdict, what was taken, and the magnesium of one line."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(["date", "meal", "food", "amount", "unit"])
    writer.writerow(["2026-05-01", "lunch", row["food"], row["amount"], row["unit"]])
    more = {"country": country} if "country" in inspect.signature(read.diary).parameters else {}
    try:
        matched = read.diary(sheet.getvalue().encode(), name="line.csv", catalogue=catalogue, **more)
    except InputError as error:
        return "refused", str(error)[:120], None
    one = matched.eaten[0]
    span = Span.total(of(each, MAGNESIUM, catalogue) for each in matched.eaten)
    low, high = row["mg"]
    if one.food is None:
        near = "; ".join(hit.name for hit in one.candidates[:3])
        return "asked", f"? {near}", span
    name = " + ".join(each.name for each in matched.eaten)
    weighed = " + ".join("?" if each.grams is None else f"{each.grams:.0f}" for each in matched.eaten)
    said = f"{name}, {weighed} g, {span.known} mg ({span.low}-{span.high}), wanted {low:g}-{high:g}"
    turned = " + ".join(" ".join(reversed(each.name.split(", "))) for each in matched.eaten)  # tomato soup
    if not re.search(row["right"], f"{name} / {turned}", re.IGNORECASE):
        return "WRONG", f"food: {said} /{row['right']}/", span
    if span.known is None:
        return "measure", said, span
    if low <= span.known <= high and _weighs(row["g"], matched.eaten):
        return "right", said, span
    reaches = span.low is not None and span.low <= high and (span.high is None or span.high >= low)
    return ("near" if reaches else "WRONG"), said, span


def _weighs(wanted: tuple[float, float] | None, eaten: Iterable[Any]) -> bool:
    """Whether the line weighs what was written down, where that was."""
    grams = [each.grams for each in eaten]
    return wanted is None or (None not in grams and wanted[0] <= sum(grams) <= wanted[1])


def by_day(days: dict[str, list[tuple[dict[str, Any], Any]]]) -> None:
    """Each diary as a day: the error of its sum, and whether its band holds the middle of the ranges."""
    errors, covered = [], 0
    for name, lines in days.items():
        truth = sum(sum(row["mg"]) / 2 for row, _ in lines)
        known = sum(span.known or 0.0 for _, span in lines if span is not None)
        low = sum(span.low or 0.0 for _, span in lines if span is not None)
        open_end = any(span is None or span.high is None for _, span in lines)
        high = float("inf") if open_end else sum(span.high for _, span in lines)
        errors.append(abs(known - truth) / truth)
        covered += low <= truth <= high
        print(f"  {name}: {known:.0f} mg ({low:.0f}-{high:.0f}), truth about {truth:.0f}")
    print(f"median error {statistics.median(errors):.0%}; band holds the truth in {covered} of {len(days)}")


def _country(diary: str) -> str | None:
    """A diary named by two letters is a country's."""
    return diary.upper() if len(diary) == 2 and diary not in COUNTRIES else None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None


if __name__ == "__main__":
    sys.exit(main())
