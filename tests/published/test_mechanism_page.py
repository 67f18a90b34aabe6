"""The page of the mechanism is current: its tables are what the model says today."""

import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest

from dolomite.mechanism.population import people
from dolomite.mechanism.validate import compare, counted, tallies

ROOT = Path(__file__).parents[2]
_spec = importlib.util.spec_from_file_location("mechanism_page", ROOT / "tools" / "mechanism_page.py")
tool = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tool)

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def same(one, other):
    """The same words, and numbers that differ by no more than rounding on another processor can make."""
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return False
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(abs(float(a) - float(b)) <= 0.02 + 0.02 * abs(float(b)) for a, b in pairs)


@pytest.mark.slow
def test_the_counts_that_the_program_says_are_current():
    found = counted(compare(people(tool.PERSONS, np.random.default_rng(tool.SEED))))
    assert {name: (row.of, row.outside) for name, row in tallies().items()} == found


@pytest.mark.slow
@pytest.mark.parametrize("name", tool.blocks())
def test_the_table_is_current(name, made):
    page = tool.PAGE.read_text(encoding="utf-8")
    written = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", page, re.DOTALL)
    assert written is not None
    assert same(written[1].strip(), made[name]), f"{tool.PAGE.name}: the table {name} is not current: run make docs"


@pytest.fixture(scope="module")
def made():
    return {name: make() for name, make in tool.blocks().items()}


def test_a_page_that_is_not_current_is_found():
    assert not same("| Zhang | 0.04 |", "| Zhang | 0.14 |")
    assert not same("| Zhang | 0.04 |", "| Zhao | 0.04 |")
    assert tool.filled("<!-- x -->\nold\n<!-- /x -->", {"x": "new"}) == "<!-- x -->\n\nnew\n\n<!-- /x -->"
    with pytest.raises(ValueError, match="no place"):
        tool.filled("nothing", {"x": "new"})


def test_the_page_names_every_study_of_the_table():
    page = tool.PAGE.read_text(encoding="utf-8")
    for study in ("Fine 1991", "Sabatier 2002", "Zhang 2016", "Brewer 2001", "Mercieri 2012", "McKee 2005"):
        assert study in page
