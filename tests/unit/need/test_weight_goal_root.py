"""The intake for a change of weight: a few looks at the model find it, far inside any bracket or near its ends."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dolomite.need import weight
from dolomite.need.body_weight import OutsideModelError, body, parameters, weights

DAYS = 84.0
FEW = 8


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["female", "male"]), st.floats(50, 140), st.floats(1300, 4000), st.floats(-12, 12))
def test_the_intake_found_gives_the_change_asked_for(sex, kg, maintain, change_kg):
    of, _ = parameters(sex)
    try:
        start = body(of, weight_kg=kg, height_cm=170.0, age_years=45.0, intake_kcal=maintain)
    except OutsideModelError:
        assume(False)
    looks = 0

    def counted(*given, **more):
        nonlocal looks
        looks += 1
        return weights(*given, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weight, "weights", counted)
        intake = weight._intake_for(start, change_kg, DAYS)
    after = weights(start, intake_kcal=intake, days=[DAYS])[0]
    if maintain / 10 < intake < maintain * 10:
        assert after - kg == pytest.approx(change_kg, abs=1e-6)
        assert looks <= FEW
