"""A person as the rules see one: frozen, metric, valid. Built only by `base.parse`.

A field that is None was not asked or not answered; an empty tuple means "asked: none". Nothing here is a default
that a rule could take for an answer.
"""

from __future__ import annotations

from datetime import date, time
from typing import Literal

from dolomite.base.errors import InputError
from dolomite.base.frozen import dataclass

Sex = Literal["female", "male"]
State = Literal["none", "pregnant", "lactating"]
Activity = Literal["inactive", "low_active", "active", "very_active"]
PainKind = Literal[
    "low_back",
    "neck",
    "thoracic",
    "migraine",
    "crps",
    "neuropathic",
    "period",
    "fibromyalgia",
    "cramps",
    "after_spine_surgery",
    "musculoskeletal",
]
Answer = Literal["yes", "no", "unknown"]
Remedy = Literal["supplement", "antacid", "laxative"]
Bound = Literal["exact", "at_least", "at_most"]
UNKNOWN: Literal["unknown"] = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """The pain the person came with. `severity_nrs` is 0 to 10 [points]; `duration_weeks` [weeks]."""

    kind: PainKind
    duration_weeks: float | None = None
    spreads_to_leg: bool | None = None
    severity_nrs: float | None = None
    first_episode: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlags:
    """Answers to the red-flag questions by id; `all_asked` is true when every question was put.

    An id that is missing from `answers` was answered "no" when `all_asked`, and was not asked otherwise.
    """

    answers: tuple[tuple[str, Answer], ...]
    all_asked: bool
    asked_on: date | None = None

    def answer(self, flag: str) -> Answer | None:
        """The answer to one question, or None when nobody asked it."""
        return dict(self.answers).get(flag, "no" if self.all_asked else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kidney:
    """What is known of the kidneys: `egfr` [mL/min/1.73 m2] or `creatinine_umol_l` [umol/L], and the day measured.

    `egfr_is` "at_least" is a laboratory's ">90", "at_most" its "<15", which lies below: the value is that end.

    `said_unknown` means: asked, and no value is known; `told_weak` whether anybody ever told the person that the
    kidneys are weak (None: not answered). A "no" is no value: most weak kidneys are not noticed.
    """

    egfr: float | None = None
    egfr_is: Bound = "exact"
    creatinine_umol_l: float | None = None
    on: date | None = None
    said_unknown: bool = False
    told_weak: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labs:
    """Laboratory values [mmol/L, creatinine in serum umol/L], the laboratory's own serum range, the day measured."""

    serum_magnesium_mmol_l: float | None = None
    urine_magnesium_mmol_l: float | None = None
    urine_creatinine_mmol_l: float | None = None
    serum_creatinine_umol_l: float | None = None
    lower_limit_mmol_l: float | None = None
    upper_limit_mmol_l: float | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """A medicine as the person typed it. `times` are local times of day; `years` how long it has been taken [years].

    `taken_for` is what the person says it is for.
    """

    name: str
    dose: str | None = None
    times: tuple[time, ...] = ()
    years: float | None = None
    taken_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """Something swallowed that holds magnesium. One of `elemental_mg`, `salt_mg` [mg per unit taken] or neither.

    `per_day` is how many units a day [1/d]. `what` tells a supplement from an antacid or a laxative.
    """

    form: str
    elemental_mg: float | None = None
    salt_mg: float | None = None
    per_day: float = 1
    what: Remedy = "supplement"
    times: tuple[time, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """When the person's day begins and ends (local times)."""

    wakes: time
    sleeps: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the rules need to know about one person. Lengths in cm, mass in kg, ages in completed years.

    `country` is its ISO code; None: not told. `other_conditions` are illnesses in the person's words that no list has.
    `screener` are answers (question, how often) of the two-minute screener; what is not in it was not answered.
    """

    sex: Sex
    born: date | None = None
    given_age_years: int | None = None
    state: State = "none"
    gestation_weeks: float | None = None
    weight_before_pregnancy_kg: float | None = None
    months_since_birth: float | None = None
    height_cm: float | None = None
    weight_kg: float | None = None
    units: Literal["metric", "us"] = "metric"
    activity: Activity | None = None
    weekly_change_kg: float | None = None
    country: str | None = None
    body: str = "us"
    pain: Pain | None = None
    red_flags: RedFlags | None = None
    conditions: tuple[str, ...] | Literal["unknown"] | None = None
    other_conditions: tuple[str, ...] = ()
    kidney: Kidney | None = None
    labs: Labs | None = None
    medicines: tuple[Medicine, ...] | Literal["unknown"] | None = None
    day: Day | None = None
    supplements: tuple[Supplement, ...] | Literal["unknown"] | None = None
    symptoms: tuple[str, ...] | Literal["unknown"] | None = None
    avoid: tuple[str, ...] = ()
    hide_energy: bool = True
    screener: tuple[tuple[str, str], ...] | None = None

    def __post_init__(self) -> None:
        if (self.born is None) == (self.given_age_years is None):
            raise InputError("a person needs exactly one of born and age_years.")
        if self.sex == "male" and self.state != "none":
            raise InputError(f"state {self.state!r} needs sex female, got {self.sex}.")

    def age_years(self, on: date) -> int:
        """Completed years [years] on that day. Born on 29 February: older on 1 March of a common year."""
        if self.born is None:
            assert self.given_age_years is not None
            return self.given_age_years
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))

    def age_months(self, on: date) -> int | None:
        """Completed months [months] on that day; None when only the age in years was given."""
        if self.born is None:
            return None
        return (on.year - self.born.year) * 12 + on.month - self.born.month - (on.day < self.born.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """The names the door must know, a value built from facts and handed in, so that the door holds no lists.

    Red flags, conditions, symptoms, supplement forms, avoid groups and authorities (bodies).
    `countries` are (ISO code, the authority whose values hold there, the units shown), `country_words` pairs (name in
    lower case, ISO code).
    `aliases` are pairs (plain words as people type them, lower case; the id they mean), for every kind of name.
    """

    red_flags: frozenset[str]
    conditions: frozenset[str]
    symptoms: frozenset[str]
    forms: frozenset[str]
    avoid: frozenset[str]
    bodies: frozenset[str]
    aliases: tuple[tuple[str, str], ...] = ()
    countries: tuple[tuple[str, str, Literal["metric", "us"]], ...] = ()
    country_words: tuple[tuple[str, str], ...] = ()
