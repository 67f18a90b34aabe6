"""How many medicines of a list of typed lines are understood, asked about, missed, or taken for another.

`python tools/score_typed.py tests/cases/medicine/typed_in_many_countries.psv`: prints the counts and each line that is
not as its list says. The list's own head describes its form.
"""

from __future__ import annotations

import inspect
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dolomite.base.person import Medicine
from dolomite.medicine.match import Understood, understand


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One typed line with the country it was typed in and what it holds; `asks`: a question is right as well."""

    typed: str
    country: str | None
    holds: tuple[tuple[str, ...], ...]
    asks: bool


def lines(path: Path) -> list[Line]:
    """The lines of the list."""
    found = []
    for row in path.read_text("utf-8").splitlines():
        if not row or row.startswith("#"):
            continue
        typed, country, expected = (part.strip() for part in row.split("|", 2))
        asks = expected.startswith("?")
        wanted = [part.strip() for part in expected.removeprefix("?").split("+") if part.strip()]
        holds = tuple(tuple(word.strip() for word in part.split("|")) for part in wanted)
        found.append(Line(typed=typed, country=country or None, holds=holds, asks=asks))
    return found


def heard(line: Line) -> Understood:
    """What the product makes of the line."""
    more = {"country": line.country} if "country" in inspect.signature(understand).parameters else {}
    return understand(Medicine(name=line.typed), **more)


def verdict(line: Line, got: Understood) -> str:
    """understood, asked, missed (not known although it should be), partly, or another (taken for something else)."""
    names = [name.lower() for name in (*got.names, *getattr(got, "outside", ()))]
    if not names:
        return "asked" if line.asks else "missed"
    # Magnesium salts, hydrates: a name fits when one of the words for a content stands in it.
    strange = [name for name in names if not any(word in name for part in line.holds for word in part)]
    if strange and got.how != "unsure":
        return "another"
    lacking = [part for part in line.holds if not any(word in name for word in part for name in names)]
    if lacking:
        return "partly"
    return "understood"


def main(paths: list[str]) -> int:
    """Print the score of each list; 1 when anything was taken for another."""
    wrong = 0
    for path in paths:
        counted: Counter[str] = Counter()
        for line in lines(Path(path)):
            got = heard(line)
            said = verdict(line, got)
            counted[said] += 1
            if said not in ("understood", "asked"):
                shown = (*got.names, *getattr(got, "outside", ()), *got.candidates)
                print(f"{said:8} {line.typed!r} ({line.country or '-'}): {got.how} {shown} not read {got.unread}")
        wrong += counted["another"]
        print(f"{path}: {sum(counted.values())} lines, {dict(counted.most_common())}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
