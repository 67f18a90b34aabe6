"""Sections: grounds for every finding, a table twin for every chart, the JSON object inside."""

import json
from datetime import date

import pytest

from dolomite.app.answer_evidence import evidence_for
from dolomite.app.case import Case
from dolomite.base.finding import every
from dolomite.base.person import Pain, Person
from dolomite.evidence.answer import answer
from dolomite.evidence.question import conditions
from dolomite.report.json import document, render
from dolomite.view.evidence import pages, section
from dolomite.view.evidence_data import whole


@pytest.mark.parametrize("name", [one.id for one in conditions()])
def test_every_finding_has_grounds_and_every_chart_a_table(name):
    found = answer(name)
    for one in (section(found), *pages(found)):
        assert one.says
        for finding in one.findings:
            for part in every(finding):
                assert part.basis, part.name
        for chart in one.charts:
            assert chart.table.rows
            assert chart.says
        for table in one.tables:
            assert table.rows
            assert {len(row) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("name", [one.id for one in conditions()])
def test_the_object_is_json_with_numbers_as_numbers(name):
    found = json.loads(render(document("evidence", whole(answer(name)))))
    for trial in found["trials"]:
        for result in trial["results"]:
            for arm in result["arms"]:
                assert isinstance(arm["mean"], (float, int, type(None)))
        assert trial["result"]
        assert trial["used"] is (trial["set_aside"] is None)


def test_the_section_is_chosen_by_the_persons_pain():
    pain = Pain(kind="low_back", duration_weeks=14, spreads_to_leg=False)
    found = evidence_for(Case(person=Person(sex="female", given_age_years=42, pain=pain), on=date(2026, 11, 21)))
    assert found.data["condition"] == "low_back_chronic"
    assert evidence_for(Case(person=Person(sex="female", given_age_years=42), on=date(2026, 11, 21))) is None


def test_no_evidence_comes_with_what_guidelines_offer_instead():
    for one in conditions():
        found = answer(one.id)
        if found.certainty in ("no_evidence", "very_low"):
            assert found.helps, one.id


def test_a_second_source_for_the_same_words_is_not_needed():
    """The headline, the page and the JSON say the same sentence."""
    found = answer("sciatica")
    assert section(found).says[0] == found.says == whole(found)["answer"]
