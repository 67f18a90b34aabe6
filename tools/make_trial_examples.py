"""Writes examples/trial_*.csv: made-up trials from our own simulator. Nobody's data; the effects were put in by hand.

    python tools/make_trial_examples.py EXAMPLES_FOLDER

They have the order that `dolomite trial start PLAN --dir DIR --seed 8` draws, so that a practice run can log them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from dolomite.trial.design import Arm, Design
from dolomite.trial.schedule import draw
from dolomite.trial.simulate import Truth, pain

ARMS = (
    Arm(name="magnesium", kind="active", form="citrate", daily_mg=200.0),
    Arm(name="placebo", kind="placebo"),
)
SEED_OF_ORDER = 8
WEEKDAYS = (0.1, -0.2, 0.2, 0.0, -0.1, 0.2, -0.2)


def example(*, effect: float, level: float, sigma: float, missing: float, seed: int, pairs: int, length: int) -> str:
    """One data file: a baseline week, then pairs of periods; pain to a tenth of a point."""
    design = Design(
        question="example", arms=ARMS, pairs=pairs, period_days=length, baseline_days=7, washout_days=0, wash_in_days=3,
        speed="slow" if length >= 28 else "fast", worthwhile_points=2.0, blinding="helper", before_unknown=False,
    )  # fmt: skip
    rng = np.random.default_rng(SEED_OF_ORDER)
    calendar = design.calendar(draw(design, rng=rng))
    x = np.array([[1.0 if arm == "magnesium" else 0.0 for arm, _ in calendar]])
    truth = Truth(level=level, effects=(effect,), trend=-0.2, weekdays=WEEKDAYS, tau_days=1.5, phi=0.3, sigma=sigma)
    chance = np.random.default_rng(seed)
    y = np.round(np.clip(pain(truth, x, rng=chance)[0], 0, 10), 1)
    y[chance.random(len(y)) < missing] = np.nan
    lines = ["day,period,arm,pain_nrs"]
    for day, ((arm, period), value) in enumerate(zip(calendar, y, strict=True), start=1):
        lines.append(f"{day},{period or ''},{arm},{'' if np.isnan(value) else f'{value:g}'}")
    return "\n".join(lines) + "\n"


# The seeds were chosen so that each file shows another answer: worthwhile, no worthwhile difference, cannot tell.
WORKED = {"effect": -3.6, "level": 6.6, "sigma": 0.8, "missing": 0.03, "seed": 1, "pairs": 4, "length": 7}
SAME = {"effect": 0.0, "level": 5.5, "sigma": 0.9, "missing": 0.05, "seed": 15, "pairs": 2, "length": 28}
HALF = {"effect": -1.5, "level": 6.0, "sigma": 1.1, "missing": 0.5, "seed": 3, "pairs": 4, "length": 7}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, how in {"trial_worked": WORKED, "trial_no_difference": SAME, "trial_half_missing": HALF}.items():
        (folder / f"{name}.csv").write_text(example(**how), encoding="utf-8")
