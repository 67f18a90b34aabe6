"""The events of a trial: what is written is read back the same, and a journal is folded once for a use case."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from dolomite.app import analyse_trial, log_day, report_trial, trial_folder
from dolomite.base.errors import InputError
from dolomite.trial import event
from dolomite.trial.design import Arm, Design
from dolomite.trial.event import Adverse, DayLogged, Guess, Revealed, SignsAnswered, Started, StoppedEarly
from dolomite.trial.record import record, words

UTC_THEN = datetime(2026, 11, 1, tzinfo=UTC)
DESIGN = Design(
    question="Does it help?",
    arms=(Arm(name="magnesium", kind="active", form="citrate", daily_mg=200), Arm(name="placebo", kind="placebo")),
    pairs=3,
    period_days=7,
    baseline_days=7,
    washout_days=0,
    wash_in_days=2,
    speed="fast",
    worthwhile_points=1.0,
    blinding="helper",
    before_unknown=False,
)
START = Started(
    design=DESIGN,
    commitment="ab" * 32,
    first_day=date(2026, 11, 1),
    plan_sha256="cd" * 32,
    cleared_with_cautions=("kidneys_unknown",),
    baseline_mean=5.5,
    practice=False,
    sequence=None,
)
EVENTS = (
    START,
    DayLogged(day=1, values=(("pain_nrs", 5.0), ("rescue_doses", None)), late_days=0, note=None),
    DayLogged(day=1, values=(("pain_nrs", 6.0),), late_days=1, note="slept badly"),
    Guess(period=1, arm="unknown"),
    Guess(period=1, arm="magnesium"),
    Adverse(says="loose stools", day=2),
    StoppedEarly(says="enough", day=9),
    SignsAnswered(day=7, answers=(("legs", "unsure"), ("fever_ill", "no"))),
    Revealed(sequence=("magnesium", "placebo") * 3, nonce="ef" * 32, after_day=1, seal_says=None),
)


@dataclass(frozen=True)
class Line:
    number: int
    kind: str
    data: dict
    utc: str = "2026-11-01T00:00:00+00:00"


def lines(*events):
    return [
        Line(number, one.kind, json.loads(json.dumps(event.data(one)))) for number, one in enumerate(events, start=1)
    ]


@pytest.mark.parametrize("one", EVENTS, ids=lambda one: type(one).__name__)
def test_what_is_written_is_read_back_the_same(one):
    assert event.read(one.kind, json.loads(json.dumps(event.data(one)))) == one


def test_every_event_has_its_reader():
    kinds = {one.kind for one in EVENTS}
    assert kinds == set(event._READ)
    assert {type(one) for one in EVENTS} == set(event.Event.__args__)


def test_the_fold_keeps_the_newest_word_and_the_first_opening():
    later = Revealed(sequence=("placebo", "magnesium") * 3, nonce=None, after_day=9, seal_says="changed")
    trial = record(lines(*EVENTS, later))
    assert trial.started == START
    assert trial.revealed == EVENTS[-1]
    assert [dict(day.values) for day in trial.days] == [{"pain_nrs": 6.0, "rescue_doses": None}]
    assert (trial.days[0].changes, trial.days[0].note) == (1, "slept badly")
    assert trial.guesses == (Guess(period=1, arm="magnesium"),)
    assert trial.adverse == (("2026-11-01T00:00:00+00:00", "loose stools"),)
    assert (trial.stopped, trial.sequence) == ("enough", ("magnesium", "placebo") * 3)


def test_a_kind_of_a_later_version_is_passed_over():
    strange = Line(2, "weather", {"rain": True})
    assert record([*lines(START), strange]).entries == 2
    assert words([strange]) == {}


def test_the_shapes_of_the_oldest_journals_are_read():
    """Before a day stood beside what went wrong, before practice, cautions and the open sequence had keys."""
    assert event.read("adverse", {"says": "loose stools"}) == Adverse(says="loose stools", day=None)
    assert event.read("stop", {"says": "enough"}) == StoppedEarly(says="enough", day=None)
    said = {"sequence": ["magnesium", "placebo"], "after_day": 3}
    assert event.read("reveal", said) == Revealed(
        sequence=("magnesium", "placebo"), nonce=None, after_day=3, seal_says=None
    )
    assert event.read("day", {"day": 2, "values": {"pain_nrs": 4}}) == DayLogged(
        day=2, values=(("pain_nrs", 4),), late_days=0, note=None
    )
    bare = {"design": DESIGN.plain(), "commitment": "ab" * 32, "first_day": "2026-11-01"}
    started = event.read("start", json.loads(json.dumps(bare)))
    assert (started.design, started.practice, started.sequence) == (DESIGN, False, None)
    assert (started.plan_sha256, started.cleared_with_cautions, started.baseline_mean) == (None, (), None)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("day", {"day": 0, "values": {}}),
        ("day", {"day": 1, "values": {"pain_nrs": "5"}}),
        ("day", {"day": 1, "values": [5]}),
        ("day", {"day": 1, "values": {"pain_nrs": float("nan")}}),
        ("guess", {"period": None, "arm": "magnesium"}),
        ("stop", {"day": 3}),
        ("reveal", {"sequence": "magnesium", "after_day": 3}),
        ("start", {"design": None}),
    ],
)
def test_an_entry_of_another_shape_is_no_trial(kind, data):
    with pytest.raises(InputError, match="holds an entry that no trial has"):
        record([*lines(START), Line(2, kind, data)])


def test_a_use_case_folds_the_journal_once(tmp_path, monkeypatch):
    days = [DayLogged(day=k, values=(("pain_nrs", float(k % 5)),), late_days=0, note=None) for k in range(1, 50)]
    (tmp_path / "plan.yaml").write_text("question: it", encoding="utf-8")
    trial_folder.add(tmp_path, [START, *days, EVENTS[-1]], utc=UTC_THEN)
    folded = []
    monkeypatch.setattr(trial_folder, "record", lambda entries: folded.append(1) or record(entries))
    known = trial_folder.told(tmp_path)
    log_day.status(known, on=date(2026, 12, 24))
    assert analyse_trial.already_open(known) is not None
    made = report_trial.report(known, active=None, comparator=None, sheet=None, on=date(2026, 12, 24), utc=UTC_THEN)
    assert made.data["active"] == "magnesium"
    assert folded == [1]
