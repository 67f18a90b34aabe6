"""No test asserts how long something took by the clock on the wall: a busy machine would fail it."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import settings

TESTS = Path(__file__).parents[1]
WALL = re.compile(r"\b(perf_counter|monotonic|timeit)\b|\btime\.time\(")
ALLOWED = {"killing.py"}  # waits a random moment before it kills, and asserts no time


def test_no_test_asserts_wall_time():
    found = [
        f"{path.relative_to(TESTS)}, line {number}: {line.strip()}"
        for path in sorted(TESTS.rglob("*.py"))
        if path.name not in ALLOWED and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if WALL.search(line)
    ]
    assert not found, "measure the processor (time.process_time), or move it to benchmarks/:\n" + "\n".join(found)


def test_no_generated_example_has_a_deadline():
    assert settings().deadline is None
