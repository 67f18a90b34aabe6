"""What a row of this room's facts can do when it is wrong: release advice, tell, only make stricter, or word it.

Rules only ever add stops, so that one which nobody verified makes an answer stricter. Advice can be released by an
exception (`none_of`) and what it rests on, or by an answer to a question that a medicine raises, where no other row
stops as much; the loaders of `rule.py` and `reveal.py` refuse one that nobody read. An unverified distance in hours is
never kept shorter than that of a medicine nobody knows (`interaction.kept`). What is told to call, to ask or to try
releases no dose, plan or trial.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from dolomite.facts.document import mapping, names, raw_rows

Weight = Literal["releases", "tells", "stricter", "words"]
ROOM = "safety/"
# Files whose rows are language: what people call things, when to ask again, what to say in a letter or on a call.
WORDS = frozenset(
    {"conditions", "condition_names", "symptoms", "again", "measure", "phone", "gfr_categories"}
    | {
        "own_words",
        "own_words_pairs",
        "own_words_soon",
        "own_words_soon_concepts",
        "own_words_groups",
        "own_words_concepts",
        "own_words_ordinary",
        "net_cuts",
        "net_flags",
        "net_weights",
        "function_words",
        "examples",
    }  # these lead to a question and to nothing else
)
BUILT_ON = frozenset({"signs", "measures"})


def weight(file: str, row: Mapping[str, Any]) -> Weight:
    """What this row (plain values) of a file of the room ("kidney_rules") can do when it is wrong."""
    if file in WORDS:
        return "words"
    if file in BUILT_ON and row.get("id") in _excepted():
        return "releases"
    if row.get("exception_read") or (file == "reveals" and not row.get("still_stopped")):
        return "releases"
    if "urgency" in row or file in BUILT_ON or file in ("bounds", "help_falls_away"):
        hours = row.get("before_h") is not None or row.get("after_h") is not None
        return "tells" if hours else "stricter"
    return "tells"


def verified(row: Mapping[str, Any]) -> bool:
    """Whether what the row (plain values) can release was read: the exception where there is one, else the row."""
    return bool(row.get("exception_read")) or str(row.get("verified")).lower() == "true"


@cache
def _excepted() -> frozenset[str]:
    """The signals that an exception which releases rests on, directly or through signs."""
    rows = [row for name in names() if name.startswith(ROOM) and "rows" in mapping(name) for _, row in raw_rows(name)]
    signs = [row for _, row in raw_rows(f"{ROOM}signs")]
    excepted = {str(signal) for row in rows if row.get("exception_read") for signal in row.get("none_of") or ()}
    grown = True
    while grown:
        more = {
            str(signal)
            for sign in signs
            if sign["id"] in excepted
            for signal in (*(sign.get("all_of") or ()), *(sign.get("any_of") or ()))
        }
        grown = not more <= excepted
        excepted |= more
    return frozenset(excepted)
