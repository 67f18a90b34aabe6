"""The oldest and newest versions that are allowed: what the ranges in pyproject.toml promise."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [Requirement(line) for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["pdf"])]


def pins(name):
    found = re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    return {key.lower().replace("_", "-"): Version(version) for key, version in found}


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-oldest.txt"])
def test_what_is_tested_lies_within_what_is_allowed(name):
    held = pins(name)
    wrong = [
        f"{one} is held at {held.get(one.name.lower().replace('_', '-'))}"
        for one in NEEDED
        if held.get(one.name.lower().replace("_", "-"), Version("0")) not in one.specifier
    ]
    assert not wrong, "\n".join(wrong)


def test_the_oldest_are_the_floors():
    held = pins("constraints-oldest.txt")
    missing = [one.name for one in NEEDED if one.name.lower().replace("_", "-") not in held]
    assert not missing, f"constraints-oldest.txt lacks {missing}: run `make oldest`"
    for one in NEEDED:
        floor = next((Version(s.version) for s in one.specifier if s.operator == ">="), None)
        version = held[one.name.lower().replace("_", "-")]
        assert floor is not None and version.release[: len(floor.release)] == floor.release, f"{one}: {version}"


def test_the_solver_that_prints_a_banner_stays_out():
    solver = next(one for one in NEEDED if one.name == "highspy")
    assert Version("1.16.0") not in solver.specifier
    assert Version("1.15.1") in solver.specifier


def test_locking_is_behind_one_module():
    """fcntl is missing on Windows: nothing imports it, and one module asks the library for a lock."""
    source = ROOT / "src" / "dolomite"
    texts = {path.relative_to(source).as_posix(): path.read_text(encoding="utf-8") for path in source.rglob("*.py")}
    assert not [name for name, text in texts.items() if re.search(r"^\s*(import|from) (fcntl|msvcrt)\b", text, re.M)]
    assert [name for name, text in texts.items() if re.search(r"^\s*(import|from) portalocker\b", text, re.M)] == [
        "store/lock.py"
    ]
