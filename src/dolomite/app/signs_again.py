"""Use case: a running trial asks the warning signs again, every four weeks and before each period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dolomite.safety.card import CardRow, cards
from dolomite.safety.signal import bands
from dolomite.trial.record import Record

BAND = "screen_over_4_weeks"  # how long answers to the warning signs count is a fact of safety
AHEAD_DAYS = 1  # a period is announced on the day before it, so that nothing is swallowed before the question
STOP = (
    "If one of these is so, take no more for the trial and end it. With fever or after a fall see a doctor "
    "today; with any of the others go to an emergency department or call the emergency number now."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignsAgain:
    """The warning signs are to be asked again: why, and the six cards."""

    because: str
    cards: tuple[CardRow, ...]

    @property
    def says(self) -> tuple[str, ...]:
        """The questions as sentences. (No unit.)"""
        return (f"{self.because} The warning signs again:", *(f"{card.text}?" for card in self.cards), STOP)

    def data(self) -> dict[str, object]:
        """The same as keys and values. (No unit.)"""
        return {"because": self.because, "cards": [{"id": one.id, "text": one.text} for one in self.cards]}


def signs_again(known: Record, *, on: date) -> SignsAgain | None:
    """Whether a period begins, or four weeks have passed, since the last day that was written down [days from 1].

    Logging goes on either way. None when nothing is due, and outside a running trial.
    """
    today, design = known.day_on(on), known.design
    if known.stopped is not None or not 1 <= today <= design.days:
        return None
    written = max((word.day for word in known.days if word.day < today), default=0)
    block = design.period_days + design.washout_days
    for period in range(design.periods, 0, -1):
        begins = design.baseline_days + (period - 1) * block + 1
        if written < begins <= today + AHEAD_DAYS:
            when = "has begun" if begins <= today else "begins tomorrow"
            return SignsAgain(because=f"Period {period} {when}.", cards=cards())
    lasts = _lasts_days()
    if today > 1 and (today - 1) // lasts > (max(written, 1) - 1) // lasts:
        return SignsAgain(because="Four weeks have passed.", cards=cards())
    return None


def _lasts_days() -> int:
    row = next(one for one in bands() if one.id == BAND)
    assert row.above is not None
    return int(row.above)
