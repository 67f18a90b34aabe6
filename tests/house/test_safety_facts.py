"""The safety facts fit together: names in ids.yaml, signals in rules, places in sentences, stops by urgency."""

import importlib.util
import re
from pathlib import Path

import pytest

from dolomite import facts
from dolomite.facts import document
from dolomite.facts.compiled import FOLDER
from dolomite.medicine import names
from dolomite.safety import bounds, interaction, other_condition, redflag, rule, signal, vocabulary, withdrawn

ROOT = Path(__file__).parents[2]
BY_URGENCY = {
    "emergency_now": {"dosing", "plan", "trial"},
    "same_day": {"dosing", "plan", "trial"},
    "soon": {"trial"},
    "ask_first": {"dosing", "trial"},
}
WORDS = {"egfr", "creatinine", "serum", "dose", "ul", "unknown_doses", "unknown_medicine_hours", "question", "medicine",
         "salt_question", "candidates", "clash", "free", "drug", "unread", "names", "outside"}  # fmt: skip
# What is said of one question, one medicine or one time knows no more than these.
WORDS_OF = {
    "unknown.red_flag": {"question"}, "medicine.other_salt": {"medicine"}, "medicine.known": {"medicine"},
    "schedule.none": {"medicine"}, "schedule.clash": {"medicine", "clash", "free"},
}  # fmt: skip
SAID = {
    "female", "male", "profile.information",
    "pregnant", "lactating", "kidneys.value", "kidneys.no_value", "serum.low", "serum.high",
    "magnesium.taken", "magnesium.only_laxative", "magnesium.sulfate", "dose.reads_like_salt",
    "magnesium.perhaps", "magnesium.not_asked", "magnesium.laxative", "dose.unknown", "ul.unknown",
    "pain.not_given",
    "pain.spreads_to_leg", "pain.first_episode", "med.ppi_of_unknown_length", "med.steroid_of_unknown_length",
    "partly_asked.red_flags", "unknown.red_flag", "medicine.unknown", "medicine.unsure", "medicine.known",
    "medicine.other_salt", "schedule.none", "schedule.clash", "medicine.stopped",
    *(f"medicine.{kind}{way}" for kind in (
        "no_content", "unread", "which", "which_one", "guess", "guess_between", "no_rule", "lead"
      ) for way in ("", "_not_swallowed")),
    *(f"medicine.{kind}_on_the_body" for kind in interaction.HARMLESS_ON_THE_BODY),
    "medicine.unknown_not_swallowed", "medicine.unsure_not_swallowed",
    *(f"medicine.{kind}_drops" for kind in interaction.UNREADABLE),
}  # fmt: skip


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rules():
    return [(name, row) for name in rule.RULE_FILES for row in rule.rules(name)]


def sayable():
    """Every signal that something can say."""
    from typing import get_args

    from dolomite.base.person import PainKind

    groups = {row.id for row in facts.light_rows("medicine/groups", names.GroupRow)}
    asked = ("red_flags", "conditions", "symptoms", "medicines")
    return (
        SAID
        | {f"pain.{kind}" for kind in get_args(PainKind)}
        | {f"flag.{flag}" for flag in redflag.flag_ids()}
        | {f"cond.{row.id}" for row in vocabulary.conditions()}
        | {f"symptom.{row.id}" for row in vocabulary.symptoms()}
        | {f"med.{group}" for group in groups}
        | {f"{state}.{key}" for state in ("not_asked", "unknown") for key in asked}
        | {band.id for band in signal.bands()}
        | {f"typed.{row.id}" for row in facts.light_rows("safety/condition_names", other_condition.NameRow)}
    )


def test_the_names_of_the_door_are_those_of_the_facts():
    ids = FOLDER / "ids.yaml"
    tool = load(ROOT / "tools" / "write_ids.py")
    text = ids.read_text(encoding="utf-8")
    assert tool.written(text) == text, "run: python tools/write_ids.py"


def test_no_plain_word_means_two_things():
    seen = {}
    for row in (*vocabulary.conditions(), *vocabulary.symptoms()):
        for words in (row.name, *row.also_called):
            assert seen.setdefault(words.lower(), row.id) == row.id, words


def test_every_signal_in_a_rule_can_be_said():
    known = sayable()
    for sign in signal.signs():
        missing = {*sign.all_of, *sign.any_of, *sign.none_of} - known
        assert not missing, f"signs.yaml, {sign.id}: nothing says {sorted(missing)} above it"
        known.add(sign.id)
    for name, row in rules():
        missing = {*row.all_of, *row.any_of, *row.none_of} - known
        assert not missing, f"{name}.yaml, {row.id}: nothing says {sorted(missing)}"
    for row in facts.light_rows("safety/bounds", bounds.BoundRow):
        assert not {*row.all_of, *row.any_of, *row.none_of} - known, row.id
    for row in withdrawn.withdrawn():
        assert not {*row.all_of, *row.any_of, *row.none_of} - known - {other_condition.NAMED_AMONG}, row.id
    for row in facts.light_rows("safety/questions", redflag.QuestionRow):
        assert row.only_if is None or row.only_if in known, row.id


