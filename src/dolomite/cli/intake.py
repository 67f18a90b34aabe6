"""`dolomite intake PERSON.yaml --diary DIARY.csv`: what you get a day, and what is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command

if TYPE_CHECKING:
    from dolomite.app.case import Case

MOST_LINES = 5  # of a diary named in a question


@made_command(
    "intake",
    examples=(
        "dolomite intake examples/person.yaml --diary examples/person.csv",
        "dolomite intake examples/person.csv --person examples/person.yaml",
        "dolomite intake examples/person.yaml --diary examples/person.csv --json",
    ),
)
@click.argument("file", type=kinds.FILE, metavar="PERSON.yaml", help="The person; with --person, the diary.")
@options.diary
@click.option("--person", type=kinds.FILE, metavar="PERSON.yaml", help="The person, when the diary stands first.")
@click.option("--confirm", is_flag=True, help="Ask once what unclear words mean, and remember it.")
@click.option("--undo", is_flag=True, help="Take back the last word you confirmed.")
@options.on
@options.json
@options.data
def command(
    file: Path,
    diary: Path | None,
    person: Path | None,
    confirm: bool,
    undo: bool,
    on: date,
    json: bool,
    data: Path | None,
) -> None:
    """What a diary says you get a day: magnesium and the other nutrients, with the unknown named."""
    from dolomite.app.measure_intake import measure_intake

    options.apart(diary=diary, person=person)
    if diary is None and person is None:
        raise InputError("--diary is missing. Write: dolomite intake PERSON.yaml --diary DIARY.csv.")
    typed = diary if diary is not None else file
    if undo:
        _undo(data)
    case = files.read_case(person if person is not None else file, on, diary=typed, data=data)
    if confirm and _confirmed(case, data):
        case = files.read_case(person if person is not None else file, on, diary=typed, data=data)
    section = measure_intake(case)
    if json:
        screen.document("intake", section.data, on=on, releases=case.releases, resting_on=section)
    else:
        screen.section(section)


def _undo(data: Path | None) -> None:
    from dolomite.app import confirm_foods

    gone = confirm_foods.undo(files.data_folder(data))
    screen.line(f"Taken back: {gone.typed} is no longer {gone.name}." if gone else "Nothing was confirmed yet.")


def _confirmed(case: Case, data: Path | None) -> bool:
    """Ask what each unclear phrase means; Enter takes the first, 0 leaves it open; True: one was settled."""
    from dolomite.app import confirm_foods

    assert case.diary is not None and case.catalogue is not None
    settled = False
    for phrase in confirm_foods.unsure(case.diary):
        if not phrase.candidates:
            screen.line(f"{phrase.typed}: no food is near. Write it in other words, or its id.")
            continue
        where = ", ".join(map(str, phrase.lines[:MOST_LINES]))
        screen.line(f"{phrase.typed} (line {where}) may be:")
        for place, hit in enumerate(phrase.candidates, start=1):
            screen.line(f"  {place}  {hit.name}{f' ({hit.known_as})' if hit.known_as else ''}")
        screen.line("  0  none of these")
        picked = click.prompt("Which one", default=1, type=click.IntRange(0, len(phrase.candidates)))
        if picked:
            folder, food = files.data_folder(data), phrase.candidates[picked - 1].id
            confirm_foods.remember(folder, phrase.typed, food, catalogue=case.catalogue)
            settled = True
    return settled
