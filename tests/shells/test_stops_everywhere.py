"""A stop reaches every sentence: persons whom safety stops, through every command and format there is.

Commands and formats are read from the command line itself, so that a new one is covered without being named here.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import pytest
import yaml

from dolomite.app import read
from dolomite.app.case import Case
from dolomite.cli.group import root
from dolomite.cli.main import run
from dolomite.safety import assess
from stopped import BASE, STOPPED, wrong

DIARY = Path(__file__).parents[2] / "examples" / "person.csv"
DAY = "2026-11-21"
QUICK = ("hosted for others", "6 years", "dialysis", "serum 1.4", "eating disorder", "cauda equina")
NEEDED = {"dose": "300", "form": "citrate", "days": "14", "persons": "20", "diary": DIARY}
FILES = ("html", "pdf", "out", "csv")
ASIDE = ("help", "force", "confirm", "undo", "watch")  # switches that tell nothing by themselves, or ask for an answer


def leaves(command=None, path=()):
    command = root() if command is None else command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from leaves(command.get_command(click.Context(command), name), (*path, name))
    else:
        yield path, command


def calls(command, path, person, folder):
    """Every way to call a command for this person: as text, and in each format it has."""
    params = {one.name: one for one in command.params}
    args = [*path]
    if isinstance(params.get("person"), click.Argument):
        args.append(str(person))
    elif "person" in params and path != ("population",):  # a command on a diary that knows a person
        args += [str(DIARY), "--person", str(person)]
    else:
        return
    for name, one in params.items():
        if isinstance(one, click.Option) and name != "person" and (one.required or name in ("diary", "persons")):
            if name in FILES:
                args += [one.opts[0], str(folder / f"{name}.yaml")]
                continue
            assert name in NEEDED, f"dolomite {' '.join(path)}: say in NEEDED what {one.opts[0]} is tried with"
            if not ("intake" in path and name == "diary"):
                args += [one.opts[0], str(NEEDED[name])]
    if "on" in params:
        args += ["--on", DAY]
    yield args, None
    for name, one in params.items():  # every switch that changes what is told, and all of a flag's own formats
        if isinstance(one, click.Option) and one.is_flag and name not in ASIDE:
            yield [*args, one.opts[0]], None
    if "html" in params:
        yield [*args, "--html", str(folder / "page.html"), *(["--force"] if "force" in params else [])], "page.html"


def said(capsys, args, page, folder):
    try:
        run([*args])
        code = 0
    except SystemExit as left:
        code = left.code or 0
    out = capsys.readouterr()
    text = out.out + out.err
    if page is not None and (folder / page).exists():
        text += re.sub(r"<[^>]+>", " ", (folder / page).read_text(encoding="utf-8"))
        (folder / page).unlink()
    return code, text, out.out


def check(name, capsys, tmp_path, then=None):
    """`then` is called once it is known what this person is stopped from, and before anything is asked."""
    given = {key: value for key, value in {**BASE, **STOPPED[name]}.items() if value is not None}
    profile = given.pop("profile", "personal")
    person = tmp_path / "person.yaml"
    person.write_text(yaml.safe_dump(given), encoding="utf-8")
    case = Case(
        person=read.person(person.read_bytes(), name="person", on=date.fromisoformat(DAY)),
        on=date.fromisoformat(DAY),
        profile=profile,
    )
    stops = case.safety.clearance.stops
    assert stops, f"{name} is not stopped"
    if then is not None:
        then()
    told = {}
    for path, command in leaves():
        for args, page in calls(command, path, person, tmp_path):
            code, text, out = said(capsys, ["--profile", profile, *args], page, tmp_path)
            assert code in (0, 4), (args, text)
            document = json.loads(out) if "--json" in args and out.strip() else {}
            if problems := wrong(text, document, stops):
                told[" ".join(args[:2] + [a for a in args if a.startswith("--")])] = problems
            if path in (("trial", "design"), ("plan",), ("supplement", "dose")):
                stop = {"design": "trial", "plan": "plan", "dose": "dosing"}[path[-1]]
                assert (code == 4) is (stop in stops), (path, code)
    assert told == {}, "\n".join(f"{call}: {some}" for call, some in told.items())


@pytest.mark.parametrize("name", QUICK)
def test_a_stop_reaches_every_command_and_format(name, capsys, tmp_path):
    check(name, capsys, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in STOPPED if name not in QUICK])
def test_a_stop_reaches_everything_for_everybody(name, capsys, tmp_path):
    check(name, capsys, tmp_path)


def test_there_are_forty_stopping_persons_and_every_age_below_18():
    assert len(STOPPED) >= 40
    assert {f"{years} years" for years in range(1, 18)} | {"under one year"} <= STOPPED.keys()


def test_advice_past_a_stop_would_be_seen():
    assert wrong("Aim for 320 mg", {}, {"goal"})
    assert wrong("Take 100 mg at 20:00", {}, {"dosing"})
    assert wrong("", {"a": [{"advised_mg": 100}]}, {"dosing"})
    assert wrong("", {"dose": {"ul_supplemental_mg": 350.0}}, {"goal"})
    assert wrong("", {"energy": {"floor_kcal": 1200}}, {"energy"})
    assert not wrong("", {"energy": {"floor_kcal": None}}, {"energy"})


@pytest.mark.parametrize(
    ("advice", "command", "who"),
    [
        ("dosing", ("supplement", "dose"), "eGFR 20"),
        ("trial", ("trial", "design"), "eGFR 20"),
        ("plan", ("plan",), "eGFR 20"),
        ("goal", ("need",), "dialysis"),
        ("goal", ("report",), "dialysis"),
        ("energy", ("need",), "eating disorder that asks for calories"),
    ],
)
def test_one_cleared_let_through_turns_the_walk_red(advice, command, who, capsys, tmp_path, monkeypatch):
    """Rooms that advise ask `allow`; sections of what is known look at what is stopped: both are let through."""
    given = assess.decide

    def broken(findings):
        return given(replace(one, stops=one.stops - {advice}) for one in findings)

    alone = [(path, one) for path, one in leaves() if path == command]
    assert alone
    monkeypatch.setitem(globals(), "leaves", lambda: alone)
    with pytest.raises(AssertionError):
        check(who, capsys, tmp_path, then=lambda: monkeypatch.setattr(assess, "decide", broken))
