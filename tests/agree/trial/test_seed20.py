"""The exact answer against a dense independent quadrature (61 x 41 x 41 nodes, other variables, other code)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dolomite.trial.model import fit, summary
from dolomite.trial.prior import of_speed
from dolomite.trial.read_log import pain_log
from dolomite.trial.series import from_log

DATA = Path(__file__).parent / "seed20.csv"
# mean, sd, 2.5 %, 50 %, 97.5 %; the dense grid's own box leaves out 3e-7 of the mass
REFERENCE = {
    "effect": (-1.17349562, 0.50186423, -2.18223052, -1.16983880, -0.18531984),
    "level": (6.47210630, 0.37100594, 5.73681789, 6.47311702, 7.20125930),
    "trend": (0.36149788, 0.36489033, -0.36275246, 0.36158670, 1.08515777),
}
CURVED = {"tau": (1.95038276, 0.94931557), "phi": (0.25236023, 0.13354044), "sigma": (1.15234001, 0.12085691)}
TOLERANCE_SD = 1e-5  # the promise: error of the integration in posterior SDs, and of probabilities


@pytest.fixture(scope="module")
def posterior():
    series = from_log(pain_log(DATA.read_text(encoding="utf-8"), name="seed20.csv"))
    return fit(series, active="magnesium", comparator="placebo", priors=of_speed("fast"))


@pytest.mark.parametrize("name", REFERENCE)
def test_coefficients(posterior, name):
    found = summary(posterior.effect if name == "effect" else posterior.coefficient(name))
    expected = REFERENCE[name]
    got = (found.mean, found.sd, found.q025, found.q50, found.q975)
    assert got == pytest.approx(expected, abs=TOLERANCE_SD * expected[1])


def test_curved_parameters(posterior):
    for name, (mean, sd) in CURVED.items():
        found = getattr(posterior, name)()
        # sigma's density ends at a floor of 0.01 here, at 0 there; tau's upper tail is cut a little earlier there
        assert (found.mean, found.sd) == pytest.approx((mean, sd), abs=5e-5 * sd), name


def test_chance_of_benefit(posterior):
    assert posterior.effect.below(0.0) == pytest.approx(0.98806696, abs=TOLERANCE_SD)


def test_the_error_it_claims_holds(posterior):
    assert posterior.integrated.error < TOLERANCE_SD
