"""SECURITY.md: every guard names the test that holds it, and that test is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"(tests/[\w/]+\.py)::(\w+)", TEXT)


def test_every_row_names_a_test():
    rows = [line for line in TEXT.splitlines() if line.startswith("|")][2:]
    assert len(rows) == len(NAMED)


def test_every_named_test_is_there():
    missing = [
        f"{file}::{name}"
        for file, name in NAMED
        if not re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert not missing, "\n".join(missing)
