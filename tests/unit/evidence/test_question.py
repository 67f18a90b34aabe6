"""What people type finds the kind of pain they mean; a person's own pain does too."""

import pytest

from dolomite.base.errors import InputError
from dolomite.base.person import Pain
from dolomite.evidence.question import condition, condition_of, conditions, routes


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("low back pain", "low_back"),
        ("back", "low_back"),
        ("my lower back", "low_back"),
        ("LBP chronic", "low_back_chronic"),
        ("Chronic low back pain", "low_back_chronic"),
        ("low_back_chronic", "low_back_chronic"),
        ("acute low-back pain", "low_back_acute"),
        ("sciatica", "low_back_radicular"),
        ("chronic sciatica", "low_back_radicular"),
        ("CRPS", "crps"),
        ("neuropathic", "neuropathic"),
        ("migrane", "migraine"),
        ("fibromyalga", "fibromyalgia"),
        ("dysmenorrhea", "period"),
        ("dysmenorrhoea", "period"),
        ("menstrual cramps", "period"),
        ("leg cramps", "cramps"),
        ("muscle spasms", "cramps"),
        ("spine surgery", "spine_surgery"),
        ("after_spine_surgery", "spine_surgery"),
        ("upper back pain", "thoracic"),
        ("thoracic", "thoracic"),
        ("neck", "neck"),
        ("musculoskeletal", "musculoskeletal"),
    ],
)
def test_what_people_type(typed, meant):
    assert condition(typed).id == meant


@pytest.mark.parametrize("typed", ["banana", "", "   ", "pain", "chronic pain", "🦴"])
def test_an_unknown_name_gets_the_list(typed):
    with pytest.raises(InputError, match=r"Choose one of: low_back, low_back_acute, low_back_chronic"):
        condition(typed)


def test_every_name_and_alias_finds_its_own_condition():
    for one in conditions():
        for name in (one.id, one.name, *one.aliases):
            assert condition(name).id == one.id, name


@pytest.mark.parametrize(
    "pain, meant",
    [
        (Pain(kind="low_back"), "low_back"),
        (Pain(kind="low_back", duration_weeks=5.9), "low_back_acute"),
        (Pain(kind="low_back", duration_weeks=6), "low_back"),
        (Pain(kind="low_back", duration_weeks=11.9), "low_back"),
        (Pain(kind="low_back", duration_weeks=12), "low_back_chronic"),
        (Pain(kind="low_back", duration_weeks=0), "low_back_acute"),
        (Pain(kind="low_back", duration_weeks=14, spreads_to_leg=True), "low_back_radicular"),
        (Pain(kind="low_back", duration_weeks=14, spreads_to_leg=False), "low_back_chronic"),
        (Pain(kind="after_spine_surgery"), "spine_surgery"),
        (Pain(kind="thoracic"), "thoracic"),
        (Pain(kind="neck"), "neck"),
        (Pain(kind="crps"), "crps"),
    ],
)
def test_a_persons_pain(pain, meant):
    assert condition_of(pain).id == meant


def test_every_kind_of_the_person_file_has_a_condition():
    from typing import get_args

    from dolomite.base.person import PainKind

    for kind in get_args(PainKind):
        assert condition_of(Pain(kind=kind)).id


def test_routes():
    assert routes("oral") == ("oral",)
    assert routes("IV") == ("infusion", "infusion_then_oral")
    with pytest.raises(InputError, match="route: 'nose' is not one of oral"):
        routes("nose")
