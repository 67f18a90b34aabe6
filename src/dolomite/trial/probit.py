"""Quantiles of the standard normal, many at once, on NumPy alone: Wichura's algorithm AS241.

Why not SciPy: it would be the one use that everybody's installation has for it, and it is as large as all the rest.
"""

from __future__ import annotations

import numpy as np

from dolomite.trial.normal import Floats

# Wichura MJ. Algorithm AS241: the percentage points of the normal distribution. Appl Stat 1988;37:477-484 (PPND16):
# numerator and denominator, the highest power first; the middle, the tails, and beyond r = 5 (p under 1.4e-11).
MIDDLE, TURN, SHIFT, FAR = 0.425, 0.180625, 1.6, 5.0
IN_THE_MIDDLE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080),
    (5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
     5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1.0),
)  # fmt: skip
IN_A_TAIL = (
    (7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
     3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
     6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1.0),
)  # fmt: skip
FAR_OUT = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
     2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720),
    (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
     1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0),
)  # fmt: skip


def quantile(p: Floats) -> Floats:
    """The value below which the share `p` of a standard normal lies, for each 0 < p < 1, to 1e-14."""
    centred = p - 0.5
    quantiles = centred * _ratio(IN_THE_MIDDLE, TURN - centred * centred)
    outside = np.abs(centred) > MIDDLE
    if outside.any():
        side, share = centred[outside], p[outside]
        r = np.sqrt(-np.log(np.minimum(share, 1.0 - share)))
        tail = _ratio(IN_A_TAIL, r - SHIFT)
        far = r > FAR
        if far.any():
            tail[far] = _ratio(FAR_OUT, r[far] - FAR)
        quantiles[outside] = np.copysign(tail, side)
    return quantiles


def _ratio(parts: tuple[tuple[float, ...], tuple[float, ...]], r: Floats) -> Floats:
    numerator, denominator = (_polynomial(part, r) for part in parts)
    numerator /= denominator
    return numerator


def _polynomial(coefficients: tuple[float, ...], r: Floats) -> Floats:
    total = coefficients[0] * r
    for coefficient in coefficients[1:-1]:
        total += coefficient
        total *= r
    total += coefficients[-1]
    return total
