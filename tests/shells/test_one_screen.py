"""The answer stands on one screen of 80 columns and 24 lines, in every state, with room for the prompt."""

import io
import os
import re
from pathlib import Path

import pytest

from dolomite.cli.main import run

ROOT = Path(__file__).parents[2]
ASKED = {
    "red_flags": [], "conditions": [], "medicines": [], "supplements": [], "symptoms": [],
    "kidney": {"egfr": 88, "on": "2026-09-10"},
}  # fmt: skip
WOMAN = {"sex": "female", "age_years": 51, "country": "GB"}
STATES = {
    "ordinary": {**WOMAN, **ASKED, "pain": {"kind": "low_back", "duration_weeks": 30, "spreads_to_leg": "no"}},
    "nothing asked": WOMAN,
    "without a country": {"sex": "male", "age_years": 42, "red_flags": {"tearing_or_chest": "yes"}},
    "emergency": {**WOMAN, "red_flags": {"ces_bladder": "yes"}},
    "today": {**WOMAN, "red_flags": {"fever": "yes"}},
    "stopped": {**WOMAN, **ASKED, "kidney": {"egfr": 24, "on": "2026-09-10"}},
    "a child": {**WOMAN, "age_years": 15},
    "seven medicines": {**WOMAN, **ASKED, "medicines": ["doxycycline", "omeprazole", "ramipril", "digoxin", "lithium"]},
}
EXAMPLES = {name: (f"examples/{name}.yaml", f"examples/{name}.csv") for name in ("person", "walter")}


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def on_a_terminal(monkeypatch, tmp_path):
    def printed(*words, columns=80, rows=24):
        monkeypatch.delenv("COLUMNS", raising=False)
        monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((columns, rows)))
        monkeypatch.setattr("sys.stdout", shown := Terminal())
        with pytest.raises(SystemExit) as left:
            run([str(word) for word in words])
        assert left.value.code == 0
        return re.sub(r"\x1b\[[0-9;]*m", "", shown.getvalue()).splitlines()

    return printed


def written(tmp_path, state):
    import json

    path = tmp_path / "me.yaml"
    path.write_text(json.dumps(state))
    return path


@pytest.mark.parametrize("diary", [(), ("--diary", ROOT / "examples" / "person.csv")], ids=["no diary", "a diary"])
@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_every_state_stands_on_one_screen(state, diary, on_a_terminal, tmp_path, monkeypatch):
    path = written(tmp_path, state)
    monkeypatch.chdir(tmp_path)
    lines = on_a_terminal("report", path.name, *diary, "--on", "2026-11-21")
    assert len(lines) < 24, "\n".join(lines)
    assert max(map(len, lines)) <= 80
    assert lines[0] or lines[1]


@pytest.mark.parametrize("files", EXAMPLES.values(), ids=EXAMPLES)
def test_the_examples_stand_on_one_screen(files, on_a_terminal, monkeypatch):
    monkeypatch.chdir(ROOT)
    lines = on_a_terminal("report", files[0], "--diary", files[1], "--on", "2026-11-21")
    assert len(lines) < 24, "\n".join(lines)
    assert any("█" in line for line in lines), "one bar, drawn"


def test_a_taller_terminal_keeps_its_empty_lines(on_a_terminal, monkeypatch):
    monkeypatch.chdir(ROOT)
    words = ("report", *EXAMPLES["walter"][:1], "--diary", EXAMPLES["walter"][1], "--on", "2026-11-21")
    assert on_a_terminal(*words, rows=50).count("") > on_a_terminal(*words).count("")
