"""How many emergencies told in one's own words are heard, by kind of wording, and how many harmless notes alarm.

`python tools/score_emergency.py [--held-out] [--misses]` reads `tests/cases/emergency/ingredients.yaml`: every phrase
of every flag plain, minimised, contradicted, misspelt and beside distractors. A third of the phrases, chosen by a
hash of their words, is held out: only `--held-out` prints which of them were missed.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import yaml

from dolomite.safety.alert import Urgency
from dolomite.safety.listen import listen
from dolomite.safety.own_words import heard

FILE = Path(__file__).parents[1] / "tests" / "cases" / "emergency" / "ingredients.yaml"
KINDS = ("plain", "minimised", "contradicted", "misspelt", "distractors")
# Flags of the table that are a combination: what a yes would be when both halves are told.
COMBINED = {
    "several_fracture_flags": Urgency.same_day,
    "weak_immune_with_fever": Urgency.same_day,
    "cancer_with_nerve_signs": Urgency.emergency_now,
}
SHORTEST_MISSPELT = 5  # letters of a word that a misspelling is made of


@dataclass(slots=True)
class Score:
    """Counts of variants by kind: all, heard as a matter of the day or more, only asked again; and the silent ones."""

    total: Counter[str] = field(default_factory=Counter)
    today: Counter[str] = field(default_factory=Counter)
    as_urgent: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    less: list[tuple[str, str, str]] = field(default_factory=list)


def held_out(words: str) -> bool:
    """Whether a phrase belongs to the third that is not looked at while the words are mended."""
    return hashlib.sha256(words.encode()).digest()[0] % 3 == 0


def ingredients() -> dict[str, object]:
    """The table of phrases, harmless notes and frames."""
    return cast(dict[str, object], yaml.safe_load(FILE.read_text("utf-8")))


def variants(words: str, at: int, table: dict[str, object]) -> Iterator[tuple[str, str]]:
    """The five kinds of a phrase with the text of each; `at` chooses the frame."""
    frames = cast(dict[str, list[str]], table)
    yield "plain", words
    yield "minimised", frames["minimise"][at].format(words=words)
    yield "contradicted", frames["contradict"][at].format(words=words)
    yield "misspelt", misspelt(words)
    yield "distractors", frames["distract"][at].format(words=words)


def misspelt(words: str) -> str:
    """The phrase with two letters swapped in the middle of its two longest words."""
    parts = words.split()
    longest = sorted((n for n, one in enumerate(parts) if len(one) >= SHORTEST_MISSPELT), key=lambda n: -len(parts[n]))
    for n in longest[:2]:
        one, middle = parts[n], len(parts[n]) // 2
        parts[n] = one[: middle - 1] + one[middle] + one[middle - 1] + one[middle + 1 :]
    return " ".join(parts)


def wanted(flag: str) -> Urgency:
    """How urgent the flag is when nothing else is known."""
    from dolomite.safety.rule import holds, rules

    if flag in COMBINED:
        return COMBINED[flag]
    return max(Urgency[one.urgency] for one in rules("red_flags") if holds(one, frozenset({f"flag.{flag}"})))


def score(*, held: bool | None, table: dict[str, object] | None = None) -> Score:
    """The emergencies of one part (held out or not; None: both)."""
    table = ingredients() if table is None else table
    found = Score()
    for flag, phrases in cast(dict[str, list[str]], table["flags"]).items():
        for at, words in enumerate(phrases):
            if held is not None and held_out(words) is not held:
                continue
            for kind, text in variants(words, at, table):
                found.total[kind] += 1
                first = next(iter(heard(text)), None)
                if first is not None and first.urgency >= Urgency.same_day:
                    found.today[kind] += 1
                    if first.urgency >= wanted(flag):
                        found.as_urgent[kind] += 1
                    else:
                        found.less.append((flag, kind, words))
                    continue
                found.missed.append((flag, kind, words))
                found.asked[kind] += not listen(text).nothing
    return found


def alarms(table: dict[str, object] | None = None) -> tuple[list[tuple[str, str]], int]:
    """The harmless variants that were heard as a matter of the day, with what was heard, and how many there are."""
    table = ingredients() if table is None else table
    loud, total = [], 0
    for at, words in enumerate(cast(list[str], table["harmless"])):
        for kind, text in variants(words, at % len(cast(list[str], table["minimise"])), table):
            total += 1
            told = [one for one in heard(text) if one.urgency >= Urgency.same_day]
            if told:
                loud.append((f"{kind}: {words}", f"{told[0].flag}: {told[0].words}"))
    return loud, total


def main() -> None:
    """Print both parts, and the misses of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="print the misses of the part held out, not the other")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    given = parser.parse_args()
    for name, held in (("in view", False), ("held out", True)):
        found = score(held=held)
        print(f"{name}: {found.today.total()} of {found.total.total()} heard as a matter of the day or more")
        print(f"  as urgent as the flag: {found.as_urgent.total()}; else asked again: {found.asked.total()}")
        print("  " + "; ".join(f"{kind} {found.today[kind]}/{found.total[kind]}" for kind in KINDS))
        if given.misses and held is given.held_out:
            for flag, kind, words in found.missed:
                print(f"  missed: {flag} | {kind} | {words}")
            for flag, kind, words in found.less:
                print(f"  less urgent: {flag} | {kind} | {words}")
    loud, total = alarms()
    print(f"harmless: {len(loud)} of {total} raise a matter of the day")
    if given.misses:
        for text, told in loud:
            print(f"  {text} -> {told}")


if __name__ == "__main__":
    main()
