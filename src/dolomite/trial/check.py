"""Does the model fit these days? Replicated trials from the posterior, and the ends of the scale by arm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dolomite.trial.likelihood import fixed_columns
from dolomite.trial.model import Posterior
from dolomite.trial.normal import Floats
from dolomite.trial.series import Series

REPLICATES = 400
ODD = 0.01  # a feature of the data with a tail probability under this is named
CENSOR_SHARE = 0.10  # above this share of days at an end of the scale the answer is repeated with censoring
LOW_END, HIGH_END = 0.0, 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature of the data against replicated trials: observed value, range of replicates, two-sided tail p."""

    name: str
    observed: float
    q025: float
    q975: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Share of rated days at 0 and at 10 under one arm, rated and missing days [days], mean pain [points]."""

    arm: str
    rated: int
    missing: int
    mean: float | None
    at_zero: float | None
    at_ten: float | None


def ends(series: Series) -> tuple[Ends, ...]:
    """Days, missing days, mean and shares at the ends of the scale for each compared arm. [days; shares 0 to 1]"""
    rows = []
    for arm in series.names():
        days = np.array([a == arm for a in series.arms])
        pain = series.pain[days & ~np.isnan(series.pain)]
        known = len(pain) > 0
        rows.append(
            Ends(
                arm=arm,
                rated=len(pain),
                missing=int(days.sum()) - len(pain),
                mean=float(pain.mean()) if known else None,
                at_zero=float((pain <= LOW_END).mean()) if known else None,
                at_ten=float((pain >= HIGH_END).mean()) if known else None,
            )
        )
    return tuple(rows)


def needs_censoring(rows: tuple[Ends, ...]) -> bool:
    """Whether more than a tenth of the days of any arm sit at an end of the scale."""
    return any(share is not None and share > CENSOR_SHARE for row in rows for share in (row.at_zero, row.at_ten))


def predictive(posterior: Posterior, series: Series, *, rng: np.random.Generator) -> tuple[Feature, ...]:
    """Features of the rated days against trials replicated from the posterior with `rng`. (Points, or no unit.)"""
    replicated = replicate(posterior, rng=rng, count=REPLICATES)
    p = posterior.problem
    neighbours = np.flatnonzero(np.diff(p.days) == 1)
    rated = np.array([series.arms[day - 1] for day in p.days])
    features: dict[str, Callable[[Floats], Floats]] = {
        "spread": lambda y: y.std(axis=-1),
        "largest_jump": lambda y: np.abs(np.diff(y, axis=-1)).max(axis=-1),
        "lag_one": lambda y: _lag_one(y, neighbours),
        "lowest": lambda y: y.min(axis=-1),
        "highest": lambda y: y.max(axis=-1),
        "spread_active": lambda y: y[..., rated == posterior.active].std(axis=-1),
        "spread_comparator": lambda y: y[..., rated == posterior.comparator].std(axis=-1),
    }
    checked = []
    for name, measure in features.items():
        seen, draws = float(measure(p.y)), np.asarray(measure(replicated))
        below, above = float((draws <= seen).mean()), float((draws >= seen).mean())
        checked.append(
            Feature(
                name=name,
                observed=seen,
                q025=float(np.quantile(draws, 0.025)),
                q975=float(np.quantile(draws, 0.975)),
                p=min(1.0, 2 * min(below, above)),
            )
        )
    return tuple(checked)


def replicate(posterior: Posterior, *, rng: np.random.Generator, count: int) -> Floats:
    """Trials drawn from the posterior predictive on the rated days: (count, m) [points]."""
    p, done = posterior.problem, posterior.integrated
    nodes, flat = done.nodes, done.weights.ravel()
    picks = rng.choice(flat.size, size=count, p=flat)
    moving = _exposures(posterior)
    fixed = fixed_columns(p)
    out = np.empty((count, len(p.y)))
    gaps = np.diff(p.days)
    for row, pick in enumerate(picks):
        t, q, s = np.unravel_index(pick, done.weights.shape)
        mean, root = nodes.joint(int(t), int(q), int(s))
        beta = mean + root @ rng.standard_normal(len(mean))
        phi, sigma = float(nodes.phi[q]), float(nodes.sigma[s])
        noise = np.empty(len(p.y))
        shocks = rng.standard_normal(len(p.y)) * sigma
        noise[0] = shocks[0] / np.sqrt(1 - phi**2)
        carried = phi**gaps
        scale = np.sqrt((1 - carried**2) / (1 - phi**2))
        for day in range(1, len(p.y)):
            noise[day] = carried[day - 1] * noise[day - 1] + scale[day - 1] * shocks[day]
        out[row] = fixed @ beta[: fixed.shape[1]] + beta[fixed.shape[1] :] @ moving[int(t)] + noise
    return out


def _exposures(posterior: Posterior) -> Floats:
    from dolomite.trial.likelihood import exposure

    p, nodes = posterior.problem, posterior.integrated.nodes
    every = exposure(p.x, np.exp(nodes.log_tau), p.e0)
    return np.asarray(every[..., p.days - 1].reshape(-1, len(p.x), len(p.y)))


def _lag_one(y: Floats, neighbours: np.ndarray) -> Floats:
    centred = y - y.mean(axis=-1, keepdims=True)
    if len(neighbours) == 0:
        return np.zeros(y.shape[:-1])
    together = (centred[..., neighbours] * centred[..., neighbours + 1]).mean(axis=-1)
    return np.asarray(together / np.maximum(centred.var(axis=-1), 1e-12))
