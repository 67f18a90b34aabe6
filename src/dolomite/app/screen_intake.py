"""Use case: a rough first answer from the screener, by the same adequacy as a diary's, before anything is logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dolomite.adequacy.probability import Probability, prob_inadequate
from dolomite.base.person import Sex
from dolomite.base.span import Span
from dolomite.intake.screener import HowOften, Rough, estimate
from dolomite.need.requirement import Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """The rough estimate [mg/d], and how likely it falls short of the person's own requirement [0 to 1] (None: no
    average requirement is held). Never a verdict: exact answers stand on the right side of it in five of six."""

    rough: Rough
    short: Probability | None


def screen_intake(sex: Sex, needed: Requirement, answers: Mapping[str, HowOften]) -> Screened:
    """The screener's estimate [mg/d] for somebody of this sex, and the chance that it is less than is `needed` of
    magnesium [0 to 1]. Raises InputError as `estimate` does."""
    rough = estimate(answers, sex=sex if sex in ("female", "male") else None)
    short = None
    if needed.ear is not None and needed.cv is not None and rough.usual.known is not None:
        # The estimate's own SD stands where a diary's day-to-day variation over its days does.
        short = prob_inadequate(
            Span.exactly(rough.usual.known), days=1, ear=needed.ear, cv=needed.cv, within_sd=rough.sd_mg
        )
    return Screened(rough=rough, short=short)
