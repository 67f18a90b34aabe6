"""The model at every node of the grid over (tau, phi, sigma): how likely the node, and the coefficients given it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dolomite.trial.normal import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """The nodes of a product grid: p values of `phi` [no unit], s of `sigma` [points], g of tau with E(0).

    `log_tau` (t,) [log days]; g runs over tau and, within it, over the nodes of E(0). `log_density` (g, p, s): log of
    likelihood times prior times Jacobian, up to a constant. The rest is the solved regression in units of the prior,
    f fixed columns (diagonalised) and a arms (a Schur complement):
    `vectors` (p, f, f), `inverse` (p, f, s), `held` (p, 1 or g, f), `cross` (p, g, a, f), `solved` (p, g, a, a, s),
    `beta` (p, g, a, s). `scale` and `shift` (f + a) turn it back into points.
    """

    log_tau: Floats
    phi: Floats
    sigma: Floats
    log_density: Floats
    vectors: Floats
    inverse: Floats
    held: Floats
    cross: Floats
    solved: Floats
    beta: Floats
    scale: Floats
    shift: Floats

    @property
    def fixed(self) -> int:
        """How many coefficients come before those of the arms; the first arm's has this index."""
        return int(self.vectors.shape[-1])

    def coefficient(self, index: int) -> tuple[Floats, Floats]:
        """Conditional mean and variance of one coefficient at every node, each (g, p, s) [points, points squared]."""
        f, s2 = self.fixed, self.sigma**2
        if index >= f:
            mean, variance = self.beta[:, :, index - f], self.solved[:, :, index - f, index - f]
        else:
            row = self.vectors[:, None, index, :]  # (p, 1, f)
            through = (self.cross * row[:, :, None]) @ self.inverse[:, None]  # (p, g, a, s)
            mean = (self.held * row) @ self.inverse - (through * self.beta).sum(2)
            variance = (row**2) @ self.inverse + np.einsum("pgas,pgabs,pgbs->pgs", through, self.solved, through)
        mean = mean * self.scale[index] + self.shift[index]
        return mean.transpose(1, 0, 2), (variance * (s2 * self.scale[index] ** 2)).transpose(1, 0, 2)

    def joint(self, g: int, p: int, s: int) -> tuple[Floats, Floats]:
        """Conditional mean (c,) and a root (c, c) of the covariance of all coefficients at one node [points]."""
        f, c = self.fixed, len(self.scale)
        vectors, inverse = self.vectors[p], self.inverse[p, :, s]
        held, beta = self.held[p, min(g, self.held.shape[1] - 1)], self.beta[p, g, :, s]
        towards = vectors @ (inverse * self.cross[p, g]).T  # (f, a): what a unit of each arm's effect takes away
        mean = np.concatenate([vectors @ (inverse * held) - towards @ beta, beta])
        root = np.zeros((c, c))
        root[f:, f:] = np.linalg.cholesky(self.solved[p, g, :, :, s])
        root[:f, f:] = -towards @ root[f:, f:]
        root[:f, :f] = vectors * np.sqrt(inverse)
        return mean * self.scale + self.shift, root * (self.scale[:, None] * self.sigma[s])
