"""The full probability step against published prevalence: 450 groups of 16 countries, from a table in a folder.

    python tools/probability_step.py TABLE.csv.gz

The table (Passarelli and others 2022, American Journal of Clinical Nutrition 116:1047) gives each group's distribution
of usual intake (gamma or log-normal), its requirement and the prevalence of inadequacy [%] published for it. It is not
shipped. Printed: how far our step lies from the published figure, at most and on average [points].
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
from scipy import stats

from dolomite.population.distribution import short_at

NODES = 400  # Gauss and Legendre over the share of people: the step is smooth, this is far past its digits


def prevalence(row: dict[str, float | str]) -> float:
    """The prevalence [%] of one group by our step."""
    if row["best_dist"] == "gamma":
        intake = stats.gamma(row["g_shape"], scale=1 / float(row["g_rate"]))
    else:
        intake = stats.lognorm(row["ln_sdlog"], scale=np.exp(float(row["ln_meanlog"])))
    at, weight = np.polynomial.legendre.leggauss(NODES)
    short = short_at(intake.ppf((at + 1) / 2), ear=float(row["ear_use"]), cv=float(row["ear_cv"]))
    return float(100 * (weight / 2) @ short)


def main(path: Path) -> None:
    """Print the count of groups and the largest and mean distance [points]."""
    table = pl.read_csv(path, infer_schema_length=1000)
    off = np.array([prevalence(row) - row["sev"] for row in table.iter_rows(named=True)])
    print(f"{len(off)} groups; largest distance {np.abs(off).max():.5f} points, on average {np.abs(off).mean():.7f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
