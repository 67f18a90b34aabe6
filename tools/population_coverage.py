"""Does the interval hold the truth? Surveys drawn from a population whose answer is known, fitted one by one.

    python tools/population_coverage.py COUNT [FIRST_SEED]

Each survey has 15 strata of two sampling units, people of unequal weight, neighbours alike, two days for most. Printed:
bias [points] and coverage [%] of the share below the EAR, for the cut-point and the full probability method.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import polars as pl
from scipy.special import ndtr

from dolomite.population import cells, design, estimate, survey
from dolomite.population.boxcox import usual

STRATA, UNITS, PEOPLE = 15, 2, 27
EAR, CV = 265.0, 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """A made-up population on the Box-Cox scale: exponent, middle, and deviations between units, people and days."""

    lam: float
    middle: float
    unit_sd: float
    between_sd: float
    within_sd: float


WORLDS = (
    Population(lam=0.26, middle=12.4, unit_sd=0.15, between_sd=1.32, within_sd=1.39),
    Population(lam=0.33, middle=17.4, unit_sd=0.2, between_sd=1.9, within_sd=2.3),
    Population(lam=0.5, middle=29.0, unit_sd=0.4, between_sd=3.0, within_sd=6.5),
    Population(lam=0.15, middle=8.4, unit_sd=0.08, between_sd=0.55, within_sd=0.75),
)


def truth(world: Population) -> tuple[float, float]:
    """The share [1] below the EAR and below people's own requirement, of a very large draw."""
    rng = np.random.default_rng(20)
    centre = world.middle + np.hypot(world.unit_sd, world.between_sd) * rng.standard_normal(400_000)
    intake = usual(centre, np.array(world.within_sd), np.array(world.lam))
    return float((intake < EAR).mean()), float(ndtr((EAR - intake) / (CV * EAR)).mean())


def drawn(world: Population, seed: int) -> pl.DataFrame:
    """One survey, one row a recalled day."""
    rng = np.random.default_rng(seed)
    people = STRATA * UNITS * PEOPLE
    stratum = np.repeat(np.arange(STRATA), UNITS * PEOPLE)
    unit = np.tile(np.repeat(np.arange(UNITS), PEOPLE), STRATA)
    effect = world.unit_sd * rng.standard_normal(STRATA * UNITS)
    centre = world.middle + effect[stratum * UNITS + unit] + world.between_sd * rng.standard_normal(people)
    weight = np.exp(0.35 * rng.standard_normal(people))
    rows = []
    for day in (1, 2):
        own = centre + world.within_sd * rng.standard_normal(people) - (0.15 * world.within_sd if day == 2 else 0.0)
        amount = np.maximum(world.lam * own + 1, 0.0) ** (1 / world.lam)
        frame = pl.DataFrame(
            {"person": np.arange(people), "stratum": stratum, "psu": unit, "weight": weight, "mg": amount}
        ).with_columns(day=pl.lit(day), second=pl.lit(float(day == 2)))
        rows.append(frame if day == 1 else frame.filter(pl.Series(rng.random(people) < 0.85)))
    return pl.concat(rows)


def answered(rows: pl.DataFrame) -> estimate.GroupEstimate:
    """The product's own answer to one survey."""
    columns = survey.Columns(
        person="person",
        amount=("mg",),
        day="day",
        weight="weight",
        stratum="stratum",
        psu="psu",
        covariates=("second",),
    )
    days = survey.day_rows(nw.from_native(rows.lazy()), columns)
    pairs = cells.pairs(days)
    units = cells.units_of(pairs, design.build([p[0] for p in pairs], [p[1] for p in pairs]))
    limits = {survey.ONE: estimate.Limit(ear=EAR, cv=CV)}
    return estimate.usual_intake(days, limits, units, covariates=("second",))[0]


def line(name: str, true: tuple[float, float] | None, off: np.ndarray, held: np.ndarray) -> str:
    """One row of the table: bias with its standard error [points] and coverage [%] of the two shares."""
    parts = [f"| {name} | {len(off)} "]
    for place in (0, 1):
        error = off[:, place].std(ddof=1) / np.sqrt(len(off))
        share = "" if true is None else f"{100 * true[place]:.1f} %"
        parts.append(f"| {share} | {off[:, place].mean():+.2f} ({error:.2f}) | {100 * held[:, place].mean():.1f} % ")
    return "".join(parts) + "|"


def main(count: int, first: int) -> None:
    """Print one line a made-up population, then all together."""
    print(
        "| lambda | surveys | true share below | bias, points (standard error) | 95 % interval holds it "
        "| full probability: true | bias | holds |\n|---|---|---|---|---|---|---|---|"
    )
    every_off, every_held = [], []
    each = count // len(WORLDS)
    for place, world in enumerate(WORLDS):
        true = truth(world)
        off, held = np.zeros((each, 2)), np.zeros((each, 2))
        for number in range(each):
            one = answered(drawn(world, first + place * each + number))  # no two surveys from the same numbers
            for which, found in enumerate((one.below_ear, one.prob_inadequate)):
                off[number, which] = 100 * (found.value - true[which])
                held[number, which] = found.low <= true[which] <= found.high
        print(line(f"{world.lam:g}", true, off, held), flush=True)
        every_off.append(off)
        every_held.append(held)
    print(line("all", None, np.vstack(every_off), np.vstack(every_held)))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
