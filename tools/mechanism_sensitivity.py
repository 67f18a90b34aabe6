"""Which unknown matters most: Sobol indices of an answer over the spread of the parameters.

First-order indices by Saltelli et al. 2010 (their table 2, row b), total indices by Jansen 1999, on scrambled pairs of
independent samples. NumPy alone; the cost is (number of parameters + 2) runs of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dolomite.mechanism.parameter import Array

Answers = Callable[["Array"], "Mapping[str, Array]"]
BOOTSTRAPS = 200  # resamplings behind the standard error of an index


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """How much of an answer's variance one input explains: `first` alone, `total` with all its interactions [1].

    `first_se` and `total_se` [1] are their standard errors, by bootstrap.
    """

    name: str
    first: float
    first_se: float
    total: float
    total_se: float


def sobol(
    answers: Answers, names: tuple[str, ...], *, samples: int, rng: np.random.Generator
) -> dict[str, tuple[Index, ...]]:
    """Sobol indices [1] of each answer; `answers` takes points of the unit cube (points, inputs) and gives one number a
    point under each answer's name.

    `samples` points in each of the two base samples; largest total index first. An answer that does not vary at all
    has indices of 0.
    """
    width = len(names)
    one, two = rng.random((samples, width)), rng.random((samples, width))
    # All runs as one batch: the model is fastest on many persons at once.
    mixed = np.repeat(one[None], width, axis=0)
    mixed[np.arange(width), :, np.arange(width)] = two.T
    given = answers(np.concatenate([one, two, mixed.reshape(-1, width)]))
    picks = rng.integers(0, samples, (BOOTSTRAPS, samples))
    return {name: _ranked(every, names, samples, picks) for name, every in given.items()}


def _ranked(every: Array, names: tuple[str, ...], samples: int, picks: NDArray[np.int64]) -> tuple[Index, ...]:
    at_one, at_two = every[:samples], every[samples : 2 * samples]
    at_mixed = every[2 * samples :].reshape(len(names), samples)
    found = []
    for i, name in enumerate(names):
        resampled = np.array([_indices(at_one[p], at_two[p], at_mixed[i][p]) for p in picks])
        first, total = _indices(at_one, at_two, at_mixed[i])
        errors = resampled.std(axis=0, ddof=1)
        found.append(Index(name=name, first=first, first_se=float(errors[0]), total=total, total_se=float(errors[1])))
    return tuple(sorted(found, key=lambda index: -index.total))


def _indices(one: Array, two: Array, mixed: Array) -> tuple[float, float]:
    both = np.concatenate([one, two])
    variance = float(both.var())
    if variance == 0:
        return 0.0, 0.0
    first = float(((two - both.mean()) * (mixed - one)).mean()) / variance  # centred: the same sum, less noise
    total = float(((one - mixed) ** 2).mean()) / 2 / variance
    return first, total
