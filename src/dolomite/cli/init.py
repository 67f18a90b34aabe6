"""`dolomite init [FILE]`: a person file from plain questions, or one in which nothing is answered yet."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command

MINE = Path("me.yaml")


@made_command("init", examples=("dolomite init", "dolomite init me.yaml --template"))
@click.argument("file", type=kinds.FILE, required=False, metavar="[FILE]", help="The file to write (me.yaml).")
@click.option("--template", is_flag=True, help="Ask nothing: a file in which every answer is open.")
@options.on
def command(file: Path | None, template: bool, on: date) -> None:
    """Your own person file: six emergency questions, then a few about you. Not sure is always an answer."""
    from dolomite.app import begin

    path = file if file is not None else MINE
    files.ready(path, force=True)
    if path.exists() and str(path) != "/dev/stdout":
        raise InputError("this file is there already and stays as it is. Name another one.", file=str(path))
    said: dict[str, str] = {}
    if not template:
        screen.words("Press Enter where you are not sure. Nothing leaves this machine.")
        _ask(said, on)
        if not said:
            raise InputError("no question was answered, and nothing was written. Run it again when you like.")
    _keep(path, begin.document(said, on=on), on)


def _ask(said: dict[str, str], on: date) -> None:
    """Ask until all is asked, the answers end, or an answer needs somebody now."""
    from dolomite.app import begin, first_checks

    try:
        while (question := begin.next_question(said, on=on)) is not None:
            text = _answer(question)
            if text is None:
                screen.line("\nThe answers end here: the rest is kept as not asked.")
                return
            try:
                said[question.id] = begin.check(question, text, on=on)
            except InputError as error:
                if not sys.stdin.isatty():
                    where = f"answer {len(said) + 1} ({question.asks})"
                    raise InputError(f"{where}: {error.says} Nothing was written.") from None
                screen.words(error.says)
                continue
            _hear(text)
            pressing = first_checks.told(begin.document(said, on=on))
            if pressing is not None:
                screen.line()
                screen.section(pressing)
                return
    except KeyboardInterrupt:
        screen.line("\nStopped: what you answered is kept, the rest is not asked.")


def _hear(text: str) -> None:
    """What is typed in one's own words may tell of an emergency: that is said at once, and asking goes on."""
    from dolomite.app import heard

    section = heard.section(text)
    if section is not None and section.notices:
        screen.section(section)


def _answer(question: object) -> str | None:
    """What was typed; None when there is no more."""
    from dolomite.app.begin import Question

    assert isinstance(question, Question)
    screen.line()
    screen.words(question.asks)
    if question.check:
        screen.words(f"(Not sure? {question.check})", indent="  ")
    screen.words(f"[{question.answers}]", indent="  ")
    sys.stdout.write("> ")
    sys.stdout.flush()
    typed = sys.stdin.readline()
    if not sys.stdin.isatty():
        screen.line(typed.rstrip("\n"))
    return typed.rstrip("\r\n") if typed else None


def _keep(path: Path, document: Mapping[str, object], on: date) -> None:
    """Write the file under its name, or the next free one: what was typed is not lost."""
    from dolomite.app import begin, first_checks
    from dolomite.view.person_file import text

    place, number = path, 1
    while place.exists() and place.is_file():
        number += 1
        place = path.with_stem(f"{path.stem}-{number}")
    files.write(place, text(document, on=on, name=str(place)), force=False)
    screen.line()
    screen.written(place)
    if first_checks.pressing(document):
        return
    for sentence in (begin.rough(document, on=on), begin.still_needed(document)):
        if sentence is not None:
            screen.words(sentence)
    screen.line(f"Your answer: dolomite report {place}")
