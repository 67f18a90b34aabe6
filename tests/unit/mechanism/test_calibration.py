"""What was calibrated is what the facts say, and the calibration saw only what it may."""

import pytest

import mechanism_calibrate as calibrate
from dolomite.mechanism import parameter
from dolomite.mechanism.kinetics import kinetic
from dolomite.mechanism.published import published

ALLOWED = {"fine1991_absorption", "avioli1966_mg28", "silver1960_mg28", "fuchsbuder1997_csf"}
NEVER_SEEN = {
    "sabatier2003_26mg", "sabatier2002_mineral_water", "sabatier2011_servings", "lactate_er2018",
    "zhang2016_magnesium_response", "brewer2001_csf", "mercieri2012_csf", "mckee2005_csf",
}  # fmt: skip


def test_calibration_saw_only_fine_the_tracers_and_fuchs_buder_plasma():
    for row in published():
        if row.used_for == "calibration":
            assert row.source in ALLOWED
            assert "csf" not in row.quantity
        if row.source in NEVER_SEEN:
            assert row.used_for == "validation"


@pytest.mark.slow
def test_the_facts_hold_the_fit():
    rows = {row.id: row for row in parameter.parameters()}
    found, left = calibrate.fit()
    for name, value in found.items():
        assert rows[name].value == pytest.approx(value, rel=0.01), name
        assert rows[name].provenance == "derived_here"
    steepness = rows["kidney_steepness"]
    assert calibrate.tolerable(steepness.low, best=left)
    assert calibrate.tolerable(steepness.high, best=left)
    assert not calibrate.tolerable(steepness.low * 0.9, best=left)


def test_the_slow_pool_is_one_fact():
    row = {row.id: row for row in parameter.parameters()}["slow_half_life"]
    shared = kinetic("slow_pool")
    assert (row.value, row.low, row.high) == (shared.half_time_days, shared.low_days, shared.high_days)


def test_every_parameter_says_where_it_comes_from_and_why():
    for row in parameter.parameters():
        assert row.why, row.id
        assert row.provenance in ("human", "animal", "derived_here", "assumed")
        if row.provenance == "assumed":
            assert row.verified is not True, row.id
