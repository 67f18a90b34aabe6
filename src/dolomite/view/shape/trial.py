"""The objects of `dolomite trial`. Pain in points of a scale from 0 to 10; probabilities from 0 to 1."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from dolomite.view.shape.heard import Heard
from dolomite.view.shape.shape import Head


class Posterior(TypedDict):
    """What is believed of a quantity after the data."""

    mean: float
    sd: float
    q025: float
    q50: float
    q975: float


class Step(TypedDict):
    """The probability that pain falls by at least so many points, before and after the trial."""

    points: float
    probability: float
    prior: float | None


class Model(TypedDict):
    """The model, its priors, and the error of the integration."""

    name: str
    speed: Literal["fast", "slow"]
    priors: dict[str, Any]
    priors_chosen: Literal["declared", "sealed", "after_the_data"]
    own_priors: list[dict[str, Any]]
    integration_error: float


class OtherReading(TypedDict):
    """The answer under one other choice."""

    id: str
    says: str
    effect: Posterior
    prob_benefit: float
    prob_worthwhile: float
    verdict: str


class OtherPrior(TypedDict):
    """The answer when the effect comes and goes at the other speed."""

    speed: Literal["fast", "slow"]
    verdict: str
    effect: Posterior
    prob_benefit: float
    prob_worthwhile: float


class ArmSummary(TypedDict):
    """One arm in plain counts."""

    arm: str
    rated: int
    missing: int
    mean: float | None
    at_zero: float | None
    at_ten: float | None


class Feature(TypedDict):
    """One feature of the data beside what the model would make of it."""

    name: str
    observed: float | None
    q025: float | None
    q975: float | None
    p: float | None


class Said(TypedDict):
    """The figures that are said aloud: periods may differ, and skipped days be unlike the rated ones."""

    effect: Posterior
    prob_benefit: float
    prob_worthwhile: float
    areas: dict[str, float]


class Analysis(TypedDict):
    """What the trial says: `effect` is pain under the active arm minus pain under the other; negative is less pain."""

    active: str
    against: str | None
    blinded: bool | None
    verdict: str
    says: str
    said: Said
    effect: Posterior
    prob_benefit: float
    prob_worthwhile: float
    prob_harm: float
    worthwhile_points: float
    areas: dict[str, float]
    ladder: list[Step]
    autocorrelation: float
    trend: float
    days: int
    missing_days: int
    days_used: int
    parameters: dict[str, Posterior]
    model: Model
    other_prior: OtherPrior | None
    verdict_of_declared_prior: str
    randomisation_test: dict[str, Any] | None
    arms: list[ArmSummary]
    predictive_check: list[Feature]
    sensitivity: list[OtherReading]
    censored: dict[str, Any] | None
    notes: list[str]
    faults: list[str]


class Analyse(Head, Analysis):
    """`dolomite trial analyse --json`."""

    command: Literal["analyse"]


class Stretch(TypedDict):
    """Baseline, a washout or a period, and what became of its days."""

    kind: Literal["baseline", "washout", "period"]
    period: int | None
    arm: str | None
    from_day: int
    to_day: int
    planned_days: int
    rated_days: int
    not_rated_days: int
    to_come_days: int
    days_after_stop: int


class Report(Head, Analysis):
    """`dolomite trial report --json`: the analysis, and how the trial was done (CENT 2015)."""

    command: Literal["report"]
    practice: bool
    design: Plan
    sequence: list[str]
    commitment: str
    revealed_after_day: int | None
    first_day: str
    guesses: list[dict[str, Any]]
    blinding_index: list[dict[str, Any]]
    adverse: list[dict[str, Any]]
    stopped: str | None
    stopped_day: int | None
    flow: list[Stretch]
    cent: list[dict[str, str]]
    letter: list[str]
    outcomes: list[dict[str, Any]]
    raw: list[dict[str, Any]]


class Chances(TypedDict):
    """What one design would find if the effect were `effect` points."""

    pairs: int
    period_days: int
    days: int
    effect: float
    worthwhile: float
    helps_less: float
    same: float
    no_worthwhile_difference: float
    cannot_tell: float
    declared_worthwhile: float
    declared_benefit: float
    covers: float
    interval_width: float


class Missed(TypedDict):
    """How often anything but "cannot tell" is said [probability] with a share of days missed, by effect [points]."""

    share: float
    effect: float
    usable: float


class Refusal(TypedDict):
    """Why a trial may not start."""

    id: str
    why: str
    says: str


class Arm(TypedDict):
    """What is taken in a period; `elemental_mg` a day."""

    name: str
    kind: str
    form: str | None
    elemental_mg: float | None


class OwnPrior(TypedDict):
    """A prior in place of the declared one, and where it comes from."""

    name: str
    mean: float
    sd: float
    origin: str


class Plan(TypedDict):
    """The design in the form that is sealed: lengths in days, pain in points."""

    question: str
    arms: list[Arm]
    pairs: int
    period_days: int
    baseline_days: int
    washout_days: int
    wash_in_days: int
    speed: Literal["fast", "slow"]
    worthwhile_points: float
    blinding: str
    before_unknown: bool
    secondary: list[str]
    over_ul_decision: str | None
    priors: NotRequired[list[OwnPrior]]
    model: NotRequired[str]
    """The version of the model, where it is not the first."""


class Baseline(TypedDict):
    """Pain before the trial: mean and SD in points."""

    mean: float | None
    sd: float
    autocorrelation: float
    missing: float
    days: int


class Design(TypedDict):
    """A planned trial, what it can find, and whether it may start. [points, days, mg/d]"""

    command: Literal["design"]
    plan: str | None
    design: Plan
    days: int
    periods: int
    sequences: int
    baseline: Baseline
    worthwhile_suggested: float | None
    chances: list[Chances]
    known_beforehand: str
    missed_days: list[Missed]
    slowest_effect_days: float | None
    smallest_p_one_sided: float
    smallest_p_two_sided: float
    may_start: bool
    refusals: list[Refusal]
    stopped: str | None
    unasked: list[str]


class Start(TypedDict):
    """A trial that began; the order of its periods is sealed."""

    command: Literal["start"]
    dir: str
    helper: str
    commitment: str
    first_day: str
    last_day: str
    days: int
    blinded: bool
    practice: bool
    cautions: list[str]


class SignCard(TypedDict):
    """A warning sign as it is asked."""

    id: str
    text: str


class SignsAgain(TypedDict):
    """The warning signs are to be asked again, and why."""

    because: str
    cards: list[SignCard]


class Log(TypedDict):
    """What was kept of a word to a running trial; `late` and `changed` are days, `head` the last entry's hash."""

    command: Literal["log"]
    days: NotRequired[list[int]]
    late: NotRequired[list[int]]
    changed: NotRequired[list[int]]
    says: NotRequired[list[str]]
    heard: NotRequired[Heard]
    red_flags_due: NotRequired[SignsAgain]
    do: NotRequired[list[str]]
    head: str | None


