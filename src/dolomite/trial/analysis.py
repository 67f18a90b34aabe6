"""The whole analysis of one trial: the declared answer, the other prior beside it, second opinions and checks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dolomite.trial import answer as answers
from dolomite.trial import check, defaults, doubts, own_prior, randomise
from dolomite.trial.answer import EffectAnswer, Verdict
from dolomite.trial.model import Posterior, Summary, fit, summary, to_problem
from dolomite.trial.normal import Mixture
from dolomite.trial.own_prior import Chosen, OwnPrior, applied
from dolomite.trial.prior import Normal, Priors, Speed, of_speed, other
from dolomite.trial.readings import Heard, OtherReading, heard, of_spans
from dolomite.trial.series import Series, against
from dolomite.trial.worthwhile import checked

NARROW, WIDE = 0.5, 2.0  # the effect's prior in the sensitivity analysis: its SD halved and doubled
STILL = 0.1  # points: day-to-day noise under this is less than people can feel, let alone write
FEWEST_PAIRS = 2  # with one, a good week and an effect are the same thing
SEED = 20260101  # the predictive check draws the same replicates every time: same data, same report


@dataclass(frozen=True, slots=True, kw_only=True)
class Censoring:
    """The answer repeated with a likelihood that knows where the scale ends: done when many days sit at 0 or 10.

    `at_ends` [days]; `error` of the numerical integration in posterior SDs; `verdict` needs both priors to agree.
    """

    effect: Summary
    prob_benefit: float
    prob_worthwhile: float
    verdict: Verdict
    at_ends: int
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was declared before the data: arms, speed, worthwhile difference [points], wash-in [days], blinding.

    `before_unknown`: the active arm was, or may have been, taken within a fortnight before day 1. `blinded` None: not
    known. `own_priors` stand in place of declared ones, and `priors_chosen` says since when.
    """

    active: str
    comparator: str
    speed: Speed
    worthwhile_points: float
    wash_in_days: int
    before_unknown: bool = False
    blinded: bool | None = None
    own_priors: tuple[OwnPrior, ...] = ()
    priors_chosen: Chosen = "declared"

    def priors(self, speed: Speed) -> Priors:
        """The priors at a speed: the declared ones with the own ones in their place [points, log days]."""
        return applied(of_speed(speed), self.own_priors, but=None if speed == self.speed else "tau")


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything that is reported of one trial.

    `answer` is the declared model's; `heard` is the reading whose figures are said aloud. `verdict` is the one said
    aloud: both priors must agree on it, `heard`, and the censored reading where there is one.
    """

    series: Series
    settings: Settings
    posterior: Posterior
    answer: EffectAnswer
    heard: EffectAnswer
    heard_effect: Mixture
    other_answer: EffectAnswer
    verdict: Verdict
    says: str
    test: randomise.RandomisationTest
    ends: tuple[check.Ends, ...]
    features: tuple[check.Feature, ...]
    variants: tuple[OtherReading, ...]
    censored: Censoring | None
    notes: tuple[str, ...]


# Arms that cannot be hidden from the person: the effect is then that of knowingly taking something.
OPEN_ARMS = frozenset({"nothing", "none", "no_treatment", "usual", "usual_care"})


# wide: the fields of `Settings` as a caller knows them, each with its default
def settle(
    series: Series,
    *,
    active: str,
    comparator: str | None,
    speed: Speed = "fast",
    worthwhile_points: float | None = None,
    wash_in_days: int | None = None,
    before_unknown: bool = False,
    blinded: bool | None = None,
    own_priors: tuple[OwnPrior, ...] = (),
) -> Settings:
    """The settings of an analysis with defaults filled in. [points, days] Raises InputError for unusable ones."""
    chosen = against(series, active, comparator)
    if chosen in OPEN_ARMS:
        blinded = False
    return Settings(
        active=active,
        comparator=chosen,
        speed=speed,
        worthwhile_points=checked(worthwhile_points),
        wash_in_days=defaults.days(f"wash_in_{speed}") if wash_in_days is None else wash_in_days,
        before_unknown=before_unknown,
        blinded=blinded,
        own_priors=own_priors,
        priors_chosen=own_prior.chosen(own_priors, sealed=None),  # a data file cannot show a seal
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The readings of one trial that must agree, and what they agree on; `split`: on what they do not."""

    posterior: Posterior
    answer: EffectAnswer
    other_answer: EffectAnswer
    heard: Heard
    ends: tuple[check.Ends, ...]
    censored: Censoring | None
    spans: OtherReading | None
    verdict: Verdict
    split: answers.Split


