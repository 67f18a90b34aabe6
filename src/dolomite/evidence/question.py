"""The questions put to the evidence: kinds of pain, ways of giving magnesium, and the names that people type."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.base.person import Pain
from dolomite.evidence.study import Comparison, Domain, Part, Route, Trial, trials

SURE_ENOUGH = 0.82  # likeness (difflib ratio) from which a misspelt name is taken for the one meant; our choice
ACUTE_BELOW_WEEKS = 6  # under six weeks counts as acute (Cochrane Back and Neck, Furlan 2015)
CHRONIC_FROM_WEEKS = 12  # twelve weeks or more counts as chronic (same)
# Words that say nothing about which kind of pain is meant.
FILLER = frozenset({"pain", "the", "my", "in", "of", "for", "a", "and", "magnesium", "does", "help", "with", "from"})


class Condition(facts.Row):
    """A kind of pain. `shows` are conditions it stands for together; `closest` the one that comes nearest when nobody
    has studied it; `kind` the word of the person file (None: no word of it)."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    closest: str | None = None


class Window(Part):
    """A stretch of days after the start, from the end of the one before up to and including `to_day` [d]."""

    id: str
    words: str
    to_day: float


class Question(facts.Row):
    """One question: who, what, how given, against what, which outcome, when.

    `swallowed` questions can speak for a supplement. `rated` no: they say nothing about supplements and get no word of
    certainty. `reviews` answer where the trials themselves were not taken in; `review_people` [persons] are those
    behind them and `review_direction` what they say together.
    """

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    condition: str
    ask: str
    treatment: str
    people: str
    against: str
    routes: tuple[Route, ...]
    comparisons: tuple[Comparison, ...]
    swallowed: bool
    rated: bool = True
    headline: bool = True
    outcome: Domain
    outcome_words: str
    windows: tuple[Window, ...]
    main: str
    reviews: tuple[str, ...] = ()
    review_people: int | None = None
    review_direction: Literal["favours_magnesium", "favours_control", "mixed", "unclear"] | None = None
    would_change: tuple[str, ...]
    searched_on: str

    @property
    def main_window(self) -> Window:
        """The window that answers the question."""
        return next(window for window in self.windows if window.id == self.main)

    def window_of(self, day: float | None) -> Window | None:
        """The window that a day [d after the start] falls in; None outside all, on day 0, or for an unknown day where
        there is more than one window to choose from."""
        if day is None:
            return self.windows[0] if len(self.windows) == 1 else None
        if day <= 0:
            return None
        return next((window for window in self.windows if day <= window.to_day), None)

    def trials(self) -> tuple[Trial, ...]:
        """The trials that answer this question, or were meant to."""
        return tuple(trial for trial in trials() if trial.question == self.id)


@cache
def conditions() -> tuple[Condition, ...]:
    """Every kind of pain, in the order they are shown."""
    return facts.rows("evidence/conditions", Condition)


@cache
def questions() -> tuple[Question, ...]:
    """Every question, in the order they are shown; the first of a condition is the one people mean."""
    return facts.rows("evidence/questions", Question)


def questions_of(condition: Condition) -> tuple[Question, ...]:
    """The questions of a condition, those it stands for included."""
    names = condition.shows or (condition.id,)
    return tuple(question for name in names for question in questions() if question.condition == name)


def condition(text: str) -> Condition:
    """The kind of pain that somebody means by `text`: an id, a name, an alias in any order of words, or a near miss.

    Raises InputError that lists the names.

    >>> condition("LBP chronic").id
    'low_back_chronic'
    >>> condition("sciatica").id
    'low_back_radicular'
    """
    wanted = _words(text)
    if not wanted:
        raise _unknown(text)
    named = {
        _words(name): pain_kind
        for pain_kind in reversed(conditions())
        for name in (pain_kind.id, pain_kind.name, *pain_kind.aliases)
    }
    if wanted in named:
        return named[wanted]
    held = [(len(words), pain_kind) for words, pain_kind in named.items() if words <= wanted]
    longest = max((length for length, _ in held), default=0)
    best = {pain_kind.id: pain_kind for length, pain_kind in held if length == longest}
    if len(best) == 1:
        return next(iter(best.values()))
    spelt = {" ".join(sorted(words)): pain_kind for words, pain_kind in named.items()}
    near = difflib.get_close_matches(" ".join(sorted(wanted)), spelt, n=1, cutoff=SURE_ENOUGH)
    if near:
        return spelt[near[0]]
    raise _unknown(text)


def condition_of(pain: Pain) -> Condition:
    """The kind of pain of a person: by its kind, and for the low back by its spread to the leg and its weeks [weeks].

    Between six and twelve weeks, or when nobody asked how long, it is low back pain without a further word.
    """
    if pain.kind != "low_back":
        return next(pain_kind for pain_kind in conditions() if pain_kind.kind == pain.kind)
    name = "low_back"
    if pain.spreads_to_leg:
        name = "low_back_radicular"
    elif pain.duration_weeks is not None and pain.duration_weeks < ACUTE_BELOW_WEEKS:
        name = "low_back_acute"
    elif pain.duration_weeks is not None and pain.duration_weeks >= CHRONIC_FROM_WEEKS:
        name = "low_back_chronic"
    return next(pain_kind for pain_kind in conditions() if pain_kind.id == name)


ROUTE_WORDS: dict[str, tuple[Route, ...]] = {
    "oral": ("oral",),
    "tablets": ("oral",),
    "infusion": ("infusion", "infusion_then_oral"),
    "iv": ("infusion", "infusion_then_oral"),
    "intravenous": ("infusion", "infusion_then_oral"),
    "infusion_then_oral": ("infusion_then_oral",),
    "epidural": ("epidural",),
    "injection": ("injection",),
    "skin": ("skin",),
    "topical": ("skin",),
}


def routes(text: str) -> tuple[Route, ...]:
    """The routes that a word means. Raises InputError that lists the words."""
    meant = ROUTE_WORDS.get(text.strip().lower().replace(" ", "_").replace("-", "_"))
    if meant is None:
        raise InputError(f"{text!r} is not one of {', '.join(ROUTE_WORDS)}.", field="route")
    return meant


def _words(text: str) -> frozenset[str]:
    spelt = re.sub(r"[^a-z0-9]+", " ", text.lower()).split()
    useful = [word for word in spelt if word not in FILLER]
    return frozenset(useful or spelt)


def _unknown(text: str) -> InputError:
    names = ", ".join(pain_kind.id for pain_kind in conditions())
    return InputError(f"there is no condition {text!r}. Choose one of: {names}.")
