"""`dolomite supplement forms | label | dose`: forms, labels, and a dose if safety allows it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dolomite.cli.io import DataFolder, Json, On, PersonFile, day, open_diary, print_json, read_bytes

app = typer.Typer(help="Forms of magnesium, labels and doses.", no_args_is_help=True, add_completion=False)


@app.command()
def forms(json: Json = False) -> None:
    """Every form: share of magnesium, solubility, what is known of absorption, the bowel."""
    from dolomite.app import read_supplement

    data = read_supplement.forms()
    if json:
        from dolomite.report.json import document

        print_json(document("supplement", {"command": "forms", **data}))
        return
    _show_forms(data)


@app.command()
def label(
    text: Annotated[str, typer.Argument(metavar='"TEXT"', help="The label line as printed; - reads standard input.")],
    json: Json = False,
) -> None:
    """What a label line means in elemental magnesium, or the two things it can mean."""
    from dolomite.app import read_supplement
    from dolomite.base.parse import decode

    if text == "-":
        text = decode(read_bytes(Path("-")), name="standard input")
    data = read_supplement.label(text)
    if json:
        from dolomite.report.json import document

        print_json(document("supplement", {"command": "label", **data}))
        return
    _show_label(data)


@app.command()
def dose(
    person: PersonFile,
    diary: Annotated[Path | None, typer.Option("--diary", metavar="DIARY.csv", help="The food diary.")] = None,
    on: On = None,
    json: Json = False,
    data: DataFolder = None,
) -> None:
    """Whether you need a supplement, how much, which form and when; exit 4 with the reason where safety stops it."""
    from dolomite.app import door
    from dolomite.app.advise_dose import dose_of
    from dolomite.base.errors import StoppedError

    today = day(on)
    who = door.person(read_bytes(person), name=person.name, on=today)
    catalogue = matched = None
    if diary is not None:
        matched, catalogue = open_diary(diary, data)
    advice = dose_of(who, matched, catalogue, on=today)
    if json:
        from dolomite.report.json import document

        print_json(document("supplement", advice.section.data, on=today))
    if advice.stopped is not None:
        raise StoppedError(f"no dose is advised. {advice.stopped.reason}")
    if not json:
        from dolomite.report.text import console, show_section

        show_section(advice.section, console())


def _show_forms(data: dict[str, Any]) -> None:
    from dolomite.base.words import amount
    from dolomite.report.text import console, rich_table
    from dolomite.report.tree import Column, Table

    def share(percent: dict[str, float]) -> str:
        low, high = amount(percent["low"], decimals=1), amount(percent["high"], decimals=1)
        return low if low == high else f"{low} to {high}"

    rows = tuple(
        (
            one["name"],
            share(one["elemental_percent"]),
            one["solubility_g_per_100ml"] if one["solubility_g_per_100ml"] is not None else one["solubility"],
            one["laxative"],
            sum(a["species"] == "human" and a["result"] is not None for a in one["absorption"]),
        )
        for one in data["forms"]
    )
    columns = (
        Column(title="Form"),
        Column(title="Magnesium", unit="% by weight"),
        Column(title="Dissolves", unit="g/100 mL"),
        Column(title="On the bowel"),
        Column(title="Human studies", decimals=0),
    )
    screen = console()
    screen.print(rich_table(Table(caption="Forms of magnesium by mouth", columns=columns, rows=rows)))
    screen.print()
    for one in data["topical"]:
        screen.print(f"{one['name']}: {one['study']}. {one['result']}. Verdict: {one['verdict']}.", soft_wrap=False)
    screen.print()
    for one in data["sentences"]:
        screen.print(f'"{one["sentence"]}": {one["answer"]}.')


def _show_label(data: dict[str, Any]) -> None:
    from dolomite.base.span import Span
    from dolomite.base.words import span
    from dolomite.report.text import console

    def said(value: dict[str, Any]) -> str:
        if value["known"] is None and value["high"] is not None:
            return f"{value['low']:.0f} to {value['high']:.0f} mg"
        return span(Span(**{**value, "unknown": tuple(value["unknown"])}), "mg")

    screen = console()
    per = ""
    if data["per_units"] is not None:
        per = f" in {data['per_units']:g} {data['unit']}"
    if data["ambiguous"]:
        screen.print("This label can mean two things:")
        for meaning in data["meanings"]:
            screen.print(f"  {said(meaning['elemental_mg'])} of magnesium{per}, {meaning['why']}")
        screen.print("Look for the word elemental or a percentage of the daily value, or ask the maker.")
    else:
        screen.print(f"{said(data['elemental_mg'])} of magnesium{per}: {data['meanings'][0]['why']}.")
        if data["elemental_mg_per_unit"] is not None and data["per_units"] != 1:
            screen.print(f"That is {said(data['elemental_mg_per_unit'])} in each.")
    if data["measured_says"] is not None:
        screen.print(data["measured_says"])
    for note in data["notes"]:
        screen.print(note)
