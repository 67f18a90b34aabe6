"""How a list of notes in people's own words is read: heard for the day, its question asked, or silence.

`python tools/score_notes.py LIST [--misses]` reads the list of that name in `tests/cases/emergency/fresh.psv`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dolomite.safety.alert import Urgency
from dolomite.safety.own_words import heard, tells_of_change, worth_asking

FILE = Path(__file__).parents[1] / "tests" / "cases" / "emergency" / "fresh.psv"
Verdict = Literal["heard", "heard as another", "asked", "another asked", "cards", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One note: its list, the flags of which any is right (none: harmless), its kind and its words."""

    list: str
    flags: frozenset[str]
    kind: str
    text: str


def notes(which: str | None = None) -> Iterator[Told]:
    """The notes of one list, or of all. (No unit.)"""
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            named, flags, kind, text = (part.strip() for part in line.split("|", 3))
            if which in (None, named):
                yield Told(list=named, flags=frozenset(flags.split()), kind=kind, text=text)


def verdict(told: Told) -> Verdict:
    """What becomes of a note: a right flag heard as a matter of the day, another one, or a question of the flag.

    A harmless note that is heard for the day is "heard as another"; "cards": the six emergency questions are put.
    """
    day = {one.flag for one in heard(told.text) if one.urgency >= Urgency.same_day}
    asked = {one.flag for one in heard(told.text)} | set(worth_asking(told.text))
    if day & told.flags:
        return "heard"
    if day:
        return "heard as another"
    if asked & told.flags:
        return "asked"
    if asked:
        return "another asked"
    return "cards" if tells_of_change(told.text) else "silent"


def main() -> None:
    """Print the counts of a list, by kind, and what was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("list")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    counted: dict[str, Counter[str]] = {}
    for told in notes(given.list):
        said = verdict(told)
        counted.setdefault(told.kind, Counter())[said] += 1
        wrong = said.startswith("heard") if not told.flags else said != "heard"
        if given.misses and wrong:
            shown = [(one.flag, one.words) for one in heard(told.text)]
            print(f"{said}: {' '.join(sorted(told.flags)) or '-'} | {told.kind} | {told.text} {shown or ''}")
    for kind, some in counted.items():
        print(f"{kind}: {some.total()}: {dict(some.most_common())}")
    ill = sum((some for kind, some in counted.items() if kind != "harmless"), Counter())
    print(f"all that tell of a flag: {ill.total()}: {dict(ill.most_common())}")


if __name__ == "__main__":
    main()
