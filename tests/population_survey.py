"""A generated survey with unknown amounts, and its columns."""

from __future__ import annotations

import numpy as np

from dolomite.population import survey

COLUMNS = survey.Columns(
    person="person", amount=("mg",), day="day", weight="weight", stratum="stratum", psu="psu", low="least", high="most",
    by=("sex",),
)  # fmt: skip


def generated(people: int, seed: int) -> list[dict[str, object]]:
    """Rows of one to three days a person; a tenth of the amounts unknown, most of those with ends."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, object]] = []
    for person in range(people):
        usual = rng.lognormal(5.5, 0.3)
        for day in range(int(rng.integers(1, 4))):
            amount: float | None = round(float(usual * rng.lognormal(0, 0.35)), 1)
            least = most = None
            if rng.random() < 0.1:
                amount = None
                if rng.random() < 0.7:
                    least, most = 40.0, 420.0
            rows.append(
                {
                    "person": person, "day": day, "mg": amount, "least": least, "most": most,
                    "weight": 1.0 + person % 7, "stratum": f"s{person % 4}", "psu": f"p{person // 4 % 2}",
                    "sex": "female" if person % 3 else "male",
                }
            )  # fmt: skip
    return rows
