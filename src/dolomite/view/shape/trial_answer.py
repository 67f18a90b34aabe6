"""What one trial's analysis answers. Pain in points of a scale from 0 to 10; probabilities from 0 to 1."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict


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


class Normal(TypedDict):
    """A normal prior, in the unit of its parameter."""

    mean: float
    sd: float


class Priors(TypedDict):
    """What the model believes beforehand [points; `log_tau` log days]; null: not in the model."""

    level: Normal
    effect: Normal
    trend: Normal
    weekday: Normal | None
    log_tau: Normal
    phi: Normal
    phi_range: float
    sigma_half_normal_sd: float


class OwnPrior(TypedDict):
    """A prior in place of the declared one, and where it comes from."""

    name: str
    mean: float
    sd: float
    origin: str


class RandomisationTest(TypedDict):
    """The difference of means [points] among all sequences that could have been drawn; null: it cannot be done."""

    difference: float | None
    p_benefit: float | None
    p_two_sided: float | None
    smallest_one_sided: float | None
    smallest_two_sided: float | None
    sequences: int
    blocks: int
    wash_in_days: int
    says: str


class Censored(TypedDict):
    """The answer under a likelihood that knows where the scale ends; `at_ends` is days, `error` posterior SDs."""

    effect: Posterior
    prob_benefit: float
    prob_worthwhile: float
    verdict: str
    at_ends: int
    error: float


class Model(TypedDict):
    """The model, its priors, and the error of the integration."""

    name: str
    speed: Literal["fast", "slow"]
    priors: Priors
    priors_chosen: Literal["declared", "sealed", "after_the_data"]
    own_priors: list[OwnPrior]
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
    randomisation_test: RandomisationTest
    arms: list[ArmSummary]
    predictive_check: list[Feature]
    sensitivity: list[OtherReading]
    censored: Censored | None
    notes: list[str]
    faults: list[str]
