"""Change every number in facts/safety, one at a time, and see that at least one clinical case turns red.

    python tools/perturb_facts.py [FILE ...]      (FILE as in facts/safety, without the ending; all when none is given)

Each number is moved up and down by a small step. A number that no case notices is printed, and the exit code is 1.
Hours that nobody verified are not in force (`InteractionRow.kept`); such changes are counted apart.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dolomite.facts import light
from dolomite.safety import bounds, interaction, kidney, rule, signal

ROOT = Path(__file__).parents[1]
STEP = 0.05  # of numbers that are not whole
WHOLE = frozenset({"age_years"})  # measures that come in whole numbers
TABLES: dict[str, type[Any]] = {
    "measures": signal.BandRow,
    "limits": signal.LimitRow,
    "gfr_categories": kidney.StageRow,
    "interactions": interaction.InteractionRow,
    "bounds": bounds.BoundRow,
    **dict.fromkeys(rule.RULE_FILES, rule.RuleRow),
    "signs": signal.SignRow,
}
# Where a case that notices is likely: tried first, then all others.
LIKELY = {"interactions": "medicines", "limits": "labs", "gfr_categories": "kidneys"}


def numbers(names: list[str]) -> Iterator[tuple[str, int, str, float, float]]:
    """Every number: file, row, field, the value, and the value it is moved to."""
    for name in names:
        rows = light.light_rows(f"safety/{name}", TABLES[name])
        for at, row in enumerate(rows):
            for field, value in vars(row).items():
                if type(value) not in (int, float) or (field == "count" and not row.any_of):
                    continue
                if field == "count" and value == 1 and len(row.any_of) == 1:
                    continue  # one of one: no other count makes sense
                counted = field == "count" or getattr(row, "measure", None) in WHOLE
                whole = counted or (value == int(value) and value > 1)
                step = 1.0 if whole else max(STEP * value, STEP)
                yield name, at, field, value, value + step
                if value > 0:
                    yield name, at, field, value, value - step


def changed(row: Any, field: str, to: float) -> Any:
    """A copy of a facts row with one number changed."""
    copy = object.__new__(type(row))
    for key, value in {**vars(row), field: to}.items():
        object.__setattr__(copy, key, value)
    return copy


def in_force(row: Any, field: str, to: float) -> bool:
    """Whether the number counts: hours that nobody verified do not where they are under those that are kept instead."""
    return not isinstance(row, interaction.InteractionRow) or changed(row, field, to).kept != row.kept


def noticed(name: str, at: int, field: str, to: float, cases: Any) -> str | None:
    """The name of the first case that turns red when that number is changed; None when none does."""
    key = (f"safety/{name}", TABLES[name], light.FOLDER)
    before = light.light_rows(f"safety/{name}", TABLES[name])
    rows = list(before)
    rows[at] = changed(rows[at], field, to)
    every = cases.every()
    every.sort(key=lambda pair: pair[0] != LIKELY.get(name))
    light._LOADED[key] = tuple(rows)
    signal.limit.cache_clear()
    try:
        for table, case in every:
            try:
                red = bool(cases.problems(case))
            except Exception:  # a day that begins at 24:00, or an eGFR without a stage, cannot even be built
                red = True
            if red:
                return f"{table}: {case['name']}"
        return None
    finally:
        light._LOADED[key] = before
        signal.limit.cache_clear()


def load_cases() -> Any:
    """The case driver of the tests."""
    path = ROOT / "tests" / "unit" / "safety" / "cases.py"
    spec = importlib.util.spec_from_file_location("safety_cases", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(arguments: list[str]) -> int:
    cases = load_cases()
    unseen = 0
    total = waiting = 0
    for name, at, field, value, to in numbers(arguments or list(TABLES)):
        total += 1
        row = light.light_rows(f"safety/{name}", TABLES[name])[at]
        if not in_force(row, field, to):
            waiting += 1
        elif noticed(name, at, field, to, cases) is None:
            unseen += 1
            print(f"{name}, {getattr(row, 'id', f'row {at + 1}')}: {field} {value:g} -> {to:g} turns no case red")
    print(f"{total} changes, {unseen} unnoticed, {waiting} of hours not in force")
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
