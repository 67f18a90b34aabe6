"""Absorption: saturable plus linear, never more than swallowed, more from split doses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dolomite.base.errors import InputError
from dolomite.mechanism import absorb, parameter, population
from dolomite.mechanism.form import form_row, forms
from dolomite.mechanism.schedule import intakes

WHO = population.people(40, np.random.default_rng(3))
doses_mg = st.floats(0.5, 2000) | st.sampled_from([1.0, 100.0, 300.0, 350.0, 400.0, 1000.0])
named = st.sampled_from([row.form for row in forms()])


def absorbed_mg(dose_mg, form="citrate", split=1):
    given_doses = population.doses(WHO, WHO.met(form_row(form)), dose_mg=dose_mg, split=split)
    return given_doses.absorbed_mmol_d * 24.305


def test_the_two_fractions_of_fine_1991_are_met_exactly():
    draws = parameter.central()
    law = absorb.uptake(draws)
    meal = draws["fine_meal_magnesium"] / 2
    assert law.absorbed(meal) / meal == pytest.approx(0.65)
    assert law.absorbed(meal + 40) / (meal + 40) == pytest.approx(0.11)
    assert law.vmax * 2 == pytest.approx(3.44, abs=0.005)  # mEq: the figure that the two fractions give


@given(doses_mg, named, st.integers(1, 6))
def test_something_is_absorbed_and_never_more_than_swallowed(dose_mg, form, split):
    share = absorbed_mg(dose_mg, form, split) / dose_mg
    assert (share > 0).all()
    assert (share <= 1 + 1e-12).all()


@given(doses_mg, st.floats(1.0001, 3), named, st.integers(1, 6))
def test_more_swallowed_is_more_absorbed_and_a_smaller_share(dose_mg, more, form, split):
    little, much = absorbed_mg(dose_mg, form, split), absorbed_mg(dose_mg * more, form, split)
    assert (much > little).all()
    assert (much / (dose_mg * more) <= little / dose_mg * (1 + 1e-9)).all()


@given(doses_mg, named, st.integers(1, 5))
def test_each_further_part_of_a_split_dose_yields_more(dose_mg, form, split):
    assert (absorbed_mg(dose_mg, form, split + 1) >= absorbed_mg(dose_mg, form, split) * (1 - 1e-12)).all()


def test_oxide_yields_less_than_citrate_and_a_slow_release_more():
    assert np.median(absorbed_mg(300, "oxide")) < np.median(absorbed_mg(300, "citrate"))
    assert (absorbed_mg(300, "lactate_er") > absorbed_mg(300, "lactate")).all()


def test_parts_of_a_day_are_placed_with_meals_first():
    assert [i.hour for i in intakes(1, meals=3, between_h=5.5)] == [0.0]
    assert [i.hour for i in intakes(2, meals=3, between_h=5.5)] == [0.0, 11.0]
    assert [i.with_meal for i in intakes(4, meals=3, between_h=5.5)] == [True, False, True, True]


@pytest.mark.parametrize("split", [0, -1, 7])
def test_a_split_that_cannot_be_placed_is_refused(split):
    with pytest.raises(InputError, match=r"split: .* Give 1 to 6"):
        intakes(split, meals=3, between_h=5.5)


def test_an_unknown_form_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match=r"form: 'unicorn' cannot be simulated.*citrate"):
        form_row("unicorn")
