"""An alert: a finding of safety with its urgency, what to do, and which advice it stops."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import Literal

from dolomite.base.finding import Finding
from dolomite.base.frozen import dataclass

# goal: amounts of magnesium to aim for, and the limit; energy: calories and a weight goal.
Advice = Literal["dosing", "plan", "trial", "goal", "energy"]


# personal: what one runs for oneself; information: hosted for others, which is a stop like any other.
Profile = Literal["personal", "information"]


class Urgency(IntEnum):
    """One scale for everything; a higher step is more urgent. The names are the words of the answer."""

    none = auto()
    info = auto()
    caution = auto()
    ask_first = auto()
    soon = auto()
    same_day = auto()
    emergency_now = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Finding):
    """One thing safety says. `id` is the rule, `about` the flag, condition, medicine or lab that fired it.

    `stops` names the advice that may not be shown; it comes from the rule's own row, not from the urgency.
    """

    id: str
    about: str
    urgency: Urgency
    do: str
    stops: frozenset[Advice]
