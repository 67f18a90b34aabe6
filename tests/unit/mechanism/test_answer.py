"""The answer and its section: bands in order, the sentence as it must stand, and nothing compared under a stop."""

import re
from datetime import date

import numpy as np
import pytest

from dolomite.app import simulate_dose
from dolomite.app.case import Case
from dolomite.base.errors import InputError
from dolomite.base.person import Kidney, Labs, Person, RedFlags, Supplement
from dolomite.mechanism import population
from dolomite.mechanism.answer import Question, answer, long_run
from dolomite.mechanism.band import Band, Course
from dolomite.mechanism.population import Known, People
from dolomite.report.json import plain
from dolomite.safety.decide import Cleared, Stopped
from dolomite.view.mechanism import brief, section

DAY = date(2026, 11, 21)
QUESTION = Question(dose_mg=300.0, form="citrate", split=1, days=20)


def person(**given):
    asked = {"red_flags": RedFlags(answers=(), all_asked=True, asked_on=DAY), "conditions": (), "medicines": ()}
    base = {"sex": "female", "given_age_years": 42, "weight_kg": 71.0, "kidney": Kidney(egfr=92.0, on=DAY)}
    return Person(**(base | asked | given))


def ask(who, dose_mg=300.0, form="citrate", **more):
    question = simulate_dose.asked(**({"dose_mg": dose_mg, "form": form, "days": 20, "persons": 100} | more))
    return simulate_dose.simulated(Case(person=who, on=DAY), question)


@pytest.fixture(scope="module")
def found():
    return answer(QUESTION, population.people(200, np.random.default_rng(0), Known(egfr=92.0)))


def every_band(value):
    for name in getattr(value, "__slots__", ()):
        part = getattr(value, name)
        if isinstance(part, Band | Course):
            yield name, part
        elif isinstance(part, tuple):
            for one in part:
                yield from every_band(one)
        else:
            yield from every_band(part)


def test_every_band_is_in_order(found):
    bands = list(every_band(found))
    assert len(bands) > 40
    for name, one in bands:
        low, median, high = (np.array(end) for end in (one.low, one.median, one.high))
        assert ((low <= median) & (median <= high)).all(), name


def test_more_parts_absorb_more_and_every_part_is_taken_with_a_meal(found):
    at_once, two, three = (one.absorbed_mg.median for one in found.splits)
    assert at_once < two < three


def test_the_long_run_is_where_the_courses_go():
    who = population.people(30, np.random.default_rng(2), Known(egfr=92.0))
    who = People(
        draws=dict(who.draws) | {"slow_half_life": np.full(30, 34.7)}, form_share=who.form_share, known=who.known
    )
    form = who.met(simulate_form())
    given = population.doses(who, form, dose_mg=300.0, split=3)
    bodily = population.bodies(who, form)
    rise = population.courses(bodily, given, days=900).plasma_mean[-1]
    assert rise == pytest.approx(long_run(bodily, given.absorbed_mmol_d) - bodily.plasma, rel=0.02)


def simulate_form():
    from dolomite.mechanism.form import form_row

    return form_row("citrate")


def test_the_receptor_never_sees_the_ultrafilterable_share():
    """0.7 of plasma is what the kidney filters; at balance it must not reach the block by any way."""
    who = population.people(50, np.random.default_rng(1), Known(egfr=92.0, plasma=0.85))
    other = People(
        draws=dict(who.draws) | {"ultrafilterable_share": who.draws["ultrafilterable_share"] * 0.5},
        form_share=who.form_share,
        known=who.known,
    )
    one, two = answer(QUESTION, who), answer(QUESTION, other)
    assert one.rest.before == two.rest.before
    assert one.rest.depletion == two.rest.depletion


def test_the_sentence_stands_word_for_word():
    made = ask(person())
    pattern = (
        r"In this model a daily 300 mg changes the share of unblocked receptors by about [−+]?\d+\.\d % "
        r"\([−+]?\d+\.\d to [−+]?\d+\.\d %\)\. Whether that changes pain is not known; a small change here does not "
        r"prove no effect, nor would a large one prove one\."
    )
    assert re.fullmatch(pattern, brief(made).says[0])


def test_the_report_has_three_lines_and_calls_depletion_hypothetical():
    lines = brief(ask(person())).says
    assert len(lines) == 3
    assert lines[2].startswith("Hypothetical: ")
    assert "nobody has shown" in lines[2]


