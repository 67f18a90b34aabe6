"""Two readings beside the declared one that may take its strong words back: periods that differ, spans for ratings."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dolomite.trial import answer as answers
from dolomite.trial import defaults, doubts
from dolomite.trial.answer import Verdict
from dolomite.trial.model import Posterior, Summary, summary
from dolomite.trial.normal import Mixture
from dolomite.trial.periods import over_periods

MOST_ERROR = 0.25  # posterior SDs: a reading of spans less exact than this earns no strong words


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading:
    """One analysis beside the declared one: what was changed, its effect [points] and its verdict."""

    id: str
    says: str
    effect: Summary
    prob_benefit: float
    prob_worthwhile: float
    verdict: Verdict


def of_periods(posterior: Posterior, worthwhile_points: float) -> OtherReading:
    """The reading in which whole periods may differ by chance, for a worthwhile difference [points]."""
    found = over_periods(posterior.problem)
    return _of_mixture(
        "period_effects",
        f"periods that differ by chance (SD about {found.spread:.2g})",
        found.effect,
        worthwhile_points,
    )


def of_spans(posterior: Posterior, worthwhile_points: float) -> OtherReading | None:
    """The reading of whole numbers as spans, needed only where the days hardly move; None elsewhere [points]."""
    step = doubts.step(posterior.problem.y)
    noise = posterior.sigma().mean / np.sqrt(1.0 - posterior.phi().mean ** 2)
    if step is None or noise >= defaults.points("calm_noise") * step:
        return None
    from dolomite.trial.censored import censored

    found = censored(posterior.problem, step=step)
    made = _of_mixture(
        "coarse_ratings", f"each rating a span of {step:g}, not a point", found.effect, worthwhile_points
    )
    return made if found.error <= MOST_ERROR else replace(made, verdict="cannot_tell")


def _of_mixture(id_: str, says: str, effect: Mixture, worthwhile_points: float) -> OtherReading:
    return OtherReading(
        id=id_,
        says=says,
        effect=summary(effect),
        prob_benefit=effect.below(0.0),
        prob_worthwhile=effect.below(-worthwhile_points),
        verdict=answers.of_mixture(effect, worthwhile_points),
    )
