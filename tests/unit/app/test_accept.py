"""What an export proposed is kept when the person says yes: once, as one batch, undone as one."""

from datetime import date

import pytest

from dolomite.app import keep
from dolomite.app.accept import accept
from dolomite.base.diary import Proposal
from dolomite.base.errors import InputError
from dolomite.store.opening import open_store
from drafts import DAY, NOW

ANNA = "anna"
ON = date(2026, 11, 20)
POUNDS = Proposal(kind="weight", name="Weight", on=ON, value=150.0, unit="lb")
SERUM = Proposal(kind="lab", name="serum magnesium", on=ON, value=0.82, unit="mmol/L")
PAIN = Proposal(kind="pain", name="Pain", on=ON, value=6.0)


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "s.sqlite")
    yield opened
    opened.close()


def test_accepted_proposals_are_entries_and_one_undo_takes_them_back(store):
    kept = accept(store, ANNA, (POUNDS, SERUM, PAIN), utc=NOW)
    there = {one.kind: dict(one.data) for one in store.current(ANNA)}
    assert there["weight"]["weight_kg"] == pytest.approx(68.039)
    assert there["lab"] == {"name": "serum magnesium", "value": 0.82, "unit": "mmol/L"} | {
        key: there["lab"][key] for key in there["lab"] if key not in ("name", "value", "unit")
    }
    assert there["pain"]["pain_nrs"] == 6
    keep.take_back(store, ANNA, kept.undoes, day=DAY, utc=NOW)
    assert not list(store.current(ANNA))


def test_the_same_proposal_is_kept_once(store):
    accept(store, ANNA, (POUNDS, POUNDS), utc=NOW)
    assert len(list(store.current(ANNA))) == 1
    with pytest.raises(InputError, match="nothing new"):
        accept(store, ANNA, (POUNDS,), utc=NOW)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (Proposal(kind="weight", name="Weight", on=ON, value=150.0), "no unit"),
        (Proposal(kind="weight", name="Weight", on=None, value=70.0, unit="kg"), "its day or its value"),
        (Proposal(kind="medicine", name="warfarin", on=ON), "an answer about you"),
        (Proposal(kind="lab", name="serum magnesium", on=ON, value=0.8), "no unit"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(store, one, says):
    with pytest.raises(InputError, match=says):
        accept(store, ANNA, (SERUM, one), utc=NOW)
    assert not list(store.current(ANNA))
