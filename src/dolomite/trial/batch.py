"""Many made-up trials with one calendar at once: for power and calibration tables, on a fixed grid.

The same posterior as `integrate`, but on one grid chosen for all, so that the costly part (one decomposition per tau
and phi) is shared. Its error is a few thousandths, far below the noise of a table of chances.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dolomite.trial.likelihood import exposure, fixed_columns, phi_of, prior_sds, problem, sigma_of
from dolomite.trial.normal import Floats, cdf
from dolomite.trial.prior import Priors

TAU_NODES, PHI_NODES, SIGMA_NODES = 9, 11, 13
LIGHT = 1e-6  # nodes lighter than this share are left out of distribution functions


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Posteriors of the asked effect in many trials: `mean`, `sd` (trials,), `below` (trials, thresholds).

    `log_evidence` (trials,): of this model against others of the same days on the same grid, up to a constant.
    """

    mean: Floats
    sd: Floats
    below: Floats
    log_evidence: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What trials share: who takes what when, `x` (arms, n), the observed `days` (m,) of `n`, and their periods."""

    x: Floats
    days: np.ndarray
    n: int
    periods: Floats | None = None


def posteriors(calendar: Calendar, *, y: Floats, priors: Priors, thresholds: Floats, phi: float, sigma: float) -> Batch:
    """Posteriors of trials that share a calendar; `y` (trials, m) [points].

    `thresholds` (k,) or (trials, k): P(effect < threshold) is wanted [points]. `phi` and `sigma` [points]: about where
    to look; the grid is wide around them.
    """
    x, days, m = calendar.x, calendar.days, y.shape[1]
    p = problem(x=x, days=days, y=y[0], n=calendar.n, priors=priors, periods=calendar.periods)
    log_tau = priors.log_tau.mean + priors.log_tau.sd * np.linspace(-3.2, 3.2, TAU_NODES)
    centre = np.arctanh(np.clip(phi / priors.phi_range, -0.98, 0.98))
    w = np.linspace(-2.6, 2.6, PHI_NODES)
    v, v_factor = centre + 0.32 * np.sinh(w), np.cosh(w)
    u = np.log(sigma) + np.linspace(-1.4, 1.0, SIGMA_NODES)
    phis, sigmas = phi_of(v, priors), sigma_of(u)
    moving = exposure(x, np.exp(log_tau), p.e0)[:, 0][..., days - 1]  # (t, arms, m)
    fixed = fixed_columns(p).T
    columns = np.concatenate([np.broadcast_to(fixed, (len(log_tau), *fixed.shape)), moving], axis=1)  # (t, c, m)
    gaps = np.diff(days)
    carried = phis[:, None] ** gaps
    relative = np.concatenate([np.ones((len(phis), 1)), 1 - carried**2], axis=1) / (1 - phis**2)[:, None]
    root = np.sqrt(relative)
    z, data = (
        _white(columns[None], carried[:, None, None], root[:, None, None]),
        _white((y - priors.level.mean)[None], carried[:, None], root[:, None]),
    )
    scale = prior_sds(p)
    values, vectors = np.linalg.eigh((z @ z.transpose(0, 1, 3, 2)) * scale[:, None] * scale)
    rhs = data[:, None] @ z.transpose(0, 1, 3, 2)  # (p, t, trials, c)
    yy = (data**2).sum(-1)[:, None]  # (p, 1, trials)
    if priors.effect.mean:  # the data less what the prior expects of the arms
        expected = priors.effect.mean * z[:, :, len(fixed) :].sum(2)  # (p, t, m)
        rhs = rhs - (expected[:, :, None] @ z.transpose(0, 1, 3, 2))
        yy = yy - 2.0 * (expected @ data.transpose(0, 2, 1)) + (expected**2).sum(-1)[..., None]
    scores = (rhs * scale) @ vectors
    over = np.maximum(values, 0.0)[..., None, :] + (sigmas**2)[:, None]  # (p, t, s, c)
    inverse = (1.0 / over).transpose(0, 1, 3, 2)  # (p, t, c, s)
    fit = (scores**2) @ inverse  # (p, t, trials, s)
    log_density = -0.5 * (yy[..., None] - fit) / sigmas**2
    log_density += (
        -0.5 * np.log(over).sum(-1)
        + (values.shape[-1] - m) * np.log(sigmas)
        - 0.5 * np.log(relative).sum(1)[:, None, None]
    )[:, :, None, :]
    prior_phi = -0.5 * ((phis - priors.phi.mean) / priors.phi.sd) ** 2 - 2 * np.logaddexp(v, -v) + np.log(v_factor)
    log_density += prior_phi[:, None, None, None]
    log_density += (-0.5 * ((log_tau - priors.log_tau.mean) / priors.log_tau.sd) ** 2)[None, :, None, None]
    log_density += -0.5 * (sigmas / priors.sigma_sd) ** 2 + u
    asked = len(fixed)
    row = vectors[:, :, asked, :]
    means = scale[asked] * ((scores * row[:, :, None, :]) @ inverse) + priors.effect.mean
    variances = scale[asked] ** 2 * ((row**2)[:, :, None, :] @ (inverse * sigmas**2))[:, :, 0]  # (p, t, s)
    return _summed(log_density, means, variances, thresholds)


def _summed(log_density: Floats, means: Floats, variances: Floats, thresholds: Floats) -> Batch:
    """Each trial's answer over its nodes; densities and means (p, t, trials, s), variances (p, t, s)."""
    trials = log_density.shape[2]
    flat = np.moveaxis(log_density, 2, 0).reshape(trials, -1)
    top = flat.max(axis=1, keepdims=True)
    weights = np.exp(flat - top)
    mass = weights.sum(axis=1, keepdims=True)
    weights /= mass
    means = np.moveaxis(means, 2, 0).reshape(trials, -1)
    spread = variances.reshape(-1)
    mean = (weights * means).sum(1)
    sd = np.sqrt((weights * (spread + (means - mean[:, None]) ** 2)).sum(1))
    wanted = np.broadcast_to(thresholds, (trials, thresholds.shape[-1]))
    below = np.zeros(wanted.shape)
    at, node = np.nonzero(weights > LIGHT)
    for k in range(wanted.shape[1]):
        part = weights[at, node] * cdf((wanted[at, k] - means[at, node]) / np.sqrt(spread[node]))
        below[:, k] = np.bincount(at, weights=part, minlength=trials)
    return Batch(mean=mean, sd=sd, below=below, log_evidence=(top + np.log(mass))[:, 0])


def _white(columns: Floats, carried: Floats, root: Floats) -> Floats:
    """Innovations of the columns under AR(1) with gaps, over sigma."""
    shape = np.broadcast_shapes(columns.shape, root.shape)
    out = np.empty(shape)
    out[..., :1] = columns[..., :1]
    out[..., 1:] = columns[..., 1:] - carried * columns[..., :-1]
    return np.asarray(out / root)
