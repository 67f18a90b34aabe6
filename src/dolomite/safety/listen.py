"""What follows from a note: an emergency reading at once, other readings as questions, and hardly ever silence.

Two tiers. Rows of words act: an emergency that they hear is said at once, however the rest of the note sounds. A net of
weights only adds questions: where a note sounds like a warning sign, those that it points to are put. Weights that were
fitted to made-up notes never take away what a row heard.
"""

from __future__ import annotations

from dataclasses import dataclass

from dolomite import facts
from dolomite.safety.alert import Alert, Urgency
from dolomite.safety.card import CardRow, cards, urgent
from dolomite.safety.net import Sounds, asks, sounds
from dolomite.safety.own_words import Heard, heard
from dolomite.safety.redflag import QuestionRow

MOST_ASKED = 3  # questions that the net puts after one note; about reading


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
    """Read a note (`harm`: it was given as something that went wrong). No diagnosis is made.

    Words that nobody foresaw are met by asking: a note that sounds like a warning sign is answered with the questions
    it points to, and something that went wrong, in words that tell of no matter of the day, with the emergency cards.
    """
    how, readings = sounds(text), heard(text)
    told = urgent(dict.fromkeys((reading.flag for reading in readings), "yes"))
    now = tuple(alert for alert in told if alert.urgency >= Urgency.emergency_now)
    pressing = any(reading.urgency >= Urgency.same_day for reading in readings)
    again = _asked(how, readings) if asks(how) and not (now or pressing) else ()
    return Listened(
        now=now,
        readings=readings,
        again=again,
        cards=cards() if harm and text.strip() and not pressing else (),
    )


def _asked(how: Sounds, readings: tuple[Heard, ...]) -> tuple[QuestionRow, ...]:
    """The questions of the flags that the net points to, but for those that were heard.

    Beside a question that a row heard, only those that are as likely as not by themselves.
    """
    by_id = {row.id: row for row in facts.light_rows("safety/questions", QuestionRow)}
    known = {reading.flag for reading in readings}
    wanted = (flag for flag in how.flags if flag not in known and (not readings or flag in how.likely))
    return tuple(by_id[flag] for flag in wanted if flag in by_id)[:MOST_ASKED]