def test_every_sign_and_every_band_is_asked_for():
    """A sign that no row asks for says nothing to anybody."""
    files = [name for name in document.names() if name.startswith("safety/") and "rows" in document.mapping(name)]
    rows = [row for name in files for _, row in document.raw_rows(name)]
    asked = {
        str(one)
        for row in rows
        for key in ("all_of", "any_of", "none_of", "answered_by", "counts_as", "only_if")
        for one in ([row[key]] if isinstance(row.get(key), str) else row.get(key) or ())
    }
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/dolomite/safety").glob("*.py"))
    made = [row.id for row in (*signal.signs(), *signal.bands())]
    assert not [one for one in made if one not in asked and one not in code]


def test_every_rule_can_speak_and_stops_at_least_what_its_urgency_asks():
    for name, row in rules():
        assert row.all_of or row.any_of, f"{name}, {row.id} would always speak"
        assert set(row.stops) >= BY_URGENCY.get(row.urgency, set()), f"{name}, {row.id}"
    for row in interaction.interaction_rows():
        assert set(row.stops) >= BY_URGENCY.get(row.urgency, set()), row.id


def test_every_place_in_a_sentence_is_known():
    for name, row in rules():
        places = set(re.findall(r"\{(\w+)\}", row.says + row.do))
        given = next((WORDS_OF[signal] for signal in row.all_of if signal in WORDS_OF), WORDS)
        assert places <= given, f"{name}, {row.id}: {places - given}"
    for row in interaction.interaction_rows():
        assert set(re.findall(r"\{(\w+)\}", row.says + row.do)) <= {"drug"}, row.id


def test_every_medicine_of_an_interaction_is_in_the_table_and_no_rule_speaks_twice():
    pairs = [(row.id, drug) for row in interaction.interaction_rows() for drug in row.drugs]
    assert {drug for _, drug in pairs} <= set(names.ingredients())
    assert len(pairs) == len(set(pairs))
    names.known_names()
    names.groups()


def test_hours_come_in_pairs_and_separate_means_hours():
    for row in interaction.interaction_rows():
        assert (row.before_h is None) == (row.after_h is None), row.id
        if row.severity.startswith("separate"):
            assert row.before_h is not None, row.id


def test_every_medicine_with_a_rule_stands_in_the_case_table():
    cases = load(ROOT / "tests" / "unit" / "safety" / "cases.py")
    listed = {case["name"] for case in cases.cases("medicines")}
    wanted = {
        names.ingredients()[drug].name
        for row in interaction.interaction_rows()
        for drug in row.drugs
        if names.ingredients()[drug].by_mouth
    }
    assert wanted == listed


@pytest.mark.parametrize("word", ["magnesium deficiency", "high blood pressure", "drowsy"])
def test_plain_words_reach_the_door(word):
    assert word in dict(facts.ids().aliases)


def test_the_hours_in_words_are_the_hours_of_the_row():
    """A reader must not be told other hours than the day's schedule keeps."""
    words = {"half an hour": 0.5, "an hour": 1.0}
    for row in interaction.interaction_rows():
        told = {float(n) for n in re.findall(r"(\d+) hours?", row.do)}
        told |= {hours for text, hours in words.items() if text in row.do}
        if row.before_h is None:
            assert not told or row.severity == "info", (row.id, row.drugs)
        elif told:
            assert told == {row.before_h, row.after_h} - {0.0}, (row.id, row.drugs)
        else:
            assert row.urgency != "caution", (row.id, row.drugs)


def test_the_review_sheet_of_safety_ends_at_what_somebody_signs_and_leaves_nothing_off():
    from dolomite.app import review_facts
    from dolomite.facts.document import names, raw_rows
    from dolomite.facts.light import VERIFIED
    from dolomite.safety.weight import verified, weight

    held = sum(len(file["rows"]) for file in review_facts.review("safety")["files"])
    due = sum(
        VERIFIED.get(values.get("verified"), values.get("verified")) is not True
        and not verified(values)
        and weight(name.partition("/")[2], values) in ("releases", "tells")
        for name in names()
        if name.startswith("safety/")
        for _, values in raw_rows(name)
    )
    assert held == due <= review_facts.MOST_TO_SIGN


def test_every_row_that_can_release_advice_was_read():
    """One rule for every row of every file; `test_exceptions.py` holds the reasons to generated people."""
    from dolomite.facts.document import names, raw_rows
    from dolomite.safety.weight import verified, weight

    seen = 0
    for name in names():
        if not name.startswith("safety/"):
            continue
        for where, values in raw_rows(name):
            if weight(name.partition("/")[2], values) == "releases":
                seen += 1
                assert verified(values), where
    assert seen > 15


def test_what_was_read_for_an_exception_is_a_source_with_a_place_and_a_day():
    from datetime import date

    rows = [row for _, row in rules()] + list(signal.signs())
    read = [row.exception_read for row in rows if row.exception_read is not None]
    assert read
    for one in read:
        assert (FOLDER / "sources" / f"{one['source']}.yaml").is_file(), one
        assert one["at"] and date.fromisoformat(one["on"])
