"""`dolomite trial design | start`: a plan to change, and the beginning that cannot be changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dolomite.cli import files, kinds, options, screen, trial_options
from dolomite.cli.group import command as made_command

if TYPE_CHECKING:
    from dolomite.app.design_trial import Choices

ANY_MG = 1e6  # bounds of the plausible (a typing error is outside them), no health facts
MOST_DAYS = 3650
MOST_PAIRS = 100


@made_command(
    "design",
    examples=(
        "dolomite trial design examples/person.yaml --out plan.yaml --prescribed no --new-treatment no",
        "dolomite trial design examples/person.yaml --out plan.yaml --pairs 3 --period-days 7 --json",
    ),
)
@options.person
@click.option("--out", type=kinds.FILE, metavar="PLAN", required=True, help="Where the plan is written (YAML).")
@click.option("--form", type=kinds.known("forms"), default="citrate", metavar="FORM", help="The form (citrate).")
@click.option("--dose", type=kinds.number(0, ANY_MG, "mg a day"), metavar="MG", help="Elemental magnesium a day.")
@click.option(
    "--against", type=kinds.TEXT, default="placebo", metavar="ARM", help="placebo, nothing, or another dose in mg."
)
@click.option(
    "--speed",
    type=kinds.word("fast", "slow"),
    default="fast",
    metavar="fast|slow",
    help="Does the effect come and go within days, or weeks?",
)
@click.option("--pairs", type=kinds.whole(1, MOST_PAIRS, "pairs"), metavar="N", help="How many pairs of periods.")
@click.option("--period-days", type=kinds.whole(1, MOST_DAYS, "days"), metavar="N", help="Days in a period.")
@click.option("--period", type=kinds.whole(1, MOST_DAYS, "days"), hidden=True, help="The old name of --period-days.")
@click.option(
    "--washout",
    type=kinds.whole(0, MOST_DAYS, "days"),
    default=0,
    metavar="DAYS",
    help="Days of nothing between periods.",
)
@trial_options.worthwhile
@click.option(
    "--blinding",
    type=kinds.word("helper", "pharmacist", "open"),
    default="helper",
    metavar="helper|pharmacist|open",
    help="Who packs, or open-label.",
)
@click.option("--baseline", type=kinds.FILE, metavar="CSV", help="Your own ratings so far: day,pain_nrs.")
@click.option(
    "--prescribed", type=kinds.YES_NO_UNKNOWN, metavar="yes|no|unknown", help="Was magnesium prescribed for you?"
)
@click.option(
    "--new-treatment",
    type=kinds.YES_NO_UNKNOWN,
    metavar="yes|no|unknown",
    help="Does another treatment begin meanwhile?",
)
@trial_options.prior
@click.option(
    "--decision", type=kinds.TEXT, metavar="WORDS", help="A dose over the upper level: who decided, and when."
)
@options.force
@options.on
@options.json
def design(person: Path, out: Path, force: bool, on: date, json: bool, **given: Any) -> None:
    """Which trial would answer it, how long, how sure; writes a plan to change and start."""
    from dolomite.app import design_trial
    from dolomite.cli.progress import bar
    from dolomite.view.trial_design import section

    options.apart(period_days=given["period_days"], period=given["period"])
    files.ready(out, force=force)
    baseline = given["baseline"]
    with bar("Simulating trials") as progress:
        designed = design_trial.design(
            files.read_bytes(person),
            name=files.shown_name(person),
            on=on,
            choices=_choices(given),
            baseline_text=files.read_text(baseline) if baseline is not None else None,
            baseline_name=baseline.name if baseline is not None else "baseline",
            progress=progress,
        )
    files.write(out, designed.text, force=force)
    screen.answer("trial", section(designed, plan=str(out)), json=json, on=on)
    screen.written(out, json=json)


def _choices(given: dict[str, Any]) -> Choices:
    from dolomite.app.design_trial import Choices

    return Choices(
        form=given["form"],
        dose_mg=given["dose"],
        against=given["against"],
        speed=given["speed"],
        pairs=given["pairs"],
        period_days=given["period_days"] if given["period_days"] is not None else given["period"],
        washout_days=given["washout"],
        worthwhile_points=given["worthwhile"],
        blinding=given["blinding"],
        prescribed_magnesium=given["prescribed"],
        new_treatment=given["new_treatment"],
        over_ul_decision=given["decision"],
        priors=given["priors"],
    )


@made_command(
    "start",
    examples=(
        "dolomite trial start plan.yaml --dir my-trial",
        "dolomite trial start plan.yaml --dir practice --helper practice-sheet --practice --seed 4",
    ),
)
@click.argument("plan", type=kinds.FILE, metavar="PLAN", help="The plan, as `trial design` wrote it.")
@click.option("--dir", "folder", type=kinds.FOLDER, metavar="DIR", required=True, help="A new folder for the trial.")
@click.option("--helper", type=kinds.FOLDER, metavar="DIR", help="Where the helper's secret sheet goes (DIR-helper).")
@click.option("--practice", is_flag=True, help="A rehearsal with made-up days: no letter, no answer about you.")
@click.option("--seed", type=kinds.SEED, metavar="N", help="With --practice: an order that can be repeated.")
@options.on
@options.json
def start(
    plan: Path, folder: Path, helper: Path | None, practice: bool, seed: int | None, on: date, json: bool
) -> None:
    """Draw the order of the periods, seal it, and begin: day 1 is today or --on."""
    from dolomite.app import start_trial
    from dolomite.view.trial_keep import begun as begun_section

    begun = start_trial.start(
        files.read_text(plan),
        name=plan.name,
        folder=folder,
        helper=helper,
        on=on,
        utc=trial_options.now(),
        rehearsal=start_trial.rehearsal(practice, seed=seed),
    )
    screen.answer("trial", begun_section(begun), json=json, on=on)
    if not json:
        screen.written(folder, begun.helper)
