"""The probability step against published rows: intake distributions of 16 countries and their prevalence of inadequacy.

    python tools/published_inadequacy.py usual_intake_distributions_magnesium.csv.gz

Each row gives a gamma or log-normal distribution of usual intake, an EAR with its spread, and the share of people below
their own requirement that was published (Passarelli and others, as the package nutriR ships it). Printed: how many rows
there are, and how far the full probability method and the cut-point lie from them [points]. The file is not shipped.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
from scipy import stats

from dolomite.population.distribution import short_at

PLACES = 4000  # equal shares of people, each at its middle


def worked_out(row: dict[str, object]) -> tuple[float, float]:
    """The share [%] below their own requirement and below the EAR, from a row's distribution."""
    number = {name: float(str(value)) for name, value in row.items() if name not in ("best_dist",)}
    if row["best_dist"] == "gamma":
        held = stats.gamma(a=number["g_shape"], scale=1 / number["g_rate"])
    else:
        held = stats.lognorm(s=number["ln_sdlog"], scale=np.exp(number["ln_meanlog"]))
    intake = held.ppf((np.arange(PLACES) + 0.5) / PLACES)
    full = short_at(intake, ear=number["ear_use"], cv=number["ear_cv"]).mean()
    return 100 * float(full), 100 * float(held.cdf(number["ear_use"]))


def main(path: Path) -> None:
    """Print the comparison."""
    names = ("best_dist", "g_shape", "g_rate", "ln_meanlog", "ln_sdlog", "ear_use", "ear_cv")
    frame = pl.read_csv(path, infer_schema_length=None)
    rows = [{name: row[name] for name in (*names, "sev", "cutpoint_sev")} for row in frame.to_dicts()]
    off = [[], []]
    for row in rows:
        found = worked_out({name: row[name] if row[name] is not None else "nan" for name in names})
        for which, published in enumerate(("sev", "cutpoint_sev")):
            if row[published] is not None:
                off[which].append(abs(found[which] - float(row[published])))
    for name, values in zip(("full probability", "cut-point"), off, strict=True):
        print(f"{name}: {len(values)} rows, largest distance {max(values):.3f} points, "
              f"median {np.median(values):.4f}, within half a point {sum(one < 0.5 for one in values)}")  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
