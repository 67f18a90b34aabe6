"""How much of each room its own tests run, held against a floor.

    python tools/coverage_rooms.py            # every room; 1 where one falls below its floor
    python tools/coverage_rooms.py need safety

Lines run, of those that can be run, by the tests that are the room's own: what a room owes to the tests of others does
not count; a module that they never import counts as not run. For most rooms they are `tests/unit/ROOM` alone; `TESTS`
names them for the others, the coats above all, which are tested from outside. Processes that these tests start are
measured too, but not one that is killed. A folder of tests runs once, whatever the number of rooms. A floor is what was
measured, rounded down, with a point of room; it may only rise.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dolomite"
TESTS = {  # whose tests are not, or not only, in tests/unit/ROOM
    "api": ("tests/server",),  # asked as a program asks it, behind the guards
    "app": (
        "tests/unit/app",
        "tests/unit/food",
        "tests/shells",
        "tests/server",
        "tests/population",
    ),  # through its coats
    "base": ("tests/unit/base", "src/dolomite/base"),  # whose examples stand in its docstrings
    "cli": ("tests/shells",),
    "facts": ("tests/broken", "tests/unit/base"),  # faulty facts, and the names that the door reads
    "population": ("tests/unit/population", "tests/population"),  # small surveys, and whole ones on every engine
    "server": ("tests/unit/server", "tests/server"),
    "view": ("tests/unit/report", "tests/shells", "tests/server", "tests/population"),  # sections, and answers shown
    "web": ("tests/server",),
}
FLOORS = {  # percent of lines
    "adequacy": 98,
    "api": 97,
    "app": 94,
    "base": 91,
    "claim": 95,
    "cli": 94,
    "deficiency": 98,
    "evidence": 96,
    "facts": 93,
    "food": 86,
    "intake": 91,
    "mechanism": 92,
    "medicine": 98,
    "need": 98,
    "plan": 96,
    "pool": 92,
    "population": 94,
    "regimen": 97,
    "report": 88,
    "safety": 98,
    "server": 89,
    "store": 90,
    "supplement": 96,
    "trial": 96,
    "view": 96,
    "web": 94,
}
CONFIGURATION = f"""[run]
source = {SOURCE}
parallel = true
patch = subprocess
"""


def rooms() -> list[str]:
    """Every package directly under `src/dolomite`, by name."""
    return sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def tests(room: str) -> tuple[str, ...]:
    """The folders of tests that are the room's own."""
    return TESTS.get(room, (f"tests/unit/{room}",))


def run(folder: Path, suite: str) -> None:
    """Run the tests of one folder and leave what they ran in `folder`. Raises SystemExit where a test fails."""
    place = folder / suite.replace("/", "_")
    if place.exists():
        return
    place.mkdir()
    settings = place / "settings"
    settings.write_text(f"{CONFIGURATION}data_file = {place}/data\n", encoding="utf-8")
    words = ["-m", "pytest", "-q", "-n", "0", "-m", "not slow and not browser", suite]
    done = subprocess.run(
        [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", *words],
        cwd=ROOT,
        env=os.environ | {"COVERAGE_FILE": f"{place}/data"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{suite}: its tests fail.\n{done.stdout[-2000:]}")


def covered(folder: Path, room: str) -> float:
    """Percent of the room's lines that its own tests run. Raises SystemExit where one of them fails."""
    parts = []
    for suite in tests(room):
        run(folder, suite)
        parts += map(str, (folder / suite.replace("/", "_")).glob("data.*"))
    whole, told = f"--data-file={folder}/{room}", folder / f"{room}.json"
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", "-q", "--keep", whole, *parts], cwd=ROOT, check=True)
    subprocess.run(
        [*coverage, "json", "-q", whole, "-o", told, "--include", f"{SOURCE / room}/*"], cwd=ROOT, check=True
    )
    return float(json.loads(told.read_text())["totals"]["percent_covered"])


def main(asked: list[str]) -> int:
    """Print one line a room; 1 when one is below its floor."""
    low = 0
    with tempfile.TemporaryDirectory() as folder:
        for room in asked or rooms():
            percent, floor = covered(Path(folder), room), FLOORS[room]
            low += percent < floor
            print(f"{room:<12} {percent:5.1f} % of lines (floor {floor} %), by {' '.join(tests(room))}", flush=True)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
