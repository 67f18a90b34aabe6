"""Use case: what nobody has answered yet that would change the answer most, at most three, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from dolomite.app.case import Case
from dolomite.view.not_asked import not_asked

MOST = 3  # questions at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something open: what to do about it, and the place of this person's pages where it is done."""

    says: str
    place: str


# In the order in which they matter: what can stop advice comes before what only sharpens it.
OF_SAFETY = (
    ("red_flags", Gap(says="Answer the other safety questions", place="questions")),
    ("kidney", Gap(says="Add a kidney test", place="health")),
    ("conditions", Gap(says="Add your illnesses", place="health")),
    ("medicines", Gap(says="Name your medicines", place="magnesium#medicines")),
    ("supplements", Gap(says="Say whether you take magnesium", place="magnesium")),
)
DIARY = Gap(says="Log one day of food", place="food")


def open_gaps(case: Case) -> tuple[Gap, ...]:
    """The gaps of this person."""
    keys = not_asked(case.person, case.safety)
    missing = [gap for key, gap in OF_SAFETY if key in keys]
    if case.diary is None:
        missing.insert(min(len(missing), MOST - 1), DIARY)
    return tuple(missing[:MOST])
