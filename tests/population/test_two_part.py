"""The two-part model, for what is eaten on some days only: against R's lme4, a known population, and its own refits.

Run as a script this file prints the days that R reads (tools/population_two_part.R).
"""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from scipy.special import expit

from dolomite.base.errors import InputError
from dolomite.population import cells, design, estimate, models, survey, two_part
from dolomite.population.boxcox import usual

CHANCE, CHANCE_SD, LAM, MIDDLE, BETWEEN, WITHIN, RHO = -0.3, 1.2, 0.3, 6.0, 0.9, 1.2, 0.6
SECOND = -0.2  # of a second day, in both parts
PEOPLE, UNITS = 2_000, 40
LIMITS = (8.0, 15.0, 30.0)
# As R printed them: the logistic part's coefficients and deviation, then the amount's coefficients and deviations.
R_CHANCE, R_CHANCE_SD = (-0.075484, -0.400623), 0.859907
R_MIDDLE, R_SDS = (6.357802, -0.271508), (0.820648, 1.279796)


def people(count, rng):
    both = rng.standard_normal((2, count))
    return both[0], RHO * both[0] + np.sqrt(1 - RHO**2) * both[1]


def drawn(count=PEOPLE, seed=3):
    """Two days a person of something eaten on half of all days, more by those who eat it more often."""
    rng = np.random.default_rng(seed)
    u, v = people(count, rng)
    frames = []
    for second in (0, 1):
        ate = rng.random(count) < expit(CHANCE + SECOND * second + CHANCE_SD * u)
        y = MIDDLE + SECOND * second + BETWEEN * v + WITHIN * rng.standard_normal(count)
        amount = np.where(ate, np.maximum(LAM * y + 1, 0) ** (1 / LAM), 0.0)
        frames.append(pl.DataFrame({"person": np.arange(count), "day": second, "second": float(second), "mg": amount}))
    unit = pl.col("person") % UNITS
    return pl.concat(frames).with_columns(weight=pl.lit(1.0), stratum=unit // 2, psu=unit % 2)


def true_share(limit, added=0.0):
    u, v = people(400_000, np.random.default_rng(8))
    amount = usual(MIDDLE + BETWEEN * v, np.array(WITHIN), np.array(LAM))
    return float((added + expit(CHANCE + CHANCE_SD * u) * amount < limit).mean())


def surveyed(rows):
    columns = survey.Columns(person="person", amount=("mg",), day="day", weight="weight", stratum="stratum",
                             psu="psu", covariates=("second",))  # fmt: skip
    days = survey.day_rows(nw.from_native(rows.lazy()), columns)
    pairs = cells.pairs(days)
    return days, cells.units_of(pairs, design.build([p[0] for p in pairs], [p[1] for p in pairs]))


def days_of(rows, units):
    person = rows["person"].to_numpy()
    first = rows.unique("person", keep="first", maintain_order=True)
    factors = units.factors[[units.place[str(s), str(p)] for s, p in first.select("stratum", "psu").rows()]]
    terms = np.stack([np.ones(len(rows)), rows["second"].to_numpy()], axis=1)
    return two_part.Days(person=person, terms=terms, amount=rows["mg"].to_numpy(), weights=factors)


@pytest.fixture(scope="module")
def sample():
    return drawn()


@pytest.fixture(scope="module")
def model(sample):
    days, units = surveyed(sample)
    return models.fitted_models(days, units, ("second",), "two")[survey.ONE]


def test_without_correlation_both_parts_are_those_of_lme4():
    found = uncorrelated()
    assert found.chance[0] == pytest.approx(R_CHANCE, abs=2e-3)
    assert found.chance_sd[0] == pytest.approx(R_CHANCE_SD, abs=2e-3)
    assert found.coefficients[0] == pytest.approx(R_MIDDLE, rel=1e-4)
    assert (found.between_sd[0], found.within_sd[0]) == pytest.approx(R_SDS, rel=1e-4)
    assert found.correlation[0] == 0.0


def test_the_parts_and_their_correlation_are_found(model):
    fit = model.fit
    assert fit.correlation[0] == pytest.approx(RHO, abs=0.2)
    assert fit.chance[0, 0] == pytest.approx(CHANCE, abs=0.15)
    assert fit.chance_sd[0] == pytest.approx(CHANCE_SD, abs=0.25)


@pytest.mark.parametrize("limit", LIMITS)
def test_the_known_share_lies_in_its_interval(sample, limit):
    days, units = surveyed(sample)
    one = estimate.usual_intake(
        days, {survey.ONE: estimate.Limit(ear=limit, cv=0.1)}, units, covariates=("second",), parts="two"
    )[0].below_ear
    assert one.low < true_share(limit) < one.high
    assert one.high - one.low < 0.12


def test_the_one_part_model_would_be_wrong_here(sample, model):
    days, units = surveyed(sample)
    one = models.fitted_models(days, units, ("second",))[survey.ONE]
    off = [abs(float(held.share_below(8.0)[0]) - true_share(8.0)) for held in (one, model)]
    assert off[1] < 0.04 < off[0]


def test_a_dose_beside_it_moves_the_limit(model):
    moved = models.Episodic(fit=model.fit, design=model.design, day_share=model.day_share, added=5.0)
    assert moved.share_below(15.0)[0] == pytest.approx(model.share_below(10.0)[0])
    assert moved.mean()[0] == pytest.approx(model.mean()[0] + 5.0)
    assert model.share_below(model.quantile(0.25)[0])[0] == pytest.approx(0.25, abs=1e-6)


def test_one_step_of_a_replicate_is_near_its_own_fit(sample):
    _, units = surveyed(sample)
    days = days_of(sample, units)
    stepped = two_part.fit(days, ("one", "second"))
    alone = replace(days, weights=days.weights[:, [2]])  # what the one step of `fit` stands for
    anew = two_part.fit(alone, ("one", "second"))
    assert stepped.chance[2] == pytest.approx(anew.chance[0], abs=0.02)
    assert stepped.chance_sd[2] == pytest.approx(anew.chance_sd[0], rel=0.03)
    assert stepped.correlation[2] == pytest.approx(anew.correlation[0], abs=0.03)


def test_two_parts_are_chosen_by_the_days(sample):
    assert models.chosen(surveyed(sample)[0]) == "two"
    assert models.chosen(surveyed(sample.filter(pl.col("mg") > 0))[0]) == "one"


def test_too_few_who_ate_it_twice_are_said(sample):
    days, units = surveyed(sample.with_columns(mg=pl.when(pl.col("person") < 30).then("mg").otherwise(0.0)))
    with pytest.raises(InputError, match="two days on which it was eaten"):
        models.fitted_models(days, units, ("second",), "two")


def uncorrelated():
    rows = drawn(800, seed=6)
    _, units = surveyed(rows)
    return two_part.fit(days_of(rows, units), ("one", "second"), correlated=False)


if __name__ == "__main__":
    lam = float(uncorrelated().lam[0])
    printed = drawn(800, seed=6).select(
        "person", "second", eaten=(pl.col("mg") > 0).cast(pl.Int8), y=(pl.col("mg") ** lam - 1) / lam
    )
    print(printed.write_csv(float_precision=17), end="")
