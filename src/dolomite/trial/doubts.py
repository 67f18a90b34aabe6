"""What may have bent a trial without any number showing it: each doubt a sentence, with the figures behind it."""

from __future__ import annotations

import math

import numpy as np

from dolomite.trial import defaults
from dolomite.trial.answer import spoken
from dolomite.trial.normal import Floats
from dolomite.trial.series import Series

WEEK = 7
FEWEST_BESIDE = 4  # days beside a gap, and pairs of scheduled weekdays, with fewer than which nothing is remarked
SURE = 2.0  # standard errors: chance alone goes so far in one trial of forty
OFTEN = 0.5  # a weekday is rated as a rule when this share of it is
STEPS = (1.0, 0.5)  # points: whole numbers, halves


def step(pain: Floats) -> float | None:
    """The step in which ratings [points] were given, 1 or 0.5; None when they are finer or there are none."""
    known = pain[~np.isnan(pain)]
    if not len(known):
        return None
    return next((size for size in STEPS if np.array_equal(np.round(known / size) * size, known)), None)


def still(series: Series) -> bool:
    """Whether every rating in the trial is the same number."""
    return len({round(y, 6) for y in series.pain[series.observed() - 1].tolist()}) == 1


def pairs(series: Series, active: str, comparator: str) -> int:
    """[Periods] of the arm that has fewer of the two: how often they were set against each other."""
    arms = [period.arm for period in series.periods]
    return min(arms.count(active), arms.count(comparator))


def skipped_apart(series: Series, active: str, comparator: str) -> float:
    """The share of days skipped under `active` less that under `comparator`, while the trial went on [-1 to 1].

    Days after the last rated one were not skipped: the trial had ended. Neither were periods without any rating.
    """
    rated = ~np.isnan(series.pain)
    last = int(np.flatnonzero(rated)[-1]) + 1 if rated.any() else 0
    days: dict[str, int] = {active: 0, comparator: 0}
    gone: dict[str, int] = {active: 0, comparator: 0}
    for period in series.periods:
        kept = rated[period.first - 1 : min(period.last, last)]
        if period.arm in days and kept.any():
            days[period.arm] += len(kept)
            gone[period.arm] += int((~kept).sum())
    if not all(days.values()):
        return 0.0
    return gone[active] / days[active] - gone[comparator] / days[comparator]


def doubts(series: Series, *, active: str, comparator: str, blinded: bool | None) -> tuple[str, ...]:
    """What is remarked of skipped days, of weekdays and of a difference that fades. (Sentences; figures in points.)"""
    remarks = (_skipped(series), _weekdays(series), _fading(series, active, comparator, blinded))
    return tuple(remark for remark in remarks if remark is not None)


def _skipped(series: Series) -> str | None:
    """Are the days beside skipped ones worse than the others of their arm?"""
    inside = series.inside()
    gone: np.ndarray = inside & np.isnan(series.pain)
    beside: np.ndarray = np.zeros(series.n, dtype=bool)
    beside[1:] |= gone[:-1]
    beside[:-1] |= gone[1:]
    rest = series.pain.copy()
    for period in series.periods:  # worse than its own period: an arm with more gaps must not look like worse days
        span = rest[period.first - 1 : period.last]
        known = span[~np.isnan(span)]
        span -= known.mean() if len(known) else 0.0
    rated: np.ndarray = inside & ~np.isnan(series.pain)
    near, far = rest[rated & beside], rest[rated & ~beside]
    if len(near) < FEWEST_BESIDE or len(far) < FEWEST_BESIDE:
        return None
    gap = float(near.mean() - far.mean())
    error = math.sqrt(near.var(ddof=1) / len(near) + far.var(ddof=1) / len(far))
    if gap < defaults.points("skipped_worse") or gap < SURE * error:
        return None
    return (
        f"On days beside a skipped one your pain was {gap:.1f} points worse than on the other days of the same period. "
        "If bad days are the ones that were skipped, pain looks milder than it was, most under the arm with more gaps."
    )


def _weekdays(series: Series) -> str | None:
    """Were some days of the week never rated while others were?"""
    inside = np.flatnonzero(series.inside()) + 1
    if len(inside) < 2 * WEEK:
        return None
    rated = series.observed()
    shares = [np.isin(inside[inside % WEEK == k], rated).mean() for k in range(WEEK) if (inside % WEEK == k).sum() >= 2]
    never = sum(share == 0 for share in shares)
    if not never or max(shares) < OFTEN:
        return None
    which = "One day of the week was" if never == 1 else f"{never} days of the week were"
    return f"{which} never rated. What was found holds for the days that were, not for the others."


def _fading(series: Series, active: str, comparator: str, blinded: bool | None) -> str | None:
    """Is the difference much smaller in the second half of the pairs, where the person knew what was taken?"""
    if blinded:
        return None
    means: dict[str, list[float]] = {active: [], comparator: []}
    for period in series.periods:
        pain = series.pain[period.first - 1 : period.last]
        known = pain[~np.isnan(pain)]
        if period.arm in means and len(known):
            means[period.arm].append(float(known.mean()))
    differences = np.array([a - c for a, c in zip(means[active], means[comparator], strict=False)])
    if len(differences) < 2:
        return None
    half = len(differences) // 2
    early, late = float(differences[:half].mean()), float(differences[-half:].mean())
    if early >= 0 or late - early < defaults.points("fading"):
        return None
    return (
        f"The difference faded: {early:+.1f} points in the first half, {late:+.1f} in the second. When one knows what "
        f"one takes, hope fades like that, and a lasting effect of {spoken(active)} does not."
    )
