"""The model given its three curved parameters (tau, phi, sigma): linear and Gaussian, so the rest integrates exactly.

Pain on observed day d is  a + sum_k b_k E_k(d) + s (d - mid)/(n/2) + w[d mod 7] + e(d),  where exposure follows
E(d) = r E(d-1) + (1-r) x(d), r = exp(-1/tau), and e is a stationary AR(1) seen only on the observed days: over a gap
of k days its correlation is phi^k (Kalman's transition over k steps in closed form). Missing days need nothing else.

The columns come in two kinds. Level, trend and weekdays do not know tau: for each phi their whitened Gram matrix is
diagonalised once in units of the prior, and serves every tau and every sigma, because sigma only scales the data
against the prior. The exposures know tau: what is left of them once the others are accounted for (a Schur complement)
is one number per arm pair. So a node costs some ten multiplications, and no matrix of ten by ten is ever decomposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dolomite.trial.nodes import Nodes
from dolomite.trial.normal import Floats
from dolomite.trial.prior import Priors

WEEK = 7
# Pain is typed to a tenth of a point at best, so noise below a hundredth cannot be told from none. Without this floor
# a log of identical days would have an improper posterior; with ordinary data the floor changes nothing.
SIGMA_FLOOR = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What the likelihood needs: nothing of arms or names.

    `x` (arms, n): target exposure of each calendar day, 0 to 1, one row per compared arm. `days` (m,): the observed
    days, numbered from 1, ascending. `y` (m,): pain on them [points]. `n`: last scheduled day. `e0`: exposure before
    day 1, shape (q,), with `e0_weights` (q,) summing to 1: one node of 0 when nothing had been taken.
    `periods` (k, m): which observed day lies in which period, 1 or 0; needed only where priors have periods.
    """

    x: Floats
    days: np.ndarray
    y: Floats
    n: int
    priors: Priors
    e0: Floats
    e0_weights: Floats
    periods: Floats | None = None

    @property
    def coefficients(self) -> int:
        """How many linear coefficients there are: level, one per arm, trend, weekdays, periods."""
        return len(prior_sds(self))


def problem(
    *,
    x: Floats,
    days: np.ndarray,
    y: Floats,
    n: int,
    priors: Priors,
    before_unknown: bool = False,
    periods: Floats | None = None,
) -> Problem:
    """A problem from exposures (arms, n), observed days (m,), pain (m,) [points]; see `Problem`.

    `before_unknown`: something was taken within the fortnight before day 1, so the exposure then is uniform on 0 to 1.
    """
    if before_unknown:
        nodes, weights = np.polynomial.legendre.leggauss(8)  # 8 nodes are exact for the smooth dependence on E(0)
        e0, e0_weights = (nodes + 1) / 2, weights / 2
    else:
        e0, e0_weights = np.zeros(1), np.ones(1)
    return Problem(x=x, days=days, y=y, n=n, priors=priors, e0=e0, e0_weights=e0_weights, periods=periods)


def exposure(x: Floats, tau: Floats, e0: Floats) -> Floats:
    """Exposure on every calendar day: (tau, e0, arms, n) from targets `x` (arms, n), `tau` (t,) [days], `e0` (q,).

    With more than one compared arm, what was in the body before day 1 is counted as the first (the active) arm.
    """
    arms, n = x.shape
    changes = np.flatnonzero((np.diff(x, axis=1) != 0).any(axis=0)) + 1
    starts = [0, *changes.tolist(), n]
    longest = max(np.diff(starts))
    fade = np.exp(-np.arange(1, longest + 1) / tau[:, None])[:, None, None, :]  # (t, 1, 1, days in a stretch)
    before = np.zeros((len(tau), len(e0), arms))
    before[:, :, 0] = e0
    out = np.empty((len(tau), len(e0), arms, n))
    for start, end in pairwise(starts):  # where the target stays, exposure nears it by the same share every day
        target = x[:, start]
        out[..., start:end] = target[:, None] + (before - target)[..., None] * fade[..., : end - start]
        before = out[..., end - 1]
    return out


def fixed_columns(p: Problem) -> Floats:
    """The columns that no curved parameter moves, on the observed days: (m, 2 or more).

    Level, trend, then the seven weekdays and the periods where the priors have them.
    """
    mid, half = (p.n + 1) / 2, p.n / 2
    columns = [np.ones(len(p.days)), (p.days - mid) / half]
    if p.priors.weekday is not None:
        columns.extend((p.days % WEEK == k).astype(float) for k in range(WEEK))
    if p.priors.period is not None and p.periods is not None:
        columns.extend(p.periods)
    return np.stack(columns, axis=1)


def prior_sds(p: Problem) -> Floats:
    """Prior SDs in the order of the coefficients: level, trend, weekdays, periods, then one per arm [points]."""
    sds = [p.priors.level.sd, p.priors.trend.sd]
    if p.priors.weekday is not None:
        sds.extend([p.priors.weekday.sd] * WEEK)
    if p.priors.period is not None and p.periods is not None:
        sds.extend([p.priors.period.sd] * len(p.periods))
    return np.array(sds + [p.priors.effect.sd] * len(p.x))


def phi_of(v: Floats, priors: Priors) -> Floats:
    """Autocorrelation from the working scale, on which its cut range has no edge."""
    return priors.phi_range * np.tanh(v)


def sigma_of(u: Floats) -> Floats:
    """Noise SD [points] from the working scale."""
    return SIGMA_FLOOR + np.exp(u)


def _solved(left: Floats, right: Floats) -> tuple[Floats, Floats, Floats]:
    """The inverse of `left` (p, g, a, a, s), the log of its determinant, and its product with `right` (p, g, a, s)."""
    if left.shape[2] == 1:
        solved = 1.0 / left
        return solved, np.log(left[:, :, 0, 0]), right * solved[:, :, 0]
    by_node = np.asarray(left, dtype=float).transpose(0, 1, 4, 2, 3)
    solved = np.linalg.inv(by_node).transpose(0, 1, 3, 4, 2)
    return solved, np.linalg.slogdet(by_node)[1], np.einsum("pgabs,pgbs->pgas", solved, right)


