"""`dolomite trial analyse | report | pool`: what a trial says, its whole report, and several people's together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen, trial_options
from dolomite.cli.group import command as made_command


@made_command(
    "analyse",
    examples=(
        "dolomite trial analyse examples/trial_worked.csv --active magnesium",
        "dolomite trial analyse examples/trial_no_difference.csv --active magnesium --worthwhile 1 --json",
    ),
)
@click.argument("data", type=kinds.FILE, metavar="DATA.csv|DIR", help="A data file, or the folder of a trial.")
@trial_options.active
@trial_options.against
@trial_options.worthwhile
@click.option(
    "--speed", type=kinds.word("fast", "slow"), metavar="fast|slow", help="How fast the effect comes and goes (fast)."
)
@click.option("--blinded/--open", "blinded", default=None, help="Was the person kept from knowing what they took?")
@click.option("--took-before", is_flag=True, help="The active arm was taken within 14 days before day 1.")
@trial_options.prior
@trial_options.sheet
@options.json
def analyse(data: Path, active: str | None, json: bool, **given: Any) -> None:
    """What the trial says: effect, how sure, and whether it is worth it."""
    from dolomite.app import analyse_trial
    from dolomite.app.trial_folder import told
    from dolomite.view.trial import section, with_faults
    from dolomite.view.trial_practice import as_practice

    shared: dict[str, Any] = {
        "comparator": given["against"],
        "worthwhile_points": given["worthwhile"],
        "speed": given["speed"],
        "priors": given["priors"],
    }
    faults: tuple[str, ...] = ()
    practice = False
    if data.is_dir():
        if given["took_before"] or given["blinded"] is not None:
            name = "--took-before" if given["took_before"] else "--blinded" if given["blinded"] else "--open"
            raise InputError(f"{name} goes with a data file only: the trial in {data} says it itself.")
        analysis, opened = analyse_trial.from_folder(
            told(data),
            active=active,
            sheet=given["sheet"],
            utc=trial_options.now(),
            **shared,
        )
        faults, practice = opened.faults, opened.record.practice
    else:
        if given["sheet"] is not None:
            raise InputError("--sheet goes with the folder of a trial only: a data file has no seal.")
        if active is None:
            raise InputError("--active is missing: a data file does not say which arm is asked. Name it: --active ARM.")
        analysis = analyse_trial.from_csv(
            files.read_text(data),
            name=str(data),
            active=active,
            before_unknown=given["took_before"],
            blinded=given["blinded"],
            **shared,
        )
    answered = as_practice(section(analysis), practice=practice)
    trial_options.told(with_faults(answered, faults), json=json)


@made_command("report", examples=("dolomite trial report my-trial", "dolomite trial report my-trial --html trial.html"))
@options.trial_folder
@trial_options.active
@trial_options.against
@trial_options.sheet
@options.html
@options.pdf
@click.option("--csv", type=kinds.FILE, metavar="FILE", help="Write the days as a data file.")
@click.option("--share", type=kinds.FILE, metavar="FILE", help="Write a file to give away: days, no dates, no names.")
@options.force
@options.on
@options.json
def report(folder: Path, active: str | None, force: bool, on: date, json: bool, **given: Any) -> None:
    """The whole report: answer, letter to the doctor, how it was done (CENT 2015), every day."""
    from dolomite.app import report_trial
    from dolomite.app.trial_folder import told

    html, pdf, csv, share = given["html"], given["pdf"], given["csv"], given["share"]
    files.ready(html, pdf, csv, share, force=force)
    trial_report = report_trial.report(
        told(folder),
        active=active,
        comparator=given["against"],
        sheet=given["sheet"],
        on=on,
        utc=trial_options.now(),
    )
    if csv is not None:
        files.write(csv, trial_report.csv, force=force)
    if share is not None:
        files.write(share, trial_report.shared.text, force=force)
    if html is not None:
        from dolomite.report.html import page

        files.write(html, page(trial_report.report), force=force)
    if pdf is not None:
        from dolomite.report.pdf import render

        files.write(pdf, render(trial_report.report), force=force)
    if json:
        screen.document("trial", trial_report.data, on=on, resting_on=trial_report.report)
    elif html is None and pdf is None and csv is None and share is None:
        screen.report(trial_report.report)
    if share is not None and not json:
        screen.words(trial_report.shared.says)
    screen.written(html, pdf, csv, share, json=json)


@made_command(
    "pool",
    examples=("dolomite trial pool examples/trial_worked.csv examples/trial_no_difference.csv --active magnesium",),
)
@click.argument(
    "sources",
    type=kinds.FILE,
    nargs=-1,
    required=True,
    metavar="FILE|DIR...",
    help="Trials of several people: data files, files given away, folders.",
)
@click.option("--active", type=kinds.TEXT, metavar="ARM", required=True, help="The arm whose effect is asked.")
@trial_options.against
@trial_options.worthwhile
@click.option(
    "--speed",
    type=kinds.word("fast", "slow"),
    default="fast",
    metavar="fast|slow",
    help="How fast the effect comes and goes (fast).",
)
@options.json
def pool(
    sources: tuple[Path, ...], active: str, against: str | None, worthwhile: float | None, speed: Any, json: bool
) -> None:
    """Several people's trials of the same thing together: the mean, the spread, what a next person may expect."""
    from dolomite.app import pool_trials

    together = pool_trials.together(
        list(sources),
        active=active,
        comparator=against,
        worthwhile_points=worthwhile,
        speed=speed,
        utc=trial_options.now(),
    )
    trial_options.told(together, json=json)
