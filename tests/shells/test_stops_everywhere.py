"""A stop reaches every sentence: persons whom safety stops, through every command and format there is.

Commands and formats are read from the command line itself, so that a new one is covered without being named here.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import click
import pytest
import yaml

from dolomite.app import read
from dolomite.app.case import Case
from dolomite.cli.group import root
from dolomite.cli.main import run

DIARY = Path(__file__).parents[2] / "examples" / "person.csv"
DAY = "2026-11-21"
BASE = {
    "sex": "female",
    "age_years": 42,
    "height_cm": 168,
    "weight_kg": 71,
    "pain": {"kind": "low_back", "duration_weeks": 20, "severity_nrs": 6},
    "red_flags": [],
    "conditions": [],
    "kidney": {"egfr": 95},
    "medicines": [],
    "supplements": [{"form": "citrate", "elemental_mg": 400}],
    "symptoms": [],
}
STOPPED = {
    **{f"{years} years": {"age_years": years} for years in range(1, 18)},
    "under one year": {"born": "2026-03-01", "age_years": None},
    "dialysis": {"conditions": ["dialysis"]},
    "eGFR 20": {"kidney": {"egfr": 20}},
    "eGFR 29.9 by creatinine": {"kidney": {"creatinine_umol_l": 190}},
    "serum 1.4": {"labs": {"serum_magnesium_mmol_l": 1.4}},
    "magnesium was too high": {"conditions": ["hypermagnesaemia"]},
    "kidney disease without a number": {"conditions": ["ckd_stage_unknown"], "kidney": "unknown"},
    "no urine": {"conditions": ["anuria"]},
    "cauda equina": {"red_flags": ["ces_bladder"]},
    "fever": {"red_flags": ["fever"]},
    "chest pain": {"symptoms": ["chest pain"]},
    "weak muscles": {"symptoms": ["muscle weakness"]},
    "blocked bowel": {"conditions": ["bowel_obstruction"]},
    "heart block": {"conditions": ["heart_block"]},
    "myasthenia": {"conditions": ["myasthenia"]},
    "eGFR 35": {"kidney": {"egfr": 35}},
    "spironolactone at 50": {"kidney": {"egfr": 50}, "medicines": ["spironolactone"]},
    "unknown kidneys at 75": {"age_years": 75, "kidney": "unknown"},
    "raltegravir": {"medicines": ["raltegravir"]},
    "dementia": {"conditions": ["dementia"]},
    "eating disorder": {"conditions": ["eating_disorder"], "goal": {"weekly_change_kg": -0.5}},
    "eating disorder that asks for calories": {"conditions": ["eating_disorder"], "hide_energy": "no"},
    "refeeding": {"conditions": ["refeeding"]},
    "10,000 mg": {"supplements": [{"form": "oxide", "elemental_mg": 10000}]},
    "1,200 mg": {"supplements": [{"form": "citrate", "elemental_mg": 1200}]},
    "hosted for others": {"profile": "information", "supplements": []},
    "dialysis in the diary too": {"conditions": ["dialysis"], "supplements": []},
}  # fmt: skip
QUICK = ("hosted for others", "6 years", "dialysis", "serum 1.4", "eating disorder", "cauda equina")
NEEDED = {"dose": "300", "form": "citrate", "days": "14", "persons": "20", "diary": DIARY}
FILES = ("html", "pdf", "out", "csv")
# What reads as advice on an amount. `stop`: the kind of stop past which it may not stand.
PHRASES = {
    "dosing": (r"(?<!you )\btake \d", r"mg at \d\d:\d\d", r"trial start", r"\bfirst dose\b"),
    "trial": (r"periods of \d+ days", r"next: dolomite trial", r"worthwhile is set"),
    "goal": (r"\baim for\b", r"not more than \d", r"go down to (that|the)", r"within the upper level", r"up to \d+ mg"),
    "energy": (r"\bkcal\b", r"\bcalorie goal\b"),
}
KEYS = {
    "dosing": (r"advised_.*", r"elemental_mg_per_day"),
    "energy": (r"(floor|target|maintain.*)_kcal", r"energy_kcal"),
}
# The words that say what is withheld, and the reader's own words, are no advice.
SAID = ("no calories and no weight goal are shown", "no calorie goal is worked out")
PUBLISHED = "evidence"  # what a trial gave its patients is a published figure


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
    for name in ("json", "letter"):
        if name in params:
            yield [*args, f"--{name}"], None
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


def keys(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), inner
            yield from keys(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, path)


def wrong(text, document, stops):
    found = []
    plain = " ".join(text.lower().split())
    for words in SAID:
        plain = plain.replace(words, "")
    for stop in stops & PHRASES.keys():
        found += [f"{stop}: {m[0]!r}" for pattern in PHRASES[stop] if (m := re.search(pattern, plain)) is not None]
    for path, value in keys(document):
        for stop in stops & KEYS.keys():
            if (
                PUBLISHED not in path
                and value is not None
                and any(re.fullmatch(pattern, path[-1]) for pattern in KEYS[stop])
            ):
                found.append(f"{stop}: {'.'.join(path)} = {value!r}")
        held = isinstance(value, dict) and value.get("ul_supplemental_mg") is not None
        if "goal" in stops and held and value.get("ul_applies") is not False:
            found.append(f"goal: {'.'.join(path)} has a limit without ul_applies: false")
    return found


def check(name, capsys, tmp_path):
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
