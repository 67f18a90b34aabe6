"""A trial given away: what comes back is what went in, and a file that cannot be a trial gives a sentence."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dolomite.base.errors import InputError
from dolomite.trial import result_file

BODY = {
    "format": result_file.FORMAT,
    "commitment": "a" * 64,
    "active": "magnesium",
    "arms": ["baseline", "magnesium", "placebo"],
    "pain": [5.0, None, 6.0],
    "periods": [[1, 2, 2], [2, 3, 3]],
    "forms": {"magnesium": "citrate", "placebo": None},
    "daily_mg": {"magnesium": 200.0, "placebo": None},
    "blinded": True,
    "before_unknown": False,
    "practice": False,
    "speed": "fast",
    "worthwhile_points": 2.0,
    "effect_prior": "effect: normal",
    "ended": "as_planned",
}


def signed(**changes):
    body = {**BODY, **changes}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return json.dumps({**body, "sha256": hashlib.sha256(text.encode()).hexdigest()})


def test_the_days_come_back():
    held = result_file.read(signed(), name="x").series()
    assert held.arms == ("baseline", "magnesium", "placebo")
    assert [one.arm for one in held.periods] == ["magnesium", "placebo"]
    assert held.pain[[0, 2]].tolist() == [5.0, 6.0]
    assert str(held.pain[1]) == "nan"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"pain": [5.0, 11.0, 6.0]}, "pain.1"),
        ({"pain": [5.0]}, "differ in length"),
        ({"periods": [[1, 2, 9]]}, "outside the days"),
        ({"periods": [[1, 2, 3]]}, "two arms"),
        ({"active": "zinc"}, "no day has the arm"),
        ({"name": "Ann"}, "name"),
        ({"commitment": "x"}, "commitment"),
        ({"format": "other/1"}, "not a result file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_a_trial_gives_a_sentence(changes, says):
    with pytest.raises(InputError, match=says):
        result_file.read(signed(**changes), name="x")


def test_a_changed_file_is_refused():
    with pytest.raises(InputError, match="digest"):
        result_file.read(signed().replace("6.0", "7.0"), name="x")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_door(text):
    with pytest.raises(InputError):
        result_file.read("{" + text, name="x")
