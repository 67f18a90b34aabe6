"""The house rules hold in every module, and each rule finds a planted fault."""

import importlib.util
import re
from pathlib import Path

import pytest

from dolomite import facts
from dolomite.facts.document import raw_rows

_spec = importlib.util.spec_from_file_location("source_rules", Path(__file__).with_name("source_rules.py"))
rules = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(rules)

LONGEST = 400
# Modules over 400 lines, each with the reason why its second thing is not a module of its own.
LONGER: dict[str, str] = {}


def here(path):
    return path.relative_to(rules.ROOT).as_posix()


def test_a_limit_in_code_is_found():
    assert rules.health_numbers("UL = 350\n") == ["line 1: 350"]
    assert rules.health_numbers("def f(x):\n    return x > 350\n") == ["line 2: 350"]
    assert rules.health_numbers("STEP = 0.25  # Runge-Kutta, Butcher 1964\n") == []


def test_no_health_number_stands_in_code():
    found = [
        f"{here(path)}, {line}"
        for room in rules.NO_NUMBERS_IN
        for path in sorted((rules.PACKAGE / room).rglob("*.py"))
        for line in rules.health_numbers(path.read_text(encoding="utf-8"))
    ]
    assert not found, "move these into a facts file, with source and place:\n" + "\n".join(found)


# Where code may name several of them: what they are called or how they are told apart, nothing that is said of them.
NAMED = {
    "app/begin.py": "the kinds of pain in the words that people have for them",
    "base/person.py": "the kinds of pain that a person file may hold",
    "medicine/public.py": "the groups under which names of products are filed",
    "need/weight.py": "which check reads which row",
    "safety/signal.py": "the medicines of whose years a rule may ask",
    "supplement/beside_food.py": "the groups under which names of products are filed",
}
LANGUAGE = {"claim"}  # reads articles: its words are a lexicon's


@pytest.fixture(scope="module")
def known():
    """The ids of everything clinical that the facts know."""
    ids = facts.ids()
    medicines = {row["id"] for name in ("ingredients", "groups") for _, row in raw_rows(f"medicine/{name}")}
    return ids.conditions | ids.red_flags | ids.symptoms | medicines


def test_a_clinical_list_in_code_is_found(known):
    assert rules.clinical_lists('LOOSE = ("crohn", "ulcerative_colitis")\n', frozenset({"crohn", "ulcerative_colitis"}))
    assert rules.clinical_lists('LOOSE = {"dialysis": 1, "myasthenia": 2}\n', known) == ["line 1: dialysis, myasthenia"]
    assert rules.clinical_lists('LOOSE = "dialysis myasthenia".split()\n', known) == ["line 1: dialysis, myasthenia"]
    assert rules.clinical_lists('ONE = ("dialysis", "salt")\n', known) == []


def test_no_clinical_list_stands_in_code(known):
    found = {
        name: lines
        for path in rules.modules()
        if (name := path.relative_to(rules.PACKAGE).as_posix()).split("/")[0] not in LANGUAGE
        if (lines := rules.clinical_lists(path.read_text(encoding="utf-8"), known))
    }
    assert set(found) == set(NAMED), f"a list of what is ill or taken belongs into facts, with its source: {found}"


def test_a_silent_function_is_found():
    assert rules.undocumented("def dose(x):\n    return x\n") == ["line 1: dose has no docstring"]
    assert "no unit" in rules.undocumented('def dose(x: str) -> float:\n    """How much."""\n')[0]
    assert rules.undocumented('def dose(x: str) -> float:\n    """How much [mg]."""\n') == []
    assert rules.undocumented('def name(x: str) -> str:\n    """What it is called."""\n') == []


def test_every_public_function_says_what_it_answers_and_its_units():
    found = [
        f"{here(path)}, {line}"
        for path in rules.modules()
        for line in rules.undocumented(path.read_text(encoding="utf-8"), units="cli" not in path.parts)
    ]
    assert not found, "\n".join(found)


def test_no_module_grows_past_its_subject():
    found = [
        f"{here(path)}: {lines} lines"
        for path in rules.modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST and here(path) not in LONGER
    ]
    assert not found, "what is the second thing in these? Give it a module:\n" + "\n".join(found)


def test_every_source_is_used():
    folder = rules.PACKAGE / "facts"
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml") if path.parent.name != "sources"
    )
    used = set(re.findall(r"\bsource: *[\"']?([A-Za-z0-9_]+)", text))
    idle = sorted(path.stem for path in (folder / "sources").glob("*.yaml") if path.stem not in used)
    assert not idle, f"no facts row names these sources: {idle}. Use them or remove them."


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "(No" + " unit.)"])
def test_nothing_is_left_for_later_or_said_for_form(word):
    found = [here(path) for path in rules.modules() if word in path.read_text(encoding="utf-8")]
    assert not found, f"{word} stands in {found}"
