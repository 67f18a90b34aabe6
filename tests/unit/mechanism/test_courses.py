"""The courses: nothing is lost, nothing is negative, more dose is more, a person in balance stays there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mechanism_reference as reference
from dolomite.mechanism import parameter, population
from dolomite.mechanism.form import form_row
from dolomite.mechanism.population import Known
from dolomite.mechanism.schedule import Stretch, infusions
from dolomite.mechanism.solver import Solver, State

egfrs = st.sampled_from([None, 12.0, 29.9, 30.0, 59.9, 92.0, 130.0])
seeds = st.integers(0, 2**32 - 1)


def run(seed=0, dose_mg=300.0, split=1, days=5, form="citrate", count=20, **known):
    who = population.people(count, np.random.default_rng(seed), Known(**known))
    return who, population.simulate(who, who.met(form_row(form)), dose_mg=dose_mg, split=split, days=days)


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(1, 3000), st.integers(1, 6), st.integers(1, 6), egfrs, st.sampled_from(["citrate", "oxide"]))
def test_every_milligram_is_found_again(seed, dose_mg, split, days, egfr, form):
    _, made = run(seed, dose_mg, split, days, form, egfr=egfr)
    assert made.unbalanced < 1e-12


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 3000), egfrs)
def test_nothing_is_negative(seed, dose_mg, egfr):
    who, made = run(seed, dose_mg, egfr=egfr)
    rest = population.bodies(who).plasma
    assert (made.plasma + rest > 0).all()
    assert (made.plasma >= -1e-12).all()
    assert (made.csf >= -1e-12).all()
    assert (made.gut >= 0).all()
    assert (made.urine >= -1e-12).all()


@settings(max_examples=20, deadline=None)
@given(seeds, st.floats(1, 1500), st.floats(1.01, 3), egfrs)
def test_a_higher_dose_never_gives_a_lower_course(seed, dose_mg, more, egfr):
    _, little = run(seed, dose_mg, egfr=egfr)
    _, much = run(seed, dose_mg * more, egfr=egfr)
    for name in ("plasma", "plasma_mean", "csf", "urine", "gut"):
        assert (getattr(much, name) >= getattr(little, name) - 1e-13).all(), name


@settings(max_examples=15, deadline=None)
@given(seeds, st.integers(1, 5))
def test_splitting_raises_the_mean_course(seed, split):
    _, few = run(seed, split=split, days=8)
    _, many = run(seed, split=split + 1, days=8)
    assert (many.urine[-1] >= few.urine[-1] * (1 - 1e-9)).all()


def test_without_a_dose_a_person_in_balance_stays_there():
    _, made = run(dose_mg=0.0, days=30)
    for name in ("plasma", "plasma_mean", "csf", "urine", "gut"):
        assert np.abs(getattr(made, name)).max() < 1e-15


@pytest.mark.parametrize("egfr", [None, 12.0, 45.0, 100.0])
def test_at_rest_nothing_flows_in_the_plain_equations(egfr):
    body = population.take(
        population.bodies(population.people(3, np.random.default_rng(4), Known(egfr=egfr))), slice(0, 1)
    )
    y = np.array([0.0, 0.0, *body.at_rest[:, 0], 0.0, 0.0, 1.0])
    flows = reference.slopes(y, body, 0.0)
    urine = reference.NAMES.index("urine")
    assert flows[urine] == pytest.approx(body.diet_mmol_h[0], rel=1e-12)
    assert np.abs(np.delete(flows, urine)).max() < 1e-12 * body.at_rest.max()


def test_the_usual_intake_leaves_again_in_urine():
    who = population.people(50, np.random.default_rng(1), Known(usual_mg=300.0))
    bodily = population.bodies(who)
    assert bodily.diet_mmol_h * 24 == pytest.approx(bodily.diet_mmol_d, rel=1e-12)


def test_a_laboratory_value_is_where_the_person_is_in_balance():
    who = population.people(20, np.random.default_rng(1), Known(plasma=0.71, egfr=55.0))
    assert population.bodies(who).plasma == pytest.approx(0.71, rel=1e-12)


def test_weaker_kidneys_hold_more_and_rise_more():
    plasma, rise = [], []
    for egfr in (100.0, 60.0, 30.0, 15.0, 8.0):
        who, made = run(egfr=egfr, days=40, count=60)
        plasma.append(np.median(population.bodies(who).plasma))
        rise.append(np.median(made.plasma[-1]))
    assert plasma == sorted(plasma)
    assert rise == sorted(rise)


def test_urine_in_the_end_carries_what_is_absorbed():
    who = population.people(20, np.random.default_rng(5))
    fast = dict(who.draws) | {"slow_half_life": np.full(20, 20.0)}
    who = population.People(draws=fast, form_share=who.form_share, known=who.known)
    form = who.met(form_row("citrate"))
    made = population.simulate(who, form, dose_mg=300.0, split=1, days=500)
    absorbed = population.doses(who, form, dose_mg=300.0, split=1).absorbed_mmol_d
    assert made.urine[-1] == pytest.approx(absorbed, rel=0.01)


def test_groups_give_the_same_as_all_at_once(monkeypatch):
    _, together = run(count=50)
    monkeypatch.setattr(population, "CHUNK", 7)
    _, apart = run(count=50)
    np.testing.assert_allclose(apart.plasma, together.plasma, rtol=1e-6)


def test_a_long_stretch_under_a_flood_is_halved_until_it_is_resolved():
    body = population.bodies(population.people(5, np.random.default_rng(0)))
    whole, pieces = State.at_rest(5), State.at_rest(5)
    solver = Solver(body)
    solver.advance(whole, Stretch(hours=12.0, infusion=np.full(5, 20.0)))
    for _ in range(1200):
        solver.advance(pieces, Stretch(hours=0.01, infusion=np.full(5, 20.0)))
    np.testing.assert_allclose(solver.pools(whole), solver.pools(pieces), rtol=1e-6)
    assert solver.held(whole) == pytest.approx(240.0, rel=1e-12)


def test_an_infusion_is_cut_where_it_is_read():
    parts = infusions([(0.5, np.ones(1)), (6.0, np.ones(1))], at_h=[1.0, 7.0], step_h=0.25)
    assert sum(p.hours for p in parts) == pytest.approx(7.0)
    assert [round(sum(p.hours for p in parts[: i + 1]), 6) for i, p in enumerate(parts) if p.ends_day] == [1.0, 7.0]
    assert all(p.hours <= 0.25 for p in parts)


def test_virtual_persons_cover_each_range_evenly():
    draws = parameter.draw(100, np.random.default_rng(0))
    for row in parameter.spreading():
        values = draws[row.id]
        assert row.low <= values.min() < values.max() <= row.high
        ranks = np.sort(values)
        edges = row.quantile(np.linspace(0, 1, 101))
        assert ((ranks >= edges[:-1] - 1e-12) & (ranks <= edges[1:] + 1e-12)).all(), row.id
