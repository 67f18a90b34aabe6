"""The posterior of one personal trial under the declared model: exact but for an integration error that is known."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dolomite.base.errors import InputError
from dolomite.trial.integrate import Integrated, integrate
from dolomite.trial.likelihood import Problem, problem
from dolomite.trial.normal import Floats, Mixture
from dolomite.trial.painlog import OUTSIDE
from dolomite.trial.prior import Priors
from dolomite.trial.series import Series

QUANTILES = (0.025, 0.5, 0.975)
BETWEEN = 24  # points of the interpolated density between two nodes
FEWEST_DAYS = 4  # with fewer ratings than this nothing can be said, and pretending otherwise helps nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Mean, SD and 2.5 %, 50 %, 97.5 % quantiles of one quantity, in its unit."""

    mean: float
    sd: float
    q025: float
    q50: float
    q975: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """What the data and the priors say together. `effect` is the asked arm against its comparator [points]."""

    priors: Priors
    problem: Problem
    integrated: Integrated
    effect: Mixture
    active: str
    comparator: str
    days_used: int

    def coefficient(self, name: str) -> Mixture:
        """Posterior of `level` or `trend` [points]."""
        return _mixture(self.integrated, {"level": 0, "trend": 1}[name])

    def tau(self) -> Summary:
        """Time constant of wash-in and carry-over [days]."""
        w, nodes = self.integrated.over_tau(), self.integrated.nodes
        e0 = len(self.problem.e0)
        return _summary(np.exp(nodes.log_tau), w.reshape(-1, e0).sum(1))

    def phi(self) -> Summary:
        """Day-to-day autocorrelation of what the model leaves unexplained."""
        return _summary(self.integrated.nodes.phi, self.integrated.over_phi())

    def sigma(self) -> Summary:
        """SD of the day's own noise (the innovation) [points]."""
        return _summary(self.integrated.nodes.sigma, self.integrated.over_sigma())


def summary(mixture: Mixture) -> Summary:
    """Mean, SD and quantiles of a mixture, in its unit."""
    low, middle, high = mixture.quantiles(QUANTILES)
    return Summary(mean=mixture.mean, sd=mixture.sd, q025=low, q50=middle, q975=high)


def fit(
    series: Series,
    *,
    active: str,
    comparator: str,
    priors: Priors,
    before_unknown: bool = False,
    leave_out: np.ndarray | None = None,
) -> Posterior:
    """The posterior of `active` against `comparator` under `priors`. [pain in points, time in days]

    `before_unknown`: the active arm was or may have been taken within 14 days before day 1. `leave_out` (n,) bool:
    days that move exposure but stay out of the likelihood (wash-in days, in the sensitivity analysis). Raises
    InputError when too few days were rated.
    """
    p = to_problem(
        series, active=active, comparator=comparator, priors=priors, before_unknown=before_unknown, leave_out=leave_out
    )
    done = integrate(p)
    return Posterior(
        priors=priors,
        problem=p,
        integrated=done,
        effect=_mixture(done, done.nodes.fixed),
        active=active,
        comparator=comparator,
        days_used=len(p.y),
    )


def to_problem(
    series: Series,
    *,
    active: str,
    comparator: str,
    priors: Priors,
    before_unknown: bool = False,
    leave_out: np.ndarray | None = None,
) -> Problem:
    """The likelihood's view of a series [days, points]: an exposure per arm but the comparator, asked arm first."""
    days = series.observed()
    if leave_out is not None:
        days = days[~leave_out[days - 1]]
    if len(days) < FEWEST_DAYS:
        raise InputError(
            f"only {len(days)} rated {'day' if len(days) == 1 else 'days'} in the compared arms. "
            f"At least {FEWEST_DAYS} are needed, and a fair answer needs far more."
        )
    rated = {series.arms[day - 1] for day in days}
    for arm in (active, comparator):
        if arm not in rated:
            raise InputError(f"no day under {arm} has a rating. A comparison needs days under both arms.")
    others = [arm for arm in series.names() if arm not in (active, comparator) and arm not in OUTSIDE]
    x = np.stack([series.target(arm) for arm in (active, *others)])
    return problem(
        x=x,
        days=days,
        y=series.pain[days - 1],
        n=series.n,
        priors=priors,
        before_unknown=before_unknown,
        periods=np.array([[float(period.first <= day <= period.last) for day in days] for period in series.periods]),
    )


def _mixture(done: Integrated, index: int) -> Mixture:
    mean, variance = done.nodes.coefficient(index)
    return Mixture(done.weights, mean, variance)


def _summary(values: Floats, weights: Floats) -> Summary:
    """Mean and SD from the nodes; quantiles from the density between them.

    The nodes are even on their own scale, so the density there is interpolated (four points, in the log) and summed up.
    """
    mean = float(weights @ values)
    sd = math.sqrt(max(0.0, float(weights @ (values - mean) ** 2)))
    log = np.log(np.maximum(weights, 1e-280))
    at = np.linspace(0.0, len(values) - 1.0, BETWEEN * (len(values) - 1) + 1)
    density = np.exp(_four_point(log, at))
    steps = (density[1:] + density[:-1]) / 2
    mass = np.concatenate([[0.0], np.cumsum(steps)])
    places = np.interp(np.array(QUANTILES), mass / mass[-1], at)
    low, mid, high = _four_point(values, places).tolist()
    return Summary(mean=mean, sd=sd, q025=low, q50=mid, q975=high)


def _four_point(values: Floats, at: Floats) -> Floats:
    """Values on even nodes 0, 1, 2 ... interpolated by a cubic through the four nearest. (Unit as the values.)"""
    start = np.clip(np.floor(at).astype(int) - 1, 0, len(values) - 4)
    t = at - start
    total = np.zeros_like(at)
    for j in range(4):
        share = np.ones_like(at)
        for i in range(4):
            if i != j:
                share *= (t - i) / (j - i)
        total += share * values[start + j]
    return total
