"""Drafts and times that tests of the store share."""

from datetime import UTC, date, datetime

from dolomite.app.snapshot import snapshot_of
from dolomite.food.portion import try_grams
from dolomite.store.port import Draft, new_uid

DAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 19, 0, tzinfo=UTC)


def pain(points, **given):
    """A draft that is quick to write."""
    return Draft(**{"uid": new_uid(), "day": DAY, "kind": "pain", "data": {"pain_nrs": points}, **given})


def held(entries):
    """The points of pain in entries."""
    return [one.data.get("pain_nrs") for one in entries]


def food_data(catalogue, words, amount, unit, *, food=None, **more):
    """What is kept of a food: as typed, its weight [g], and its values per 100 g; without `food` both are unknown."""
    return {
        "meal": "",
        "food": words,
        "amount": amount,
        "unit": unit,
        "grams_g": None if food is None else try_grams(food, amount, unit),
        "snapshot": None if food is None else snapshot_of(food, catalogue),
        **more,
    }
