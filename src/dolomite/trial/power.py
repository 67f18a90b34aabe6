"""How long, how sure: the chances of each answer before the first day, by simulating whole trials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dolomite.base.errors import InputError
from dolomite.trial import answer as answers
from dolomite.trial.baseline import Baseline, shares_missed
from dolomite.trial.batch import Batch, Calendar, posteriors
from dolomite.trial.design import Design
from dolomite.trial.normal import Floats
from dolomite.trial.own_prior import applied
from dolomite.trial.painlog import NOT_AN_ARM
from dolomite.trial.periods import SPREADS, spread_weights
from dolomite.trial.prior import Normal, Speed, of_speed, other
from dolomite.trial.schedule import draw
from dolomite.trial.simulate import Truth, pain
from dolomite.trial.worthwhile import points

SEQUENCES = 4  # sequences drawn per design, so that a lucky one does not speak for all
TRIALS = 80  # made-up trials per sequence and effect
COVER = 0.90  # the slowest effect a design can see: its intervals still cover the truth this often
SLOW_TAUS = (1.0, 2.0, 4.0, 7.0, 10.0, 14.0, 21.0, 28.0, 42.0)  # days, for the slowest visible effect
WEEKDAY_SD = 0.3
BENEFIT = 2  # place of 0 among the thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """Chances of each answer for one design and one true effect [points], over made-up trials.

    `worthwhile` ... `cannot_tell`: how often each sentence is said (both priors must agree, and the reading in
    which periods differ; with one pair none is). `declared_*`: by the
    declared prior alone. `covers`: how often the 95 % interval that is said aloud holds the truth.
    """

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

    @property
    def says_helps(self) -> float:
        """How often it says that it helps: worthwhile, or less than that [0 to 1]."""
        return self.worthwhile + self.helps_less


def no_progress(done: int, of: int) -> None:
    """Say nothing [draws done, of so many]."""


def chances(design: Design, baseline: Baseline, *, effect: float, rng: np.random.Generator, tau_days: float) -> Chances:
    """Chances for one design and one true effect [points] that builds up with `tau_days` [days]."""
    verdicts: list[answers.Verdict] = []
    declared, benefit, covered, width = [], [], [], []
    for _ in range(SEQUENCES):
        plan = _calendar(design, baseline, rng)
        x, days = plan.x, plan.days
        truth = Truth(
            level=baseline.mean if baseline.mean is not None else of_speed(design.speed).level.mean,
            effects=(effect,) + (0.0,) * (len(x) - 1),
            trend=0.0,
            weekdays=tuple(rng.normal(0, WEEKDAY_SD, size=7).tolist()),
            tau_days=tau_days,
            phi=baseline.phi,
            sigma=baseline.sigma,
        )
        felt = pain(truth, x, rng=rng, count=TRIALS)[:, days - 1]
        y: Floats = np.round(np.clip(felt, 0.0, 10.0)).astype(
            np.float64
        )  # as people rate: whole numbers, no further than the scale
        first = _posteriors(design, design.speed, plan, y, baseline, effect)
        second = _posteriors(design, other(design.speed), plan, y, baseline, effect)
        aloud = _over_periods(design, plan, y, baseline, first, effect)
        said = [_verdicts(below) for below in (first.below, second.below, aloud.below)]
        verdicts += (
            [answers.agreed(*each) for each in zip(*said, strict=True)]
            if design.pairs > 1
            else ["cannot_tell"] * len(y)
        )
        declared += said[0]
        benefit += (first.below[:, BENEFIT] >= answers.SURE_HELPS).tolist()
        covered += _covers(aloud.below).tolist()
        width += (2 * 1.96 * aloud.sd).tolist()
    share = {name: verdicts.count(name) / len(verdicts) for name in answers.Verdict.__args__}  # type: ignore[attr-defined]
    return Chances(
        pairs=design.pairs,
        period_days=design.period_days,
        days=design.days,
        effect=effect,
        declared_worthwhile=declared.count("worthwhile") / len(declared),
        declared_benefit=float(np.mean(benefit)),
        covers=float(np.mean(covered)),
        interval_width=float(np.mean(width)),
        **share,
    )


def table(
    design: Design,
    baseline: Baseline,
    *,
    rng: np.random.Generator,
    progress: Callable[[int, int], None] = no_progress,
) -> tuple[Chances, ...]:
    """Chances for this design, a shorter and a longer one: no effect, half, just and twice the worthwhile [points]."""
    w = design.worthwhile_points
    designs = _alternatives(design)
    effects = (0.0, -w / 2, -w, -2 * w)
    tau = float(np.exp(of_speed(design.speed).log_tau.mean))
    rows = []
    for alternative in designs:
        for effect in effects:
            rows.append(chances(alternative, baseline, effect=effect, rng=rng, tau_days=tau))
            progress(len(rows), len(designs) * len(effects))
    return tuple(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """How often a sentence is said at all, with this share of days missed [1], by true effect [points]."""

    share: float
    effect: float
    usable: float


def missed(
    design: Design, baseline: Baseline, *, rng: np.random.Generator, known: Sequence[Chances] = ()
) -> tuple[Missed, ...]:
    """The share of usable answers (any but "cannot tell") for this design by missed days and true effect [points].

    `known` are chances worked out already with the baseline's own share of missed days: they are not drawn again.
    """
    w = design.worthwhile_points
    tau = float(np.exp(of_speed(design.speed).log_tau.mean))
    ready = {chance.effect: chance for chance in known if (chance.pairs, chance.days) == (design.pairs, design.days)}
    rows = []
    for share in shares_missed():
        for effect in (0.0, -w, -2 * w):
            chance = ready.get(effect) if share == baseline.missing else None
            if chance is None:
                chance = chances(design, replace(baseline, missing=share), effect=effect, rng=rng, tau_days=tau)
            rows.append(Missed(share=share, effect=effect, usable=1.0 - chance.cannot_tell))
    return tuple(rows)


def slowest_visible(design: Design, baseline: Baseline, *, rng: np.random.Generator) -> float | None:
    """The largest time constant [days] at which 95 % intervals cover a worthwhile effect in at least 90 % of trials."""
    seen: float | None = None
    for tau in SLOW_TAUS:
        plan = _calendar(design, baseline, rng)
        x, days = plan.x, plan.days
        truth = Truth(
            level=baseline.mean if baseline.mean is not None else of_speed(design.speed).level.mean,
            effects=(-design.worthwhile_points,) + (0.0,) * (len(x) - 1),
            trend=0.0,
            weekdays=(0.0,) * 7,
            tau_days=tau,
            phi=baseline.phi,
            sigma=baseline.sigma,
        )
        y = pain(truth, x, rng=rng, count=SEQUENCES * TRIALS)[:, days - 1]
        covered = _covers(_posteriors(design, design.speed, plan, y, baseline, -design.worthwhile_points).below)
        if covered.mean() < COVER:
            break
        seen = tau
    return seen


def _alternatives(design: Design) -> tuple[Design, ...]:
    designs = []
    for pairs in (design.pairs - 1, design.pairs, design.pairs + 2):
        try:
            designs.append(replace(design, pairs=pairs))
        except InputError:  # a shorter slow trial, or one over a year, is no design: it is left out of the table
            continue
    return tuple(designs)


def _calendar(design: Design, baseline: Baseline, rng: np.random.Generator) -> Calendar:
    sequence = draw(design, rng=rng)
    calendar = design.calendar(sequence)
    names = design.names()
    x = np.array([[1.0 if arm == name else 0.0 for arm, _ in calendar] for name in (names[0], *names[2:])])
    inside = np.array([arm not in NOT_AN_ARM for arm, _ in calendar])
    kept = inside & (rng.random(len(calendar)) >= baseline.missing)
    days = np.flatnonzero(kept) + 1
    number = np.array([period if period is not None else 0 for _, period in calendar])[days - 1]
    periods = np.array([(number == k).astype(float) for k in range(1, design.periods + 1)])
    return Calendar(x=x, days=days, n=len(calendar), periods=periods)


def _posteriors(
    design: Design, speed: Speed, plan: Calendar, y: Floats, baseline: Baseline, effect: float, spread: float = 0.0
) -> Batch:
    w, same = design.worthwhile_points, points("same")
    priors = applied(of_speed(speed), design.priors, but=None if speed == design.speed else "tau")
    return posteriors(
        plan,
        y=y,
        priors=replace(priors, period=Normal(mean=0.0, sd=spread)) if spread else priors,
        thresholds=np.array([-w, -same, 0.0, same, w, effect]),
        phi=baseline.phi,
        sigma=baseline.sigma,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aloud:
    """The reading whose figures are said aloud: P(effect < threshold) and the SD [points] of each trial."""

    below: Floats
    sd: Floats


def _over_periods(design: Design, plan: Calendar, y: Floats, baseline: Baseline, first: Batch, effect: float) -> _Aloud:
    """What is said where whole periods may differ by chance, as `trial/periods.py` reads them."""
    batches = [first] + [
        _posteriors(design, design.speed, plan, y, baseline, effect, spread=spread) for spread in SPREADS[1:]
    ]
    weights = spread_weights(np.stack([batch.log_evidence for batch in batches], axis=-1))  # (trials, spreads)
    means, sds = (np.stack(each, axis=-1) for each in zip(*((batch.mean, batch.sd) for batch in batches), strict=True))
    mean = (weights * means).sum(axis=-1, keepdims=True)
    return _Aloud(
        below=np.asarray(np.einsum("ts,stk->tk", weights, np.stack([batch.below for batch in batches]))),
        sd=np.asarray(np.sqrt((weights * (sds**2 + (means - mean) ** 2)).sum(axis=-1))),
    )


def _verdicts(below: Floats) -> list[answers.Verdict]:
    worth, half_down, benefit, half_up, up, _ = below.T
    return [
        answers.verdict(benefit=float(b), worthwhile=float(g), same=float(u - d), between=float(h - g))
        for b, g, d, u, h in zip(benefit, worth, half_down, half_up, up, strict=True)
    ]


def _covers(below: Floats) -> np.ndarray:
    at_truth = below[:, -1]
    return (at_truth >= 0.025) & (at_truth <= 0.975)
