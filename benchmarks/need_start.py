"""Cold start of the light commands against `python -c "import click, rich, pydantic"`, in one run, in turns.

Processor time of the whole process (the clock on the wall hears the neighbours); the median of the ratios of runs that
stood next to each other. Facts are compiled and byte code is written before, as after an installation.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from dolomite.facts.document import compile_facts

ROOT = Path(__file__).parents[1]
BARE = [sys.executable, "-c", "import click, rich, pydantic"]
REPEATS = 15
TARGET = 1.5
PERSON = "born: 1984-05-02\nsex: female\nheight_cm: 168\nweight_kg: 71\nactivity: low_active\nred_flags: []\n"


def processor_ms(command: list[str], surroundings: dict[str, str] | None = None) -> float:
    """Processor time of one run and all it started [ms]."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=surroundings)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def the_answer(around: dict[str, str]) -> int:
    """Processor time of the answer on the terminal, without a diary and with one; how many miss their target."""
    missed = 0
    example = ROOT / "examples" / "person"
    for name, diary, most in (("report", [], 600), ("report --diary", ["--diary", f"{example}.csv"], 1000)):
        command = [sys.executable, "-m", "dolomite", "report", f"{example}.yaml", *diary]
        processor_ms(command, around)
        spent = statistics.median(processor_ms(command, around) for _ in range(REPEATS))
        missed += spent > most
        print(f"{name:<45} {spent:5.0f} ms of processor time (target {most})")
    return missed


def main() -> int:
    """Print one line per command; 1 when one misses the target."""
    missed = 0
    compile_facts()
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        around["PYTHONPYCACHEPREFIX"] = f"{folder}/byte-code"
        processor_ms(BARE, around)
        person = Path(folder) / "person.yaml"
        person.write_text(PERSON)
        goal = Path(folder) / "goal.yaml"
        goal.write_text(f"{PERSON}goal: {{weekly_change_kg: -0.25}}\n")
        lines = {
            "need": ["need", str(person)],
            "need --json": ["need", str(person), "--json"],
            "safety": ["safety", str(person)],
            "need --json, with a weight goal": ["need", str(goal), "--json"],
            "food search --json": ["food", "search", "almnds", "--json"],
            "--help": ["--help"],
        }
        for name, words in lines.items():
            command = [sys.executable, "-m", "dolomite", *words]
            processor_ms(command, around)
            ratio = statistics.median(
                processor_ms(command, around) / processor_ms(BARE, around) for _ in range(REPEATS)
            )
            missed += ratio > TARGET
            print(f"{name:<45} {ratio:5.2f} times the bare import (target {TARGET})")
        missed += the_answer(around)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
