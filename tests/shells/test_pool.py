"""`dolomite pool` from the shell: the JSON's keys, exit codes, one sentence for bad input, what is not imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "magnesium_mi.csv")
SURFACE = "k measure estimator test pi_convention estimate se ci pi tau2 tau2_ci q q_df q_p i2 h2 weights exp".split()


def dolomite(*words, folder=ROOT):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-m", "dolomite", *words], cwd=folder, env=environment, capture_output=True, text=True
    )


def answer(*words):
    done = dolomite("pool", EXAMPLE, *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_json_has_the_keys_of_the_surface():
    found = answer("--measure", "or")
    assert found["schema"] == "dolomite.pool/1"
    assert set(SURFACE) <= found.keys()
    assert (found["k"], found["estimator"], found["test"], found["pi_convention"]) == (
        16,
        "reml",
        "knapp_hartung",
        "k1",
    )
    assert found["estimate"] == pytest.approx(-0.76658987988099, rel=1e-12)
    assert found["exp"]["estimate"] == pytest.approx(0.46459452, rel=1e-6)
    assert len(found["weights"]) == 16
    assert sum(found["weights"]) == pytest.approx(100)


def test_everything_at_once():
    found = answer(
        "--measure", "or", "--bias", "--influence", "--cumulative", "year", "--permutation", "--bootstrap", "200",
        "--worthwhile", "-0.2", "--moderator", "year",
    )  # fmt: skip
    small = found["small_studies"]
    assert small["egger"]["estimate"] == pytest.approx(-1.5990853651628, rel=1e-10)
    assert small["egger"]["p"] == pytest.approx(4.7286635433811e-05, rel=1e-9)
    assert small["egger"]["limit"] == pytest.approx(0.099617143818136, rel=1e-10)
    assert small["trim_and_fill"]["L0"]["added"] == 7
    assert small["trim_and_fill"]["Q0"]["says"].endswith("Use L0 or R0.")
    without = {one["study"]: one["estimate"] for one in found["leave_one_out"]}
    assert without["ISIS-4 1995"] == pytest.approx(-0.8745475313, rel=1e-9)
    assert found["cumulative"][0]["study"] == "Morton 1984"
    assert found["permutation"]["exact"]
    assert [one["prior"]["scale"] for one in found["bayes"]] == [0.25, 0.5, 1.0]
    assert found["regression"]["coefficients"][1]["name"] == "year"
    assert "Duval and Tweedie 2000" in found["methods"]


def test_text_answers_first():
    done = dolomite("pool", EXAMPLE, "--measure", "or")
    assert done.returncode == 0
    assert "Odds ratio 0.465 (95 % interval 0.311 to 0.694), 16 studies" in done.stdout
    assert "\x1b" not in done.stdout


def test_bad_input_is_one_sentence_and_exit_2(tmp_path):
    (tmp_path / "t.csv").write_text("study,events_t,n_t,events_c,n_c\nA,11,10,2,10\n")
    done = dolomite("pool", "t.csv", "--measure", "or", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "dolomite: t.csv, line 2: events_t is 11, more than the 10 persons in n_t. Correct one of them.\n"
    )
    assert dolomite("pool", "nowhere.csv", "--measure", "or", folder=tmp_path).returncode == 2


def test_a_pool_does_not_import_scipy():
    program = (
        "import sys; from dolomite.cli.main import run\n"
        f"try: run(['pool', {EXAMPLE!r}, '--measure', 'or', '--json'])\n"
        "except SystemExit: pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'scipy', 'pandas'}), file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


def test_a_whole_review_is_pooled_by_the_number_of_its_analysis():
    review = str(ROOT / "tests" / "published" / "layouts" / "revman5_review.rm5")
    asked = dolomite("pool", review, "--measure", "rr")
    assert asked.returncode == 2 and "analysis: the table holds 3 analyses" in asked.stderr, asked.stderr
    done = dolomite("pool", review, "--measure", "rr", "--analysis", "1.1")
    assert done.returncode == 0, done.stderr
