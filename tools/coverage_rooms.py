"""How much of each room its own unit tests run, held against a floor.

    python tools/coverage_rooms.py            # every room that has a floor; 1 where one falls below it
    python tools/coverage_rooms.py need safety

Lines run, of those that can be run, by `tests/unit/ROOM` alone: what a room owes to the tests of others does not count.
A floor is what was measured, rounded down, with a point of room. It may only rise.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = {  # percent of lines; rooms that are missing here have not been measured yet
    "adequacy": 98,
    "base": 89,
    "deficiency": 98,
    "evidence": 96,
    "food": 86,
    "intake": 91,
    "need": 98,
    "plan": 96,
    "regimen": 97,
    "report": 88,
    "safety": 98,
    "supplement": 95,
}


def covered(room: str) -> float:
    """Percent of the room's lines that its own unit tests run. Raises CalledProcessError where a test fails."""
    with tempfile.TemporaryDirectory() as folder:
        around = os.environ | {"COVERAGE_FILE": f"{folder}/data"}
        wanted = ["--include", f"{ROOT}/src/dolomite/{room}/*"]
        tests = ["-m", "pytest", "-q", "-n", "0", "-m", "not slow and not browser", f"tests/unit/{room}"]
        run = [sys.executable, "-m", "coverage"]
        done = subprocess.run([*run, "run", *wanted, *tests], cwd=ROOT, env=around, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{room}: its tests fail.\n{done.stdout[-2000:]}")
        told = [*run, "json", "-o", f"{folder}/told.json", "-q"]
        subprocess.run(told, cwd=ROOT, env=around, check=True, capture_output=True)
        return float(json.loads(Path(f"{folder}/told.json").read_text())["totals"]["percent_covered"])


def main(rooms: list[str]) -> int:
    """Print one line a room; 1 when one is below its floor."""
    low = 0
    for room in rooms or sorted(FLOORS):
        found, floor = covered(room), FLOORS.get(room, 0)
        low += found < floor
        print(f"{room:<12} {found:5.1f} % of lines (floor {floor} %)", flush=True)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
