"""Which days stand for the others: weekdays only, weekends only, days in a row."""

from __future__ import annotations

from datetime import date

import pytest

from dolomite.adequacy.days import remarks

MONDAY = 2  # of March 2026


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([0], []),
        ([0, 2], ["weekdays"]),
        ([5, 6], ["at weekends"]),
        ([0, 5], []),
        ([0, 1, 2], ["weekdays", "follow one another"]),
        ([4, 5, 6], ["follow one another"]),
        ([0, 1, 2, 3, 4, 5, 6], []),
        ([0, 0], []),
    ],
)
def test_remarks(days, words):
    found = remarks([date(2026, 3, MONDAY + day) for day in days])
    assert len(found) == len(words)
    assert all(word in said for word, said in zip(words, found, strict=True))
