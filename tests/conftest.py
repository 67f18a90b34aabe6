"""What every test may use: the food tables that are shipped, opened once. A generated example has no deadline, for a
busy machine would miss it."""

import os
import sys

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


UNTOUCHED = {
    "safety": ("facts", "base", "medicine"),
    "medicine": ("facts", "base"),
}  # rooms below the one that is changed


def pytest_sessionstart():
    """A mutation run forks from a process that has answered before: what it remembers would hide what was changed."""
    changed = os.environ.get("MUTANT_UNDER_TEST", "").split(".")
    if len(changed) > 1:
        below = tuple(f"dolomite.{room}" for room in UNTOUCHED.get(changed[1], ()))
        for name, module in list(sys.modules.items()):
            for remembered in (
                vars(module).values() if name.startswith("dolomite.") and not name.startswith(below) else ()
            ):
                getattr(remembered, "cache_clear", lambda: None)()


@pytest.fixture(scope="session")
def catalogue():
    """The food tables that are shipped, and nothing imported."""
    from dolomite.food.table import Catalogue

    return Catalogue.open()
