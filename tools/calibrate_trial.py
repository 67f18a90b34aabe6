"""Runs the calibration of the personal trial and prints the tables of docs/explanation/trial.md.

    python tools/calibrate_trial.py [PRIOR_TRIALS] [TRIALS_PER_CELL]     # 10000 and 400: about half an hour

Fixed seeds: the same figures every time, but for the last digits of another machine's linear algebra.
"""

from __future__ import annotations

import sys
import time

import numpy as np

import trial_calibration as calibrate

NAMES = ("worthwhile", "helps_less", "same", "no_worthwhile_difference", "cannot_tell")


def percent(share: float) -> str:
    """As the tables print it."""
    return f"{100 * share:.1f}"


def row(label: str, cases: list[calibrate.Case]) -> str:
    """One line of a table."""
    share = {name: np.mean([c.verdict == name for c in cases]) for name in NAMES}
    cells = [
        label,
        str(len(cases)),
        f"{np.mean([c.mean for c in cases]):+.2f}",
        percent(np.mean([c.covers for c in cases])),
        *(percent(share[name]) for name in NAMES),
        percent(np.mean([c.declared == "worthwhile" for c in cases])),
        percent(np.mean([c.naive_covers for c in cases])),
        percent(np.mean([c.naive_significant for c in cases])),
    ]
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "| truth | trials | mean of b | 95 % interval covers | says worthwhile | helps less | same "
    "| no worthwhile difference | cannot tell | declared prior alone: worthwhile | t-test interval covers "
    "| t-test significant |\n"
    "| --- " + "| ---: " * 11 + "|"
)


def main(prior_trials: int, per_cell: int) -> None:
    """Print everything."""
    started = time.perf_counter()
    cases = list(calibrate.from_priors(prior_trials, rng=np.random.default_rng(1)))
    places = np.array([c.place for c in cases])
    chi2, p = calibrate.uniformity(places)
    print(f"## From the priors: {prior_trials} trials\n")
    print(f"covers {percent(np.mean([c.covers for c in cases]))} %; ranks: chi-square {chi2:.1f} on 19, p = {p:.2f}; "
          f"t-test interval covers {percent(np.mean([c.naive_covers for c in cases]))} %")  # fmt: skip
    print("first 2,000:", percent(np.mean([c.covers for c in cases[:2000]])), "% ;",
          "chi-square {:.1f}, p = {:.2f}".format(*calibrate.uniformity(places[:2000])))  # fmt: skip
    print("\n| bin of P(b < truth) |", " | ".join(str(k) for k in np.histogram(places, bins=20, range=(0, 1))[0]), "|")
    print("\n| by design or missing share | trials | covers % |\n| --- | ---: | ---: |")
    for speed, pairs, length in calibrate.DESIGNS:
        k = calibrate.DESIGNS.index((speed, pairs, length))
        part = cases[k :: len(calibrate.DESIGNS)]
        print(
            f"| {speed}, {pairs} pairs of {length} days | {len(part)} | {percent(np.mean([c.covers for c in part]))} |"
        )
    for missing in calibrate.MISSING:
        part = [c for c in cases if c.missing == missing]
        print(f"| {100 * missing:.0f} % missing | {len(part)} | {percent(np.mean([c.covers for c in part]))} |")
    print(f"\n({time.perf_counter() - started:.0f} s)\n", flush=True)
    rng = np.random.default_rng(2)
    slow = {"speed": "slow", "pairs": 2, "length": 28}
    plain = {"effect": 0.0, "phi": 0.3, "tau_days": 2.0, "missing": 0.1}
    tables = {
        "effect": [(f"b = {b:g}", {**plain, "effect": b}) for b in (0.0, -0.5, -1.0, -2.0, -3.0)],
        "autocorrelation": [
            (f"phi = {phi:g}, b = {b:g}", {**plain, "phi": phi, "effect": b})
            for b in (0.0, -2.0)
            for phi in (0.0, 0.3, 0.6, 0.8)
        ],
        "time constant, fast prior": [
            (f"tau = {tau:g} d, b = -2", {**plain, "tau_days": tau, "effect": -2.0}) for tau in (0.5, 2.0, 7.0, 28.0)
        ],
        "time constant, slow prior, 2 pairs of 28 days": [
            (f"tau = {tau:g} d, b = -2", {**plain, "tau_days": tau, "effect": -2.0, **slow})
            for tau in (0.5, 2.0, 7.0, 28.0)
        ],
        "missing days": [
            (f"{100 * m:.0f} % missing, b = {b:g}", {**plain, "missing": m, "effect": b})
            for b in (0.0, -2.0)
            for m in (0.0, 0.2, 0.4)
        ],
        "how pain is typed": [
            ("skewed noise, b = 0", {**plain, "skew": True}),
            ("skewed noise, b = -2", {**plain, "skew": True, "effect": -2.0}),
            ("whole numbers, b = 0", {**plain, "rating": "whole"}),
            ("whole numbers, b = -2", {**plain, "rating": "whole", "effect": -2.0}),
            ("floor: level 2.5, whole numbers, b = -1.5", {**plain, "rating": "whole", "level": 2.5, "effect": -1.5}),
            ("floor: level 2.5, whole numbers, b = 0", {**plain, "rating": "whole", "level": 2.5}),
        ],
    }  # fmt: skip
    for title, cells in tables.items():
        print(f"## Fixed {title}\n\n{HEAD}")
        for label, how in cells:
            print(row(label, list(calibrate.fixed(per_cell, rng=rng, **how))), flush=True)
        print(f"\n({time.perf_counter() - started:.0f} s)\n", flush=True)


if __name__ == "__main__":
    main(*(int(a) for a in [*sys.argv[1:], *("10000", "400")[len(sys.argv) - 1 :]]))
