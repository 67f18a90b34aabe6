"""`dolomite intake --confirm` asks once, remembers, and `--undo` takes it back."""

import io
import sys

PERSON = "sex: female\nage_years: 40\n"
DIARY = "date,meal,food,amount,unit\n2026-05-01,lunch,toast and marmalade,80,g\n"


def test_unclear_words_are_asked_about_once(tmp_path, dolomite, monkeypatch):
    person, diary = tmp_path / "person.yaml", tmp_path / "diary.csv"
    person.write_text(PERSON, encoding="utf-8")
    diary.write_text(DIARY, encoding="utf-8")
    data = tmp_path / "data"
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    code, out, err = dolomite("intake", person, "--diary", diary, "--data", data, "--confirm")
    assert code == 0, err
    assert "1  Bread, white, toasted" in out
    code, out, _ = dolomite("intake", person, "--diary", diary, "--data", data, "--confirm")
    assert code == 0 and "may be:" not in out
    code, out, _ = dolomite("intake", person, "--diary", diary, "--data", data, "--undo")
    assert code == 0 and "Taken back: toast and marmalade" in out
