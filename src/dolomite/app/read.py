"""Texts become values: the door opened for every use case, with the names that facts declare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dolomite import facts
from dolomite.base import document, parse
from dolomite.base.document import decode
from dolomite.base.errors import DolomiteError, InputError, StoppedError
from dolomite.base.person import Person

if TYPE_CHECKING:
    from dolomite.app.settled import Settled
    from dolomite.food.table import Catalogue
    from dolomite.intake.diary import Matched


def person(data: bytes, *, name: str, on: date) -> Person:
    """The person in a file (units inside: cm, kg, mmol/L), for the day the answer is for.

    Raises InputError when the file cannot be used, or a birth, a laboratory value or a screen is dated after that day.
    """
    text = decode(data, name=name)
    try:
        who = parse.person(text, name=name, ids=facts.ids())
    except InputError as error:
        raise _pressing_first(text, name, error) from None
    if who.born is not None and who.born > on:
        raise InputError(
            f"{who.born} is after {on}. Correct the date of birth, or the day to answer for.", file=name, field="born"
        )
    for what, day in _measured(who):
        if day > on:
            raise InputError(f"{day} is after {on}. Correct the date, or the day to answer for.", file=name, field=what)
    return who


def _pressing_first(text: str, name: str, error: InputError) -> DolomiteError:
    """What is wrong with a file, or before it what its warning signs ask for: that must not wait for a missing key."""
    from dolomite.app.first_checks import emergency

    try:
        pressing = emergency(_document(text, name))
    except InputError:
        return error
    if not pressing.alerts:
        return error
    says = " ".join(part for alert in pressing.alerts for part in (alert.says, alert.do) if part)
    call = ", ".join(f"{number.shown} ({number.place})" for number in pressing.call[:3])
    return StoppedError(f"{says} Call: {call}. Everything else can wait; the file is not whole yet ({error})")


def _document(text: str, name: str) -> Mapping[str, object]:
    """The words of a file that the warning signs need: the flags as a map, and the country."""
    root = document.read(text, name=name).value
    held: dict[str, object] = {}
    if isinstance(root, dict):
        country = root.get("country")
        if country is not None and isinstance(country.value, str):
            held["country"] = country.value
        flags = root.get("red_flags")
        if flags is not None and isinstance(flags.value, list):
            held["red_flags"] = {flag.value: "yes" for flag in flags.value if isinstance(flag.value, str)}
        elif flags is not None and isinstance(flags.value, dict):
            answers = {flag: said.value for flag, said in flags.value.items() if isinstance(said.value, str)}
            held["red_flags"] = {flag: "yes" if said in ("yes", "true") else said for flag, said in answers.items()}
    return held


def _measured(who: Person) -> Iterator[tuple[str, date]]:
    """The days on which something was measured or asked."""
    for what, held in (("kidney.on", who.kidney), ("labs.on", who.labs)):
        if held is not None and held.on is not None:
            yield what, held.on
    if who.red_flags is not None and who.red_flags.asked_on is not None:
        yield "red_flags.asked_on", who.red_flags.asked_on


def diary(
    data: bytes | Path,
    *,
    name: str,
    catalogue: Catalogue,
    country: str | None = None,
    chosen: Mapping[str, str] | None = None,
    on: date | None = None,
    settled: Settled | None = None,
) -> Matched:
    """The diary in a file, foods looked up (unit inside: g): our own CSV or any export we know. `data` is its content
    or where it lies. `country` (two letters) and the foods the person `chosen` for their own words decide what words
    and measures mean; `settled` is what was answered about such a file before.

    Raises InputError when the file cannot be used, or a day of it comes after `on` (None: the day is not known here).
    """
    from dolomite.intake.diary import matched
    from dolomite.intake.read import every
    from dolomite.intake.read.file import File, How

    file = File(name=name, content=data)
    answer = settled.of(file) if settled is not None else None
    how = How(
        units={unit.key: unit.unit for unit in catalogue.units},
        on=on,
        day_first=answer.day_first if answer is not None else None,
        columns=answer.columns if answer is not None else {},
        writer=answer.writer if answer is not None else None,
    )
    typed = every.read(file, how)
    ahead = next((day for day in typed.days() if on is not None and day > on), None)
    if ahead is not None:
        line = next((row.line for row in typed.rows if row.on == ahead), None)
        raise InputError(f"{ahead} is after {on}. Correct the date, or the day to answer for.", file=name, line=line)
    return matched(typed, catalogue=catalogue, ids=facts.ids(), country=country, chosen=chosen)