def read(series: Series, settings: Settings) -> Readings:
    """The readings that must agree before a sentence is said. [pain in points, time in days]"""
    posterior = _fit(series, settings, settings.priors(settings.speed))
    main = answers.answer(posterior, worthwhile_points=settings.worthwhile_points)
    second_posterior = _fit(series, settings, settings.priors(other(settings.speed)))
    second = answers.answer(second_posterior, worthwhile_points=settings.worthwhile_points)
    ends = check.ends(series)
    repeated = _censored(series, settings) if check.needs_censoring(ends) else None
    grain = of_spans(posterior, settings.worthwhile_points)
    apart = doubts.skipped_apart(series, settings.active, settings.comparator)
    weeks = heard(posterior, settings.worthwhile_points, skipped=apart)
    readings = [main.verdict]
    split: answers.Split = None
    for why, also in _others(series, settings, second, repeated, grain, weeks.answer):
        split = why if split is None and also != main.verdict else split
        readings.append(also)
    return Readings(
        posterior=posterior,
        answer=main,
        other_answer=second,
        heard=weeks,
        ends=ends,
        censored=repeated,
        spans=grain,
        verdict=answers.agreed(*readings),
        split=split,
    )


def analyse(series: Series, settings: Settings) -> Analysis:
    """The declared analysis and everything beside it. [pain in points, time in days]"""
    reading = read(series, settings)
    says = answers.sentence(
        reading.verdict,
        reading.heard.answer,
        active=settings.active,
        comparator=settings.comparator,
        blinded=settings.blinded,
        split=reading.split,
    )
    if settings.priors_chosen == "after_the_data" and reading.split != "prior":
        says += " This rests on a prior that was chosen after the data."
    beside = (reading.heard.variant, *((reading.spans,) if reading.spans is not None else ()))
    return Analysis(
        series=series,
        settings=settings,
        posterior=reading.posterior,
        answer=reading.answer,
        heard=reading.heard.answer,
        heard_effect=reading.heard.effect,
        other_answer=reading.other_answer,
        verdict=reading.verdict,
        says=says,
        test=randomise.randomisation_test(
            series,
            active=settings.active,
            comparator=settings.comparator,
            wash_in_days=settings.wash_in_days,
        ),
        ends=reading.ends,
        features=check.predictive(reading.posterior, series, rng=np.random.default_rng(SEED)),
        variants=(*_variants(series, settings, reading.other_answer), *beside),
        censored=reading.censored,
        notes=_notes(series, settings, reading.posterior, reading.ends, reading.censored, reading.answer.verdict),
    )


def _fit(series: Series, settings: Settings, priors: Priors, leave_out: np.ndarray | None = None) -> Posterior:
    return fit(
        series,
        active=settings.active,
        comparator=settings.comparator,
        priors=priors,
        before_unknown=settings.before_unknown,
        leave_out=leave_out,
    )


def _reading(series: Series, settings: Settings, speed: Speed) -> Verdict:
    posterior = _fit(series, settings, settings.priors(speed))
    return answers.of_mixture(posterior.effect, settings.worthwhile_points)


def _variants(series: Series, settings: Settings, second: EffectAnswer) -> tuple[OtherReading, ...]:
    sequence = [period.arm for period in series.periods]
    mask = randomise.wash_in_mask(series, sequence, settings.wash_in_days)
    variants = [_variant(f"speed_{other(settings.speed)}", f"the {other(settings.speed)} prior on tau", second)]
    main = settings.priors(settings.speed)
    effect = main.effect
    narrow, wide = (Normal(mean=effect.mean, sd=effect.sd * times) for times in (NARROW, WIDE))
    changes = [
        ("wash_in_left_out", f"the first {settings.wash_in_days} days after each change left out", main),
        ("narrow_prior", f"an effect prior half as wide (SD {narrow.sd:.3g})", replace(main, effect=narrow)),
        ("wide_prior", f"an effect prior twice as wide (SD {wide.sd:.3g})", replace(main, effect=wide)),
        ("no_weekdays", "no weekday effects", replace(main, weekday=None)),
    ]
    if settings.own_priors:
        declared = replace(settings, own_priors=())
        posterior = _fit(series, declared, declared.priors(settings.speed))
        answer = answers.answer(posterior, worthwhile_points=settings.worthwhile_points)
        variants.append(_variant("declared_priors", "the declared priors", answer))
    for identifier, says, priors in changes:
        kept, left_out = series.observed(), mask if identifier == "wash_in_left_out" else None
        if left_out is not None and not _both_arms(series, settings, kept[~mask[kept - 1]]):
            continue
        posterior = _fit(series, settings, priors, left_out)
        variants.append(
            _variant(identifier, says, answers.answer(posterior, worthwhile_points=settings.worthwhile_points))
        )
    return tuple(variants)


