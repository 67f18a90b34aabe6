"""The chance that usual intake is below the person's own requirement: IOM 2000, individual assessment.

Neither is known for one person. The mean of the recorded days stands for usual intake, the average requirement (EAR)
for the person's own; with D = mean - EAR, its standard deviation is

    SD(D) = sqrt((CV x EAR)^2 + SD(within)^2 / days)

and the chance of falling short is the normal probability of -D / SD(D) (Applications in Dietary Assessment, chapter 3
and Appendix B). What the diary leaves open widens the answer: it is worked out at both ends of the intake.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from dolomite.adequacy.within_person import Within, bound, within_person
from dolomite.base.finding import Basis, Finding
from dolomite.base.span import Span
from dolomite.base.words import amount, chance
from dolomite.facts import LightRow, light_rows
from dolomite.need.normal import below, quantile
from dolomite.need.requirement import Requirement


class UnlikeRow(LightRow):
    """A nutrient whose food values are not what its requirement counts, and why."""

    unique = ("nutrient",)

    nutrient: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Probability:
    """A probability [0 to 1] and its ends when the intake has unknown parts; `value` None: an end is open."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Adequacy:
    """One nutrient's answer. `intake` [unit a day] is food and supplements together, averaged over `days` [d].

    `prob_inadequate` None: no probability can be computed, for the reason in `why_not`. `share` is intake as a part of
    the RDA, or of the AI where there is no RDA (`share_of` says which). `more_days` [d]: how many more days would make
    the answer clear; None: none would, or it is clear already (`clear`).
    """

    requirement: Requirement
    intake: Span
    days: int
    prob_inadequate: Probability | None
    why_not: str
    share: Span | None
    share_of: str | None
    clear: bool
    more_days: int | None
    over_ul: bool | None
    over_cdrr: bool | None
    findings: tuple[Finding, ...]

    @property
    def nutrient(self) -> str:
        """The nutrient's name."""
        return self.requirement.nutrient


def sd_of_difference(*, ear: float, cv: float, within_sd: float, days: int) -> float:
    """SD of (mean intake - requirement) [unit a day] over `days` [d]; `ear`, `within_sd` [unit a day], `cv` [1].

    >>> round(sd_of_difference(ear=265, cv=0.10, within_sd=86, days=3))
    56
    """
    return sqrt((cv * ear) ** 2 + within_sd**2 / days)


def prob_inadequate(intake: Span, *, days: int, ear: float, cv: float, within_sd: float) -> Probability:
    """Chance that usual intake is below the person's own requirement [0 to 1], by IOM 2000 (module docstring).

    `intake`, `ear` and `within_sd` in the nutrient's unit a day, `days` [d] recorded, `cv` [1] of the requirement. The
    middle of an intake with unknown parts gives `value`; where nobody can say how much there may be, `value` is None
    and `low` is 0.
    """
    sd = sd_of_difference(ear=ear, cv=cv, within_sd=within_sd, days=days)

    def short(mean: float) -> float:
        return below((ear - mean) / sd)

    lowest = intake.low if intake.low is not None else intake.known if intake.known is not None else 0.0
    middle = intake.middle
    return Probability(
        value=None if middle is None else short(middle),
        low=0.0 if intake.high is None else short(intake.high),
        high=short(lowest),
    )


def intake_for(
    prob: float, requirement: Requirement, *, days: int | None = None, within_sd: float | None = None
) -> float | None:
    """The intake [unit a day] at which the probability of having enough reaches `prob` [0 to 1].

    Without `days` it is for a usual intake, as a plan sets one: EAR + z CV EAR. With `days` [d] and `within_sd` [unit a
    day] it is the mean a diary of that length would have to show. None where no checked average requirement with its
    spread is held: then the RDA or AI is all there is to aim for.
    """
    ear, cv = requirement.ear, requirement.cv
    if ear is None or cv is None or not requirement.ear_verified:
        return None
    if days is None or within_sd is None:
        return ear + quantile(prob) * cv * ear
    return ear + quantile(prob) * sd_of_difference(ear=ear, cv=cv, within_sd=within_sd, days=days)


def days_needed(mean: float, *, ear: float, cv: float, within_sd: float, sure: float) -> int | None:
    """How many days [d] in all until a mean of `mean` [unit a day] would give a chance of at least `sure` either way.

    None when no number of days would: the requirement itself is not known well enough.

    >>> days_needed(320, ear=265, cv=0.10, within_sd=86, sure=0.9)
    7
    """
    allowed = (mean - ear) ** 2 / quantile(sure) ** 2 - (cv * ear) ** 2
    return None if allowed <= 0 else max(1, ceil(within_sd**2 / allowed))


