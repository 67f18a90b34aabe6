"""Trials and reviews as they were read: one trial, one file. Null means not read, never nought."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from dolomite import facts
from dolomite.base.errors import InputError

Route = Literal["oral", "infusion", "infusion_then_oral", "epidural", "injection", "skin"]
Comparison = Literal["placebo", "same_without", "usual_care", "active", "none"]
Domain = Literal[
    "pain",
    "function",
    "mobility",
    "quality_of_life",
    "mood",
    "spasm",
    "attacks",
    "attack_days",
    "attack_duration",
    "attack_severity",
    "cramps",
    "analgesic_use",
    "nausea",
    "harm",
    "laboratory",
    "other",
]
Stated = Literal["favours_magnesium", "favours_control", "no_difference", "within_arm", "not_stated"]
Judgement = Literal["low", "some_concerns", "high", "critical", "no_information"]


class Part(BaseModel):
    """A nested piece of a row: frozen, and no unknown key gets in."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class People(Part):
    """How many people [persons]; `arms` by the name of the arm. None: not read."""

    randomised: int | None = None
    analysed: int | None = None
    arms: dict[str, int] = {}


class Design(Part):
    """How the trial was built. None: not read, which is not the same as no."""

    words: str
    randomised: bool | None = None
    blinding: Literal["double", "single", "open"] | None = None
    crossover: bool | None = None


class Given(Part):
    """The magnesium that was given. `elemental_mg_per_day` is magnesium itself [mg/d], and `elemental_basis` says
    whether it was printed or derived; `days` is how long [d]."""

    words: str
    route: Route
    route_words: str
    elemental_mg_per_day: float | None = None
    elemental_basis: str | None = None
    dose_words: str | None = None
    days: float | None = None
    given_with: str | None = None


class StudyArm(Part):
    """One arm of one result. Decimals keep the digits as printed: they say how far the figures were rounded."""

    label: str
    takes: Literal["magnesium", "control", "other"]
    n: int | None = None
    mean: Decimal | None = None
    sd: Decimal | None = None
    events: int | None = None


class PrintedP(Part):
    """A p-value as printed. `of` says which test it belongs to, as far as the text told."""

    value: Decimal
    sign: Literal["=", "<", ">"]
    of: Literal["within_arm", "between_arms", "overall", "unclear"]


class Effect(Part):
    """An effect estimate as printed, or `computed` here from the counts shown. (Unit: the scale's; ratios none.)"""

    measure: Literal["md", "smd", "rr", "or", "rd"]
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    computed: bool
    words: str | None = None


class Result(Part):
    """One outcome at one time [d after the start]. `better` says which way is good; `change_from` names the result
    that a test within one arm compares with; `stated` is what the text claims, in its own terms.

    `no_difference` means "not significant, or the authors say so": the direction was not read. `within_arm` means a
    change from the arm's own baseline, which is no evidence of an effect. `analysis` says whom the figures are of: any
    but the whole trial was chosen after seeing the data, and sets no direction.
    """

    id: str
    name: str
    domain: Domain
    scale: str
    scale_low: float | None = None
    scale_high: float | None = None
    whole_numbers: bool = False
    better: Literal["lower", "higher"] | None = None
    day: float | None = None
    change_from: str | None = None
    analysis: Literal["whole", "subgroup", "per_protocol", "exploratory"] = "whole"
    stated: Stated
    note: str | None = None
    p: tuple[PrintedP, ...] = ()
    p_words: str | None = None
    effect: Effect | None = None
    arms: tuple[StudyArm, ...] = ()
    verified: bool

    def arm(self, takes: Literal["magnesium", "control"]) -> StudyArm | None:
        """The arm that takes magnesium, or the one it is compared with; None when not exactly one is known."""
        arms = [arm for arm in self.arms if arm.takes == takes]
        return arms[0] if len(arms) == 1 else None


# The domains of RoB 2, with the one for crossover trials, in the order of the tool.
DOMAINS = (
    "randomisation",
    "period_and_carryover",
    "deviations",
    "missing_data",
    "measurement",
    "selective_reporting",
)


class Judgements(Part):
    """One reading of the risk of bias: each domain of RoB 2 as far as it was judged (None: not judged), and overall."""

    randomisation: Judgement | None = None
    deviations: Judgement | None = None
    missing_data: Judgement | None = None
    measurement: Judgement | None = None
    selective_reporting: Judgement | None = None
    period_and_carryover: Judgement | None = None
    overall: Judgement

    def domains(self) -> tuple[tuple[str, Judgement], ...]:
        """Every domain that was judged, by name, in the order of the tool."""
        return tuple((name, getattr(self, name)) for name in DOMAINS if getattr(self, name) is not None)


class ReadAgain(Judgements):
    """A second reading of the risk of bias: the domains judged anew, when, by whom and from what. None: not judged.

    It stands beside the first and moves no answer: which of two is right, two readers of full texts have to settle.
    """

    on: str
    by: str
    read: str
    because: str


