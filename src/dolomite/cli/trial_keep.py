"""`dolomite trial log | status`: a day in ten seconds, and where the trial stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen, trial_options
from dolomite.cli.group import command as made_command

RATING = kinds.number(0, trial_options.PAIN_POINTS, "points")
MOST_A_DAY = 1000  # of doses or stools: a typing error is beyond it
MOST_DAYS = 36_500
VALUES = {  # option: column
    "pain": "pain_nrs",
    "interference": "interference_nrs",
    "sleep": "sleep_nrs",
    "rescue": "rescue_doses",
    "stools": "stools",
    "taken": "taken",
}


@made_command(
    "log",
    examples=(
        "dolomite trial log my-trial --pain 5",
        'dolomite trial log my-trial --day 3 --pain 6.5 --rescue 1 --note "long drive"',
        'dolomite trial log my-trial --pain 7 --adverse "loose stools all day"',
        "dolomite trial log my-trial --guess placebo --of-period 1",
        "dolomite trial log my-trial --signs none",
    ),
)
@options.trial_folder
@click.option(
    "--day", type=kinds.whole(1, MOST_DAYS, "days"), metavar="D", help="The day of the trial, from 1 (today)."
)
@click.option("--pain", type=RATING, metavar="X", help="Average pain of the day, 0 to 10.")
@click.option("--interference", type=RATING, metavar="X", help="How much it stopped you, 0 to 10.")
@click.option("--sleep", type=RATING, metavar="X", help="How badly you slept, 0 to 10.")
@click.option("--rescue", type=kinds.number(0, MOST_A_DAY, "doses"), metavar="N", help="Doses of rescue medicine.")
@click.option("--stools", type=kinds.whole(0, MOST_A_DAY, "stools"), metavar="N", help="Loose stools that day.")
@click.option("--taken", type=kinds.whole(0, 1, "(1 yes, 0 no)"), metavar="1|0", help="Taken as agreed? 1 yes, 0 no.")
@click.option("--note", type=kinds.TEXT, metavar="WORDS", help="Anything else about the day.")
@click.option("--from", "source", type=kinds.FILE, metavar="CSV", help="Many days: day,pain_nrs[,...].")
@click.option("--guess", type=kinds.TEXT, metavar="ARM", help="What you think a period was.")
@click.option("--of-period", type=kinds.whole(1, MOST_DAYS, "periods"), metavar="K", help="The period of --guess.")
@click.option("--period", type=kinds.whole(1, MOST_DAYS, "periods"), hidden=True, help="The old name of --of-period.")
@click.option("--adverse", type=kinds.TEXT, metavar="WORDS", help="Something is wrong: what?")
@click.option("--stop", type=kinds.TEXT, metavar="WORDS", help="End the trial: why?")
@click.option(
    "--signs", type=kinds.TEXT, metavar="none|SIGNS", help="The warning signs asked again: none, or those that are so."
)
@options.on
@options.json
def log(folder: Path, source: Path | None, on: date, json: bool, **given: Any) -> None:
    """Write a day down, or many, a guess, or something that went wrong; all that is given is kept.

    Nothing is ever overwritten.
    """
    from dolomite.app import log_words
    from dolomite.app.signs_again import read_answers
    from dolomite.view import trial_keep as view

    values = {column: given[name] for name, column in VALUES.items() if given[name] is not None}
    period = given["of_period"] if given["of_period"] is not None else given["period"]
    _fit_together(given, values, source=source, period=period)
    text = files.read_text(source) if source is not None else None
    kept = log_words.keep(
        folder,
        log_words.Word(
            day=given["day"],
            values=values,
            note=given["note"],
            table=text,
            table_name=files.shown_name(source) if source is not None else "",
            guess=given["guess"],
            guessed_period=period,
            adverse=given["adverse"],
            stop=given["stop"],
            signs=read_answers(given["signs"]) if given["signs"] is not None else None,
        ),
        on=on,
        utc=trial_options.now(),
    )
    for first in (kept.answered, kept.heard):
        if not json and first is not None:
            screen.section(first)
    screen.answer("trial", view.kept(kept), json=json, on=on)


def _hear(note: str | None) -> None:
    """A note that cannot be kept yet is read for warning signs all the same."""
    from dolomite.app import heard

    section = heard.section(note) if note is not None else None
    if section is not None:
        screen.section(section)


def _fit_together(given: dict[str, Any], values: dict[str, float], *, source: Path | None, period: int | None) -> None:
    """Everything that is typed is kept; what cannot be kept together is refused before anything is written."""
    options.apart(of_period=given["of_period"], period=given["period"])
    for name in ("day", *VALUES, "note"):
        if source is not None and given[name] is not None:
            raise InputError(f"--from and --{name} do not go together: the file says both day and values.")
    if given["guess"] is not None and period is None:
        raise InputError("--of-period is missing: which period do you guess?")
    if given["guess"] is None and period is not None:
        raise InputError("--guess is missing: what do you think that period was? An arm, or unknown.")
    if not values and (given["note"] is not None or given["day"] is not None):
        _hear(given["note"])
        raise InputError("--pain is missing. Write the day's average pain, 0 to 10: --pain 5.")
    if not values and source is None and all(given[name] is None for name in ("guess", "adverse", "stop", "signs")):
        raise InputError("nothing to log. Give --pain, --from CSV, --guess, --adverse, --stop or --signs.")


@made_command("status", examples=("dolomite trial status my-trial", "dolomite trial status my-trial --json"))
@options.trial_folder
@click.option("--held", type=kinds.TEXT, metavar="HASH", help="Is the entry with this hash still here?")
@options.on
@options.json
def status(folder: Path, held: str | None, on: date, json: bool) -> None:
    """Where the trial stands. Says nothing that differs between the arms."""
    from dolomite.app import log_day
    from dolomite.app.signs_again import signs_again
    from dolomite.app.trial_folder import told
    from dolomite.view.trial_status import standing

    known = told(folder)
    status = log_day.status(known, on=on, held=held)
    due = None if json else signs_again(known.record, on=on)
    screen.answer("trial", standing(status, due), json=json, on=on)
