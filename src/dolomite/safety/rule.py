"""A rule row and how it speaks: which signals must hold, how urgent it is, what it stops, what it says and asks to do.

No language: a row names signals that must all hold, some of which must hold, and none of which may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from dolomite import facts
from dolomite.base.finding import Basis, Finding
from dolomite.safety.alert import Advice, Alert, Urgency

UrgencyWord = Literal["none", "info", "caution", "ask_first", "soon", "same_day", "emergency_now"]
# Rule files that speak for the signals alone, in the order of a review.
RULE_FILES = (
    "red_flags",
    "condition_rules",
    "kidney_rules",
    "lab_rules",
    "dose_rules",
    "medicine_rules",
    "contradictions",
    "profile_rules",
    "asked",
)
NO_GROUNDS: Mapping[str, Finding] = {}


class WhenRow(facts.LightRow):
    """Holds when all of `all_of`, at least `count` of `any_of`, and none of `none_of` hold."""

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    count: float = 1


class RuleRow(WhenRow):
    """One rule. `about` None: the first signal that made it speak. `says` and `do` may hold {words} of the person."""

    id: str
    about: str | None = None
    urgency: UrgencyWord
    stops: tuple[Advice, ...]
    says: str
    do: str


def holds(row: WhenRow, present: frozenset[str]) -> bool:
    """Whether the row speaks for these signals."""
    enough = not row.any_of or sum(one in present for one in row.any_of) >= row.count
    return enough and all(one in present for one in row.all_of) and not any(one in present for one in row.none_of)


def rules(name: str) -> tuple[RuleRow, ...]:
    """The rows of one rule file of this room."""
    return facts.light_rows(f"safety/{name}", RuleRow)


def speak(
    rows: Iterable[RuleRow],
    present: frozenset[str],
    *,
    words: Mapping[str, str],
    because: Mapping[str, Finding] = NO_GROUNDS,
) -> tuple[Alert, ...]:
    """The alerts of the rows that hold, one for each id and about: the most urgent speaks.

    `words` fill the {places} in the sentences; `because` gives the finding behind a signal, where there is one.
    """
    return keep_most_urgent(_alert(row, present, words=words, because=because) for row in rows if holds(row, present))


def keep_most_urgent(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """One alert for each id and about: the most urgent, with the stops of all of them."""
    kept: dict[tuple[str, str], Alert] = {}
    for alert in alerts:
        key = (alert.id, alert.about)
        other = kept.get(key)
        top = alert if other is None or alert.urgency > other.urgency else other
        kept[key] = top if other is None else replace(top, stops=alert.stops | other.stops)
    return tuple(kept.values())


def _alert(row: RuleRow, present: frozenset[str], *, words: Mapping[str, str], because: Mapping[str, Finding]) -> Alert:
    fired = [one for one in (*row.all_of, *row.any_of) if one in present]
    grounds = dict.fromkeys(because[one] for one in fired if one in because)
    return alert(
        id=row.id,
        about=row.about if row.about is not None else fired[0].rpartition(".")[2],
        urgency=row.urgency,
        stops=row.stops,
        says=row.says.format_map(words),
        do=row.do.format_map(words),
        basis=(*row.basis, Basis(source="person", at=", ".join(fired))),
        because=tuple(grounds),
    )


# wide: the parts of an `Alert`, one to one
def alert(
    *,
    id: str,  # noqa: A002 (the word of the answer)
    about: str,
    urgency: UrgencyWord,
    stops: Iterable[Advice],
    says: str,
    do: str,
    basis: tuple[Basis, ...],
    because: tuple[Finding, ...] = (),
) -> Alert:
    """An alert from its parts."""
    return Alert(
        name="alert",
        value=urgency,
        unit="",
        basis=basis,
        because=because,
        says=says,
        id=id,
        about=about,
        urgency=Urgency[urgency],
        do=do,
        stops=frozenset(stops),
    )