def evaluate(p: Problem, log_tau: Floats, v: Floats, u: Floats) -> Nodes:
    """The model at the product of `log_tau` (t,) [log days], `v` (p,) and `u` (s,) on their working scales."""
    priors, m = p.priors, len(p.y)
    tau = np.exp(log_tau)
    phi, sigma = phi_of(v, priors), sigma_of(u)
    s2 = sigma**2
    arms, fixed = len(p.x), fixed_columns(p)
    f = fixed.shape[1]
    scale = prior_sds(p)
    moving = exposure(p.x, tau, p.e0)[..., p.days - 1].reshape(-1, arms, m)  # (g = t*q, arms, m)
    groups = len(moving)
    # Side by side, in units of the prior: fixed columns, the moving ones of every group, and the data.
    moving = moving * scale[f:, None]
    columns = np.concatenate([fixed.T * scale[:f, None], moving.reshape(-1, m), (p.y - priors.level.mean)[None]])
    white, relative = _whiten(columns, p.days, phi)
    zf, zm, zy = white[:, :f], white[:, f:-1], white[:, -1]
    values, vectors = np.linalg.eigh(zf @ zf.transpose(0, 2, 1))  # (p, f), (p, f, f)
    np.maximum(values, 0.0, out=values)  # rounding may leave -1e-15 where a column is redundant
    shape = (len(phi), groups, arms)
    cross = ((zm @ zf.transpose(0, 2, 1)) @ vectors).reshape(*shape, f)
    zm = zm.reshape(*shape, m)
    inner = zm @ zm.transpose(0, 1, 3, 2)  # (p, g, a, a)
    held = np.einsum("pfj,pf->pj", vectors, (zf @ zy[:, :, None])[..., 0])[:, None]  # (p, 1, f)
    asked = np.einsum("pgam,pm->pga", zm, zy)
    yy = np.einsum("pm,pm->p", zy, zy)[:, None]
    if priors.effect.mean:  # the data less what the prior expects of the arms, without whitening them again
        b = priors.effect.mean / scale[f:]
        yy = yy - 2.0 * asked @ b + (inner @ b) @ b
        held = held - np.einsum("pgaj,a->pgj", cross, b)
        asked = asked - inner @ b
    inverse = 1.0 / (values[:, :, None] + s2)  # (p, f, s)
    left = inner[..., None] - _by_sigma(cross[..., :, None, :] * cross[..., None, :, :], inverse)
    left += np.eye(arms)[..., None] * s2  # the Schur complement (p, g, a, a, s)
    right = asked[..., None] - _by_sigma(cross * held[:, :, None], inverse)  # (p, g, a, s)
    solved, log_left, beta = _solved(left, right)
    quadratic = yy[..., None] - _by_sigma(held**2, inverse) - (right * beta).sum(2)  # (p, g, s)
    log_density = quadratic
    log_density *= -0.5 / s2
    log_density -= 0.5 * log_left
    log_density += (0.5 * np.log(inverse).sum(1) - 0.5 * np.log(relative).sum(1)[:, None])[:, None]
    log_density += (f + arms - m) * np.log(sigma)
    log_density += _log_priors(p, log_tau, phi, sigma, v, u)
    shift = np.zeros(f + arms)
    shift[0] = priors.level.mean
    shift[f:] = priors.effect.mean
    return Nodes(
        log_tau=log_tau,
        phi=phi,
        sigma=sigma,
        log_density=np.ascontiguousarray(log_density.transpose(1, 0, 2)),
        vectors=vectors,
        inverse=inverse,
        held=held,
        cross=cross,
        solved=solved,
        beta=beta,
        scale=scale,
        shift=shift,
    )


def _by_sigma(columns: Floats, inverse: Floats) -> Floats:
    """Sums over the last axis of `columns` (p, ..., f) weighted by `inverse` (p, f, s): (p, ..., s)."""
    flat = columns.reshape(len(columns), -1, columns.shape[-1])
    return np.asarray((flat @ inverse).reshape(*columns.shape[:-1], inverse.shape[-1]))


def _whiten(columns: Floats, days: np.ndarray, phi: Floats) -> tuple[Floats, Floats]:
    """Innovations of the columns (c, m) under AR(1) with gaps, over sigma: (p, c, m), and their variances (p, m)."""
    carried = phi[:, None] ** np.diff(days)  # (p, m-1)
    steady = 1.0 - phi[:, None] ** 2
    relative = np.concatenate([1.0 / steady, (1.0 - carried**2) / steady], axis=1)
    white = np.empty((len(phi), *columns.shape))
    white[:, :, 0] = columns[:, 0]
    np.multiply(columns[:, :-1], -carried[:, None], out=white[:, :, 1:])
    white[:, :, 1:] += columns[:, 1:]
    white *= (1.0 / np.sqrt(relative))[:, None]
    return white, relative


def _log_priors(p: Problem, log_tau: Floats, phi: Floats, sigma: Floats, v: Floats, u: Floats) -> Floats:
    """Log of the priors and Jacobians on the working scales, (p, g, s), up to a constant."""
    priors = p.priors
    # the last term is the log of 1 - tanh^2, up to a constant
    of_phi = -0.5 * ((phi - priors.phi.mean) / priors.phi.sd) ** 2 - 2.0 * np.logaddexp(v, -v)
    of_sigma = -0.5 * (sigma / priors.sigma_sd) ** 2 + u
    of_tau = np.repeat(-0.5 * ((log_tau - priors.log_tau.mean) / priors.log_tau.sd) ** 2, len(p.e0))
    of_tau = of_tau + np.tile(np.log(p.e0_weights), len(log_tau))
    return np.asarray(of_phi[:, None, None] + of_tau[:, None] + of_sigma)
