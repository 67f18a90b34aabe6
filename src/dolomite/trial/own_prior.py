"""Other priors by option: typed by the person, or informed by what other treatments did; sealed, or labelled as late.

A prior that is chosen after the data can make any answer, so where it came from stands beside everything it touches.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.facts.read import Row
from dolomite.trial.prior import Normal, Priors

EVIDENCE = "evidence"
NAMES = ("effect", "tau", "level", "trend", "weekday", "phi", "sigma")
ONE_FIGURE = "sigma"
CENTRED = ("trend", "weekday", "sigma")
# Of the first figure the lowest and highest, and the largest SD: what a scale of 0 to 10 and a trial of days can tell
# apart from a typing error; no health fact. Units as in `OwnPrior`.
BOUNDS = {
    "effect": (-10.0, 10.0, 100.0),
    "level": (0.0, 10.0, 100.0),
    "trend": (0.0, 0.0, 100.0),
    "weekday": (0.0, 0.0, 100.0),
    "sigma": (0.0, 0.0, 100.0),
    "phi": (-1.0, 1.0, 10.0),
    "tau": (0.01, 2000.0, 10.0),
}
Chosen = Literal["declared", "sealed", "after_the_data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPrior:
    """One prior in place of the declared one: its parameter, its two figures, and where it came from.

    Mean and SD [points; phi without unit]; for `tau` the median [days] and the SD of its log; for `sigma` the first is
    0 and the second the SD of the half-normal [points]. `origin`: own, or the id of the facts row.
    """

    name: str
    mean: float
    sd: float
    origin: str = "own"


class Informed(Row):
    """What treatments of one kind of pain did beyond placebo: shares under and over two differences [points]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    kind_of_pain: str
    under_points: float
    share_under: float
    over_points: float
    share_over: float
    says: str


def informed(identifier: str = EVIDENCE) -> Informed:
    """The evidence behind the informed prior [points, shares 0 to 1]."""
    table: tuple[Informed, ...] = facts.rows("trial/priors", Informed)
    return {row.id: row for row in table}[identifier]


def from_evidence(row: Informed) -> Normal:
    """The normal whose tails are the row's shares: less pain is negative [points]."""
    normal = NormalDist()
    # P(b > -under) = share_under and P(b < -over) = share_over
    upper, lower = normal.inv_cdf(1.0 - row.share_under), normal.inv_cdf(row.share_over)
    sd = (row.over_points - row.under_points) / (upper - lower)
    return Normal(mean=-row.under_points - upper * sd, sd=sd)


def parse(texts: Sequence[str]) -> tuple[OwnPrior, ...]:
    """Priors as typed: `evidence`, or `NAME=MEAN,SD` (effect, tau, level, trend, weekday, phi; `sigma=SD`).

    (Units as in `OwnPrior`.) Raises InputError.
    """
    by_name: dict[str, OwnPrior] = {}
    for text in texts:
        prior = _one(text.strip())
        if prior.name in by_name:
            raise InputError(f"{text}: the prior of {prior.name} was given twice.", field="prior")
        by_name[prior.name] = prior
    return tuple(by_name[name] for name in NAMES if name in by_name)


def _one(text: str) -> OwnPrior:
    name, _, figures = text.partition("=")
    name = name.strip()
    if text == EVIDENCE or (name == "effect" and figures.strip() == EVIDENCE):
        prior = from_evidence(informed())
        return OwnPrior(name="effect", mean=prior.mean, sd=prior.sd, origin=EVIDENCE)
    usage = "Write effect=-0.5,1 (mean, SD in points), tau=5,0.7 (median days, SD of its log), sigma=1.5, or evidence."
    if name not in NAMES:
        raise InputError(f"{text}: {name or 'nothing'} is no parameter of the model. {usage}", field="prior")
    try:
        values = [float(part) for part in figures.split(",")]
    except ValueError:
        raise InputError(f"{text}: numbers belong after the equals sign. {usage}", field="prior") from None
    if name == ONE_FIGURE and len(values) == 1:
        values = [0.0, *values]
    if len(values) != 2 or not all(map(math.isfinite, values)):
        raise InputError(f"{text}: two numbers are needed. {usage}", field="prior")
    mean, sd = values
    if sd <= 0 or (name == "tau" and mean <= 0) or (name in CENTRED and mean != 0):
        raise InputError(
            f"{text}: an SD, and the median of tau, are above 0; {', '.join(CENTRED)} have mean 0. {usage}",
            field="prior",
        )
    low, high, widest = BOUNDS[name]
    if not low <= mean <= high or sd > widest:
        raise InputError(
            f"{text}: for {name} the first number lies between {low:g} and {high:g}, and the SD is {widest:g} at most. "
            f"{usage}",
            field="prior",
        )
    return OwnPrior(name=name, mean=mean, sd=sd)


def applied(priors: Priors, own: Sequence[OwnPrior], *, but: str | None = None) -> Priors:
    """The declared priors with these in their place; `but` names one that stays as declared. (Units as in `Priors`.)"""
    for prior in own:
        if prior.name == but:
            continue
        if prior.name == "tau":
            priors = replace(priors, log_tau=Normal(mean=math.log(prior.mean), sd=prior.sd))
        elif prior.name == "sigma":
            priors = replace(priors, sigma_sd=prior.sd)
        else:
            priors = replace(priors, **{prior.name: Normal(mean=prior.mean, sd=prior.sd)})  # type: ignore[arg-type]
    return priors


def chosen(own: Sequence[OwnPrior], *, sealed: Sequence[OwnPrior] | None) -> Chosen:
    """Are these the declared priors, those sealed with the design (None: no seal), or picked late?"""
    if sealed is not None and tuple(own) == tuple(sealed):
        return "sealed" if own else "declared"
    return "after_the_data" if own or sealed else "declared"


def says(prior: OwnPrior) -> str:
    """One prior in words. (Units as in `OwnPrior`.)"""
    if prior.name == "tau":
        return f"time constant: median {prior.mean:g} days, SD of its log {prior.sd:g}"
    if prior.name == "sigma":
        return f"day-to-day noise: half-normal with SD {prior.sd:g} points"
    unit = "" if prior.name == "phi" else " points"
    what = {"effect": "effect", "phi": "autocorrelation"}.get(prior.name, prior.name)
    source = " (from what other treatments did)" if prior.origin == EVIDENCE else ""
    return f"{what}: normal with mean {prior.mean:.3g} and SD {prior.sd:.3g}{unit}{source}"
