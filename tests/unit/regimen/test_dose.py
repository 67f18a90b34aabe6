"""The dose: only past safety, never above the limit, none where none is needed, no number where nobody knows."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dolomite.app.advise_dose import advise_dose
from dolomite.app.case import Case
from dolomite.base.finding import Basis
from dolomite.base.person import Day, Kidney, Medicine, Person, RedFlags, Supplement
from dolomite.base.span import Span
from dolomite.regimen import timing
from dolomite.regimen.dose import Intake, advise, number
from dolomite.safety.alert import Alert, Urgency
from dolomite.safety.decide import Cleared, Stopped, decide
from dolomite.safety.schedule import Distance, schedule

ON = date(2026, 11, 21)
CLEARED = decide([]).allow("dosing")
GOAL, LIMIT = 320.0, 350.0


def intake(total, supplement=None, *, chance=None, known=True, goal=GOAL, limit=LIMIT):
    return Intake(
        total=total if isinstance(total, Span) else Span.exactly(total),
        supplement=supplement if supplement is not None else Span.exactly(0),
        goal_mg=goal,
        ul_supplemental_mg=limit,
        chance_short=chance,
        known=known,
        because=(),
    )


def dose(one, **more):
    return advise(CLEARED, one, alkaline_forms=frozenset({"oxide"}), bowel_loose=more.pop("bowel_loose", False), **more)


@pytest.mark.parametrize(
    "total, mg",
    [(320, None), (319, 25), (295, 25), (294, 50), (245, 75), (0, 325)],
    ids=["at the goal", "one short", "a step short", "a little more", "usual", "nothing eaten"],
)
def test_the_smallest_step_that_closes_the_gap(total, mg):
    assert dose(intake(total)).daily_mg == mg


def test_reaching_the_goal_needs_no_supplement_and_shows_no_forms():
    found = dose(intake(330))
    assert (found.need, found.forms, found.watch) == ("not_needed", (), ())
    assert "do not need" in found.finding.says


@pytest.mark.parametrize("chance, need", [(0.09, "not_needed"), (0.11, "needed"), (None, "needed")])
def test_a_small_chance_of_falling_short_needs_no_supplement(chance, need):
    assert dose(intake(300, chance=chance)).need == need


def test_without_a_diary_there_is_no_number():
    found = dose(intake(Span.nothing_known("what you eat"), known=False))
    assert (found.need, found.daily_mg) == ("unknown", None)


def test_an_open_intake_gives_no_number():
    open_end = Span(known=200.0, low=200.0, high=None, unknown=("casserole",))
    assert dose(intake(open_end)).need == "unknown"


def test_an_authority_without_a_goal_gives_no_number():
    assert dose(intake(200, goal=None)).need == "unknown"


def test_what_is_taken_already_counts_towards_the_limit():
    found = dose(intake(200, Span.exactly(300)))
    assert (found.daily_mg, found.capped) == (50, True)
    assert dose(intake(200, Span.exactly(340))).daily_mg is None
    assert dose(intake(200, Span.nothing_known("tablets"))).daily_mg is None


@pytest.mark.parametrize("total, parts", [(145, 1), (144, 2)])
def test_more_than_half_the_limit_is_split(total, parts):
    assert dose(intake(total)).parts == parts


def test_forms_that_take_away_acid_are_left_out_with_the_reason():
    found = dose(intake(200), avoid_alkaline=("itraconazole",))
    assert "oxide" not in [row.form for row in found.forms]
    assert dict(found.left_out)["oxide"] == "it takes away acid that itraconazole needs"


def test_a_loose_bowel_puts_loosening_forms_last():
    order = [row.bowel for row in dose(intake(200), bowel_loose=True).forms]
    assert order == sorted(order, key=lambda bowel: bowel == "loosens")


spans = st.tuples(st.integers(0, 700), st.integers(0, 300)).map(
    lambda p: Span(known=float(p[0]), low=float(p[0]), high=float(sum(p)), unknown=("soup",) if p[1] else ())
)


@given(spans, st.integers(0, 400))
def test_never_above_the_limit(total, taken):
    found = dose(intake(total, Span.exactly(taken)))
    assert found.daily_mg is None or found.daily_mg + taken <= LIMIT
    assert found.daily_mg is None or found.daily_mg % number("step_mg") == 0


def test_a_cleared_cannot_be_made_by_hand():
    with pytest.raises(TypeError, match="built by Clearance"):
        Cleared(advice="dosing", cautions=(), key=object())


def test_a_stop_gives_the_reason_and_no_dose():
    alert = Alert(
        name="alert", value=None, unit="", basis=(Basis(source="person", at="kidney"),), says="Weak kidneys.",
        id="x", about="kidney", urgency=Urgency.ask_first, do="Ask.", stops=frozenset({"dosing"}),
    )  # fmt: skip
    assert isinstance(decide([alert]).allow("dosing"), Stopped)
    weak = Person(sex="female", given_age_years=60, kidney=Kidney(egfr=25.0))
    advice = advise_dose(Case(person=weak, on=ON))
    assert advice.stopped is not None
    assert advice.cleared is None
    assert advice.data["dose"] is None


def test_the_times_keep_their_distance():
    day = Day(wakes=time(7), sleeps=time(23))
    one = dose(intake(0))
    free = schedule((), day=day)
    assert timing.times(one, free) == (time(8), time(19))
    apart = schedule((Distance(medicine="x", before_h=4, after_h=4, times=(time(18),), assumed=False),), day=day)
    assert all(t <= time(14) or t >= time(22) for t in timing.times(one, apart))
    full = schedule((Distance(medicine="x", before_h=12, after_h=12, times=(time(12),), assumed=False),), day=day)
    assert timing.times(one, full) == ()


def test_somebody_who_eats_and_takes_enough_is_told_so():
    person = Person(
        sex="female", given_age_years=40, kidney=Kidney(egfr=95.0), conditions=(), medicines=(),
        red_flags=RedFlags(answers=(), all_asked=True), supplements=(Supplement(form="citrate", elemental_mg=100),),
    )  # fmt: skip
    assert advise_dose(Case(person=person, on=ON)).data["needed"] is None
    with_medicine = Person(
        sex="female", given_age_years=40, kidney=Kidney(egfr=95.0), medicines=(Medicine(name="itraconazole capsules"),),
        red_flags=RedFlags(answers=(), all_asked=True), supplements=(), conditions=(),
    )  # fmt: skip
    assert advise_dose(Case(person=with_medicine, on=ON)).data["stopped"] == []


def test_where_only_the_ends_of_the_gap_are_known_the_dose_closes_its_middle():
    eaten = Span(known=200.0, low=200.0, high=300.0, unknown=("soup",))  # the gap is 20 to 120 mg
    assert dose(intake(eaten)).daily_mg == 75
