"""Look up every name of the public tables as a person would type it: none may be taken for another medicine in silence.

    python tools/check_medicine_names.py [NAMES.csv.gz] [--every N] [--dressed]

Without a file the names of the shipped table are looked up. A name passes when what is understood is among what a
register says it holds, when a question is put, or when it is said not to be known. --dressed adds a dose and a form.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from dolomite.base.person import Medicine
from dolomite.medicine import names, public, register
from dolomite.medicine.match import Understood, understand

DRESS = "{} 20 mg tablets"


def main(arguments: list[str] | None = None) -> int:
    """Print the counts and what was taken for another; 1 when anything was."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", type=Path, nargs="?")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--dressed", action="store_true")
    given = parser.parse_args(arguments)
    counted: Counter[str] = Counter()
    for number, name in enumerate(_names(given.names)):
        if number % given.every:
            continue
        got = understand(Medicine(name=DRESS.format(name) if given.dressed else name))
        said = verdict(name, got)
        counted[said] += 1
        if said == "another":
            print(f"{name!r}: {got.how} {got.names} {got.outside}; a register: {_contents(names.folded(name))}")
    print(f"{sum(counted.values())} names: {dict(counted.most_common())}")
    return 1 if counted["another"] else 0


def verdict(name: str, got: Understood) -> str:
    """found, asked (or told as a guess), not known, or another."""
    found = {*got.ingredients, *got.outside}
    if not found:
        return "asked" if got.candidates else "not known"
    if got.how in ("unsure", "spelling"):
        return "asked"
    plain = names.folded(name)
    ours = names.known_names().get(plain)
    if ours is not None and set(ours) >= found:
        return "found"
    told = _contents(plain)
    allowed = set().union(*told) if told else set()
    lead = plain.split()[0]
    if set(names.known_names().get(lead, ())) == found:  # a brand of ours: its word for the same combination
        allowed |= found if _contents(lead) and told and _contents(lead)[0] & set().union(*told) else set()
    beyond = {one for one in found - allowed if not _named(one, plain)}  # what the name itself says is no guess
    if not beyond or _same(found, allowed):
        return "found"
    if not told:  # a real name whose content no register gives: our own list of brands speaks for its beginning
        return "found in part"
    return "another"


def _same(found: set[str], allowed: set[str]) -> bool:
    """Our own groups of ingredients (an antacid, a multivitamin) stand for several of a register's."""
    groups = names.groups()
    return any(groups.get(a, frozenset()) & groups.get(b, frozenset()) for a in found for b in allowed)


def _named(one: str, plain: str) -> bool:
    """Whether this ingredient of ours stands in the name by one of its own names."""
    row = names.ingredients().get(one)
    return row is not None and any(f" {names.folded(name)} " in f" {plain} " for name in (row.name, *row.spellings))


def _contents(plain: str) -> list[set[str]]:
    held = []
    for reading in register.readings(plain):
        if reading.content != "unknown":
            held.append({one for inn in reading.holds for one in (public.of_inn(inn) or (inn,))})
    return held


def _names(path: Path | None) -> Iterator[str]:
    if path is None:
        yield from register.every_name()
        return
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from _first_of(row["name"] for row in csv.DictReader(file))


def _first_of(given: Iterable[str]) -> Iterator[str]:
    last = None
    for name in given:
        if name != last and names.folded(name):
            yield name
        last = name


if __name__ == "__main__":
    sys.exit(main())
