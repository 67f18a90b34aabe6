"""`dolomite evidence` from the shell: the JSON's keys, the other choices, exit codes, the page."""

import json
import os
import subprocess
import sys
from pathlib import Path

KEYS = ("question", "answer", "certainty", "poolable", "why_not", "direction", "trials", "pooled")


def dolomite(*words, folder: Path):
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-m", "dolomite", *words], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_chronic_low_back_pain_says_what_is_known_and_what_is_not(tmp_path):
    done = dolomite("evidence", "chronic low back pain", "--json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["schema"] == "dolomite.evidence/2"
    assert set(KEYS) <= set(found)
    assert found["poolable"] is False
    assert any("control-arm SD missing" in why for why in found["why_not"])
    assert (found["certainty"], found["pooled"]) == ("no_evidence", None)  # of tablets, which one can buy
    assert found["certainty_of_headline"] == "very_low"
    by_route = {part["id"]: part["certainty"] for part in found["questions"]}
    assert by_route == {"low_back_chronic_oral": "no_evidence", "low_back_chronic_infusion_then_oral": "very_low"}
    assert {trial["id"] for trial in found["trials"]} == {"usuhs-1999", "yousef-2013"}
    assert len(found["flags"]) == 4
    assert found["command"] == "dolomite evidence low_back_chronic"
    assert found["provisional"] is True


def test_the_printed_command_gives_the_same_again(tmp_path):
    first = dolomite("evidence", "migraine", "--route", "oral", "--drop", "peikert-1996", "--json", folder=tmp_path)
    again = json.loads(first.stdout)["command"]
    assert again == "dolomite evidence migraine --route oral --drop peikert-1996"
    second = dolomite(*again.split()[1:], "--json", folder=tmp_path)
    assert second.stdout == first.stdout
    assert "peikert-1996" not in {trial["id"] for trial in json.loads(first.stdout)["trials"]}


def test_without_a_condition_there_is_a_table_of_all(tmp_path):
    done = dolomite("evidence", "--json", folder=tmp_path)
    found = json.loads(done.stdout)
    assert set(KEYS) <= set(found)
    assert "low_back_chronic" in {one["condition"] for one in found["conditions"]}
    assert "low_back_chronic" in dolomite("evidence", folder=tmp_path).stdout


def test_what_cannot_be_used_exits_2_with_the_list(tmp_path):
    for words, said in (
        (("banana",), "there is no condition 'banana'. Choose one of: low_back"),
        (("crps", "--drop", "yousef-2013"), "is not a trial about complex regional pain syndrome"),
        (("crps", "--route", "nose"), "--route: 'nose' is not one of oral"),
        (("crps", "--estimator", "magic"), "--estimator: 'magic' is not one of reml"),
        (("--drop", "yousef-2013"), "--drop and --route need a CONDITION"),
        (("crps", "--json", "--html", "x.html"), "Choose one."),
    ):
        done = dolomite("evidence", *words, folder=tmp_path)
        assert done.returncode == 2, words
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


def test_quotes_may_be_left_out(tmp_path):
    with_quotes = dolomite("evidence", "acute low back pain", "--json", folder=tmp_path)
    without = dolomite("evidence", "acute", "low", "back", "pain", "--json", folder=tmp_path)
    assert with_quotes.stdout == without.stdout


def test_text_says_the_answer_first(tmp_path):
    done = dolomite("evidence", "sciatica", folder=tmp_path)
    text = " ".join(done.stdout.split())
    assert done.returncode == 0
    assert "Nobody knows what magnesium tablets will do" in text
    assert "The same again: dolomite evidence low_back_radicular" in text


def test_the_page_is_whole_and_fetches_nothing(tmp_path):
    done = dolomite("evidence", "low back pain", "--html", "page.html", "--on", "2026-11-21", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    for part in ("<svg", "Yousef 2013", "Risk of bias", "What would change this", "not clinically reviewed"):
        assert part in page
    assert "src=" not in page
    assert "@import" not in page


def test_watch_tells_proposes_and_runs_again(tmp_path):
    saved = str(Path(__file__).parents[2] / "examples" / "watch" / "pubmed.nbib")
    done = dolomite("evidence", "watch", saved, "--propose", "new", "--since", "2026-01-01", "--json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["schema"] == "dolomite.watch/1"
    assert found["counts"] | {"new": 1, "known": 1, "irrelevant": 1} == found["counts"]
    made = tmp_path / "new" / "99980001.yaml"
    again = dolomite("evidence", "watch", saved, "--filled", str(made), folder=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "No answer changes by this alone." in again.stdout


def test_watch_without_a_file_or_with_a_wrong_one_gives_a_sentence(tmp_path):
    (tmp_path / "cut.json").write_text('{"studies": [', encoding="utf-8")
    for words, says in ((("watch",), "needs a file"), (("watch", "cut.json"), "cut off"), (("watch", "no"), "no such")):
        done = dolomite("evidence", *words, folder=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert says in done.stderr
    assert dolomite("evidence", "crps", "--since", "2026-01-01", folder=tmp_path).returncode == 2
