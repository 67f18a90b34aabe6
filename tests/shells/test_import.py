"""`dolomite import`: a look first, then one batch; answers about a file are remembered."""

import pytest

from dolomite.view.shape import adapter

SERVINGS = "Day,Food Name,Amount,Magnesium (mg)\n2026-05-01,Oats,50 g,69\n2026-05-02,Soup,1 bowl,\n"


@pytest.fixture
def run(dolomite):
    """A command line that leaves with the code named; its standard output, or what it said on standard error."""

    def called(*words, code=0):
        left, out, err = dolomite(*words)
        assert left == code, err
        return out if code == 0 else err

    return called


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "servings.csv"
    path.write_text(SERVINGS)
    return path


def test_a_look_keeps_nothing(file, tmp_path, run):
    data = tmp_path / "data"
    done = run("import", str(file), "--preview", "--data", str(data), "--on", "2026-06-01")
    said = " ".join(done.split())
    assert "an export of Cronometer" in said and "2 days (2026-05-01 to 2026-05-02), 2 lines of food" in said
    assert "1 of 2 lines (50%)" in said
    assert not data.exists()


def test_what_it_would_bring_as_json(file, tmp_path, answer):
    found = answer("import", str(file), "--preview", "--data", str(tmp_path / "d"), "--on", "2026-06-01", "--json")
    adapter("import").validate_python(found)
    assert (found["days"], found["foods"], found["known"], found["kept"]) == (2, 2, 1, None)


def test_it_comes_in_once(file, tmp_path, run):
    data = str(tmp_path / "data")
    words = ("import", str(file), "--data", data, "--on", "2026-06-01")
    assert "--whose" in run(*words, code=2)
    assert "2 entries as one batch" in run(*words, "--whose", "Anna")
    assert "brought in before" in run(*words, code=2)
    assert "nobody here is called" in run(*words, "--whose", "Otto", code=2)


def test_answers_are_remembered(tmp_path, run):
    data, person = tmp_path / "data", tmp_path / "p.yaml"
    person.write_text("sex: female\nage_years: 40\n")
    path = tmp_path / "log.csv"
    path.write_text("Wann,Was,Mg\n1/2/2026,Haferflocken,69\n3/2/2026,Suppe,11\n")
    words = ("import", str(path), "--preview", "--data", str(data), "--on", "2026-06-01")
    mapped = ("--column", "Wann=date", "--column", "Was=food", "--column", "Mg=magnesium (mg)")
    assert "--dates: " in run(*words, *mapped, code=2)
    run(*words, *mapped, "--dates", "day-first")
    done = run("intake", str(person), "--diary", str(path), "--data", str(data), "--json", "--on", "2026-06-01")
    assert '"2026-02-01"' in done and '"2026-02-03"' in done


def test_whose_entries(tmp_path, run):
    path = tmp_path / "items.csv"
    head = "UserName,ReportingDate,FoodCode,FoodAmt,KCAL,MAGN,Food_Description\n"
    path.write_text(head + "A,01/18/2026,1,34,91,10,Bagel\nB,01/18/2026,1,34,91,20,Bagel\n")
    words = ("import", str(path), "--preview", "--data", str(tmp_path), "--on", "2026-06-01")
    assert "2 people" in run(*words, code=2)
    assert "one line of food" in " ".join(run(*words, "--writer", "B").split())
    assert "HEADING=MEANING" in run(*words, "--column", "x", code=2)


def test_what_is_proposed_is_kept_only_when_accepted(tmp_path, run, answer):
    file = tmp_path / "biometrics.csv"
    file.write_text("Day,Group,Metric,Unit,Amount\n2026-05-01,,Weight,kg,70.5\n2026-05-02,,Weight,kg,70.1\n")
    words = ("import", str(file), "--data", str(tmp_path / "d"), "--on", "2026-06-01", "--whose", "Anna")
    assert "2 proposals" in " ".join(run(*words, "--preview").split())
    assert "Accepted: 2 entries" in run(*words, "--accept", "weight")
    assert "nothing new" in run(*words, "--accept", "weight", code=2)
    assert "Choose one" in run(*words, "--accept", "weight", "--preview", code=2)
