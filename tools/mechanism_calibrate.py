"""The calibration: what was set, from which figures, and nothing else.

The two constants of absorption are solved from Fine 1991 in closed form (`absorb.uptake`). Five numbers of the body are
fitted here by least squares to the calibration rows: the tracer pools of Avioli and Silver, and Fuchs-Buder's plasma.
The facts file holds the result, rounded; a test repeats the fit and compares.

    python tools/mechanism_calibrate.py       # prints the fitted numbers
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from dolomite.mechanism import parameter
from dolomite.mechanism.population import Known, People
from dolomite.mechanism.published import Published, published, repeat

if TYPE_CHECKING:
    from dolomite.mechanism.parameter import Array

FITTED = ("extracellular_volume", "to_fast", "to_cells", "to_deep", "kidney_steepness")
ABSOLUTE = ("plasma",)  # residuals in standard errors of the figure; all others in tolerances of its logarithm
START = (0.2, 0.15, 0.8, 0.08, 5.0)  # where the search starts; any start within a factor of two ends at the same place
SETTLED = 1e-10  # relative change of the numbers and of the sum of squares at which the search stops
MUCH_WORSE = 4.0  # rise of the sum of squares that bounds a parameter's range: two standard errors


def targets() -> tuple[Published, ...]:
    """The figures the fit sees: every calibration row but Fine's two, which are solved exactly."""
    return tuple(row for row in published() if row.used_for == "calibration" and row.scenario != "fine")


def central_person(**changed: float) -> People:
    """One person with central parameters, some of them `changed` [each in its row's unit]."""
    draws = dict(parameter.central()) | {name: np.array([value]) for name, value in changed.items()}
    return People(draws=draws, form_share=np.array([0.5]), known=Known())


def misses(**changed: float) -> Array:
    """How far the model misses each target [1]: in standard errors for plasma, in tolerances of the log otherwise."""
    who = central_person(**changed)
    found = []
    for row in targets():
        model = float(repeat(row, who)[0])
        if row.quantity in ABSOLUTE:
            assert row.high is not None and row.people is not None
            found.append((model - row.published) / ((row.high - row.published) / math.sqrt(row.people)))
        else:
            assert row.tolerance is not None
            found.append(math.log(model / row.published) / row.tolerance)
    return np.array(found)


def fit(*, steepness: float | None = None) -> tuple[dict[str, float], float]:
    """The fitted numbers [each in its row's unit] and the sum of squares left [1].

    Least squares on the logarithms. With a `steepness` of the kidney [1] that one is held there: the profile that
    bounds its range.
    """
    from scipy.optimize import least_squares

    free = FITTED if steepness is None else FITTED[:-1]
    fixed = {} if steepness is None else {FITTED[-1]: steepness}

    def residuals(logs: Array) -> Array:
        return misses(**dict(zip(free, np.exp(logs).tolist(), strict=True)), **fixed)

    found = least_squares(residuals, np.log(START[: len(free)]), xtol=SETTLED, ftol=SETTLED)
    return dict(zip(free, np.exp(found.x).tolist(), strict=True)) | fixed, 2 * float(found.cost)


def tolerable(steepness: float, *, best: float) -> bool:
    """Whether the figures still allow this steepness [1], where `best` [1] is the smallest sum of squares."""
    return fit(steepness=steepness)[1] - best < MUCH_WORSE


if __name__ == "__main__":
    print(fit())
