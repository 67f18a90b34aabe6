"""The kidney: what is filtered and not taken back leaves. A threshold with splay, scaled with the filtration rate.

Excretion = Q C p / (1 + p), p = odds (C / C_usual)^steepness: the share of the filtered magnesium that escapes rises
steeply once blood passes its usual level, never below nothing and never above all. Q = GFR times the ultrafilterable
share. The odds are fixed by the person's own balance: with healthy kidneys, what the usual diet brings in leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dolomite.base.units import HOURS_PER_DAY, MINUTES_PER_HOUR, ML_PER_L

if TYPE_CHECKING:
    from dolomite.mechanism.parameter import Array, Draws

NEWTON_STEPS = 60  # Newton on a monotone function converges in under ten; the rest is for the weakest kidneys
MOST_ESCAPE = 0.999  # kidneys so weak that even letting all pass would not balance the diet: kept just short of all
NEWTON_TOLERANCE = 1e-14  # of log concentration


@dataclass(frozen=True, slots=True, kw_only=True)
class Kidney:
    """Each person's kidneys: `filtered` Q [L/h], `usual` C_usual [mmol/L], `odds` and `steepness` [1]; arrays."""

    filtered: Array
    usual: Array
    odds: Array
    steepness: Array

    def escape(self, plasma: Array) -> Array:
        """Share of the filtered magnesium that leaves [1] at `plasma` [mmol/L]."""
        p = self.odds * (plasma / self.usual) ** self.steepness
        return p / (1 + p)

    def excretion(self, plasma: Array) -> Array:
        """Magnesium into urine [mmol/h] at `plasma` [mmol/L]."""
        return self.filtered * plasma * self.escape(plasma)


def filtration(gfr: Array, draws: Draws) -> Array:
    """Q [L/h]: what the kidneys filter of ultrafilterable magnesium at `gfr` [mL/min]."""
    return gfr * MINUTES_PER_HOUR / ML_PER_L * draws["ultrafilterable_share"]


def kidney(draws: Draws, *, absorbed_mmol_d: Array, gfr: Array, measured: Array | None = None) -> tuple[Kidney, Array]:
    """The kidneys of each person and the plasma [mmol/L] at which they are in balance.

    `absorbed_mmol_d` [mmol/d] is what the usual diet brings in, `gfr` [mL/min], `measured` plasma [mmol/L] where the
    person has a laboratory value: then the balance is there. Without it, it is where kidneys of this `gfr` need it to
    be, if healthy ones held the drawn usual level: weaker kidneys hold more.
    """
    usual, steepness = draws["plasma_total"], draws["kidney_steepness"]
    here = filtration(gfr, draws)
    incoming = absorbed_mmol_d / HOURS_PER_DAY
    if measured is not None:
        share = np.minimum(incoming / (here * measured), MOST_ESCAPE)
        kidneys = Kidney(filtered=here, usual=measured, odds=share / (1 - share), steepness=steepness)
        return kidneys, balance(kidneys, incoming)
    healthy = filtration(draws["healthy_gfr"], draws)
    share = np.minimum(incoming / (healthy * usual), MOST_ESCAPE)
    kidneys = Kidney(filtered=here, usual=usual, odds=share / (1 - share), steepness=steepness)
    return kidneys, balance(kidneys, incoming)


def balance(kidneys: Kidney, incoming: Array) -> Array:
    """Plasma [mmol/L] at which the kidneys excrete `incoming` [mmol/h]: Newton on the logarithm of excretion."""
    log_plasma = np.log(kidneys.usual)
    for _ in range(NEWTON_STEPS):
        plasma = np.exp(log_plasma)
        slope = 1 + kidneys.steepness * (1 - kidneys.escape(plasma))
        step = np.log(kidneys.excretion(plasma) / incoming) / slope
        log_plasma = log_plasma - step
        if float(np.abs(step).max()) < NEWTON_TOLERANCE:
            break
    return np.exp(log_plasma)
