"""The edges of every command: one sentence, the right exit code, never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from dolomite.cli.table import COMMANDS

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "person.yaml"


def dolomite(*words, text=""):
    return subprocess.run(
        [sys.executable, "-m", "dolomite", *map(str, words)],
        capture_output=True, text=True, input=text, cwd=ROOT, timeout=120, check=False,
    )  # fmt: skip


MISTAKES = [
    (("frobnicate",), "No such command"),
    (("need",), "Missing argument"),
    (("need", "nowhere.yaml"), "there is no such file"),
    (("need", "examples"), "this is a folder"),
    (("need", EXAMPLE, "--frob"), "No such option"),
    (("need", EXAMPLE, "--on", "20:00"), "--on: '20:00' is not a date"),
    (("need", EXAMPLE, "--on", "1980-01-01"), "after 1980-01-01"),
    (("need", EXAMPLE, "--body", "mars"), "mars"),
    (("intake", "examples/person.csv"), "--diary is missing"),
    (("intake", EXAMPLE, "--person", EXAMPLE), "person.yaml"),
    (("report", "examples/person.csv"), "person.csv"),
    (("report", EXAMPLE, "--diary", "nowhere.csv"), "there is no such file"),
    (("supplement", "label", "no number here"), "label:"),
    (("food", "show", "sr28:1"), "no food has this id"),
]


@pytest.mark.parametrize(
    "words, says", MISTAKES, ids=lambda value: " ".join(map(str, value)) if isinstance(value, tuple) else ""
)
def test_a_mistake_is_one_sentence_and_exit_2(words, says):
    done = dolomite(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("dolomite: ")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    done = dolomite(name, "--help")
    assert done.returncode == 0
    assert "Traceback" not in done.stdout + done.stderr


def test_help_names_every_command():
    out = dolomite("--help").stdout
    assert all(name in out for name in COMMANDS)


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m dolomite need examples/person.yaml --json | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_nothing_is_written_when_the_input_is_bad(tmp_path):
    target = tmp_path / "report.html"
    done = dolomite("report", "nowhere.yaml", "--html", target)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []
