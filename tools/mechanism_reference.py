"""The definition: the model as plain differential equations for one person, solved by SciPy at a tight tolerance.

Slow and readable on purpose; the fast solver must agree with it, and a test says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dolomite.mechanism import csf
from dolomite.mechanism.plasma import POOLS, Body

if TYPE_CHECKING:
    from dolomite.mechanism.parameter import Array
    from dolomite.mechanism.schedule import Stretch

RELATIVE = 1e-11  # tolerance of the reference, far below what the fast solver is asked for
ABSOLUTE = 1e-13  # [mmol], the same
NAMES = ("gut", "passing", *POOLS, "urine", "faeces", "csf")


def slopes(y: Array, body: Body, infusion: float) -> Array:
    """d y / dt for one person: amounts [mmol] in NAMES order, the last the spinal fluid relative to usual [1]; per h.

    Pools are absolute amounts; urine and faeces count what leaves, the usual diet's part included in urine.
    """
    gut, passing, pools, fluid = y[0], y[1], y[2:7], y[9]
    plasma = pools[0] / body.volume[0]
    excretion = body.kidney.excretion(plasma)[0]
    exchange = body.out[:, 0] * pools[0] - body.back[:, 0] * pools[1:]
    absorbed = body.absorption[0] * gut
    lost = body.transit[0] * passing
    aim = csf.target(plasma / body.plasma, at_balance=body.plasma, half=body.csf_half)[0]
    return np.array(
        [
            -absorbed,
            -lost,
            body.diet_mmol_h[0] + absorbed + infusion - excretion - exchange.sum(),
            *exchange,
            excretion,
            lost,
            body.csf_turnover[0] * (aim - fluid),
        ]
    )


def solve(body: Body, stretches: Sequence[Stretch]) -> Array:
    """States [mmol; spinal fluid 1] at the marked ends of the stretches, (ends, NAMES), for a `body` of one person."""
    from scipy.integrate import solve_ivp

    y = np.array([0.0, 0.0, *body.at_rest[:, 0], 0.0, 0.0, 1.0])
    kept: list[Array] = []
    for stretch in stretches:
        y[0] += 0.0 if stretch.absorbable is None else stretch.absorbable[0]
        y[1] += 0.0 if stretch.passing is None else stretch.passing[0]
        infusion = 0.0 if stretch.infusion is None else float(stretch.infusion[0])
        found = solve_ivp(
            lambda _t, now, rate=infusion: slopes(now, body, rate),
            (0.0, stretch.hours),
            y,
            method="DOP853",
            rtol=RELATIVE,
            atol=ABSOLUTE,
        )
        y = found.y[:, -1].copy()
        if stretch.ends_day:
            kept.append(y.copy())
    return np.array(kept)
