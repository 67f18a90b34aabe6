"""Files as people get them wrong (tests/cases/wrong): each is told in one sentence a fault, with what to do."""

from pathlib import Path

import pytest
import yaml

CASES = Path(__file__).parents[1] / "cases" / "wrong"
EXAMPLE = Path(__file__).parents[2] / "examples" / "person.yaml"


def rows(kind):
    return yaml.safe_load((CASES / f"{kind}.yaml").read_text(encoding="utf-8"))


def holds(row, code, out, err):
    """Whether what was printed is what the row asks for."""
    if row.get("reads"):
        assert code == 0, err
    elif "asks" in row:
        told = " ".join(out.split()).lower()
        assert code == 0 and all(str(word).lower() in told for word in row["asks"]), out
    else:
        faults = row.get("faults", 1)
        assert code == 2 and not out, out
        assert err.count("\n") == (1 if faults == 1 else faults + 1), err
        assert all(str(word).lower() in err.lower() for word in row["says"]), err


@pytest.mark.parametrize("row", rows("persons"), ids=lambda row: row["name"])
def test_a_wrong_person_file(row, dolomite, tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text(row["text"], encoding="utf-8")
    holds(row, *dolomite("need", path, "--on", "2026-06-20"))


@pytest.mark.parametrize("row", rows("diaries"), ids=lambda row: row["name"])
def test_a_wrong_diary(row, dolomite, tmp_path):
    path = tmp_path / "diary.csv"
    path.write_text(row["text"], encoding="utf-8")
    holds(row, *dolomite("intake", EXAMPLE, "--diary", path, "--on", "2026-06-20"))


def test_there_are_as_many_as_people_find():
    assert (len(rows("persons")), len(rows("diaries"))) == (66, 37)
