"""What the commands of a trial share: their options, their JSON, the moment of writing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from dolomite.cli import kinds, screen

if TYPE_CHECKING:
    from dolomite.report.tree import Section

PAIN_POINTS = 10.0  # the length of the 0 to 10 scale

active = click.option(
    "--active", type=kinds.TEXT, metavar="ARM", help="The arm whose effect is asked (the plan's first)."
)
against = click.option("--against", type=kinds.TEXT, metavar="ARM", help="The arm to compare with.")
prior = click.option(
    "--prior", "priors", type=kinds.TEXT, multiple=True, metavar="NAME=MEAN,SD",
    help="Another prior: effect=-0.5,1, tau=5,0.7 ... or evidence.",
)  # fmt: skip
sheet = click.option("--sheet", type=kinds.FILE, metavar="FILE", help="The helper's code sheet.")
worthwhile = click.option(
    "--worthwhile", type=kinds.number(0, PAIN_POINTS, "points"), metavar="POINTS",
    help="Less pain than this is not worth it (2).",
)  # fmt: skip


def document(data: Mapping[str, object], *, on: date | None) -> None:
    """The JSON object of a command of the trial. (Units in the keys.)"""
    screen.document("trial", data, on=on)


def told(section: Section, *, json: bool) -> None:
    """What no day matters for: the section, or its object. (Units in each line.)"""
    if json:
        document(section.data, on=None)
    else:
        screen.section(section)


def now() -> datetime:
    """The moment of writing. The clock is read in the command line only."""
    return datetime.now(UTC)