class RiskOfBias(Judgements):
    """The risk of bias of the results in these domains, not of a trial as a whole (RoB 2). Provisional until two
    readers have done it on full text. `no_information` is an unanswered question, not a low risk."""

    of: tuple[Domain, ...]
    tool: Literal["RoB 2", "RoB 2 for crossover trials", "ROBINS-I"]
    readers: int
    read: str
    because: str | None = None
    again: ReadAgain | None = None

    def apart(self) -> tuple[str, ...]:
        """The domains, and `overall`, of which a second reading says another thing; none where there is no second."""
        if self.again is None:
            return ()
        first, second = dict(self.domains()), dict(self.again.domains())
        differing = tuple(name for name in DOMAINS if name in second and second[name] != first.get(name))
        return (*differing, *(("overall",) if self.again.overall != self.overall else ()))

    @model_validator(mode="after")
    def _overall_fits(self) -> RiskOfBias:
        judged = [judgement for _, judgement in self.domains()]
        if "high" in judged and self.overall not in ("high", "critical"):
            raise ValueError("overall is at least high when one domain is high (RoB 2)")
        if self.overall == "low" and {"some_concerns"} & set(judged):
            raise ValueError("overall is at least some_concerns when one domain is (RoB 2)")
        return self


class Flag(Part):
    """Something a reader should know before trusting the trial."""

    kind: Literal["numbers", "reporting", "registration", "conflict", "context"]
    says: str


class MissingResult(Part):
    """A trial that ran, or was planned, and whose result we do not have: evidence that is missing, not neutral."""

    why: Literal["not_published", "not_read", "not_yet"]
    says: str


class Trial(facts.Row):
    """One trial as read. `question` is the question it answers (None: not a question about pain)."""

    unique = ("id",)

    id: str
    name: str
    question: str | None = None
    title: str
    authors: str | None = None
    journal: str | None = None
    year: int | None = None
    where: str | None = None
    doi: str | None = None
    pmid: str | None = None
    registration: str | None = None
    country: str | None = None
    population: str | None = None
    condition: str
    people: People = People()
    design: Design
    magnesium: Given
    comparator: str
    comparison: Comparison
    isolates_magnesium: bool
    results: tuple[Result, ...] = ()
    missing_result: MissingResult | None = None
    harms: str | None = None
    funding: str | None = None
    risk_of_bias: tuple[RiskOfBias, ...] = ()
    reading_note: str | None = None
    flags: tuple[Flag, ...] = ()
    why_not_poolable: str | None = None
    pooling_note: str | None = None
    read_from: str
    read_at: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _results_fit(self) -> Trial:
        ids = [result.id for result in self.results]
        if len(set(ids)) < len(ids):
            raise ValueError("two results share an id")
        for result in self.results:
            if result.change_from is not None and result.change_from not in ids:
                raise ValueError(f"result {result.id}: change_from {result.change_from} is not a result of this trial")
        return self

    @property
    def n(self) -> int | None:
        """How many people were randomised, else analysed [persons]; None: not read."""
        return self.people.randomised if self.people.randomised is not None else self.people.analysed

    def result(self, name: str) -> Result:
        """The result with this id."""
        return next(result for result in self.results if result.id == name)

    def bias(self, domain: str) -> RiskOfBias | None:
        """The risk of bias of this trial's result in a domain; None: nobody rated it."""
        return next((rated for rated in self.risk_of_bias if domain in rated.of), None)


class Figure(Part):
    """One figure of a review as it prints it, with its interval. (Unit: in the name.)"""

    name: str
    measure: Literal["md", "smd", "rr", "or", "rd", "beta", "percent", "count"] | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    trials: int | None = None
    people: int | None = None
    certainty: str | None = None
    words: str | None = None


class Review(facts.Row):
    """A review, guideline, survey or other source beside the trials. `says` is its bottom line in our words.

    `search_date` (YYYY, YYYY-MM or YYYY-MM-DD) is until when it looked for trials; None: not read.
    `trials_included` are those of our trials that it took in, as far as they were told.
    """

    unique = ("id",)

    id: str
    name: str
    kind: Literal[
        "systematic_review",
        "meta_analysis",
        "cochrane_review",
        "cochrane_overview",
        "umbrella_review",
        "scoping_review",
        "literature_review",
        "narrative_review",
        "hta",
        "book_chapter",
        "guideline",
        "observational",
        "mendelian_randomisation",
        "survey",
        "trial",
        "human_study",
        "animal_study",
        "reference_table",
        "methods_lesson",
        "gap",
        "unlocated",
    ]
    superseded: bool = False
    trials_included: tuple[str, ...] = ()
    citation: str
    journal: str | None = None
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    topic: str
    conditions: tuple[str, ...] = ()
    scope: str | None = None
    search_date: str | None = None
    figures: tuple[Figure, ...] = ()
    certainty_as_stated: str | None = None
    says: str
    caveats: tuple[str, ...] = ()
    read_at: tuple[str, ...] = ()


@cache
def trials() -> tuple[Trial, ...]:
    """Every trial in the evidence base, by id. (Units are in the fields' names.)"""
    return facts.records("evidence/trials", Trial)


@cache
def reviews() -> tuple[Review, ...]:
    """Every review, guideline and survey in the evidence base, by id. (Units are in the figures' names.)"""
    return facts.records("evidence/reviews", Review)


def trial(name: str) -> Trial:
    """One trial by its id. Raises InputError naming the known ids."""
    for entry in trials():
        if entry.id == name:
            return entry
    raise InputError(f"there is no trial {name!r}. Known trials: {', '.join(entry.id for entry in trials())}.")


def review(name: str) -> Review:
    """One review by its id. Raises InputError when there is none."""
    for entry in reviews():
        if entry.id == name:
            return entry
    raise InputError(f"there is no review {name!r}. Known reviews: {', '.join(entry.id for entry in reviews())}.")
