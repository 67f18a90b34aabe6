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
from dolomite.safety.listen import listen

FILE = Path(__file__).parents[1] / "tests" / "cases" / "emergency" / "fresh.psv"
Verdict = Literal["heard", "heard as another", "asked", "another asked", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One note: its list, the flags of which any is right (none: harmless), its kind and its words."""

    list: str
    flags: frozenset[str]
    kind: str
    text: str


def notes(which: str | None = None) -> Iterator[Told]:
    """The notes of one list, or of all."""
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            named, flags, kind, text = (part.strip() for part in line.split("|", 3))
            if which in (None, named):
                yield Told(list=named, flags=frozenset(flags.split()), kind=kind, text=text)


def verdict(told: Told) -> Verdict:
    """What becomes of a note: a right flag heard as a matter of the day, another one, or a question of the flag.

    A harmless note that is heard for the day is "heard as another".
    """
    found = listen(told.text)
    day = {one.flag for one in found.readings if one.urgency >= Urgency.same_day}
    asked = {one.flag for one in found.readings} | {row.id for row in found.again}
    if day & told.flags:
        return "heard"
    if day:
        return "heard as another"
    if asked & told.flags:
        return "asked"
    return "another asked" if asked else "silent"


def acted(told: Told) -> bool:
    """Whether the note is answered with what to do at once."""
    return bool(listen(told.text).now)


def main() -> None:
    """Print the counts of a list, by kind, and what was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("list")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    counted: dict[str, Counter[str]] = {}
    at_once: Counter[str] = Counter()
    for told in notes(given.list):
        said = verdict(told)
        counted.setdefault(told.kind, Counter())[said] += 1
        if acted(told):
            at_once[told.kind] += 1
        wrong = said.startswith("heard") if not told.flags else said != "heard"
        if given.misses and wrong:
            shown = [(one.flag, one.words) for one in listen(told.text).readings]
            print(f"{said}: {' '.join(sorted(told.flags)) or '-'} | {told.kind} | {told.text} {shown or ''}")
    for kind, some in counted.items():
        print(f"{kind}: {some.total()}: {dict(some.most_common())}; acted on at once: {at_once[kind]}")
    ill = sum((some for kind, some in counted.items() if kind != "harmless"), Counter())
    print(f"all that tell of a flag: {ill.total()}: {dict(ill.most_common())}")


if __name__ == "__main__":
    main()