def test_the_section_carries_its_clearance_and_every_finding_has_grounds():
    whole = section(ask(person()))
    assert isinstance(whole.cleared, Cleared)
    assert whole.findings and all(one.basis for one in whole.findings)
    assert {chart.id for chart in whole.charts} == {
        "mechanism_gut", "mechanism_plasma", "mechanism_csf", "mechanism_unblocked",
    }  # fmt: skip


def test_weak_kidneys_stop_every_comparison_and_leave_an_upper_bound():
    made = ask(person(kidney=Kidney(egfr=25.0, on=DAY)))
    assert isinstance(made.permit, Stopped)
    whole = section(made)
    data = plain(whole.data)
    assert whole.charts == () and whole.tables == () and whole.cleared is None
    for name in ("courses", "first_day", "comparison", "receptor", "change", "absorbed"):
        assert data[name] is None, name
    assert data["articles"] == []
    assert "below 30" in data["stopped"]["reason"]
    assert data["upper_bound"]["plasma_mmol_l"] > 0.95
    text = " ".join(whole.says)
    assert "not that it is safe" in text
    assert "is safe" not in text.replace("not that it is safe", "")


def test_another_stop_gives_no_bound_that_would_soothe():
    made = ask(person(), dose_mg=900.0)
    assert isinstance(made.permit, Stopped)
    assert made.highest_plasma is None
    assert len(section(made).says) == 2  # that nothing is simulated, and why


def test_a_bound_of_the_laboratory_bounds_no_blood_value():
    assert ask(person(kidney=Kidney(egfr=15.0, egfr_is="exact", on=DAY))).highest_plasma is not None
    assert ask(person(kidney=Kidney(egfr=15.0, egfr_is="at_most", on=DAY))).highest_plasma is None


def test_the_bound_rises_as_kidneys_weaken():
    bounds = [ask(person(kidney=Kidney(egfr=e, on=DAY))).highest_plasma for e in (29.0, 15.0, 8.0)]
    assert bounds == sorted(bounds)


def test_unknown_kidneys_give_no_bound():
    made = ask(person(kidney=None))
    assert made.highest_plasma is None
    assert "unknown" in plain(section(made).data)["upper_bound"]["says"]


def test_creatinine_counts_as_kidneys():
    made = ask(person(kidney=Kidney(creatinine_umol_l=70.0, on=DAY)))
    assert made.known.egfr is not None


def test_a_laboratory_value_is_where_the_course_begins():
    made = ask(person(labs=Labs(serum_magnesium_mmol_l=0.8, on=DAY)))
    assert made.answer.plasma_before.low == pytest.approx(0.8)


def test_children_are_not_simulated():
    made = ask(person(given_age_years=15))
    assert made.answer is None
    assert made.stopped


def test_no_dose_moves_nothing():
    made = ask(person(), dose_mg=0.0)
    assert made.answer.rest.change.low == pytest.approx(0, abs=1e-12)
    assert made.answer.build_up_days is None
    assert "by about 0.0 % (0.0 to 0.0 %)" in brief(made).says[0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"dose_mg": -1.0}, "dose"),
        ({"dose_mg": float("nan")}, "dose"),
        ({"dose_mg": 50_000.0}, "dose"),
        ({"days": 0}, "days"),
        ({"days": 100_000}, "days"),
        ({"persons": 1}, "persons"),
        ({"usual_mg": 0.0}, "usual"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(given, words):
    with pytest.raises(InputError, match=rf"^{words}: .*\. Give "):
        ask(person(), **given)


@pytest.mark.parametrize("typed", ["citrate", "Citrate", "magnesium citrate", "Magnesium-Citrate", "lactate_er"])
def test_forms_are_known_by_the_names_people_type(typed):
    assert ask(person(), form=typed).question.form in ("citrate", "lactate_er")


def test_the_same_question_gets_the_same_answer():
    assert plain(section(ask(person())).data) == plain(section(ask(person())).data)


def test_the_asked_dose_counts_with_what_is_taken_already():
    taking = person(supplements=(Supplement(form="citrate", elemental_mg=450.0),))
    made = ask(taking, dose_mg=300.0)
    assert isinstance(made.permit, Stopped)
    assert made.stopped.startswith("The 300 mg asked about count with what is taken already.")
    assert isinstance(ask(person(), dose_mg=300.0).permit, Cleared)
