"""A second reading that knows of periods: a bad fortnight is not the tablet's doing.

Every period may lie higher or lower than the others for reasons of its own. How much is not known, so the reading
averages over it: each spread weighs what it was believed to weigh beforehand times how well it explains the days
(`Integrated.log_evidence`). Days that show no such periods cost little; days that do take strong words back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dolomite.trial import defaults
from dolomite.trial.integrate import integrate
from dolomite.trial.model import Posterior
from dolomite.trial.normal import Floats, Mixture
from dolomite.trial.prior import Normal

SPREADS = (0.0, 0.5, 1.0, 2.0)  # of the periods that are tried [points]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverPeriods:
    """The effect with periods that differ [points]; `spread` is the mean of their SD after the days [points]."""

    effect: Mixture
    spread: float


def over_periods(posterior: Posterior) -> OverPeriods:
    """The posterior of the first arm's effect when whole periods may differ by chance [points]."""
    p = posterior.problem
    parts, evidence = [], []
    for spread in SPREADS:
        if spread:
            period = Normal(mean=0.0, sd=spread)
            done = integrate(replace(p, priors=replace(p.priors, period=period)))
        else:  # none is the declared model, worked out already
            done = posterior.integrated
        mean, variance = done.nodes.coefficient(done.nodes.fixed)
        parts.append(Mixture(done.weights, mean, variance))
        evidence.append(done.log_evidence)
    weights = spread_weights(np.array(evidence))
    return OverPeriods(
        effect=Mixture(
            np.concatenate([w * part.weights for w, part in zip(weights, parts, strict=True)]),
            np.concatenate([part.means for part in parts]),
            np.concatenate([part.sds**2 for part in parts]),
        ),
        spread=float(weights @ np.array(SPREADS)),
    )


def spread_weights(log_evidence: Floats) -> Floats:
    """Weight of each of `SPREADS` from the log evidence of its model (..., k): prior times evidence.

    The prior is half-normal with the SD of facts/trial/defaults.yaml (`period_effect`).
    """
    spreads = np.array(SPREADS)
    widths = np.gradient(spreads)
    widths[[0, -1]] /= 2
    log = log_evidence + np.log(widths) - 0.5 * (spreads / defaults.points("period_effect")) ** 2
    weights = np.exp(log - log.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))
