"""The objects of `dolomite trial`. Pain in points of a scale from 0 to 10; probabilities from 0 to 1."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from dolomite.view.shape.heard import Heard
from dolomite.view.shape.shape import Head
from dolomite.view.shape.trial_answer import Analysis, Normal, OwnPrior, Posterior


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


class Guessed(TypedDict):
    """What the person thought a period was, and what it was."""

    period: int
    arm: str
    was: str


class BlindingIndex(TypedDict):
    """Bang's index of one arm: 0 is no better than chance, 1 all right; null without a guess."""

    arm: str
    guesses: int
    right: int
    unknown: int
    index: float | None


class AdverseEvent(TypedDict):
    """Something that was wrong, in the person's words."""

    utc: str
    says: str


class CentItem(TypedDict):
    """One item of CENT 2015, filled from the trial."""

    item: str
    says: str


class Outcome(TypedDict):
    """Another outcome in one arm: rated days and their mean, in the outcome's own unit."""

    outcome: str
    arm: str
    days: int
    mean: float | None


class RawDay(TypedDict):
    """One day as it was rated [points], how late [days], and how often it was changed."""

    day: int
    arm: str
    pain: float | None
    late_days: int | None
    changes: int | None


class Report(Head, Analysis):
    """`dolomite trial report --json`: the analysis, and how the trial was done (CENT 2015)."""

    command: Literal["report"]
    practice: bool
    design: Plan
    sequence: list[str]
    commitment: str
    revealed_after_day: int | None
    first_day: str
    guesses: list[Guessed]
    blinding_index: list[BlindingIndex]
    adverse: list[AdverseEvent]
    stopped: str | None
    stopped_day: int | None
    flow: list[Stretch]
    cent: list[CentItem]
    letter: list[str]
    outcomes: list[Outcome]
    raw: list[RawDay]


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


class ArmDescribed(TypedDict):
    """What is taken in a period; `elemental_mg` a day."""

    name: str
    kind: str
    form: str | None
    elemental_mg: float | None


class Plan(TypedDict):
    """The design in the form that is sealed: lengths in days, pain in points."""

    question: str
    arms: list[ArmDescribed]
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


class SignsAnswered(TypedDict):
    """The last answers to the warning signs in a running trial: the day [from 1], and the signs that were not no."""

    day: int
    yes: list[str]
    unsure: list[str]


class Log(TypedDict):
    """What was kept of a word to a running trial; `late` and `changed` are days, `head` the last entry's hash."""

    command: Literal["log"]
    days: NotRequired[list[int]]
    late: NotRequired[list[int]]
    changed: NotRequired[list[int]]
    says: NotRequired[list[str]]
    heard: NotRequired[Heard]
    signs: NotRequired[Heard]
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
    signs_answered: NotRequired[SignsAnswered]
    """The last answers to the warning signs, where they were answered in the running trial."""
    held: NotRequired[str]
    """The hash that somebody wrote down earlier."""
    held_entry: NotRequired[int | None]
    """The entry that has it; null: lines were cut off or rewritten since."""
    take: NotRequired[str]
    """Today's arm, in a trial that is not blinded."""


class Recover(TypedDict):
    """What could be saved of a damaged journal: `out` is the new folder, `lost_lines` stand in a text beside it."""

    command: Literal["recover"]
    out: str
    entries: int
    files: list[str]
    lost_lines: int
    says: list[str]


class OnePerson(TypedDict):
    """One person in the pool: the own estimate, and the one that borrows from the others [points]."""

    name: str
    own: Posterior
    shrunken: Posterior


class PoolPriors(TypedDict):
    """What is believed beforehand of the mean effect and of the spread between people [points]."""

    beta: Normal
    omega_half_normal_sd: float


class OtherSpread(TypedDict):
    """The same under another prior of the spread [points]."""

    omega_half_normal_sd: float
    mean_effect: Posterior
    spread: Posterior


class Pool(TypedDict):
    """Several people's trials together [points; negative is less pain]; `next_person` is what a next one may expect."""

    command: Literal["pool"]
    active: str
    against: str
    people: list[OnePerson]
    mean_effect: Posterior
    spread: Posterior
    next_person: Posterior
    prob_next_worthwhile: float
    prob_mean_benefit: float
    priors: PoolPriors
    beside: list[OtherSpread]
    notes: list[str]


class RecoverDocument(Head, Recover):
    """`dolomite trial recover --json`."""


class PoolDocument(Head, Pool):
    """`dolomite trial pool --json`: several people's trials together."""


class DesignDocument(Head, Design):
    """`dolomite trial design --json`."""


class StartDocument(Head, Start):
    """`dolomite trial start --json`."""


class LogDocument(Head, Log):
    """`dolomite trial log --json`."""


class StatusDocument(Head, Status):
    """`dolomite trial status --json`."""


TrialDocument = Annotated[
    DesignDocument | StartDocument | LogDocument | StatusDocument | RecoverDocument | Analyse | Report | PoolDocument,
    Field(discriminator="command"),
]
"""`dolomite trial design | start | log | status | recover | analyse | report | pool --json`."""
