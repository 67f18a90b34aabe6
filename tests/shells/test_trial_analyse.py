"""`dolomite trial analyse` from outside: keys, exit codes, one sentence for bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dolomite.cli.main import run

SEED20 = Path(__file__).parents[1] / "agree" / "trial" / "seed20.csv"
KEYS = {
    "effect", "prob_benefit", "prob_worthwhile", "prob_harm", "autocorrelation", "trend", "days", "missing_days",
    "model",
}  # fmt: skip


def called(capsys, *args):
    try:
        run(["trial", *map(str, args)])
        code = 0
    except SystemExit as left:
        code = left.code or 0
    out = capsys.readouterr()
    return code, out.out, out.err


def test_json_has_its_keys(capsys):
    code, out, _ = called(capsys, "analyse", SEED20, "--active", "Magnesium", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["schema"] == "dolomite.trial/1"
    assert found["command"] == "analyse"
    assert set(found) >= KEYS
    assert set(found["effect"]) == {"mean", "sd", "q025", "q50", "q975"}
    assert found["effect"]["mean"] == pytest.approx(-1.17349562, abs=1e-5)
    assert found["days"] == 56
    assert found["missing_days"] == 0


def test_text_puts_the_answer_first(capsys):
    code, out, _ = called(capsys, "analyse", SEED20, "--active", "magnesium", "--against", "placebo")
    assert code == 0
    assert out.strip().splitlines()[1].strip().startswith("Magnesium against placebo")


def test_speed_changes_the_prior(capsys):
    _, fast, _ = called(capsys, "analyse", SEED20, "--active", "magnesium", "--json")
    _, slow, _ = called(capsys, "analyse", SEED20, "--active", "magnesium", "--speed", "slow", "--json")
    assert json.loads(fast)["other_prior"]["effect"] == json.loads(slow)["effect"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["nowhere.csv", "--active", "a"], "nowhere.csv: there is no such file"),
        ([SEED20, "--active", "zinc"], "no such arm"),
        ([SEED20, "--active", "magnesium", "--worthwhile", "0"], "--worthwhile: 0"),
    ],
)
def test_bad_input_is_one_sentence(capsys, args, words):
    code, out, err = called(capsys, "analyse", *args)
    assert code == 2
    assert out == ""
    assert words in err
    assert len(err.strip().splitlines()) == 1


def test_pool_several_people(capsys):
    files = [SEED20.parent / f"person_{k}.csv" for k in range(1, 5)]
    code, out, _ = called(capsys, "pool", *files, "--active", "magnesium", "--json")
    found = json.loads(out)
    assert code == 0
    assert len(found["people"]) == 4
    assert found["people"][0]["shrunken"]["sd"] < found["people"][0]["own"]["sd"]
    assert [other["omega_half_normal_sd"] for other in found["beside"]] == [0.5, 2.0]
    assert "mostly the prior's" in found["notes"][0]
    code, out, _ = called(capsys, "pool", *files, "--active", "magnesium")
    assert "Several people together" in out


def test_pool_refuses_one_person(capsys):
    code, _, err = called(capsys, "pool", SEED20, "--active", "magnesium")
    assert code == 2
    assert "at least two" in err
