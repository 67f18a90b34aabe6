"""Use case: a running trial asks the warning signs again, every four weeks and before each period, until answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dolomite.base.errors import InputError
from dolomite.base.person import Answer
from dolomite.report.tree import Section
from dolomite.safety.card import cards, urgent
from dolomite.safety.signal import bands
from dolomite.trial.record import Record
from dolomite.view import heard as view
from dolomite.view.trial_keep import SignsAgain

BAND = "screen_over_4_weeks"  # how long answers to the warning signs count is a fact of safety
AHEAD_DAYS = 1  # a period is announced on the day before it, so that nothing is swallowed before the question
YES, NO, UNSURE = "yes", "no", "unsure"
NONE = "none"


def signs_again(known: Record, *, on: date) -> SignsAgain | None:
    """Whether a period begins, or four weeks have passed, since the signs were last answered [days from 1].

    They were answered before the trial began. Logging goes on either way. None when nothing is due, and outside a
    running trial.
    """
    today, design = known.day_on(on), known.design
    if known.stopped is not None or not 1 <= today <= design.days:
        return None
    answered = max((signs.day for signs in known.signs if signs.day <= today), default=0)
    block = design.period_days + design.washout_days
    for period in range(design.periods, 0, -1):
        begins = design.baseline_days + (period - 1) * block + 1
        if begins <= today + AHEAD_DAYS and answered < begins - AHEAD_DAYS:
            when = "has begun" if begins <= today else "begins tomorrow"
            return SignsAgain(because=f"Period {period} {when}.", cards=cards())
    if today - max(answered, 1) >= _lasts_days():
        return SignsAgain(because="Four weeks have passed.", cards=cards())
    return None


def read_answers(text: str) -> dict[str, str]:
    """Answers to the six signs as typed: "none", or those that are so ("legs, fever_ill=unsure").

    Raises InputError for a sign that is none of the six, and for another answer.
    """
    known = [card.id for card in cards()]
    answers = dict.fromkeys(known, NO)
    if text.strip().lower() in (NONE, NO):
        return answers
    for part in text.split(","):
        name, _, answer = (word.strip().lower() for word in part.partition("="))
        answers[name] = answer or YES
    return checked_answers(answers)


def checked_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """The same answers, each of the six signs once; one left out counts as not sure. Raises InputError."""
    known = [card.id for card in cards()]
    for name, answer in answers.items():
        if name not in known:
            raise InputError(f"{name!r} is none of the signs. Write none, or {', '.join(known)}.", field="signs")
        if answer not in (YES, NO, UNSURE):
            raise InputError(f"{answer!r} is no answer to {name}. Use {YES}, {NO} or {UNSURE}.", field="signs")
    return {name: answers.get(name, UNSURE) for name in known}


def what_follows(answers: Mapping[str, str], *, country: str | None) -> Section | None:
    """What follows from the answers, for somebody in this country (ISO code); None when all six are no."""
    flags: dict[str, Answer] = {flag: "yes" for card in cards() if answers.get(card.id) == YES for flag in card.flags}
    unsure = tuple(card for card in cards() if answers.get(card.id) == UNSURE)
    return view.answered(urgent(flags), unsure, country=country)


def _lasts_days() -> int:
    row = next(band for band in bands() if band.id == BAND)
    assert row.above is not None
    return int(row.above)