def _censored(series: Series, settings: Settings) -> Censoring:
    from dolomite.trial.censored import censored

    by_speed = []
    for speed in (settings.speed, other(settings.speed)):
        p = to_problem(
            series,
            active=settings.active,
            comparator=settings.comparator,
            priors=settings.priors(speed),
            before_unknown=settings.before_unknown,
        )
        by_speed.append(censored(p))
    readings = [answers.of_mixture(at_speed.effect, settings.worthwhile_points) for at_speed in by_speed]
    return Censoring(
        effect=summary(by_speed[0].effect),
        prob_benefit=by_speed[0].effect.below(0.0),
        prob_worthwhile=by_speed[0].effect.below(-settings.worthwhile_points),
        verdict=answers.agreed(*readings),
        at_ends=by_speed[0].at_ends,
        error=by_speed[0].error,
    )


def _others(
    series: Series,
    settings: Settings,
    second: EffectAnswer,
    repeated: Censoring | None,
    grain: OtherReading | None,
    weeks: EffectAnswer,
) -> list[tuple[answers.Split, Verdict]]:
    """The other readings of the same days that must agree, each with what a disagreement is about."""
    others: list[tuple[answers.Split, Verdict]] = []
    if repeated is not None:
        others.append(("ends", repeated.verdict))
    if doubts.still(series):
        others.append(("still", "cannot_tell"))
    if abs(doubts.skipped_apart(series, settings.active, settings.comparator)) > defaults.share("skipped_apart"):
        others.append(("skipped", "cannot_tell"))
    if doubts.pairs(series, settings.active, settings.comparator) < FEWEST_PAIRS:
        others.append(("one_pair", "cannot_tell"))
    others.append(("speed", second.verdict))
    if grain is not None:
        others.append(("coarse", grain.verdict))
    others.append(("periods", weeks.verdict))
    if settings.priors_chosen == "after_the_data":
        declared = replace(settings, own_priors=())
        others += [("prior", _reading(series, declared, speed)) for speed in (settings.speed, other(settings.speed))]
    return others


def _both_arms(series: Series, settings: Settings, days: np.ndarray) -> bool:
    rated = [series.arms[day - 1] for day in days]
    return len(rated) >= 2 * 2 and settings.active in rated and settings.comparator in rated


def _variant(identifier: str, says: str, answer: EffectAnswer) -> OtherReading:
    return OtherReading(
        id=identifier,
        says=says,
        effect=answer.effect,
        prob_benefit=answer.prob_benefit,
        prob_worthwhile=answer.prob_worthwhile,
        verdict=answer.verdict,
    )


def _notes(
    series: Series,
    settings: Settings,
    posterior: Posterior,
    ends: tuple[check.Ends, ...],
    repeated: Censoring | None,
    verdict: Verdict,
) -> tuple[str, ...]:
    notes = list(series.notes)
    own = "; ".join(own_prior.says(prior) for prior in settings.own_priors)
    if settings.priors_chosen == "sealed":
        notes.append(f"Priors other than the declared ones were sealed before the start: {own}.")
    elif settings.priors_chosen == "after_the_data":
        notes.append(
            f"Priors chosen after the data, which can lead anywhere: {own or 'the declared ones, not those sealed'}. "
            "The answer with the declared priors stands beside it."
        )
    if settings.blinded is None:
        notes.append(
            "The data do not say whether this trial was blinded. If you knew what you took, the effect is that of "
            "knowingly taking it."
        )
    elif not settings.blinded:
        notes.append("Not blinded: the effect holds expectation, ritual and reporting as well.")
    for row in ends:
        if row.missing > row.rated:
            notes.append(f"More days are missing than rated under {answers.spoken(row.arm)}.")
    notes += doubts.doubts(series, active=settings.active, comparator=settings.comparator, blinded=settings.blinded)
    if doubts.still(series):
        notes.append("Every rating is the same number; a scale that never moves can hardly show a difference.")
    elif posterior.sigma().mean < STILL:
        notes.append(
            "Apart from the arms and the trend your ratings hardly move from day to day "
            f"(by {posterior.sigma().mean:.2f} points). Pain seldom keeps so still: check how they were written."
        )
    if repeated is not None:
        notes.append(
            f"{repeated.at_ends} days sit at 0 or 10, where the scale ends. With that taken into account the effect is "
            f"{repeated.effect.mean:+.1f} points (95 % {repeated.effect.q025:+.1f} to {repeated.effect.q975:+.1f}) "
            + (
                "and the reading is the same."
                if repeated.verdict == verdict
                else "and the reading is another: so this trial cannot tell."
            )
        )
    return tuple(notes)


def level_and_trend(posterior: Posterior) -> tuple[Summary, Summary]:
    """Pain under the comparator in mid-trial, and the change over half the trial [points]."""
    return summary(posterior.coefficient("level")), summary(posterior.coefficient("trend"))
