"""What may be published: small counts hidden, the rest rounded, and nothing that gives a hidden one back.

Counts of 7 and fewer are hidden and the rest rounded to the nearest 5, as ehrQL and OpenSAFELY do by default. Where one
count of a table is hidden and its total is shown, the difference would tell it: a second one, the smallest left, is
hidden too. That holds for every total another run can ask for: where a table is divided by several columns, for every
line with the same value in some of them. Estimates of a group whose count is hidden are hidden with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from dolomite.population.estimate import Figure, GroupEstimate
from dolomite.population.survey import JOINT

HIDDEN_UP_TO = 7  # OpenSAFELY, "Statistical disclosure control": counts of 7 and fewer are redacted
ROUND_TO = 5  # OpenSAFELY, the same page: and the rest rounded to the nearest 5
WHY = f"Fewer than {HIDDEN_UP_TO + 1} people, or a group whose count would give a smaller one away: not shown."
FEW = f"Fewer than {HIDDEN_UP_TO + 1} people lie below the average requirement, or all but those do: not shown."


def hidden(counts: Sequence[int], names: Sequence[str] = ()) -> frozenset[int]:
    """The places of the counts [people] of one table that must not be shown, whichever of its totals may be known.

    `names` are the groups' names; a name of several parts stands in several lines, and each line has a total.

    >>> sorted(hidden([5, 40, 12, 90]))
    [0, 2]
    >>> sorted(hidden([5, 40, 12, 90], ["north, men", "north, women", "south, men", "south, women"]))
    [0, 1, 2, 3]
    """
    small = {place for place, count in enumerate(counts) if 0 < count <= HIDDEN_UP_TO}
    lines = _lines(counts, names)
    grown = bool(small)
    while grown:
        grown = False
        for line in lines:
            more = _more(line, counts, small)
            grown = grown or bool(more)
            small |= more
    return frozenset(small)


def _lines(counts: Sequence[int], names: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The places whose counts add up to a total that some division by fewer columns shows."""
    parts = [tuple(name.split(JOINT)) for name in names] or [() for _ in counts]
    width = min(len(part) for part in parts) if parts else 0
    lines: dict[tuple[tuple[int, ...], tuple[str, ...]], list[int]] = defaultdict(list)
    for size in range(width):
        for kept in combinations(range(width), size):
            for place, own in enumerate(parts):
                lines[kept, tuple(own[at] for at in kept)].append(place)
    return tuple(map(tuple, lines.values())) or (tuple(range(len(counts))),)


def _more(line: Sequence[int], counts: Sequence[int], small: set[int]) -> set[int]:
    """What is to be hidden besides, so that a line's hidden counts are two or more and of more than a few people."""
    here = [place for place in line if place in small]
    left = sorted((counts[place], place) for place in line if place not in small and counts[place] > 0)
    total = sum(counts[place] for place in here)
    more: set[int] = set()
    while here and left and (len(here) + len(more) < 2 or total <= HIDDEN_UP_TO):
        count, place = left.pop(0)
        more.add(place)
        total += count
    return more


def rounded(count: int) -> int:
    """A count [people] to the nearest 5.

    >>> rounded(13)
    15
    """
    return ROUND_TO * ((2 * count + ROUND_TO) // (2 * ROUND_TO))


def safe(answers: Sequence[GroupEstimate]) -> tuple[GroupEstimate, ...]:
    """The answers as they may be published: small groups without figures [people], counts rounded."""
    places = hidden([answer.people for answer in answers], [answer.group for answer in answers])
    return tuple(_hide(answer) if place in places else _round(_few(answer)) for place, answer in enumerate(answers))


def _few(answer: GroupEstimate) -> GroupEstimate:
    """A share of counted people (no model) that stands for a few of them, or all but a few, is not shown."""
    share = answer.below_ear.value
    if answer.fit is not None or share is None:
        return answer
    few = answer.people * min(share, 1.0 - share)
    return answer if few > HIDDEN_UP_TO else replace(answer, below_ear=Figure(value=None), why_not=FEW)


def _hide(answer: GroupEstimate) -> GroupEstimate:
    nothing = Figure(value=None)
    return replace(
        answer,
        people=0,
        repeats=0,
        unknown_days=0,
        mean=nothing,
        below_ear=nothing,
        prob_inadequate=nothing,
        above_ul=nothing,
        quantiles=(),
        curve=(),
        fit=None,
        why_not=WHY,
    )


def _round(answer: GroupEstimate) -> GroupEstimate:
    return replace(
        answer,
        people=rounded(answer.people),
        repeats=rounded(answer.repeats),
        unknown_days=rounded(answer.unknown_days),
    )
