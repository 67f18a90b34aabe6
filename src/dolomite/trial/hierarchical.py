"""Several trials together (aggregated N-of-1): the same exact approach, one level up.

Each person's likelihood of their own effect b enters once: the posterior under the prior N(0, 2) over that prior. Given
population mean beta and spread omega, b_i ~ N(beta, omega), so what is left are a sum over b on an even grid (which
converges geometrically for such integrands) and two dimensions. beta ~ N(0, 1), omega ~ half-N(1), and each person's
level, trend, time constant and noise their own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dolomite.base.errors import InputError
from dolomite.trial.model import Posterior, Summary, summary
from dolomite.trial.normal import Floats, Mixture
from dolomite.trial.prior import Normal

BETA = Normal(mean=0.0, sd=1.0)
OMEGA_SD = 1.0
FEW_PEOPLE = 5
OTHER_OMEGA_SDS = (0.5, 2.0)  # shown beside it when there are few people
STEP = 0.04  # of the grid over b [points]: fine against any effect that daily pain can show
REACH = 12.0  # the grid's half width [points]: six prior SDs of an effect
BETA_NODES, OMEGA_NODES = 61, 33
NOTHING_BEYOND = 10.0  # posterior SDs from its mean where a person's likelihood is taken as none
SMALLEST = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """One person in the pool: their own estimate and the one that borrows from the others [points]."""

    name: str
    own: Summary
    shrunken: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The population: mean effect `beta`, spread between people `omega`, what a next person may expect [points].

    `next_person` is predictive; `prob_next_worthwhile` = P(next person's effect < -w). `notes` says what to beware of.
    """

    beta: Summary
    omega: Summary
    people: tuple[OnePerson, ...]
    next_person: Summary
    prob_next_worthwhile: float
    prob_mean_benefit: float
    omega_prior_sd: float
    notes: tuple[str, ...]


def pool(named: Sequence[tuple[str, Posterior]], *, worthwhile_points: float, omega_sd: float = OMEGA_SD) -> Pooled:
    """The population behind several people's trials of the same treatment and outcome [points].

    Raises InputError for fewer than two people.
    """
    if len(named) < 2:
        raise InputError("pooling needs the trials of at least two people.")
    grid = np.arange(-REACH, REACH + STEP / 2, STEP)
    held = np.stack([likelihood(posterior.effect, posterior.priors.effect, grid) for _, posterior in named])
    beta, omega, weights, evidence = _population(held, grid, omega_sd)
    people = tuple(
        OnePerson(name=name, own=summary(posterior.effect), shrunken=_of_grid(grid, density))
        for (name, posterior), density in zip(named, _shrunken(held, grid, beta, omega, weights, evidence), strict=True)
    )
    coming = Mixture(
        weights, np.repeat(beta, len(omega)).reshape(weights.shape), np.broadcast_to(omega**2 + 1e-12, weights.shape)
    )
    few = f"With {len(named)} people the spread is mostly the prior's."
    return Pooled(
        beta=_of_grid(beta, weights.sum(1)),
        omega=_of_grid(omega, weights.sum(0)),
        people=people,
        next_person=summary(coming),
        prob_next_worthwhile=coming.below(-worthwhile_points),
        prob_mean_benefit=_below(beta, weights.sum(1), 0.0),
        omega_prior_sd=omega_sd,
        notes=(few,) if len(named) < FEW_PEOPLE else (),
    )


def likelihood(effect: Mixture, prior: Normal, grid: Floats) -> Floats:
    """A person's likelihood of the effect on a grid [points], up to a constant: the prior divided out of the posterior.

    A stored posterior holds the prior once; without the division it would be counted once per person.
    """
    small = effect.merged()
    inside = np.abs(grid - effect.mean) < NOTHING_BEYOND * effect.sd
    ratio = np.zeros(len(grid))
    ratio[inside] = small.density(grid[inside]) * np.exp(0.5 * ((grid[inside] - prior.mean) / prior.sd) ** 2)
    return np.asarray(ratio / ratio.max())


