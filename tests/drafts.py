"""Drafts and times that tests of the store share."""

from datetime import UTC, date, datetime

from dolomite.store.port import Draft, new_uid

DAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 19, 0, tzinfo=UTC)


def pain(points, **given):
    """A draft that is quick to write."""
    return Draft(**{"uid": new_uid(), "day": DAY, "kind": "pain", "data": {"pain_nrs": points}, **given})


def held(entries):
    """The points of pain in entries."""
    return [one.data.get("pain_nrs") for one in entries]
