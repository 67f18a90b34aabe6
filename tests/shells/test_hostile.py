"""What people write is text, what cannot be written is said in one sentence, and nothing of others is replaced."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PERSON = ROOT / "examples" / "person.yaml"
TEXT = PERSON.read_text(encoding="utf-8")
ON = ("--on", "2026-06-20")
SENTENCE = 2


def started(*words, **more):
    return subprocess.run(
        [sys.executable, "-m", "dolomite", *map(str, words)], capture_output=True, text=True, check=False, **more
    )


@pytest.mark.parametrize(
    "typed", ["[/b] soup", "[red]Smith 1999[/red]", "\x1b[31mred", "a\x9b2Jb", ":warning: [link=x]"]
)
def test_markup_and_control_characters_stay_text(typed, dolomite, tmp_path):
    diary = tmp_path / "diary.csv"
    diary.write_text(f"date,meal,food,amount,unit\n2026-06-01,lunch,{typed},1,cup\n2026-06-01,lunch,milk,1,cup\n")
    code, out, err = dolomite("intake", PERSON, "--diary", diary, *ON)
    assert (code, err) == (0, "")
    assert "\x1b" not in out and "\x9b" not in out
    pieces = typed.replace("\x1b", "␛").replace("\x9b", "\\u009b").split()
    assert all(piece in out for piece in pieces)
    pooled = tmp_path / "studies.csv"
    pooled.write_text(f"study,e1,n1,e2,n2\n{typed},1,10,2,10\nB,3,20,5,20\n")
    code, out, err = dolomite("pool", pooled, "--measure", "or")
    assert "Traceback" not in err and "\x1b" not in out + err


def test_a_medicine_with_markup_is_named_as_typed_on_a_terminal(monkeypatch, dolomite, tmp_path):
    person = tmp_path / "person.yaml"
    person.write_text(TEXT.replace("medicines: [doxycycline]", 'medicines: ["[/b] qqtabs"]'))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    code, out, _ = dolomite("safety", person, *ON)
    assert code == 0
    assert "[/b] qqtabs" in out
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("words", [("need", PERSON), ("report", PERSON), ("need", PERSON, "--json"), ("-h",)])
def test_a_full_disk_behind_standard_output_is_one_sentence(words):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "dolomite", *map(str, words)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == SENTENCE
    assert done.stderr.count("\n") == 1 and "standard output: cannot be written" in done.stderr


PLACES = [
    ("FOLDER", "this is a folder"),
    ("FOLDER/nowhere/page.html", "there is no folder"),
    ("PERSON", "was not written by Dolomite"),
    ("/dev/full", "cannot be written"),
    ("FOLDER/" + "n" * 250, "Written: "),
    ("FOLDER/" + "n" * 256, "File name too long"),
    ("PERSON/page.html", "there is no folder"),
    ("", "--html: the name is empty"),
]


@pytest.mark.parametrize("place, says", PLACES, ids=lambda value: value[:24])
def test_an_output_that_cannot_be_is_one_sentence(place, says, dolomite, tmp_path):
    person = tmp_path / "mine.yaml"
    person.write_text(TEXT)
    (tmp_path / "folder").mkdir()
    path = place.replace("FOLDER", str(tmp_path / "folder")).replace("PERSON", str(person))
    code, out, err = dolomite("evidence", "crps", "--html", path, *ON)
    assert says in out + err
    assert (code, err.count("\n")) == ((0, 0) if says == "Written: " else (SENTENCE, 1))
    assert person.read_text() == TEXT


def test_a_plan_never_replaces_the_person(dolomite, tmp_path):
    person = tmp_path / "mine.yaml"
    person.write_text(TEXT)
    code, _, err = dolomite("trial", "design", person, "--out", person, *ON)
    assert (code, person.read_text()) == (SENTENCE, TEXT)
    assert "force" in err


def test_a_device_is_written_to_and_not_replaced(dolomite):
    assert dolomite("evidence", "crps", "--html", "/dev/null", *ON)[0] == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_link_is_followed_and_stays_a_link(dolomite, tmp_path):
    page, link = tmp_path / "page.html", tmp_path / "link.html"
    link.symlink_to(page)
    assert dolomite("evidence", "crps", "--html", link, *ON)[0] == 0
    assert link.is_symlink() and page.read_text().startswith("<!doctype html>")
    foreign = tmp_path / "foreign"
    foreign.write_text("mine")
    link.unlink()
    link.symlink_to(foreign)
    assert dolomite("evidence", "crps", "--html", link, *ON)[0] == SENTENCE
    assert foreign.read_text() == "mine"


def test_what_is_written_is_for_its_owner_alone(dolomite, tmp_path):
    before = os.umask(0)
    try:
        plan, folder = tmp_path / "plan.yaml", tmp_path / "deep" / "trial"
        words = ("--prescribed", "no", "--new-treatment", "no", *ON)
        assert dolomite("trial", "design", PERSON, "--out", plan, *words)[0] == 0
        assert dolomite("trial", "start", plan, "--dir", folder, "--practice", "--seed", "1", *ON)[0] == 0
        assert dolomite("trial", "log", folder, "--pain", "4", *ON)[0] == 0
    finally:
        os.umask(before)
    for path in (plan, folder, *tmp_path.rglob("trial*/*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_pipe_that_nobody_writes_to_is_given_up(dolomite, tmp_path, monkeypatch):
    monkeypatch.setattr("dolomite.cli.files.PATIENCE_SECONDS", 0.05)
    os.mkfifo(tmp_path / "diary.csv")
    code, _, err = dolomite("intake", PERSON, "--diary", tmp_path / "diary.csv", *ON)
    assert (code, "nobody wrote to this pipe" in err) == (SENTENCE, True)


def test_a_workbook_is_refused_by_name(dolomite, tmp_path):
    book = tmp_path / "diary.xlsx"
    book.write_bytes(b"PK\x03\x04" + bytes(100))
    code, _, err = dolomite("intake", PERSON, "--diary", book, *ON)
    assert (code, "Save it as CSV" in err) == (SENTENCE, True)


def test_an_interrupt_leaves_with_130():
    code, err = -signal.SIGINT, ""
    for wait in (1, 4, 16, 64):  # seconds: an interrupt before the command listens ends Python itself
        process = subprocess.Popen(
            [sys.executable, "-m", "dolomite", "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background ignores it
        )  # fmt: skip
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
        code = process.returncode
        if code != -signal.SIGINT:
            break
    assert code == 128 + signal.SIGINT
    assert "Traceback" not in err


def test_the_width_of_the_terminal_is_kept_behind_a_pipe():
    for columns in ("60", "100"):
        done = started("report", PERSON, env={**os.environ, "COLUMNS": columns})
        lines = done.stdout.splitlines()
        assert max(map(len, lines)) <= int(columns)
        assert [line for line in lines if line != line.rstrip()] == []


def test_version_and_slips(dolomite):
    from dolomite import __version__

    assert dolomite("--version") == (0, f"dolomite {__version__}\n", "")
    for words, hint in ((("nead", "x"), "Did you mean need?"), (("trial", "anlyse"), "Did you mean analyse?"),
                        (("need", "x", "--bodyy"), "Did you mean '--body'?")):  # fmt: skip
        code, out, err = dolomite(*words)
        assert (code, out, err.count("\n")) == (SENTENCE, "", 1)
        assert hint in err
    assert dolomite()[1] == dolomite("-h")[1]
