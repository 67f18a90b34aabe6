"""The time constants that the simulation and the personal trial share."""

import math

import pytest

from dolomite.mechanism.kinetics import Kinetic, kinetic


def test_the_fast_prior_reaches_past_the_third_tracer_exchange():
    fast, third = kinetic("effect_fast"), kinetic("tracer_third")
    highest = fast.tau_days * math.exp(2 * fast.log_sd)
    assert highest > third.high_days / math.log(2)


def test_the_slow_prior_is_still_faster_than_the_plateau_of_blood():
    slow, plateau = kinetic("effect_slow"), kinetic("plateau_blood")
    assert slow.tau_days * math.exp(2 * slow.log_sd) < plateau.plateau_days


def test_a_row_with_two_kinds_of_time_is_refused():
    with pytest.raises(ValueError, match="exactly one"):
        Kinetic(id="x", says="x", tau_days=1, half_time_days=1, verified="false")
