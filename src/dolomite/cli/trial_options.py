"""What the commands of a trial share: their options, their JSON, the moment of writing."""

from __future__ import annotations

from datetime import UTC, datetime
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


def told(section: Section, *, json: bool) -> None:
    """What no day matters for: the section, or its object. (Units in each line.)"""
    screen.answer("trial", section, json=json)


def now() -> datetime:
    """The moment of writing. The clock is read in the command line only."""
    return datetime.now(UTC)
