"""Use case: what a person's own words mean, asked once and remembered in a small file of the data folder.

The file is plain JSON, one choice after the other in the order they were made: it can be copied, read, and undone. It
holds words for foods and the food each means; no day, no amount.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from dolomite.base.errors import InputError
from dolomite.food.search import Hit
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.intake.words import key
from dolomite.store import private

FILE = "food-words.json"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One person's words and the food they mean."""

    typed: str
    food_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """Words that are not sure, the lines they stand in, and what they may mean, best first."""

    typed: str
    lines: tuple[int, ...]
    candidates: tuple[Hit, ...]


def unsure(diary: Matched) -> tuple[Unsure, ...]:
    """What a diary leaves open, each phrase once, in the order of the diary."""
    phrases: dict[str, Unsure] = {}
    for line in diary.eaten:
        if line.food is None and line.why == "food not recognised":
            at = key(line.row.food)
            known = phrases.get(at)
            lines = (*known.lines, line.row.line) if known is not None else (line.row.line,)
            typed = known.typed if known is not None else line.row.food
            phrases[at] = Unsure(typed=typed, lines=lines, candidates=line.candidates)
    return tuple(phrases.values())


def choices(folder: Path) -> tuple[Choice, ...]:
    """What was confirmed so far, oldest first. Raises InputError when the file cannot be read."""
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(Choice(**row) for row in held["choices"])
        if held["version"] != VERSION or any(
            not isinstance(value, str) for row in rows for value in asdict(row).values()
        ):
            raise ValueError
    except (OSError, ValueError, TypeError, KeyError):
        raise InputError(f"{path}: this is no list of confirmed words. Move the file away and confirm again.") from None
    return rows


def chosen(folder: Path) -> dict[str, str]:
    """The food id of each confirmed phrase, the last choice counting."""
    return {key(choice.typed): choice.food_id for choice in choices(folder)}


def remember(folder: Path, typed: str, food_id: str, *, catalogue: Catalogue) -> Choice:
    """Keep what these words mean from now on. Raises InputError for a food that does not exist."""
    food = catalogue.get(food_id)
    choice = Choice(typed=" ".join(typed.split()), food_id=food.id, name=food.name)
    _write(folder, (*choices(folder), choice))
    return choice


def undo(folder: Path) -> Choice | None:
    """Take the last choice back and say which it was; None when there is none."""
    held = choices(folder)
    if not held:
        return None
    _write(folder, held[:-1])
    return held[-1]


def _write(folder: Path, rows: tuple[Choice, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": VERSION, "choices": [asdict(row) for row in rows]}, ensure_ascii=False, indent=1)
    private.write(folder / FILE, (text + "\n").encode(), force=True)
