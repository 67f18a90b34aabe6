"""Bounds stand in the values: what no day, dose or design can have is one sentence, by whatever door it comes."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dolomite.app import design_trial, log_day, read, start_trial
from dolomite.app.trial_folder import told
from dolomite.base.errors import InputError
from dolomite.store import journal
from dolomite.trial.design import Arm, Design
from dolomite.trial.read_log import number_of, pain_of

HERE = Path(__file__).parents[3]
PERSON = (HERE / "examples" / "person.yaml").read_bytes()
ON = date(2026, 6, 20)
NOW = datetime(2026, 6, 20, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("rescue_doses", "-5"), ("stools", "1e308"), ("taken", "7"), ("taken", "-1"), ("sleep_nrs", "11"),
        ("interference_nrs", "-1"), ("my_own", "1e308"), ("stools", "nan"), ("stools", "inf"), ("stools", "1_0"),
        ("stools", "9" * 400),
    ],
)  # fmt: skip
def test_a_number_beside_the_pain(column, text):
    with pytest.raises(InputError, match=column):
        number_of(text, name="log", line=None, column=column)


@pytest.mark.parametrize("text", ["-0.1", "10.1", "nan", "1e308", "9" * 400])
def test_a_rating(text):
    with pytest.raises(InputError):
        pain_of(text, name="log", line=1)


@pytest.fixture(scope="module")
def plan_text():
    return design_trial.design(PERSON, name="person.yaml", on=ON, choices=design_trial.Choices(pairs=3)).text


@pytest.mark.parametrize(
    "values",
    [{"pain_nrs": 11.0}, {"pain_nrs": math.nan}, {"rescue_doses": -5.0}, {"stools": 1e308}, {"taken": 7.0}],
    ids=json.dumps,
)
def test_a_day_that_comes_by_no_text_is_held_to_the_same(tmp_path, plan_text, values):
    begin = {"name": "p", "helper": None, "on": ON, "utc": NOW, "rehearsal": start_trial.Rehearsal(seed=1)}
    start_trial.start(plan_text, folder=tmp_path / "t", **begin)
    before = (tmp_path / "t" / journal.NAME).read_bytes()
    with pytest.raises(InputError):
        log_day.log(told(tmp_path / "t"), day=1, values=values, note=None, on=ON, utc=NOW)
    assert (tmp_path / "t" / journal.NAME).read_bytes() == before


@pytest.mark.parametrize(
    "choice",
    [
        {"dose_mg": math.nan}, {"dose_mg": math.inf}, {"dose_mg": -1.0}, {"dose_mg": 1e308}, {"washout_days": -5},
        {"washout_days": 10**9}, {"period_days": -7}, {"period_days": 10**9}, {"pairs": -1}, {"pairs": 10**9},
        {"worthwhile_points": math.nan}, {"against": "nan"}, {"against": "inf"}, {"against": "1e308"},
        {"priors": ("tau=1e308,1e308",)},
    ],
    ids=str,
)  # fmt: skip
def test_a_choice_of_a_design(choice):
    with pytest.raises(InputError):
        design_trial.design(PERSON, name="person.yaml", on=ON, choices=design_trial.Choices(**choice))


def test_a_seed_below_0_is_refused_and_leaves_nothing(tmp_path, plan_text):
    with pytest.raises(InputError, match="below 0"):
        again = start_trial.Rehearsal(seed=-1)
        start_trial.start(plan_text, name="p", folder=tmp_path / "t", helper=None, on=ON, utc=NOW, rehearsal=again)
    assert not list(tmp_path.iterdir())


def test_an_arm_and_a_design_hold_their_own_bounds():
    with pytest.raises(InputError):
        Arm(name="a", kind="active", daily_mg=math.nan)
    good = {
        "question": "?", "arms": (Arm(name="a", kind="active", daily_mg=1.0), Arm(name="b", kind="placebo")),
        "pairs": 3, "period_days": 7, "baseline_days": 0, "washout_days": 0, "wash_in_days": 2, "speed": "fast",
        "worthwhile_points": 2.0, "blinding": "helper", "before_unknown": False,
    }  # fmt: skip
    Design(**good)
    for wrong in ({"washout_days": -1}, {"baseline_days": -1}, {"worthwhile_points": math.nan}, {"wash_in_days": -3}):
        with pytest.raises(InputError):
            Design(**good | wrong)


DIARY = "date,meal,food,amount,unit\n2026-05-14,lunch,oats,{amount},{unit}\n"


@pytest.mark.parametrize(("amount", "unit"), [("1000", "cup"), ("999999", "g"), ("50", "kg")])
def test_more_than_anybody_eats(catalogue, amount, unit):
    text = DIARY.format(amount=amount, unit=unit).encode()
    with pytest.raises(InputError, match="more than anybody eats") as error:
        read.diary(text, name="d.csv", catalogue=catalogue)
    assert error.value.line == 2


def test_more_than_anybody_swallows(catalogue):
    text = b"date,meal,food,amount,unit\n2026-05-14,,supplement:citrate,999999,mg elemental\n"
    with pytest.raises(InputError, match="more than anybody swallows"):
        read.diary(text, name="d.csv", catalogue=catalogue)


def test_a_day_to_come(catalogue):
    text = DIARY.format(amount="50", unit="g").replace("2026-05-14", "2031-05-14").encode()
    with pytest.raises(InputError, match="2031-05-14 is after 2026-06-20") as error:
        read.diary(text, name="d.csv", catalogue=catalogue, on=ON)
    assert error.value.line == 2


EXPORT = "Day,Food Name,Amount,Energy (kcal),Magnesium (mg)\n{day},Oats,{amount},100,{cell}\n"
SUMMARY = "Date,Energy (kcal),Magnesium (mg),Completed\n{day},100,{cell},true\n"


@pytest.mark.parametrize("shape", [EXPORT, SUMMARY], ids=["servings", "summary"])
@pytest.mark.parametrize("cell", ["-1265", "inf", "-inf", "1e999", "1e300", "1_000", "٣", "Infinity"])
def test_a_cell_of_an_export_that_no_food_has(catalogue, shape, cell):
    text = shape.format(day="2026-05-14", amount="50 g", cell=cell).encode()
    with pytest.raises(InputError, match="magnesium") as error:
        read.diary(text, name="c.csv", catalogue=catalogue)
    assert "line 2" in str(error.value)


@pytest.mark.parametrize("shape", [EXPORT, SUMMARY], ids=["servings", "summary"])
def test_not_a_number_in_an_export_is_unknown_never_zero(catalogue, shape):
    text = shape.format(day="2026-05-14", amount="50 g", cell="nan").encode()
    held = read.diary(text, name="c.csv", catalogue=catalogue).eaten[0].row
    assert "magnesium" not in {name: value for name, value in held.given if value is not None}


@pytest.mark.parametrize("day", ["2026-W20-1", "20260514", "9999-99-99", ""])
def test_a_day_of_an_export_that_is_none(catalogue, day):
    with pytest.raises(InputError, match="is not a date"):
        read.diary(EXPORT.format(day=day, amount="1 g", cell="1").encode(), name="c.csv", catalogue=catalogue)


def test_an_amount_of_an_export_that_no_food_has_is_unknown(catalogue):
    text = EXPORT.format(day="2026-05-14", amount="9" * 400 + " g", cell="1").encode()
    assert read.diary(text, name="c.csv", catalogue=catalogue).eaten[0].row.amount is None


def test_a_line_of_a_summary_that_ends_early_is_blank_there(catalogue):
    text = "Date,Energy (kcal),Group,Completed\n2026-05-14,100\n2026-05-15,100,total,true\n"
    assert read.diary(text.encode(), name="c.csv", catalogue=catalogue).complete


@pytest.mark.parametrize("amount", ["9" * 400 + "/2", "1/" + "9" * 400, "9" * 5000, "1/0", "²" * 400, "1-" + "9" * 400])
def test_an_amount_that_no_float_holds(catalogue, amount):
    with pytest.raises(InputError):
        read.diary(DIARY.format(amount=amount, unit="g").encode(), name="d.csv", catalogue=catalogue)
