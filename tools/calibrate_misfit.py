"""What happens when the model is wrong: coverage and false claims under twelve misspecifications.

    python tools/calibrate_misfit.py [TRIALS_PER_CELL] [MISFIT ...]      # 100: about twenty minutes

The table of docs/explanation/trial.md. Every trial goes through the whole analysis that a person gets: 4 pairs of
7 days, ratings in whole numbers of 0 to 10, a tenth of the days missing, 1 point worthwhile. Fixed seeds.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from dolomite.trial.analysis import analyse, settle
from dolomite.trial.answer import Verdict
from dolomite.trial.normal import Floats
from dolomite.trial.series import Period, Series
from dolomite.trial.simulate import Truth, pain, paired_arms

PAIRS, LENGTH, WORTH = 4, 7, 1.0
EFFECTS = (0.0, -2.0)
HELPS: tuple[Verdict, ...] = ("worthwhile", "helps_less")
NOTHING: tuple[Verdict, ...] = ("same", "no_worthwhile_difference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """How the days differ from the model [points, days]. `says` is the table's line."""

    says: str
    period_sd: float = 0.0
    level: float = 5.5
    sd: float = 1.2
    phi: float = 0.3
    tau_days: float = 2.0
    bend: float = 0.0
    shocks: str = "normal"
    skip_bad: bool = False
    weekdays_only: bool = False
    hope: float = 0.0
    hope_days: float = 14.0
    missing: float = 0.1
    loud_active: float = 1.0


MISFITS = {
    "none": Misfit(says="nothing but whole numbers"),
    "periods_half": Misfit(says="periods differ, SD 0.5", period_sd=0.5),
    "periods_one": Misfit(says="periods differ, SD 1", period_sd=1.0),
    "skipped": Misfit(says="30 % skipped, most of them bad days", skip_bad=True, missing=0.3),
    "weekdays": Misfit(says="weekdays only", weekdays_only=True),
    "hope": Misfit(says="hope of 1.5 points that fades in 14 days, not blinded", hope=-1.5),
    "floor": Misfit(says="pain near the floor (level 2.5)", level=2.5),
    "calm": Misfit(says="calm days (SD 0.4), rounded", sd=0.4),
    "tails": Misfit(says="flares (t with 3 degrees of freedom)", shocks="t3"),
    "skew": Misfit(says="skewed days", shocks="skew"),
    "bend": Misfit(says="a bent trend (up 2 points and down again)", bend=2.0),
    "sticky": Misfit(says="days that stick together (autocorrelation 0.8)", phi=0.8),
    "loud": Misfit(says="twice the noise under the active arm", loud_active=2.0),
}


def _noise(how: Misfit, n: int, active: np.ndarray, rng: np.random.Generator) -> Floats:
    shocks = {
        "normal": lambda: rng.standard_normal(n),
        "t3": lambda: rng.standard_t(3, n) / np.sqrt(3),
        "skew": lambda: rng.exponential(1.0, n) - 1.0,
    }[how.shocks]()
    shocks = shocks * how.sd * np.sqrt(1 - how.phi**2) * np.where(active, how.loud_active, 1.0)
    out = np.empty(n)
    out[0] = shocks[0] / np.sqrt(1 - how.phi**2)
    for day in range(1, n):
        out[day] = how.phi * out[day - 1] + shocks[day]
    return out


def trial(how: Misfit, effect: float, rng: np.random.Generator) -> Series:
    """One made-up trial with a true effect [points]."""
    arms, days = paired_arms(PAIRS, LENGTH, arms=("magnesium", "placebo"), rng=rng)
    n = len(days)
    active = np.array([day == "magnesium" for day in days])
    quiet = Truth(
        level=how.level, effects=(effect,), trend=0.0, weekdays=(0.0,) * 7, tau_days=how.tau_days, phi=0.0, sigma=1e-9
    )
    y = pain(quiet, active.astype(float)[None], rng=rng)[0] + _noise(how, n, active, rng)
    y += np.repeat(rng.normal(0.0, how.period_sd, len(arms)), LENGTH) if how.period_sd else 0.0
    at = np.arange(1, n + 1)
    y += how.bend * (1 - ((at - (n + 1) / 2) / (n / 2)) ** 2)
    y += np.where(active, how.hope * np.exp(-at / how.hope_days), 0.0)
    gone = rng.random(n) < how.missing
    if how.skip_bad:  # the chance to skip rises with pain, and days stick together
        odds = np.exp(1.5 * (y - y.mean()) / y.std())
        gone = rng.random(n) < np.minimum(0.95, how.missing * odds / odds.mean())
    if how.weekdays_only:
        gone |= (at % 7 == 6) | (at % 7 == 0)
    rated = np.where(gone, np.nan, np.round(np.clip(y, 0.0, 10.0)))
    periods = tuple(
        Period(number=k + 1, arm=arm, first=LENGTH * k + 1, last=LENGTH * (k + 1)) for k, arm in enumerate(arms)
    )
    return Series(arms=days, pain=rated, periods=periods)


def cell(how: Misfit, effect: float, count: int, rng: np.random.Generator) -> str:
    """One line of the table: coverage of the main interval, of it where a sentence was said, what was said (%)."""
    covers, said, warned = [], [], 0
    for _ in range(count):
        series = trial(how, effect, rng)
        settings = settle(series, active="magnesium", comparator=None, worthwhile_points=WORTH, blinded=how.hope == 0.0)
        found = analyse(series, settings)
        covers.append(found.answer.effect.q025 <= effect <= found.answer.effect.q975)
        said.append(found.verdict)
        warned += len(found.notes) > (0 if settings.blinded else 1)
    told = [hit for hit, verdict in zip(covers, said, strict=True) if verdict != "cannot_tell"]
    share = {name: 100 * sum(v in names for v in said) / count for name, names in (("h", HELPS), ("n", NOTHING))}
    return (
        f"| {how.says} | {effect:g} | {100 * np.mean(covers):.0f} | "
        f"{'-' if not told else f'{100 * np.mean(told):.0f}'} ({len(told)}) | {share['h']:.0f} | {share['n']:.0f} | "
        f"{100 - share['h'] - share['n']:.0f} | {100 * warned / count:.0f} |"
    )


def main(count: int, names: list[str]) -> None:
    """Print the table."""
    print(
        "| days | true effect | interval covers % | covers % where an answer was given (trials) "
        "| says it helps % | says no difference % | cannot tell % | remarked % |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    )
    for name in names or list(MISFITS):
        for effect in EFFECTS:
            rng = np.random.default_rng([7, list(MISFITS).index(name), int(-effect)])
            print(cell(MISFITS[name], effect, count, rng), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2:])
