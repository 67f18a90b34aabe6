"""What is hidden stays hidden from somebody who knows every total and subtracts."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from dolomite.population import disclose
from dolomite.population.estimate import Figure, GroupEstimate, Limit

COUNTS = st.lists(st.integers(1, 60), min_size=2, max_size=6)
TABLE = st.lists(st.integers(1, 60), min_size=6, max_size=6)
NAMES = [f"{area}, {sex}" for area in ("north", "south", "west") for sex in ("female", "male")]


def differences(counts, names, hidden):
    """What subtracting gives: for each total that a division by fewer columns shows, the sum of its hidden counts."""
    wholes = [range(len(counts))]
    if names:
        parts = [name.split(", ") for name in names]
        wholes += [[i for i, own in enumerate(parts) if own[at] == value] for at in (0, 1)
                   for value in sorted({own[at] for own in parts})]  # fmt: skip
    for whole in wholes:
        inside = [place for place in whole if place in hidden]
        if inside:
            yield len(inside), sum(counts[place] for place in inside), len(inside) == len(list(whole))


@given(COUNTS)
def test_subtracting_from_the_total_tells_no_small_count(counts):
    hidden = disclose.hidden(counts)
    assert {place for place, count in enumerate(counts) if count <= disclose.HIDDEN_UP_TO} <= hidden
    for cells, people, everything in differences(counts, (), hidden):
        assert everything or (cells >= 2 and people > disclose.HIDDEN_UP_TO)


@given(TABLE)
def test_subtracting_along_every_line_of_a_table_tells_no_small_count(counts):
    hidden = disclose.hidden(counts, NAMES)
    for cells, people, everything in differences(counts, NAMES, hidden):
        assert everything or (cells >= 2 and people > disclose.HIDDEN_UP_TO)


@given(st.lists(st.integers(1, 14), min_size=2, max_size=4))
def test_somebody_who_tries_all_tables_finds_no_hidden_count(counts):
    """The attacker knows the rule, the exact total and the shown counts, and lists every table that fits them."""
    hidden = sorted(disclose.hidden(counts))
    rest = sum(counts) - sum(count for place, count in enumerate(counts) if place not in hidden)
    fits = [guess for guess in product(range(1, rest + 1), repeat=len(hidden)) if sum(guess) == rest]
    for at, place in enumerate(hidden):
        if counts[place] <= disclose.HIDDEN_UP_TO and rest > len(hidden):
            assert len({guess[at] for guess in fits}) > 1


def answer(group, people, share):
    nothing = Figure(value=None)
    return GroupEstimate(
        group=group, people=people, repeats=people, unknown_days=0, limit=Limit(ear=265.0), mean=Figure(value=280.0),
        below_ear=Figure(value=share), prob_inadequate=nothing, above_ul=nothing, quantiles=(),
    )  # fmt: skip


def test_a_share_that_stands_for_a_few_people_is_not_shown():
    shown = disclose.safe([answer("a", 100, 0.03), answer("b", 100, 0.5), answer("c", 103, 0.98)])
    assert [one.below_ear.value for one in shown] == [None, 0.5, None]
    assert [one.people for one in shown] == [100, 100, 105]
    assert shown[0].why_not == disclose.FEW
