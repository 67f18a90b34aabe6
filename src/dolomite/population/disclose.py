"""What may be published: small counts hidden, the rest rounded, and nothing that gives a hidden one back.

Counts of 7 and fewer are hidden and the rest rounded to the nearest 5, as ehrQL and OpenSAFELY do by default. Where one
count of a table is hidden and its total is shown, the difference would tell it: a second one, the smallest left, is
hidden too. Estimates of a group whose count is hidden are hidden with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dolomite.population.estimate import Answer, Figure

HIDDEN_UP_TO = 7  # OpenSAFELY, "Statistical disclosure control": counts of 7 and fewer are redacted
ROUND_TO = 5  # OpenSAFELY, the same page: and the rest rounded to the nearest 5
WHY = f"Fewer than {HIDDEN_UP_TO + 1} people, or a group whose count would give a smaller one away: not shown."


def hidden(counts: Sequence[int]) -> frozenset[int]:
    """The places of the counts [people] of one table, whose total may be known, that must not be shown.

    >>> sorted(hidden([5, 40, 12, 90]))
    [0, 2]
    """
    small = {place for place, count in enumerate(counts) if 0 < count <= HIDDEN_UP_TO}
    if not small:
        return frozenset()
    left = sorted((count, place) for place, count in enumerate(counts) if place not in small and count > 0)
    total = sum(counts[place] for place in small)
    # Hidden counts must not be told by their sum: at least two of them, and more people than one small group.
    while left and (len(small) < 2 or total <= HIDDEN_UP_TO):
        count, place = left.pop(0)
        small.add(place)
        total += count
    return frozenset(small)


def rounded(count: int) -> int:
    """A count [people] to the nearest 5.

    >>> rounded(13)
    15
    """
    return ROUND_TO * ((2 * count + ROUND_TO) // (2 * ROUND_TO))


def safe(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers as they may be published: small groups without figures [people], counts rounded."""
    places = hidden([one.people for one in answers])
    return tuple(_hide(one) if place in places else _round(one) for place, one in enumerate(answers))


def _hide(one: Answer) -> Answer:
    nothing = Figure(value=None)
    return replace(
        one,
        people=0,
        repeats=0,
        unknown_days=0,
        mean=nothing,
        below_ear=nothing,
        prob_inadequate=nothing,
        above_ul=nothing,
        quantiles=(),
        fit=None,
        why_not=WHY,
    )


def _round(one: Answer) -> Answer:
    return replace(
        one, people=rounded(one.people), repeats=rounded(one.repeats), unknown_days=rounded(one.unknown_days)
    )
