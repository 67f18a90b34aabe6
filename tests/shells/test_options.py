"""Options that change an answer: each is run, and what it changes is looked at."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PERSON = str(ROOT / "examples" / "person.yaml")
DIARY = str(ROOT / "examples" / "person.csv")
INFARCTION = str(ROOT / "examples" / "magnesium_mi.csv")
WORKED = str(ROOT / "examples" / "trial_worked.csv")
ON = ("--on", "2026-06-20")
FED = ("--on", "2026-11-20")  # the example diary is written by then


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("options")


def test_pool_options_change_the_model(answer):
    def pooled(*options):
        return answer("pool", INFARCTION, "--measure", "or", "--json", *options)

    usual = pooled()
    assert pooled("--estimator", "dl")["estimator"] == "dl"
    assert pooled("--test", "z")["test"] == "z"
    assert pooled("--pi", "k2")["pi_convention"] == "k2"
    assert pooled("--drop", "Morton 1984")["k"] == usual["k"] - 1
    assert pooled("--level", "0.9")["ci"][0] > usual["ci"][0]
    assert pooled("--zero-cells", "all")["estimate"] != usual["estimate"]
    assert "permutation" in json.dumps(pooled("--permutation", "--seed", "3", "--moderator", "year"))
    assert pooled("--bootstrap", "20", "--seed", "3")["k"] == usual["k"]
    assert "bayes" in json.dumps(pooled("--bayes", "--prior-tau", "0.5", "--worthwhile", "-0.1"))
    assert "influence" in json.dumps(pooled("--influence"))
    assert pooled("--columns", "n_t=n_t")["k"] > 2
    assert "cumulative" in json.dumps(pooled("--cumulative", "year"))
    assert "bias" in json.dumps(pooled("--bias"))


def test_a_supposed_correlation_is_used(answer, tmp_path):
    table = tmp_path / "change.csv"
    table.write_text("study,n,mean_pre,mean_post,sd_pre,sd_post\nA,20,5,4,2,2\nB,30,6,4.5,2,2\nC,25,5.5,5,2,2\n")
    low = answer("pool", table, "--measure", "smcc", "--correlation", "0.2", "--json")
    high = answer("pool", table, "--measure", "smcc", "--correlation", "0.8", "--json")
    assert low["se"] != high["se"]


def test_food_options(answer, dolomite):
    assert len(answer("food", "search", "milk", "--limit", "3", "--json")["foods"]) == 3
    plain = answer("food", "top", "magnesium", "--limit", "5", "--json")
    every = answer("food", "top", "magnesium", "--limit", "5", "--all", "--json")
    assert len(plain["foods"]) == 5
    assert every["foods_compared"] > plain["foods_compared"]
    code, _, err = dolomite("food", "search", "milk", "--limit", "0")
    assert (code, "--limit: '0' is outside 1 to 200" in err) == (2, True)


def test_import_and_download(answer, dolomite, tmp_path, monkeypatch):
    monkeypatch.setattr("dolomite.app.download_release.PAUSE_S", 0.0)
    from made_up_release import zipped

    release = zipped(tmp_path / "FoodData_Central_branded_food_csv_2025-04-24.zip", 20)
    done = answer("food", "import", release, "--data", tmp_path / "data", "--json")
    assert done["foods"] > 0
    for option in ("--url", "--from"):
        code, out, err = dolomite(
            "food",
            "download",
            "branded_food-2025-04-24",
            option,
            "http://127.0.0.1:9/x.zip",
            "--data",
            tmp_path,
            "--json",
        )
        assert (code, out, err.count("\n")) == (2, "", 1)


def test_plan_options(answer, dolomite, tmp_path):
    def planned(*options):
        return answer("plan", PERSON, "--diary", DIARY, "--seconds", "5", *FED, "--json", *options)

    usual = planned("--prefer", "fewest")
    first = next(change for change in usual["changes"] if change["to_g"] > change["from_g"])
    banned = planned("--ban", first["food_id"], "--chance", "0.6", "--data", str(tmp_path))
    assert first["food_id"] not in {change["food_id"] for change in banned["changes"]}
    pinned = planned("--pin", first["food_id"])
    assert first["food_id"] in {change["food_id"] for change in pinned["changes"]}
    code, _, err = dolomite("plan", PERSON, "--diary", DIARY, "--pin", "qqqq", *FED)
    assert (code, "qqqq" in err) == (2, True)
    prices = tmp_path / "prices.csv"
    prices.write_text(f"food_id,price_per_100g\n{first['food_id']},0.10\n")
    assert planned("--prefer", "cheapest", "--prices", str(prices))["status"] in ("optimal", "feasible")
    code, _, err = dolomite("plan", PERSON, "--diary", DIARY, "--chance", "1.5")
    assert (code, "--chance: '1.5' is outside 0.5 to 0.99" in err) == (2, True)
    code, _, err = dolomite("plan", PERSON, "--diary", DIARY, "--seconds", "nan")
    assert (code, "--seconds: 'nan' is not a number" in err) == (2, True)


def test_trial_design_options(answer, tmp_path):
    baseline = tmp_path / "baseline.csv"
    baseline.write_text("day,pain_nrs\n" + "".join(f"{day},{5 + day % 3}\n" for day in range(1, 15)))
    made = answer(
        "trial", "design", PERSON, "--out", tmp_path / "plan.yaml", "--form", "bisglycinate", "--dose", "200",
        "--against", "nothing", "--speed", "slow", "--pairs", "3", "--period-days", "28", "--washout", "2",
        "--worthwhile", "1.5", "--blinding", "open", "--baseline", baseline, "--prescribed", "no",
        "--new-treatment", "no", "--prior", "tau=4,0.5", "--decision", "Dr Example, 2026-06-01", *ON, "--json",
    )  # fmt: skip
    plan = (tmp_path / "plan.yaml").read_text()
    for line in ("pairs: 3", "period_days: 28", "washout_days: 2", "worthwhile_points: 1.5", "blinding: open",
                 "form: bisglycinate", "elemental_mg: 200", "tau: \"4.0, 0.5\"", "Dr Example"):  # fmt: skip
        assert line in plan
    assert made["refusals"] == []


def test_trial_log_keeps_all_that_is_said(answer, dolomite, tmp_path):
    plan = tmp_path / "plan.yaml"
    answer("trial", "design", PERSON, "--out", plan, "--prescribed", "no", "--new-treatment", "no", *ON, "--json")
    again = dolomite("trial", "design", PERSON, "--out", plan, "--period", "14", "--force", *ON, "--json")
    assert again[0] == 0
    folder, helper = tmp_path / "trial", tmp_path / "sheet"
    answer("trial", "start", plan, "--dir", folder, "--helper", helper, "--practice", "--seed", "8", *ON, "--json")
    kept = answer(
        "trial", "log", folder, "--day", "1", "--pain", "6", "--interference", "3", "--sleep", "4", "--rescue", "1",
        "--stools", "0", "--taken", "1", "--note", "wet\udcff day", "--adverse", "numb around my bottom",
        "--guess", "placebo", "--of-period", "1", *ON, "--json",
    )  # fmt: skip
    assert kept["days"] == [1]
    assert kept["do"]
    text = (folder / "journal.jsonl").read_text()
    for said in ('"pain_nrs":6', '"sleep_nrs":4', '"stools":0', r"wet\\xff day", "numb around my bottom", '"guess"'):
        assert said in text
    assert answer("trial", "log", folder, "--pain", "5", "--on", "2026-06-22", "--json")["days"] == [3]
    assert answer("trial", "log", folder, "--guess", "placebo", "--period", "2", *ON, "--json")["head"]
    answer("trial", "log", folder, "--day", "2", "--pain", "5", "--stop", "moving house", *ON, "--json")
    found = answer("trial", "status", folder, "--held", kept["head"], *ON, "--json")
    assert (found["rated_days"], found["stopped"], found["held_entry"] is not None) == (3, "moving house", True)
    saved = answer("trial", "recover", folder, "--out", tmp_path / "saved", "--json")
    assert saved["entries"] >= 6


APART = [
    (("--day", "1", "--from", WORKED), "--from and --day"),
    (("--pain", "1", "--from", WORKED), "--from and --pain"),
    (("--guess", "placebo"), "--of-period is missing"),
    (("--of-period", "1", "--pain", "3"), "--guess is missing"),
    (("--of-period", "1", "--period", "1", "--guess", "placebo"), "--of-period and --period do not go together"),
    (("--note", "windy"), "--pain is missing"),
    (("--day", "3", "--adverse", "x"), "--pain is missing"),
    (("--pain", "-1"), "--pain: '-1' is outside 0 to 10 points"),
    (("--pain", "5", "--rescue", "-5"), "--rescue: '-5' is outside"),
    (("--pain", "5", "--stools", "1e308"), "--stools: '1e308' is outside"),
    (("--pain", "5", "--taken", "7"), "--taken: '7' is outside 0 to 1"),
    (("--pain", "nan"), "--pain: 'nan' is not a number"),
    (("--pain", "5,5"), "Use a point: 5.5"),
    (("--pain", "5", "--on", "20:00"), "--on: '20:00' is not a date"),
]


@pytest.mark.parametrize("words, says", APART, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_what_cannot_be_kept_is_refused_before_anything_is_written(words, says, dolomite, tmp_path):
    code, out, err = dolomite("trial", "log", tmp_path, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err
    assert not list(tmp_path.iterdir())


def test_trial_analyse_options(answer, dolomite):
    def analysed(*options):
        return answer("trial", "analyse", WORKED, "--active", "magnesium", "--json", *options)

    usual = analysed()
    assert analysed("--against", "placebo", "--speed", "fast") == usual
    assert analysed("--worthwhile", "4")["prob_worthwhile"] < usual["prob_worthwhile"]
    assert analysed("--prior", "effect=0,0.2")["effect"] is not None
    assert analysed("--took-before")["effect"] is not None
    assert analysed("--open") != analysed("--blinded")
    pooled = answer(
        "trial", "pool", WORKED, WORKED, "--active", "magnesium", "--against", "placebo", "--worthwhile", "1",
        "--speed", "slow", "--json",
    )  # fmt: skip
    assert pooled
    for words, says in (((), "--active is missing"), (("--active", "magnesium", "--sheet", "x"), "--sheet goes with")):
        code, _, err = dolomite("trial", "analyse", WORKED, *words)
        assert (code, says in err) == (2, True)


def test_a_folder_needs_no_active_arm_and_takes_no_option_of_a_file(answer, dolomite, tmp_path):
    plan, folder = tmp_path / "plan.yaml", tmp_path / "trial"
    answer("trial", "design", PERSON, "--out", plan, "--prescribed", "no", "--new-treatment", "no", *ON, "--json")
    answer("trial", "start", plan, "--dir", folder, "--practice", "--seed", "8", *ON, "--json")
    answer("trial", "log", folder, "--from", WORKED, "--on", "2026-08-30", "--json")
    sheet = tmp_path / "trial-helper" / "code-sheet.txt"
    for option in ("--blinded", "--open", "--took-before"):
        code, _, err = dolomite("trial", "analyse", folder, option)
        assert (code, f"{option} goes with a data file only" in err) == (2, True)
    found = answer("trial", "analyse", folder, "--sheet", sheet, "--json")
    assert found["effect"]["mean"] is not None


def test_a_trial_given_away_is_pooled_with_others_and_holds_no_date(answer, dolomite, tmp_path):
    plan, folder, given = tmp_path / "plan.yaml", tmp_path / "trial", tmp_path / "given.json"
    answer("trial", "design", PERSON, "--out", plan, "--prescribed", "no", "--new-treatment", "no", *ON, "--json")
    answer("trial", "start", plan, "--dir", folder, "--practice", "--seed", "8", *ON, "--json")
    answer("trial", "log", folder, "--from", WORKED, "--on", "2026-08-30", "--json")
    sheet = tmp_path / "trial-helper" / "code-sheet.txt"
    code, out, err = dolomite("trial", "report", folder, "--sheet", sheet, "--share", given, "--on", "2026-08-30")
    assert (code, err) == (0, "")
    assert "No name, date, note" in out
    text = given.read_text(encoding="utf-8")
    assert "2026" not in json.loads(text)["effect_prior"]
    assert not re.search(r"20\d\d-\d\d", text)
    alone = answer("trial", "pool", folder, WORKED, "--active", "magnesium", "--json")
    assert (
        answer("trial", "pool", given, WORKED, "--active", "magnesium", "--json")["mean_effect"] == alone["mean_effect"]
    )
    code, _, err = dolomite("trial", "pool", given, folder, "--active", "magnesium")
    assert (code, "again. Give each trial once." in err) == (2, True)
    given.write_text(text.replace('"blinded": true', '"blinded": false'), encoding="utf-8")
    code, _, err = dolomite("trial", "pool", given, WORKED, "--active", "magnesium")
    assert (code, "its digest does not fit" in err) == (2, True)
    page, table = tmp_path / "trial.html", tmp_path / "days.csv"
    code, out, _ = dolomite("trial", "report", folder, "--sheet", sheet, "--active", "magnesium", "--html", page,
                            "--csv", table, *ON)  # fmt: skip
    assert (code, out) == (0, f"Written: {page}\nWritten: {table}\n")


def test_open_opens_what_was_written(dolomite, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("click.launch", opened.append)
    monkeypatch.chdir(tmp_path)
    code, out, _ = dolomite("report", PERSON, "--open", *ON)
    assert (code, out, opened) == (0, "Written: report.html\n", ["report.html"])
    code, _, err = dolomite("report", PERSON, "--open", "--json")
    assert (code, "--open and --json do not go together" in err) == (2, True)


@pytest.mark.parametrize(
    "words",
    [
        ("report", PERSON, *ON),
        ("plan", PERSON, "--diary", DIARY, "--seconds", "1", *FED),
        ("evidence", "crps", *ON),
        ("facts", "review", "need"),
        ("simulate", PERSON, "--dose", "100", "--form", "citrate", "--days", "2", "--persons", "20", *ON),
    ],
    ids=lambda words: words[0],
)
def test_a_page_replaces_what_is_ours_and_nothing_else_unless_forced(words, dolomite, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("my own notes")
    code, out, err = dolomite(*words, "--html", page)
    assert (code, out, page.read_text()) == (2, "", "my own notes")
    assert "was not written by Dolomite" in err
    assert dolomite(*words, "--html", page, "--force")[0] == 0
    assert page.read_text().startswith("<!doctype html>")
    assert dolomite(*words, "--html", page)[0] == 0
    assert page.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "words",
    [("report", PERSON, *ON), ("trial", "report", "DIR"), ("facts", "review", "need")],
    ids=lambda words: " ".join(words[:2]),
)
def test_pdf_is_written_or_one_sentence_says_what_is_missing(words, dolomite, tmp_path):
    code, _, err = dolomite(*words, "--pdf", tmp_path / "made.pdf", "--force")
    assert code in (0, 2)
    assert code == 0 or err.count("\n") == 1


def test_check_writes_a_review_that_may_stand_in_a_page(dolomite, tmp_path):
    article = tmp_path / "</script><b>.txt"
    article = tmp_path / "a.txt"
    article.write_text("Magnesium oxide is the best absorbed form of magnesium </script><b>. It cures back pain.")
    review, page = tmp_path / "review.json", tmp_path / "page.html"
    code, out, _ = dolomite("check", article, "--claim-review", review, "--html", page, "--force")
    assert code == 0
    assert "<" not in review.read_text()
    assert "</script>" in json.dumps(json.loads(review.read_text()))
    assert "</script><b>" not in page.read_text()
    assert out.endswith(f"Written: {page}\nWritten: {review}\n")


def test_full_prints_everything_and_without_it_one_screen(dolomite):
    code, short, _ = dolomite("report", PERSON, *ON)
    assert (code, len(short.splitlines()) <= 26) == (0, True)
    code, whole, _ = dolomite("report", PERSON, "--full", *ON)
    assert (code, "References" in whole, "References" in short) == (0, True, False)
