"""A person file from plain questions: emergency first, not sure always an answer, nothing asked stays out."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from dolomite.app import begin, example, first_checks, household, read
from dolomite.app.case import Case
from dolomite.base.errors import InputError
from dolomite.base.person import PainKind
from dolomite.view import person_file

ON = date(2026, 11, 28)
ANSWERS = {
    "sex": "woman",
    "age": "42",
    "state": "no",
    "country": "Germany",
    "pain": "low back",
    "weeks": "14",
    "kidneys": "92",
    "illnesses": "asthma, gluten trouble",
    "medicines": "doxycycline, Ibuprofen",
    "magnesium": "magnesium citrate 500 mg, equivalent to 80 mg elemental magnesium, 2 a day",
    "more": "yes",
    "screener": "yes",
}


def walk(answers, *, otherwise="no"):
    """Every question in turn: what was asked, and what was said."""
    said = {}
    while (question := begin.next_question(said, on=ON)) is not None:
        number = "2" if question.id.startswith(begin.FOOD) else otherwise
        said[question.id] = begin.check(question, answers.get(question.id, number), on=ON)
    return said


def person_of(said):
    text = person_file.text(begin.document(said, on=ON), on=ON, name="me.yaml")
    return read.person(text.encode(), name="me.yaml", on=ON)


def test_the_emergency_questions_come_first_and_every_answer_reaches_the_file():
    said = walk(ANSWERS)
    assert list(said)[:6] == [f"card.{card.id}" for card in first_checks.questions()]
    person = person_of(said)
    assert (person.sex, person.given_age_years, person.country, person.body) == ("female", 42, "DE", "dach")
    assert (person.pain.kind, person.pain.duration_weeks) == ("low_back", 14)
    assert person.kidney.egfr == 92
    assert "asthma" in person.conditions and person.other_conditions == ("gluten trouble",)
    assert [one.name for one in person.medicines] == ["doxycycline", "Ibuprofen"]
    assert (person.supplements[0].elemental_mg, person.supplements[0].per_day) == (80, 2)
    assert set(dict(person.screener).values()) == {"once_a_week"} and len(person.screener) == 20
    assert all(answer == "no" for _, answer in person.red_flags.answers)
    assert begin.rough(begin.document(said, on=ON), on=ON).startswith("Roughly, you get between")


def test_when_all_is_asked_no_warning_sign_is_open():
    keys = begin.document(walk(ANSWERS), on=ON)
    case = Case(person=household.read_document(keys, on=ON), on=ON)
    assert first_checks.open_questions(case) == ()
    assert len(keys["red_flags"]) > 20  # the six cards alone come to ten


@pytest.mark.parametrize("word", ["not sure", "", "unknown", "maybe"])
def test_not_sure_is_an_answer_everywhere_and_never_a_no(word):
    said = walk({"sex": "man", "age": "71", "screener": "no", "more": "yes"}, otherwise=word)
    person = person_of(said)
    assert {answer for _, answer in person.red_flags.answers} == {"unknown"}
    assert (person.conditions, person.medicines, person.supplements) == ("unknown",) * 3
    assert person.kidney.said_unknown
    assert (person.pain, person.country) == (None, None)


def test_without_sex_or_age_the_file_says_what_is_missing():
    said = walk({"screener": "no"}, otherwise="not sure")
    assert "state" not in said  # nobody said woman
    with pytest.raises(InputError, match="sex is missing"):
        person_of(said)


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("card.legs", "kind of", "Answer yes, no, or not sure"),
        ("sex", "it depends", "Answer woman, man, or not sure"),
        ("age", "forty", "is not a number"),
        ("age", "1984-02-31", "is not a date"),
        ("country", "Narnia", "is not a country that we hold"),
        ("pain", "everywhere", "is not known"),
        ("weeks", "two years", "is not a number"),
        ("kidneys", "900", "outside 0 to 250"),
        ("food.coffee", "9", "Type a number from 0 to 7"),
        ("magnesium", "some powder", "magnesium"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(question, text, says):
    with pytest.raises(InputError, match=says):
        begin.check(begin.Question(id=question, asks="", answers=""), text, on=ON)


def test_two_readings_of_a_packet_are_an_unknown_amount():
    keys = begin.document({"magnesium": "magnesium citrate 400 mg, 2 a day"}, on=ON)
    assert keys["supplements"] == [{"form": "citrate", "per_day": "2"}]


def test_an_emergency_is_known_at_once():
    said = {"card.numb_seat": "no", "card.bladder_bowel": "yes"}
    assert first_checks.pressing(begin.document(said, on=ON))


def test_a_template_holds_every_key_unanswered():
    text = person_file.text({}, on=ON, name="me.yaml")
    text = text.replace("sex:", "sex: male", 1).replace("age_years:", "age_years: 50", 1)
    person = read.person(text.encode(), name="me.yaml", on=ON)
    assert (person.red_flags, person.kidney, person.conditions, person.medicines, person.supplements) == (None,) * 5


def test_a_copied_example_is_recognised_and_an_own_file_is_not():
    for path in sorted((Path(__file__).parents[3] / "examples").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# A made-up"), f"{path.name} does not say that it is nobody's"
        copied = (
            text.replace("sex: female", "sex: male").replace("1984", "1960").replace("age_years: 71", "age_years: 50")
        )
        assert example.is_example(read.person(copied.encode(), name=path.name, on=ON)), path.name
    assert not example.is_example(person_of(walk(ANSWERS)))


@pytest.mark.parametrize("kind", get_args(PainKind))
def test_each_kind_of_pain_has_words_and_is_known_by_them(kind):
    for typed in (begin.PLACES[kind], begin.PLACES[kind].upper(), kind, kind.replace("_", " ")):
        assert begin.document({"pain": typed, "weeks": "14"}, on=ON)["pain"]["kind"] == kind


@pytest.mark.parametrize(
    ("typed", "kind"), [("shoulder blades", "thoracic"), ("nerve", "neuropathic"), ("CRPS", "crps")]
)
def test_some_of_the_words_are_enough(typed, kind):
    assert begin.document({"pain": typed}, on=ON)["pain"] == {"kind": kind}


@pytest.mark.parametrize("typed", ["back", "pain", "everywhere"])
def test_words_of_several_kinds_or_none_are_refused(typed):
    question = next(one for one in begin.ABOUT if one.id == "pain")
    with pytest.raises(InputError, match="is not known"):
        begin.check(question, typed, on=ON)


@pytest.mark.parametrize("typed", ["no pain", "none", "no", "not sure"])
def test_no_pain_is_an_answer_and_asks_for_no_weeks(typed):
    said = {"pain": typed}
    assert "pain" not in begin.document(said, on=ON)
    assert all(one.id != "weeks" for one in begin._all(said, on=ON))
