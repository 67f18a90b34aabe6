"""`dolomite init`: answers piped in, an emergency told at once, nothing ever overwritten."""

import io
import sys

import pytest

CARDS = ["no"] * 6
REST = ["woman", "42", "no", "GB", "low back", "14", "92", "none", "none", "none", "no", "no"]


@pytest.fixture
def init(dolomite, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def called(*words, answers=()):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
        return dolomite("init", *words)

    return called


def test_piped_answers_make_a_file_that_a_report_reads(init, dolomite, tmp_path):
    code, out, err = init("--on", "2026-11-28", answers=CARDS + REST)
    assert (code, err) == (0, "")
    assert "Your answer: dolomite report me.yaml" in out
    text = (tmp_path / "me.yaml").read_text()
    assert "country: GB" in text and "asked_on: 2026-11-28" in text
    code, out, err = dolomite("report", "me.yaml", "--on", "2026-11-28")
    assert (code, err) == (0, "") and "Check first" in out


def test_an_emergency_is_told_at_once_and_nothing_more_is_asked(init, tmp_path):
    code, out, _ = init("a.yaml", answers=["no", "yes", *CARDS])
    assert code == 0
    told = out[out.index("GET HELP NOW") :]
    assert "emergency department now" in told and "999" in told
    assert "How old are you" not in out and "dolomite report" not in out
    assert "ces_bladder: yes" in (tmp_path / "a.yaml").read_text()


def test_a_file_that_is_there_is_never_overwritten(init, tmp_path):
    (tmp_path / "me.yaml").write_text("mine")
    for words in ((), ("--template",)):
        code, out, err = init(*words, answers=CARDS + REST)
        assert (code, out) == (2, "") and "stays as it is" in err
    assert (tmp_path / "me.yaml").read_text() == "mine"


def test_a_piped_answer_that_cannot_be_read_writes_nothing(init, tmp_path):
    code, _, err = init(answers=[*CARDS, "woman", "forty"])
    assert code == 2 and "answer 8 (How old are you?): 'forty' is not a number" in err and err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_answers_that_end_early_are_kept_and_no_answers_are_no_file(init, tmp_path):
    code, out, _ = init(answers=[*CARDS, "woman", "42"])
    assert code == 0 and "the rest is kept as not asked" in out
    assert "medicines:\n" in (tmp_path / "me.yaml").read_text()
    code, _, err = init("b.yaml")
    assert code == 2 and "nothing was written" in err and not (tmp_path / "b.yaml").exists()


def test_a_template_is_one_in_which_nothing_is_answered(init, dolomite, tmp_path):
    code, out, _ = init("t.yaml", "--template")
    assert code == 0 and "Still needed before there is an answer: sex and age" in out
    code, out, err = dolomite("report", "t.yaml")
    assert code == 2 and "sex is missing" in err and "born or age_years is missing" in err


def test_an_emergency_in_ones_own_words_is_said_and_asking_goes_on(init, tmp_path):
    answers = [*CARDS, *REST[:7], "bad back and numb between my legs", *REST[8:]]
    _, out, _ = init("b.yaml", answers=answers)
    out = " ".join(out.split())  # however wide the lines are
    assert "Go to an emergency department now" in out
    assert "Which medicines do you take" in out[out.index("emergency department now") :]
