"""`dolomite supplement forms | label | dose`: forms, labels, and a dose if safety allows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from dolomite.base.errors import StoppedError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import Group


@click.group(
    "supplement",
    cls=Group,
    examples=(
        "dolomite supplement forms",
        'dolomite supplement label "Magnesium citrate 500 mg"',
        "dolomite supplement dose examples/person.yaml --diary examples/person.csv",
    ),
)
def command() -> None:
    """Forms of magnesium, labels and doses."""


@command.command("forms", examples=("dolomite supplement forms", "dolomite supplement forms --json"))
@options.json
def forms(json: bool) -> None:
    """Every form: share of magnesium, solubility, what is known of absorption, the bowel."""
    from dolomite.app import read_supplement

    data = read_supplement.forms()
    if json:
        screen.document("supplement", {"command": "forms", **data})
    else:
        _show_forms(data)


@command.command("label", examples=('dolomite supplement label "Magnesium citrate 500 mg"',))
@click.argument("text", type=kinds.TEXT, metavar='"TEXT"', help="The label line as printed; - reads standard input.")
@options.json
def label(text: str, json: bool) -> None:
    """What a label line means in elemental magnesium, or the two things it can mean."""
    from dolomite.app import read_supplement

    data = read_supplement.label(files.read_text(Path("-")) if text == "-" else text)
    if json:
        screen.document("supplement", {"command": "label", **data})
    else:
        _show_label(data)


@command.command(
    "dose",
    examples=(
        "dolomite supplement dose examples/person.yaml",
        "dolomite supplement dose examples/person.yaml --diary examples/person.csv --json",
    ),
)
@options.person
@options.diary
@options.on
@options.json
@options.data
def dose(person: Path, diary: Path | None, on: date, json: bool, data: Path | None) -> None:
    """Whether you need a supplement, how much, which form and when; exit 4 with the reason where safety stops it."""
    from dolomite.app.advise_dose import advise_dose

    section = advise_dose(files.read_case(person, on, diary=diary, data=data))
    if json:
        screen.document("supplement", section.data, on=on)
    if section.stopped is not None:
        raise StoppedError(f"no dose is advised. {section.stopped.reason}")
    if not json:
        screen.section(section)


def _show_forms(data: dict[str, Any]) -> None:
    from dolomite.base.words import amount

    def share(percent: dict[str, float]) -> str:
        low, high = amount(percent["low"], decimals=1), amount(percent["high"], decimals=1)
        return low if low == high else f"{low} to {high}"

    rows = tuple(
        (
            one["name"],
            share(one["elemental_percent"]),
            _text(one["solubility_g_per_100ml"] if one["solubility_g_per_100ml"] is not None else one["solubility"]),
            one["laxative"],
            str(sum(a["species"] == "human" and a["result"] is not None for a in one["absorption"])),
        )
        for one in data["forms"]
    )
    titles = ("Form", "Magnesium (% by weight)", "Dissolves (g/100 mL)", "On the bowel", "Human studies")
    screen.line("Forms of magnesium by mouth")
    screen.table(titles, rows, left=(True, True, True, True, False))
    screen.line()
    for one in data["topical"]:
        screen.words(f"{one['name']}: {one['study']}. {one['result']}. Verdict: {one['verdict']}.")
    screen.line()
    for one in data["sentences"]:
        screen.words(f'"{one["sentence"]}": {one["answer"]}.')


def _show_label(data: dict[str, Any]) -> None:
    from dolomite.base.span import Span
    from dolomite.base.words import span

    def said(value: dict[str, Any]) -> str:
        if value["known"] is None and value["high"] is not None:
            return f"{value['low']:.0f} to {value['high']:.0f} mg"
        return span(Span(**{**value, "unknown": tuple(value["unknown"])}), "mg")

    per = ""
    if data["per_units"] is not None:
        per = f" in {data['per_units']:g} {data['unit']}"
    if data["ambiguous"]:
        screen.words("This label can mean two things:")
        for meaning in data["meanings"]:
            screen.line(f"  {said(meaning['elemental_mg'])} of magnesium{per}, {meaning['why']}")
        screen.words("Look for the word elemental or a percentage of the daily value, or ask the maker.")
    else:
        screen.words(f"{said(data['elemental_mg'])} of magnesium{per}: {data['meanings'][0]['why']}.")
        if data["elemental_mg_per_unit"] is not None and data["per_units"] != 1:
            screen.words(f"That is {said(data['elemental_mg_per_unit'])} in each.")
    if data["measured_says"] is not None:
        screen.words(data["measured_says"])
    for note in data["notes"]:
        screen.words(note)


def _text(value: object) -> str:
    return "unknown" if value is None else str(value)
