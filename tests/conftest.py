"""What every test may use: the food tables that are shipped, opened once. A generated example has no deadline, for a
busy machine would miss it."""

import os
import sys

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


BELOW = {"safety": ("facts", "base", "medicine"), "medicine": ("facts", "base")}  # rooms that no change here can reach


def pytest_sessionstart():
    """A mutation run forks from a process that has answered before: what it remembers would hide what was changed."""
    changed = os.environ.get("MUTANT_UNDER_TEST", "").split(".")
    if len(changed) == 1:
        return
    below = tuple(f"dolomite.{room}" for room in BELOW.get(changed[1], ()))
    above = [name for name in sys.modules if name.startswith("dolomite.") and not name.startswith(below)]
    for name in above:
        for remembered in vars(sys.modules[name]).values():
            getattr(remembered, "cache_clear", lambda: None)()


@pytest.fixture(scope="session")
def catalogue():
    """The food tables that are shipped, and nothing imported."""
    from dolomite.food.table import Catalogue

    return Catalogue.open()
