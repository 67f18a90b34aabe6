"""Lines of an export that stand out from the rest of the same file, and are asked about; nothing is changed by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from statistics import median

from dolomite.base import words
from dolomite.base.diary import DiaryRow
from dolomite.base.document import shown

TIMES = 2.0  # one line with this many times all that a usual day of the same file has; about asking, no health number
FEWEST_DAYS = 3  # below it there is no usual day
MOST_ASKED = 5  # questions a file


def asked(rows: Sequence[DiaryRow], nutrient: str) -> tuple[str, ...]:
    """A question for each line whose own value [as the row] is more than twice what the middle day of the file has."""
    by_day: dict[date, float] = defaultdict(float)
    held: list[tuple[DiaryRow, float]] = []
    for row in rows:
        value = next((value for key, value in row.given or () if key == nutrient), None)
        if value is not None:
            by_day[row.on] += value
            held.append((row, value))
    if len(by_day) < FEWEST_DAYS:
        return ()
    middle = median(by_day.values())
    odd = [(row, value) for row, value in held if value > TIMES * middle > 0]
    said = [
        f"Line {row.line}, {shown(row.food)} on {row.on}: {words.amount(value, 'mg')} of {nutrient} in one line, more "
        f"than {TIMES:g} usual days of this file. Is the amount right?"
        for row, value in odd[:MOST_ASKED]
    ]
    more = len(odd) - len(said)
    return (*said, *((f"{more} more lines stand out like that.",) if more > 0 else ()))