def assess(
    requirement: Requirement,
    intake: Span,
    *,
    days: int,
    observed_sd: float | None = None,
    weight_kg: float | None = None,
) -> Adequacy:
    """One nutrient for one person: `intake` [unit a day] of food and supplements, averaged over `days` [d] recorded.

    `observed_sd` [unit a day] is the person's own day-to-day variation, `weight_kg` [kg] makes protein's requirement
    per kilogram the person's own.
    """
    within = within_person(requirement.nutrient, requirement.life_stage, observed_sd=observed_sd, days=days)
    ear, why_not = _ear(requirement, weight_kg)
    why_not = _unlike(requirement.nutrient) or why_not or _unfit(requirement, within, days, intake)
    eaten = Finding(
        name="usual_intake",
        value=intake,
        unit=requirement.unit,
        basis=(Basis(source="diary", at=f"{days} days" if days != 1 else "1 day"),),
    )
    probability, clear, more = None, False, None
    if not why_not and ear is not None and within is not None and requirement.cv is not None:
        numbers = {"ear": ear, "cv": requirement.cv, "within_sd": within.sd}
        probability = prob_inadequate(intake, days=days, **numbers)
        sure = bound("sure_enough")
        clear = probability.low >= sure or probability.high <= 1 - sure
        middle = intake.middle
        if not clear and middle is not None:
            needed = days_needed(middle, **numbers, sure=sure)
            more = None if needed is None or needed > bound("longest_diary") else max(needed - days, 0) or None
    share_of = "RDA" if requirement.rda is not None else "AI" if requirement.ai is not None else None
    aim = requirement.rda if requirement.rda is not None else requirement.ai
    return Adequacy(
        requirement=requirement,
        intake=intake,
        days=days,
        prob_inadequate=probability,
        why_not=why_not,
        share=None if aim is None or _unlike(requirement.nutrient) else intake.scaled(1 / aim),
        share_of=share_of,
        clear=clear,
        more_days=more,
        over_ul=_over(requirement.ul if requirement.counts == "total" else None, intake),
        over_cdrr=_over(requirement.cdrr, intake),
        findings=(_finding(requirement, eaten, probability, why_not, within, ear),),
    )


def assess_all(
    requirements: Sequence[Requirement],
    intakes: Mapping[str, Span],
    *,
    days: int,
    observed_sd: Mapping[str, float] | None = None,
    weight_kg: float | None = None,
) -> tuple[Adequacy, ...]:
    """All nutrients whose intake is given, in the order of `requirements`, magnesium first [each in its unit a day]."""
    own = observed_sd if observed_sd is not None else {}
    return tuple(
        assess(r, intakes[r.nutrient], days=days, observed_sd=own.get(r.nutrient), weight_kg=weight_kg)
        for r in requirements
        if r.nutrient in intakes
    )


def _ear(requirement: Requirement, weight_kg: float | None) -> tuple[float | None, str]:
    if requirement.ear is not None:
        return requirement.ear, ""
    per_kg = requirement.finding("ear_per_kg")
    if per_kg is None or not isinstance(per_kg.value, float):
        return None, "No chance is given: nobody has set an average requirement here."
    if weight_kg is None:
        return None, "The average requirement is per kilogram of body weight, which is not known here."
    return per_kg.value * weight_kg, ""


def _unlike(nutrient: str) -> str:
    """Why what the food tables and a diary give of a nutrient is not what its requirement counts, or nothing."""
    return next((row.says for row in light_rows("adequacy/unlike", UnlikeRow) if row.nutrient == nutrient), "")


def _unfit(requirement: Requirement, within: Within | None, days: int, intake: Span) -> str:
    """Why no probability can be computed, or nothing."""
    if requirement.ear is not None and not requirement.ear_verified:
        return "No chance is given: the average requirement kept here has not been checked against its source yet."
    if requirement.cv is None:
        return "How much the requirement differs between people is not published in a usable form."
    if days < 1:
        return "No complete day is recorded."
    if within is None:
        return "How much intake differs from day to day at this age is not known."
    if within.cv_percent is not None and within.cv_percent > bound("most_variation"):
        return "Intake differs so much from day to day that this method does not hold."
    if intake.known is None and intake.high is None and not intake.low:
        return "Nothing is known of the intake."
    return ""


def _over(limit: float | None, intake: Span) -> bool | None:
    """Whether intake is over a limit for all sources; None: not known, or there is no such limit."""
    if limit is None:
        return None
    if intake.low is not None and intake.low > limit:
        return True
    return False if intake.high is not None and intake.high <= limit else None


def _finding(
    requirement: Requirement,
    eaten: Finding,
    probability: Probability | None,
    why_not: str,
    within: Within | None,
    ear: float | None,
) -> Finding:
    grounds = [eaten, *(f for f in requirement.findings if f.name in ("ear", "ear_per_kg", "cv", "rda", "ai"))]
    if within is not None and probability is not None:
        grounds.append(within.finding)
    basis = tuple(dict.fromkeys(b for f in grounds for b in f.basis))
    if probability is None:
        return Finding(name="prob_inadequate", value=None, unit="1", basis=basis, because=tuple(grounds), says=why_not)
    value: float | Span | None = probability.value
    if eaten.value is not None and isinstance(eaten.value, Span) and eaten.value.unknown:
        value = Span(known=probability.value, low=probability.low, high=probability.high, unknown=eaten.value.unknown)
    assert ear is not None
    if probability.value is not None:
        says = f"The chance that your usual intake is below your own need is {chance(probability.value)}."
    else:
        says = f"The chance that your usual intake is below your own need is no more than {chance(probability.high)}."
    says += f" (average need {amount(ear, requirement.unit.removesuffix('/d'), decimals=0 if ear >= 10 else 1)} a day)"
    return Finding(name="prob_inadequate", value=value, unit="1", basis=basis, because=tuple(grounds), says=says)
