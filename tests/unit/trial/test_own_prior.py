"""Other priors: read as typed, informed by the evidence, sealed with the design, and labelled when they come late."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from dolomite.base.errors import InputError
from dolomite.trial import analysis, own_prior
from dolomite.trial.batch import Calendar, posteriors
from dolomite.trial.censored import censored
from dolomite.trial.design import Arm, Design, from_plain
from dolomite.trial.integrate import integrate
from dolomite.trial.likelihood import problem
from dolomite.trial.normal import Mixture
from dolomite.trial.own_prior import OwnPrior, applied, chosen, from_evidence, informed, parse
from dolomite.trial.prior import Normal, of_speed
from dolomite.trial.schedule import commitment
from dolomite.trial.series import Period, Series

FAST = of_speed("fast")


def days(effect=-1.6, seed=4):
    rng = np.random.default_rng(seed)
    arms = [arm for arm in ("magnesium", "placebo", "placebo", "magnesium") for _ in range(7)]
    pain = np.array([5.0 + (effect if arm == "magnesium" else 0.0) for arm in arms]) + rng.normal(size=28)
    periods = tuple(Period(number=k + 1, arm=arms[7 * k], first=7 * k + 1, last=7 * k + 7) for k in range(4))
    return Series(arms=tuple(arms), pain=np.clip(pain, 0, 10), periods=periods)


def settled(series, *texts):
    return analysis.settle(series, active="magnesium", comparator=None, own_priors=parse(texts))


def test_the_informed_prior_has_the_shares_of_the_publication():
    # Machado 2009, abstract: 47 % of treatments under 10 of 100 points, 15 % over 20
    prior = from_evidence(informed())
    normal = NormalDist(prior.mean, prior.sd)
    assert 1 - normal.cdf(-1.0) == pytest.approx(0.47)
    assert normal.cdf(-2.0) == pytest.approx(0.15)
    assert (prior.mean, prior.sd) == pytest.approx((-1.07, 0.90), abs=0.005)


def test_as_typed():
    found = parse(["sigma=1.5", "effect=-0.5,1", "tau=5,0.7"])
    assert [one.name for one in found] == ["effect", "tau", "sigma"]
    made = applied(FAST, found)
    assert made.effect == Normal(mean=-0.5, sd=1.0)
    assert made.log_tau == Normal(mean=math.log(5), sd=0.7)
    assert made.sigma_sd == 1.5
    assert made.level == FAST.level
    assert applied(FAST, found, but="tau").log_tau == FAST.log_tau


@pytest.mark.parametrize(
    "text", ["", "foo", "effect", "effect=", "effect=1", "effect=a,b", "effect=0,0", "effect=0,inf", "tau=0,1",
             "trend=1,1", "weekday=1,1", "sigma=1,2", "sigma=0", "effect=1,2,3"],
)  # fmt: skip
def test_refused_in_one_sentence(text):
    with pytest.raises(InputError, match="prior: "):
        parse([text])


def test_twice_is_refused():
    with pytest.raises(InputError, match="twice"):
        parse(["evidence", "effect=0,1"])


@pytest.mark.parametrize(
    "own, sealed, expected",
    [
        ([], None, "declared"),
        ([], [], "declared"),
        (["evidence"], ["evidence"], "sealed"),
        (["evidence"], [], "after_the_data"),
        (["evidence"], None, "after_the_data"),
        ([], ["evidence"], "after_the_data"),
        (["effect=0,1"], ["effect=0,2"], "after_the_data"),
    ],
)
def test_since_when(own, sealed, expected):
    assert chosen(parse(own), sealed=None if sealed is None else parse(sealed)) == expected


def design(**changes):
    arms = (Arm(name="a", kind="active", daily_mg=200.0), Arm(name="b", kind="placebo"))
    made = Design(
        question="?", arms=arms, pairs=4, period_days=7, baseline_days=7, washout_days=0, wash_in_days=3, speed="fast",
        worthwhile_points=2.0, blinding="helper", before_unknown=False,
    )  # fmt: skip
    return replace(made, **changes)


def test_sealed_with_the_design_and_only_then_part_of_the_seal():
    plain, own = design(), design(priors=parse(["evidence", "tau=4,0.6"]))
    assert "priors" not in plain.plain()  # trials started before there were own priors keep their seal
    assert from_plain(own.plain()) == own
    order = ("a", "b") * 4
    assert commitment(order, plain, "00") != commitment(order, own, "00")
    assert commitment(order, own, "00") != commitment(order, design(priors=parse(["evidence", "tau=4,0.7"])), "00")


def test_a_late_prior_is_labelled_and_cannot_make_a_firmer_sentence():
    series = days()
    plain = analysis.analyse(series, settled(series))
    late = analysis.analyse(series, settled(series, "effect=-1.5,0.1"))
    assert plain.verdict == "cannot_tell"
    assert late.answer.verdict != "cannot_tell"
    assert late.verdict == "cannot_tell"
    assert "chosen after the data" in late.says
    assert any(note.startswith("Priors chosen after the data") for note in late.notes)
    beside = next(one for one in late.variants if one.id == "declared_priors")
    assert beside.effect.mean == pytest.approx(plain.answer.effect.mean, abs=1e-6)


def test_a_sealed_prior_is_used_and_said():
    series = days()
    own = parse(["effect=-1.5,0.1"])
    found = analysis.analyse(series, replace(settled(series), own_priors=own, priors_chosen=chosen(own, sealed=own)))
    assert found.verdict == found.answer.verdict
    assert found.answer.effect.mean == pytest.approx(-1.5, abs=0.1)
    assert any("sealed before the start" in note for note in found.notes)


def test_every_way_of_integrating_knows_a_prior_that_expects_something():
    series = days(effect=-0.5)
    priors = applied(FAST, [OwnPrior(name="effect", mean=-2.0, sd=0.5)])
    x = np.array([[1.0 if arm == "magnesium" else 0.0 for arm in series.arms]])
    p = problem(x=x, days=np.arange(1, 29), y=series.pain, n=28, priors=priors)
    done = integrate(p)
    exact = Mixture(done.weights, *done.nodes.coefficient(done.nodes.fixed))
    many = posteriors(
        Calendar(x=x, days=np.arange(1, 29), n=28), y=series.pain[None], priors=priors, thresholds=np.array([-1.0]),
        phi=0.1, sigma=1.0,
    )  # fmt: skip
    assert many.mean[0] == pytest.approx(exact.mean, abs=0.01)
    assert many.below[0, 0] == pytest.approx(exact.below(-1.0), abs=0.01)
    assert censored(p).effect.mean == pytest.approx(exact.mean, abs=0.03)  # no day at an end: the same model
    assert own_prior.says(parse(["evidence"])[0]).endswith("(from what other treatments did)")


@pytest.mark.parametrize(
    "text",
    ["tau=1e308,1e308", "tau=1e308,1", "effect=1e9,1", "effect=0,1e9", "level=-5,1", "phi=3,0.1", "sigma=1e308"],
)
def test_figures_that_no_trial_could_have_are_refused(text):
    with pytest.raises(InputError, match="the first number lies between"):
        parse([text])


def test_drawing_from_a_prior_outside_its_range_ends():
    import numpy as np

    from dolomite.trial.prior import of_speed
    from dolomite.trial.simulate import draw

    priors = applied(of_speed("fast"), parse(["phi=1,0.000001"]))
    assert abs(draw(priors, arms=2, rng=np.random.default_rng(1)).phi) < priors.phi_range
