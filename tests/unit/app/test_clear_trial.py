"""May this trial start? Safety judges every arm with its own salt and dose."""

import importlib.util
from pathlib import Path

import pytest

from dolomite.app.clear_trial import clear
from dolomite.base.errors import InputError
from dolomite.safety.decide import Cleared, Stopped
from dolomite.trial.design import Arm, Design

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).parents[1] / "safety" / "cases.py")
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)


def trial(*doses):
    arms = tuple(Arm(name=f"{form} {mg}", kind="active", form=form, daily_mg=mg) for form, mg in doses)
    return Design(
        question="?", arms=(*arms, Arm(name="placebo", kind="placebo")), pairs=4, period_days=7, baseline_days=0,
        washout_days=0, wash_in_days=0, speed="fast", worthwhile_points=1, blinding="helper", before_unknown=False,
    )  # fmt: skip


def cleared(design, **changes):
    return clear(cases.person_of(changes), design, on=cases.ON).allow("trial")


def test_a_smaller_arm_of_an_alkaline_salt_counts():
    assert isinstance(cleared(trial(("citrate", 300)), medicines=["nilotinib"]), Cleared)
    for doses in ((("citrate", 300), ("oxide", 100)), (("oxide", 100), ("citrate", 300))):
        stopped = cleared(trial(*doses), medicines=["nilotinib"])
        assert isinstance(stopped, Stopped)
        assert [one.id for one in stopped.because] == ["nilotinib"]


def test_the_largest_dose_counts():
    assert isinstance(cleared(trial(("citrate", 100), ("citrate", 300))), Cleared)
    assert isinstance(cleared(trial(("citrate", 700), ("citrate", 100))), Stopped)
    assert isinstance(cleared(trial(("citrate", 100), ("citrate", 700))), Stopped)


def test_what_is_taken_anyway_counts_beside_it():
    taken = [{"form": "citrate", "elemental_mg": 400}]
    assert isinstance(cleared(trial(("citrate", 300)), supplements=taken), Stopped)
    assert isinstance(cleared(trial(("citrate", 299)), supplements=taken), Cleared)


def test_an_unknown_form_is_one_sentence():
    with pytest.raises(InputError, match="'unobtainium' is not a known form"):
        cleared(trial(("unobtainium", 100)))
