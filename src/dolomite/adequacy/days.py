"""Do the days that were written down stand for the others? Weekends eat otherwise, and neighbouring days alike."""

from __future__ import annotations

from calendar import SATURDAY
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

FEWEST = 2  # days; one day stands for nothing but itself, which is said elsewhere
BOTH_KINDS_FROM = 3  # consecutive days up to a whole week of them share meals and leftovers
WEEK = timedelta(weeks=1).days


def remarks(days: Sequence[date]) -> tuple[str, ...]:
    """What the counted days of a diary leave out, in sentences; empty when nothing does.

    >>> remarks([date(2026, 3, 2), date(2026, 3, 4)])
    ('All these days are weekdays. Many people eat otherwise at weekends: write down a Saturday or Sunday as well.',)
    """
    known = sorted(set(days))
    if len(known) < FEWEST:
        return ()
    said = []
    weekend = [day.weekday() >= SATURDAY for day in known]
    if not any(weekend):
        said.append(
            "All these days are weekdays. Many people eat otherwise at weekends: write down a Saturday or Sunday as "
            "well."
        )
    elif all(weekend):
        said.append("All these days are at weekends. Write down some weekdays as well.")
    in_a_row = all(later - earlier == timedelta(days=1) for earlier, later in pairwise(known))
    if in_a_row and BOTH_KINDS_FROM <= len(known) < WEEK:
        said.append("These days follow one another, and neighbouring days share leftovers: days apart tell more.")
    return tuple(said)
