"""Every name of the public tables, as typed and with a dose and a form: none is taken for another in silence."""

import importlib.util
import sys
from pathlib import Path

import pytest

from dolomite.base.person import Medicine
from dolomite.medicine import register
from dolomite.medicine.match import understand

TOOL = Path(__file__).parents[3] / "tools" / "check_medicine_names.py"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location(TOOL.stem, TOOL)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def another(tool, every, dress):
    told = ((name, understand(Medicine(name=dress.format(name)))) for name in every)
    return [(name, got.how, got.names) for name, got in told if tool.verdict(name, got) == "another"]


@pytest.mark.slow
@pytest.mark.parametrize(("dress", "step"), [("{}", 1), ("{} 20 mg tablets", 5)])
def test_none_of_them_is_taken_for_another_in_silence(tool, dress, step):
    every = [name for at, name in enumerate(register.every_name()) if at % step == 0]
    assert len(every) > 19_000
    assert another(tool, every, dress) == []


@pytest.mark.parametrize(
    "typed", ["macrogol 300", "penicillin 2", "primolut depot", "topical antibiotic", "polyethylene glycol 8"]
)
def test_a_part_that_is_ours_in_a_name_that_is_not_is_asked(typed):
    got = understand(Medicine(name=typed))
    assert got.how == "unsure" and got.ingredients and len(got.candidates) >= 2


def test_what_the_tool_calls_another_is_another(tool):
    assert tool.verdict("warfarin", understand(Medicine(name="digoxin"))) == "another"
