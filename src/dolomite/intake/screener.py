"""The two-minute screener: some twenty answers give a first, rough estimate of usual magnesium, with its wide band.

Each answer counts times a day by portions by what a portion is worth; the sum is calibrated by sex and drawn towards
the mean, because answers from memory follow usual intake only loosely. A start value: three logged days replace it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.base.finding import Basis, Finding
from dolomite.base.span import Span

Sex = Literal["female", "male"]
Z_80 = 1.2815515655446004  # standard normal quantile of a band of 80 %
Z_95 = 1.959963984540054  # and of 95 %
LEAST_PORTION = 0.5  # portions that can be answered
MOST_PORTIONS = 3.0  # and the most


class Item(facts.LightRow):
    """One question: what is asked, the portion in words and [g], and the magnesium a portion is worth [mg]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    ask: str
    portion: str
    portion_g: float
    mg_per_portion: float
    asked: str


class Often(facts.LightRow):
    """How often, in words, and what that counts a day [1/d]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    says: str
    per_day: float


class Calibration(facts.LightRow):
    """From the score to an estimate for one sex and one number of items [mg/d; slope and r2 without unit]."""

    unique: ClassVar[tuple[str, ...]] = ("sex", "items")

    sex: str
    items: str
    intercept_mg: float
    slope: float
    mean_mg: float
    sd_usual_mg: float
    r2_usual: float


class Recall(facts.LightRow):
    """How well answers follow usual intake [1], and after how many logged days the diary speaks [d]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HowOften:
    """How often one item is eaten (the id of an answer) and how many portions each time."""

    often: str
    portions: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rough:
    """A first estimate: usual magnesium with its 80 % and 95 % band and its SD [mg/d], the uncorrected estimate [mg/d],
    and what each item gives [mg/d], most first. `says` is the sentence to show."""

    usual: Span
    widest: Span
    sd_mg: float
    estimate_mg: float
    by_item: tuple[tuple[str, float], ...]
    says: str
    finding: Finding


def items(*, all_of_them: bool = False) -> tuple[Item, ...]:
    """The questions in the order they are asked: the twenty, or also those asked where they fit. (mg in each.)"""
    rows = facts.light_rows("intake/screener_items", Item)
    return rows if all_of_them else tuple(row for row in rows if row.asked == "always")


def often() -> tuple[Often, ...]:
    """The answers to how often, rarest first [1/d]."""
    return facts.light_rows("intake/screener_answers", Often)


def estimate(answers: Mapping[str, HowOften], *, sex: Sex | None) -> Rough:
    """Usual magnesium from food [mg/d] by the answers, all twenty given; sex not told: the mean of both, the wider SD.

    Supplements and mineral water are asked beside it and not counted here. Raises InputError naming every item that is
    not answered or not known: unknown is not zero.
    """
    asked = items(all_of_them=len(answers) > len(items()))
    _refuse(answers, asked)
    per_day = {row.id: row.per_day for row in often()}
    by_item = {
        question.id: per_day[answers[question.id].often] * answers[question.id].portions * question.mg_per_portion
        for question in asked
    }
    score = fsum(by_item.values())
    rows = [
        row
        for row in facts.light_rows("intake/screener_calibration", Calibration)
        if row.items == str(len(asked)) and sex in (None, row.sex)
    ]
    raw = [row.intercept_mg + row.slope * score for row in rows]
    follow = _recall("answers_against_usual")
    drawn = [
        row.mean_mg + follow**2 / row.r2_usual * (value - row.mean_mg) for row, value in zip(rows, raw, strict=True)
    ]
    sd = max(row.sd_usual_mg for row in rows) * sqrt(1 - follow**2)
    usual = fsum(drawn) / len(drawn)
    band = Span(known=usual, low=max(0.0, usual - Z_80 * sd), high=usual + Z_80 * sd)
    low, high = (10 * round(end / 10) for end in (band.at_least, usual if band.high is None else band.high))
    basis = (Basis(source="person", at="screener"), *rows[0].basis)
    return Rough(
        usual=band,
        widest=Span(known=usual, low=max(0.0, usual - Z_95 * sd), high=usual + Z_95 * sd),
        sd_mg=sd,
        estimate_mg=fsum(raw) / len(raw),
        by_item=tuple(sorted(by_item.items(), key=lambda item: -item[1])),
        says=f"Roughly, you get between {low} and {high} mg of magnesium a day. Log a few days of food to narrow it.",
        finding=Finding(name="food_mg", value=band, unit="mg/d", basis=basis),
    )


def still_counts(logged_days: int) -> bool:
    """Whether the screener still speaks beside so many logged days [d]."""
    return logged_days < _recall("logged_days_replace")


def _refuse(answers: Mapping[str, HowOften], asked: tuple[Item, ...]) -> None:
    known, words = {question.id for question in asked}, {row.id for row in often()}
    missing = [question.ask for question in asked if question.id not in answers]
    wrong = [name for name in answers if name not in known]
    odd = [
        name
        for name, answer in answers.items()
        if answer.often not in words or not LEAST_PORTION <= answer.portions <= MOST_PORTIONS
    ]
    if missing:
        raise InputError(f"not answered: {'; '.join(missing)}. Answer never where it is never eaten.", field="screener")
    if wrong or odd:
        raise InputError(
            f"{', '.join(wrong or odd)}: not an answer of the screener. "
            f"Say how often, and {LEAST_PORTION:g} to {MOST_PORTIONS:g} portions.",
            field="screener",
        )


def _recall(name: str) -> float:
    return next(row.value for row in facts.light_rows("intake/screener_recall", Recall) if row.id == name)
