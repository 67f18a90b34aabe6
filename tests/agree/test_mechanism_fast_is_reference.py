"""The fast solver says what the plain differential equations say, at a tight tolerance."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import mechanism_reference as reference
from dolomite.mechanism import population
from dolomite.mechanism.form import form_row
from dolomite.mechanism.population import Known, take
from dolomite.mechanism.schedule import day, infusions
from dolomite.mechanism.solver import Solver, State

CLOSE = 1e-6  # of the largest deviation in the course: what is asked; what is found is about 1e-9


def fast(body, stretches):
    solver, state, kept = Solver(body), State.at_rest(1), []
    for stretch in stretches:
        solver.advance(state, stretch)
        if stretch.ends_day:
            kept.append([state.gut[0], state.passing[0], *solver.pools(state)[:, 0], state.urine[0], state.csf[0]])
    return np.array(kept)


def slow(body, stretches):
    found = reference.solve(body, stretches)
    hours = np.cumsum([s.hours for s in stretches])[[s.ends_day for s in stretches]]
    pools = found[:, 2:7] - body.at_rest[:, 0]
    urine = found[:, 7] - body.diet_mmol_h[0] * hours
    return np.column_stack([found[:, :2], pools, urine, found[:, 9] - 1])


def agree(body, stretches):
    one, other = fast(body, stretches), slow(body, stretches)
    scale = np.abs(other).max(axis=0)
    assert (np.abs(one - other) <= CLOSE * np.maximum(scale, 1e-6)).all(), np.abs(one - other).max(axis=0) / scale


@settings(max_examples=6, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.floats(50, 1200),
    st.integers(1, 4),
    st.sampled_from([15.0, 59.9, 100.0]),
    st.sampled_from(["citrate", "oxide", "lactate_er"]),
)
def test_by_mouth(seed, dose_mg, split, egfr, form):
    who = population.people(1, np.random.default_rng(seed), Known(egfr=egfr))
    met = who.met(form_row(form))
    given_doses = population.doses(who, met, dose_mg=dose_mg, split=split)
    agree(population.bodies(who, met), day(given_doses.hours, given_doses.absorbable, given_doses.passing) * 2)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(1, 40), st.floats(0, 6))
def test_into_a_vein(seed, bolus_mmol, rate_mmol_h):
    who = population.people(3, np.random.default_rng(seed), Known(egfr=80.0))
    body = take(population.bodies(who), slice(1, 2))
    parts = [(0.25, np.array([bolus_mmol * 4])), (2.0, np.array([rate_mmol_h]))]
    agree(body, infusions(parts, at_h=[0.5, 2.25, 6.0], step_h=0.25))
