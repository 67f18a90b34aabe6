"""The answer first: short, true to the evidence, never soothing where nobody asked, silent on doses past a stop."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dolomite.app import read
from dolomite.app.answer import answer_report
from dolomite.app.assess import assess
from dolomite.app.case import Case
from dolomite.base import parse
from dolomite.base.errors import InputError, StoppedError
from dolomite.evidence.answer import answers
from dolomite.evidence.short import MOST_WORDS, short
from dolomite.facts import ids
from dolomite.report.html import page
from dolomite.report.plain import report_text
from dolomite.view.evidence_tables import way

ON = date(2026, 11, 20)
ASKED = "red_flags: []\nconditions: []\nkidney: {egfr: 95}\nmedicines: []\nsupplements: []\n"
LASTING = "pain: {kind: low_back, duration_weeks: 20}\n"


def case(extra: str = "", *, asked: bool = True) -> Case:
    text = "sex: female\nage_years: 44\n" + (ASKED if asked else "") + extra
    return Case(person=parse.person(text, name="made up", ids=ids()), on=ON)


def first(made: Case):
    return answer_report(made).sections[0]


def test_long_lasting_back_pain_is_answered_in_the_words_of_the_evidence():
    section = first(case(LASTING))
    assert section.says == (
        "Nobody knows: no usable trial of tablets alone; with painkillers or after infusions, very uncertain.",
    )
    assert section.sure.dots == 0


@pytest.mark.parametrize("found", answers(), ids=lambda one: one.condition.id)
def test_no_answer_is_longer_than_a_glance(found):
    assert len(short(found)[0].split()) <= MOST_WORDS


def test_nothing_is_good_news_while_something_is_unasked():
    section = first(case(asked=False))
    safe = section.cards[0]
    assert safe.tone != "good"
    assert section.data["not_asked"] == ["red_flags", "kidney", "conditions", "medicines", "supplements"]
    assert "5 not answered" in " ".join(safe.says)
    assert "Nothing you told us speaks against" not in report_text(assess(case(asked=False)))
    asked = first(case())
    assert asked.cards[0].tone == "good"
    assert asked.data["not_asked"] == []


@pytest.mark.parametrize("key", ["red_flags", "conditions", "kidney", "medicines", "supplements"])
def test_each_unasked_key_alone_takes_the_good_news_away(key):
    text = "".join(line + "\n" for line in ASKED.splitlines() if not line.startswith(key))
    section = first(case(text, asked=False))
    assert section.cards[0].tone != "good"
    assert section.data["not_asked"] == [key]


def test_an_emergency_stands_alone_and_leads_to_no_dose():
    text = ASKED.replace("red_flags: []", "red_flags: [ces_saddle]") + "country: GB\n"
    made = answer_report(case(text, asked=False))
    assert [section.id for section in made.sections] == ["emergency"]
    said = " ".join(report_text(made).split())
    assert "999" in said
    assert "cauda equina" in said
    for word in ("dose", "tablet", "dolomite ", "mg"):
        assert word not in said
    whole = page(assess(case(text, asked=False)))
    body = whole[whole.index("<main") :]
    assert body.index("cauda equina") < body.index("999") < body.index('id="safety"')


def test_past_a_stop_no_amount_and_no_test_of_tablets():
    section = first(case(ASKED.replace("egfr: 95", "egfr: 20"), asked=False))
    said = " ".join(word for card in section.cards for word in (*card.says, *(step.says for step in card.steps)))
    assert "to aim for" not in said
    assert "tablets? Test" not in said


def test_the_report_is_ordered_answer_safety_evidence_and_the_model_last():
    ids_ = [section.id for section in assess(case(LASTING)).sections]
    assert ids_[:3] == ["answer", "safety", "evidence"]
    assert ids_[-1] == "mechanism"


@pytest.mark.parametrize("flags", ["[ces_saddle]", "{ces_saddle: yes}"])
def test_an_emergency_does_not_wait_for_a_file_to_be_whole(flags):
    with pytest.raises(StoppedError, match=r"(?s)cauda equina.*999.*sex is missing"):
        read.person(f"red_flags: {flags}\ncountry: GB\n".encode(), name="me.yaml", on=ON)
    with pytest.raises(InputError, match=r"^(?!.*cauda)"):
        read.person(b"red_flags: {ces_saddle: no}\n", name="me.yaml", on=ON)


def test_copied_example_answers_lead_to_no_tablets():
    text = (Path(__file__).parents[3] / "examples" / "person.yaml").read_text(encoding="utf-8")
    made = Case(person=parse.person(text, name="copied", ids=ids()), on=ON)
    steps = next(card for card in first(made).cards if card.id == "do").steps
    assert first(made).cards[0].tone == "stop"
    assert not [step for step in steps if "trial" in step.command]


@pytest.mark.parametrize("found", answers(), ids=lambda one: one.condition.id)
def test_no_direction_is_told_in_the_words_of_the_code(found):
    assert "_" not in way(found.headline)


def test_whom_to_call_is_a_link_and_today_the_advice_line_stands_first():
    made = answer_report(case("country: DE\nred_flags: {fever: yes}\n", asked=False))
    says = made.sections[0].says
    assert "116117" in says[1] and "112" in says[2]
    shown = page(made)
    assert '<a href="tel:116117">116117</a>' in shown and '<a href="tel:112">112</a>' in shown
    now = answer_report(case("country: DE\nred_flags: {ces_saddle: yes}\n", asked=False))
    assert not any("116117" in one for one in now.sections[0].says), "an emergency has one number"


def test_without_an_emergency_nothing_is_a_telephone():
    assert 'href="tel:' not in page(answer_report(case()))
