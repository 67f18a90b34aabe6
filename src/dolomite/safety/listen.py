"""What follows from a note: an emergency reading at once, other readings as questions, and never silence."""

from __future__ import annotations

from dataclasses import dataclass

from dolomite import facts
from dolomite.safety.alert import Alert, Urgency
from dolomite.safety.card import CardRow, cards, urgent
from dolomite.safety.own_words import Heard, heard, tells_of_change, worth_asking
from dolomite.safety.redflag import QuestionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """A note as it was read: `now` is what to do if an emergency reading is right, `readings` are the questions heard,
    `again` the questions worth asking once more, `cards` the emergency cards that are asked whatever was heard."""

    now: tuple[Alert, ...]
    readings: tuple[Heard, ...]
    again: tuple[QuestionRow, ...]
    cards: tuple[CardRow, ...]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to ask."""
        return not (self.readings or self.again or self.cards)


def listen(text: str, *, harm: bool = False) -> Listened:
    """Read a note (`harm`: it was given as something that went wrong). No diagnosis is made. (No unit.)

    Words that nobody foresaw are met by asking: a text that touches the subject of a flag asks that flag's question;
    something that went wrong in words of no row, and a body in which something is new or fails, the emergency cards.
    """
    readings = heard(text)
    emergencies = [one.flag for one in readings if one.urgency >= Urgency.emergency_now]
    known = {one.flag for one in readings}
    by_id = {row.id: row for row in facts.light_rows("safety/questions", QuestionRow)}
    again = () if emergencies else tuple(by_id[flag] for flag in worth_asking(text) if flag not in known)
    return Listened(
        now=urgent(dict.fromkeys(emergencies, "yes")),
        readings=readings,
        again=again,
        cards=cards() if not readings and text.strip() and (harm or (not again and tells_of_change(text))) else (),
    )
