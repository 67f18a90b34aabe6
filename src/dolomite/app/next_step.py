"""Use case: what has to be answered next, and what is still open. Asked in this order, nothing skipped in silence."""

from __future__ import annotations

from collections.abc import Mapping

# What each place asks, by the keys of the person file that it fills; the first that is open comes next.
ORDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("checks", ("red_flags",)),
    ("person", ("sex",)),
    ("health", ("kidney", "medicines", "conditions")),
)


def place(document: Mapping[str, object]) -> str:
    """The place where the next question stands; the answer when none is open.

    An answer may be "unknown": then it was asked.
    """
    aged = "born" in document or "age_years" in document
    for where, keys in ORDER:
        if any(key not in document for key in keys) or (where == "person" and not aged):
            return where
    return "answer"
