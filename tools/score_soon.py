"""How notes that tell of a sign which is no matter of the day are read (`tests/cases/safety/own_words_soon.psv`).

`python tools/score_soon.py PART [--misses]`: PART is `open` (the words were written with it), `kept`,
`after` (written after the words) or `all`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dolomite.safety.alert import Urgency
from dolomite.safety.listen import Listened, listen

FILE = Path(__file__).parents[1] / "tests" / "cases" / "safety" / "own_words_soon.psv"
Verdict = Literal["heard", "asked", "another", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One note: its part and list, how urgent what it tells is, its flags (none: harmless), its kind and words."""

    part: str
    list: str
    urgency: Urgency | None
    flags: frozenset[str]
    kind: str
    text: str


def notes(part: str | None = None) -> Iterator[Told]:
    """The notes of one part, or of all."""
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            of, named, urgent, flags, kind, text = (one.strip() for one in line.split("|", 5))
            if part in (None, of):
                yield Told(
                    part=of,
                    list=named,
                    urgency=Urgency[urgent] if urgent else None,
                    flags=frozenset(flags.split()),
                    kind=kind,
                    text=text,
                )


def verdict(told: Told, found: Listened) -> Verdict:
    """What became of a note: a right flag heard by a row of words, asked by the net, another question, or silence."""
    if told.flags & {one.flag for one in found.readings}:
        return "heard"
    if told.flags & {row.id for row in found.again}:
        return "asked"
    return "silent" if found.nothing else "another"


def most_urgent(found: Listened) -> Urgency | None:
    """How urgent the most urgent question heard is; None where no row heard anything."""
    return max((one.urgency for one in found.readings), default=None)


def main() -> None:
    """Print the counts of a part by list and kind, and what was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", choices=("open", "kept", "after", "all"))
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    by_list: dict[str, Counter[str]] = {}
    by_kind: dict[str, Counter[str]] = {}
    urgent: dict[str, Counter[str]] = {}
    for told in notes(None if given.part == "all" else given.part):
        found = listen(told.text)
        said, most = verdict(told, found), most_urgent(found)
        if not told.flags:
            today = most is not None and most >= Urgency.same_day
            said_of = "today" if today else "heard" if found.readings else "asked" if found.again else "silent"
            by_list.setdefault(told.list, Counter())[said_of] += 1
            wrong = said_of != "silent"
        else:
            by_list.setdefault(told.list, Counter())[said] += 1
            by_kind.setdefault(told.kind, Counter())[said] += 1
            how = (
                "none"
                if most is None
                else "right"
                if most == told.urgency
                else "more"
                if most > told.urgency
                else "less"
            )
            urgent.setdefault(told.list, Counter())[how] += 1
            wrong = said != "heard" or how != "right"
        if given.misses and wrong:
            heard = [(one.flag, one.urgency.name, one.words) for one in found.readings]
            asked = [row.id for row in found.again]
            print(
                f"{said}: {' '.join(sorted(told.flags)) or '-'} | {told.kind} | {told.text} {heard or ''} {asked or ''}"
            )
    for name, counted in (("list", by_list), ("kind", by_kind), ("urgency of the most urgent reading", urgent)):
        for key, some in counted.items():
            print(f"{name} {key}: {some.total()}: {dict(some.most_common())}")


if __name__ == "__main__":
    main()
