"""What a person can choose, side by side: keep moving, food, tablets, nothing more for now."""

from __future__ import annotations

from dolomite.base.person import Person
from dolomite.evidence.short import short
from dolomite.report.tree import Cell, Column, Table
from dolomite.safety.alert import Urgency
from dolomite.safety.helps import ask_again
from dolomite.view.answer import HOW_SURE, NOT_SHOWN, Known
from dolomite.view.not_asked import not_asked
from dolomite.view.safety import FIRST, STOPPED, UNASKED

NOTHING_KNOWN = "Nothing you told us."
NO_ANSWER = "No answer here says."
OPEN = "Warning signs that nobody has asked you about."
GUIDELINES = "recommended by guidelines"
NEW_PAIN = "most_eases"  # the row on how new pain goes without treatment
AGAIN = "screen_again"


def table(person: Person, known: Known) -> Table:
    """Four choices in the same words and order for everybody: none is recommended by its place."""
    return Table(
        caption="Your choices side by side",
        columns=tuple(
            map(_column, ("Choice", "For pain like yours", "How sure", "What speaks against it", "First step"))
        ),
        rows=(_moving(person, known), _food(known), _tablets(person, known), _nothing(known)),
    )


def _column(title: str) -> Column:
    return Column(title=title)


def _moving(person: Person, known: Known) -> tuple[Cell, ...]:
    best = next((option for option in known.helps.options if option.row.verified is True), None)
    against = OPEN if "red_flags" in not_asked(person, known.safety) or known.copied else NOTHING_KNOWN
    if best is None:
        return ("Keep moving", "Not before somebody has looked.", GUIDELINES, FIRST[Urgency.soon], "See a doctor")
    return ("Keep moving", best.says, GUIDELINES, against, "Today")


def _food(known: Known) -> tuple[Cell, ...]:
    against = NOTHING_KNOWN
    if "plan" in known.safety.clearance.stops:
        against = f"Until your safety is settled {STOPPED['plan']}."
    if known.change is not None and known.change.planned:
        step = known.change.says
    elif known.magnesium is None:
        step = "Write down one day of what you eat"
    else:
        step = "Nothing to change"
    return ("More magnesium in food", NOT_SHOWN, HOW_SURE["no_evidence"], against, step)


def _tablets(person: Person, known: Known) -> tuple[Cell, ...]:
    says, certainty = short(known.evidence)
    clearance = known.safety.clearance
    unasked = not_asked(person, known.safety) and clearance.urgency < Urgency.ask_first
    step = (
        "Not yet"
        if "trial" in clearance.stops or unasked or known.copied
        else "A trial on yourself, by chance and blinded"
    )
    return ("Magnesium tablets", says, HOW_SURE[certainty], UNASKED if unasked else FIRST[clearance.urgency], step)


def _nothing(known: Known) -> tuple[Cell, ...]:
    eases = next((option for option in known.helps.options if option.row.id == NEW_PAIN), None)
    again = next(row.says for row in ask_again() if row.id == AGAIN)
    if eases is None:
        return (
            "Nothing more for now",
            "Trials compare tablets with dummy tablets, not with doing nothing.",
            HOW_SURE["no_evidence"],
            NO_ANSWER,
            again,
        )
    return ("Nothing more for now", eases.says, "not fully checked", NO_ANSWER, again)