def _population(held: Floats, grid: Floats, omega_sd: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Nodes of beta and omega, their joint weights, and each person's evidence there (people, beta, omega).

    A coarse look first, then a grid around what it found.
    """
    low, high, top = BETA.mean - 6 * BETA.sd, BETA.mean + 6 * BETA.sd, 5.5 * omega_sd
    beta, omega, weights, _ = _grid(held, grid, (low, high, top), (33, 17), omega_sd)
    over = weights.sum(1)
    mean = float(over @ beta)
    sd = max(math.sqrt(float(over @ (beta - mean) ** 2)), (high - low) / 64)
    heavy = omega[weights.sum(0) > 1e-9 * weights.sum(0).max()]
    box = (max(low, mean - 7 * sd), min(high, mean + 7 * sd), min(top, 1.2 * float(heavy.max())))
    return _grid(held, grid, box, (BETA_NODES, OMEGA_NODES), omega_sd)


def _grid(
    held: Floats, grid: Floats, box: tuple[float, float, float], counts: tuple[int, int], omega_sd: float
) -> tuple[Floats, Floats, Floats, Floats]:
    low, high, top = box
    beta = np.linspace(low, high, counts[0])
    nodes, gauss = np.polynomial.legendre.leggauss(counts[1])  # omega's prior does not vanish at 0: Gauss-Legendre
    omega = top * (nodes + 1) / 2
    evidence = np.empty((len(held), counts[0], counts[1]))
    curved = np.gradient(np.gradient(held, STEP, axis=1), STEP, axis=1)
    for k, spread in enumerate(omega):
        if spread >= STEP:
            kernel = np.exp(-0.5 * ((grid[:, None] - beta) / spread) ** 2) * (STEP / (spread * math.sqrt(2 * math.pi)))
            evidence[:, :, k] = held @ kernel
        else:  # narrower than the grid: the first two moments of N(beta, omega) are all the likelihood feels
            flat = np.stack([np.interp(beta, grid, row) for row in held])
            bend = np.stack([np.interp(beta, grid, row) for row in curved])
            evidence[:, :, k] = flat + 0.5 * spread**2 * bend
    log = np.log(np.maximum(evidence, SMALLEST)).sum(0)
    log = log - 0.5 * ((beta - BETA.mean) / BETA.sd)[:, None] ** 2 - 0.5 * (omega / omega_sd) ** 2
    weights = np.exp(log - log.max()) * gauss
    return beta, omega, np.asarray(weights / weights.sum()), evidence


def _shrunken(held: Floats, grid: Floats, beta: Floats, omega: Floats, weights: Floats, evidence: Floats) -> Floats:
    """Each person's effect given everybody, as weights on the grid: (people, grid)."""
    share = weights / np.maximum(evidence, SMALLEST)  # (people, beta, omega)
    out = np.zeros((len(held), len(grid)))
    for k, spread in enumerate(np.maximum(omega, STEP)):
        kernel = np.exp(-0.5 * ((beta[:, None] - grid) / spread) ** 2) / spread
        out += share[:, :, k] @ kernel
    out *= held
    return np.asarray(out / out.sum(1, keepdims=True))


def _of_grid(values: Floats, weights: Floats) -> Summary:
    mean = float(weights @ values)
    sd = math.sqrt(max(0.0, float(weights @ (values - mean) ** 2)))
    edges, mass = _cumulative(values, weights)
    low, middle, high = (float(np.interp(q, mass, edges)) for q in (0.025, 0.5, 0.975))
    return Summary(mean=mean, sd=sd, q025=low, q50=middle, q975=high)


def _below(values: Floats, weights: Floats, at: float) -> float:
    edges, mass = _cumulative(values, weights)
    return float(np.interp(at, edges, mass))


def _cumulative(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Edges between nodes (midpoints) and the mass below each."""
    edges = np.concatenate([[values[0]], (values[1:] + values[:-1]) / 2, [values[-1]]])
    return edges, np.concatenate([[0.0], np.cumsum(weights)])
