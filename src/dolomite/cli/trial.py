"""`dolomite trial`: the group of commands of a personal trial. One use case each; no rule stands here."""

from __future__ import annotations

import click

from dolomite.cli import trial_answer, trial_begin, trial_keep, trial_recover
from dolomite.cli.group import Group


@click.group(
    "trial",
    cls=Group,
    examples=(
        "dolomite trial design examples/person.yaml --out plan.yaml --prescribed no --new-treatment no",
        "dolomite trial start plan.yaml --dir my-trial",
        "dolomite trial log my-trial --pain 5",
        "dolomite trial analyse examples/trial_worked.csv --active magnesium",
    ),
)
def command() -> None:
    """Did it work for me? A randomised trial in one person."""


for each in (
    trial_begin.design,
    trial_begin.start,
    trial_keep.log,
    trial_keep.status,
    trial_recover.recover,
    trial_answer.analyse,
    trial_answer.report,
    trial_answer.pool,
):
    command.add_command(each)