class Status(TypedDict):
    """Where a trial stands: nothing that differs between the arms. Days count from 1."""

    command: Literal["status"]
    day: int
    days: int
    part: str
    period: int | None
    periods: int
    rated_days: int
    missing_days: list[int]
    late_days: list[int]
    changed_days: list[int]
    blinded: bool
    practice: bool
    commitment: str
    revealed: bool
    stopped: str | None
    journal: Literal["whole", "broken"]
    journal_says: str | None
    head: str | None
    guesses_wanted: list[int]
    red_flags_due: SignsAgain | None
    held: NotRequired[str]
    """The hash that somebody wrote down earlier."""
    held_entry: NotRequired[int | None]
    """The entry that has it; null: lines were cut off or rewritten since."""
    take: NotRequired[str]
    """Today's arm, in a trial that is not blinded."""


@with_config(ConfigDict(extra="allow", use_attribute_docstrings=True))
class Pooled(Head):
    """`dolomite trial pool --json`: several people's trials together."""

    command: Literal["pool"]
    active: str
    against: str | None
    people: int


class DesignDocument(Head, Design):
    """`dolomite trial design --json`."""


class StartDocument(Head, Start):
    """`dolomite trial start --json`."""


class LogDocument(Head, Log):
    """`dolomite trial log --json`."""


class StatusDocument(Head, Status):
    """`dolomite trial status --json`."""


TrialDocument = Annotated[
    DesignDocument | StartDocument | LogDocument | StatusDocument | Analyse | Report | Pooled,
    Field(discriminator="command"),
]
"""`dolomite trial design | start | log | status | analyse | report | pool --json`."""
