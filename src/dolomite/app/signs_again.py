"""Use case: a running trial asks the warning signs again, every four weeks and before each period."""

from __future__ import annotations

from datetime import date

from dolomite.safety.card import cards
from dolomite.safety.signal import bands
from dolomite.trial.record import Record
from dolomite.view.trial_keep import SignsAgain

BAND = "screen_over_4_weeks"  # how long answers to the warning signs count is a fact of safety
AHEAD_DAYS = 1  # a period is announced on the day before it, so that nothing is swallowed before the question


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
