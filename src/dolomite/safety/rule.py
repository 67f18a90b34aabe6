"""A rule row and how it speaks: which signals must hold, how urgent it is, what it stops, what it says and asks to do.

No language: a row names signals that must all hold, some of which must hold, and none of which may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, TypeVar

from dolomite import facts
from dolomite.base.errors import FactError
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
READ = frozenset({"source", "at", "on"})  # what an exception that was read must say


class WhenRow(facts.LightRow):
    """Holds when all of `all_of`, at least `count` of `any_of`, and none of `none_of` hold.

    `none_of` is an exception, the one thing in a rule that can release advice. Either somebody read it
    (`exception_read`: source, at, on), or nothing is released (`still_stopped` says why; a test over generated people
    holds it to that).
    """

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    count: float = 1
    exception_read: dict[str, str] | None = None
    still_stopped: str | None = None


class RuleRow(WhenRow):
    """One rule. `about` None: the first signal that made it speak. `says` and `do` may hold {words} of the person.

    `instead_of`: interactions whose mere information this rule says better.
    """

    id: str
    about: str | None = None
    urgency: UrgencyWord
    stops: tuple[Advice, ...]
    says: str
    do: str
    instead_of: tuple[str, ...] = ()


def holds(row: WhenRow, present: frozenset[str]) -> bool:
    """Whether the row speaks for these signals."""
    enough = not row.any_of or sum(signal in present for signal in row.any_of) >= row.count
    return (
        enough
        and all(signal in present for signal in row.all_of)
        and not any(signal in present for signal in row.none_of)
    )


def rules(name: str) -> tuple[RuleRow, ...]:
    """The rows of one rule file of this room. Raises FactError for an exception that nobody read."""
    return excused(facts.light_rows(f"safety/{name}", RuleRow), file=name)


W = TypeVar("W", bound=WhenRow)


def excused(rows: tuple[W, ...], *, file: str) -> tuple[W, ...]:
    """The same rows. Raises FactError where an exception that nobody read could release advice."""
    if _EXCUSED.get(file) is rows:
        return rows
    for row in rows:
        if row.none_of and not (isinstance(row, RuleRow) and not row.stops):
            refuse_unread(row, f"facts/safety/{file}.yaml, {getattr(row, 'id', '')}")
    _EXCUSED[file] = rows
    return rows


_EXCUSED: dict[str, tuple[WhenRow, ...]] = {}  # rows are frozen, so that one look at a file is enough


def refuse_unread(row: WhenRow, where: str) -> None:
    """Raise FactError unless the row's exception was read, or releases nothing."""
    read = row.exception_read
    if row.still_stopped is None and read is None:
        raise FactError(
            f"{where}: `none_of` can release advice. Say where it was read (`exception_read`) or why every stop stays "
            "(`still_stopped`)."
        )
    if read is not None and set(read) != READ:
        raise FactError(f"{where}: exception_read needs {', '.join(sorted(READ))}. Add what is missing.")


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
    fired = [signal for signal in (*row.all_of, *row.any_of) if signal in present]
    grounds = dict.fromkeys(because[signal] for signal in fired if signal in because)
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
