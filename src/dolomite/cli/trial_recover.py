"""`dolomite trial recover`: what can be saved of a damaged journal."""

from __future__ import annotations

from pathlib import Path

import click

from dolomite.cli import kinds, options, screen, trial_options
from dolomite.cli.group import command as made_command


@made_command("recover", examples=("dolomite trial recover my-trial --out saved-trial",))
@options.trial_folder
@click.option("--out", type=kinds.FOLDER, metavar="DIR", required=True, help="A new folder for what could be saved.")
@options.json
def recover(folder: Path, out: Path, json: bool) -> None:
    """Save what can be saved of a damaged journal into a new folder. The damaged one stays as it is."""
    from dolomite.app import recover_trial
    from dolomite.view.trial_keep import recovered

    saved = recover_trial.recover(folder, out=out, utc=trial_options.now())
    trial_options.told(recovered(saved, out=out), json=json)
    screen.written(out, json=json)
