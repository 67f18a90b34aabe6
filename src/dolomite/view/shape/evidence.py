"""The object of `dolomite evidence`."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from dolomite.view.shape.pool import Pool
from dolomite.view.shape.shape import Certainty, Grounded, Head, Source, Verified


class Size(TypedDict):
    """How large the effect is, on a pain scale from 0 to 10; a dial of its own beside certainty."""

    word: str
    difference_points: float | None
    ci_points: tuple[float | None, float | None] | None
    because: str


class StudyArm(TypedDict):
    """What one group of a trial had, as printed."""

    label: str
    takes: str
    n: int | None
    mean: float | None
    sd: float | None
    events: int | None


class Effect(TypedDict):
    """A difference between groups as printed, or computed here."""

    measure: str
    value: float | None
    low: float | None
    high: float | None
    computed: bool
    words: str | None


class Result(TypedDict):
    """One result of a trial."""

    id: str
    name: str
    domain: str
    scale: str | None
    day: float | None
    arms: list[StudyArm]
    effect: Effect | None
    p: str | None
    stated: str | None
    direction: str | None
    n: int | None
    note: str | None
    verified: Verified


class RiskOfBias(TypedDict):
    """Risk of bias by domain, and who read it."""

    of: list[str]
    tool: str
    readers: int
    domains: dict[str, str]
    overall: str
    because: str | None


class Flag(TypedDict):
    """Something to know of a trial."""

    kind: str
    says: str


class Recheck(TypedDict):
    """A printed p-value beside what the trial's own figures give."""

    says: str
    flagged: bool


class Trial(TypedDict):
    """One trial: what was done, what was found, what keeps it out."""

    id: str
    name: str
    title: str
    authors: str | None
    journal: str | None
    year: int | None
    doi: str | None
    pmid: str | None
    registration: str | None
    country: str | None
    question: str
    condition: str
    population: str | None
    n: int | None
    n_analysed: int | None
    design: str
    blinding: str | None
    crossover: bool | None
    form: str | None
    route: str
    elemental_mg_per_day: float | None
    elemental_basis: str | None
    dose: str | None
    days: float | None
    given_with: str | None
    comparator: str | None
    result: str
    direction: str | None
    used: bool
    set_aside: str | None
    results: list[Result]
    risk_of_bias: RiskOfBias | None
    flags: list[Flag]
    recomputed: list[Recheck]
    impossible_means: list[str]
    harms: str | None
    funding: str | None
    read_from: str
    not_read: list[str]
    verified: Verified
    sources: list[Source]


class Step(TypedDict):
    """Why certainty goes down or up."""

    domain: str
    steps: int
    because: str
    how: str
    sources: list[Source]


class Votes(TypedDict):
    """How many trials point each way."""

    magnesium: int
    control: int
    unclear: int
    missing: int
    sign_test_p: float | None
    says: str


class Direction(TypedDict):
    """Which way one trial points in one domain and window, and what it was read from."""

    trial: str
    domain: str
    window: str
    day: float | None
    direction: str | None
    read_from: str
    why: str
    n: int | None


class SetAside(TypedDict):
    """A trial that cannot bear on the question."""

    trial: str
    why: str


class Figure(TypedDict):
    """A figure that a review prints."""

    name: str
    measure: str | None
    value: float | None
    low: float | None
    high: float | None
    trials: int | None
    people: int | None
    certainty: str | None
    words: str | None


class Review(TypedDict):
    """A review or a guideline, and what it says."""

    id: str
    name: str
    kind: str
    journal: str | None
    year: int | None
    doi: str | None
    scope: str | None
    says: str
    certainty_as_stated: str | None
    figures: list[Figure]
    caveats: list[str]
    verified: Verified
    sources: list[Source]


class PooledQuestion(Pool):
    """A pool object (`dolomite pool`) with the unit of its effects."""

    unit: str | None


class Question(TypedDict):
    """One question (people, treatment with its route, comparison, outcome, time) and its answer."""

    id: str
    condition: str
    question: str
    answer: str
    treatment: str
    people: str
    against: str
    routes: list[str]
    swallowed: bool
    outcome: str
    window: str
    certainty: Certainty
    certainty_because: str
    certainty_start: str | None
    steps: list[Step]
    provisional: bool
    size: Size
    poolable: bool
    why_not: list[str]
    left_out: list[str]
    direction: str | None
    votes: Votes | None
    directions: list[Direction]
    trials: list[str]
    used: list[str]
    set_aside: list[SetAside]
    reviews: list[Review]
    pooled: PooledQuestion | None
    would_change: list[str]
    searched_on: str


class ResultFlag(TypedDict):
    """A printed result that its own figures do not bear out."""

    trial: str
    result: str
    says: str


class Harm(TypedDict):
    """What one trial tells of harm."""

    trial: str
    says: str


class Condition(TypedDict):
    """One kind of pain in the overview."""

    condition: str
    condition_name: str
    answer: str
    certainty: Certainty
    certainty_of_headline: Certainty
    direction: str | None
    size: str | None
    poolable: bool
    trials: int
    people: int
    command: str


class Evidence(TypedDict):
    """What the trials say for one kind of pain; without a condition: `conditions`, and no single answer."""

    condition: str | None
    condition_name: NotRequired[str | None]
    question: str
    answer: str | None
    certainty: Certainty | None
    certainty_of_headline: NotRequired[Certainty | None]
    certainty_of: NotRequired[str | None]
    size: NotRequired[Size | None]
    poolable: bool | None
    why_not: list[str]
    direction: str | None
    direction_says: NotRequired[str | None]
    trials: list[Trial]
    pooled: PooledQuestion | None
    """A pool object (`dolomite pool`)."""
    questions: NotRequired[list[Question]]
    conditions: NotRequired[list[Condition] | None]
    flags: NotRequired[list[ResultFlag]]
    harms: NotRequired[list[Harm]]
    guidelines: NotRequired[list[Review]]
    reviews: NotRequired[list[Review]]
    what_helps: NotRequired[list[Grounded]]
    would_change: NotRequired[list[str]]
    closest: NotRequired[str | None]
    searched_on: str
    provisional: bool
    provisional_because: NotRequired[str | None]
    route: NotRequired[str | None]
    dropped: NotRequired[list[str]]
    estimator: NotRequired[str | None]
    command: str


class EvidenceDocument(Head, Evidence):
    """`dolomite evidence --json`."""
