"""The 24-hour schedule: where in the waking day magnesium keeps its distance from every medicine. Exact intervals.

A medicine at time t, to be taken at least `before_h` before magnesium or `after_h` after it, forbids magnesium in the
open interval (t - after_h, t + before_h), day after day. What is left of the waking day is allowed, ends included.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time

from dolomite.base.frozen import dataclass
from dolomite.base.person import Day
from dolomite.medicine.typed import Moment
from dolomite.safety.signal import limit

MINUTES_PER_HOUR = 60  # a unit, by definition
HOURS_PER_DAY = 24  # a unit, by definition
MINUTES_PER_DAY = HOURS_PER_DAY * MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """One medicine: at least `before_h` before magnesium or `after_h` after it [h], at `times` (or `assumed` ones)."""

    medicine: str
    before_h: float
    after_h: float
    times: tuple[time, ...]
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """From `start` to `end`, both allowed; the same time twice is a single moment. (Local times.)"""

    start: time
    end: time

    @property
    def says(self) -> str:
        """The slot in words: "11:00 to 15:00", or "23:00" for a single moment. (Local times.)"""
        if self.start == self.end:
            return f"{self.start:%H:%M}"
        return f"{self.start:%H:%M} to {self.end:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Where magnesium may be taken; `assumed` when some medicine's times were not said. (Local times.)"""

    slots: tuple[Slot, ...]
    distances: tuple[Distance, ...]
    day: Day
    day_assumed: bool
    assumed: bool


def schedule(distances: Iterable[Distance], *, day: Day | None) -> Schedule:
    """The slots of the waking day that no medicine forbids; none at all is an answer too. (Unit: local times.)"""
    waking = day if day is not None else usual_day()
    parts = tuple(distances)
    start = minutes_of(waking.wakes)
    end = minutes_of(waking.sleeps)
    if end <= start:
        end += MINUTES_PER_DAY  # the day ends after midnight
    return Schedule(
        slots=tuple(Slot(start=_time(a), end=_time(b)) for a, b in _free(parts, start, end)),
        distances=parts,
        day=waking,
        day_assumed=day is None,
        assumed=any(part.assumed for part in parts),
    )


def usual_day() -> Day:
    """The waking day assumed for people who did not say theirs. (Unit: local times.)"""
    return Day(wakes=time(int(limit("day_begins_h").value)), sleeps=time(int(limit("day_ends_h").value)))


def spread(times_a_day: float | None, *, day: Day | None, moments: Sequence[Moment] = ()) -> tuple[time, ...]:
    """Times of a medicine whose times were not said: at the `moments` of the day that were named, else evenly over
    24 hours from waking [`times_a_day` times a day, or 1].
    """
    waking = day if day is not None else usual_day()
    count = 1 if times_a_day is None else max(1, round(times_a_day))
    if len(moments) >= count:
        return tuple(dict.fromkeys(_moment(moment, waking) for moment in moments))
    first = minutes_of(waking.wakes)
    return tuple(_time(first + MINUTES_PER_DAY * n // count) for n in range(count))


def _moment(name: Moment, day: Day) -> time:
    """Morning is waking, night is going to sleep, midday halfway; the evening as `limits.yaml` has it."""
    start = minutes_of(day.wakes)
    length = (minutes_of(day.sleeps) - start) % MINUTES_PER_DAY or MINUTES_PER_DAY  # the same time twice: a whole day
    evening = length - round(limit("evening_before_sleep_h").value * MINUTES_PER_HOUR)
    return _time(start + {"morning": 0, "midday": length // 2, "evening": evening, "night": length}[name])


def allowed(when: time, distances: Iterable[Distance]) -> bool:
    """Whether magnesium at that time keeps its distance from every medicine. (Unit: local time.)"""
    minute = minutes_of(when)
    return not any(a < minute < b for a, b in _forbidden(distances))


def _free(distances: tuple[Distance, ...], start: int, end: int) -> list[tuple[int, int]]:
    free: list[tuple[int, int]] = []
    at = start
    for a, b in [*sorted(_forbidden(distances)), (end, end)]:
        if at <= min(a, end):
            free.append((at, min(a, end)))  # ends count: exactly the required hours are enough
        at = max(at, b)
    return free


def _forbidden(distances: Iterable[Distance]) -> list[tuple[int, int]]:
    """Open intervals [minutes], on the day before, the day itself and the two days after."""
    return [
        (
            minutes_of(when) + shift - round(part.after_h * MINUTES_PER_HOUR),
            minutes_of(when) + shift + round(part.before_h * MINUTES_PER_HOUR),
        )
        for part in distances
        if part.before_h or part.after_h
        for when in part.times
        for shift in (-MINUTES_PER_DAY, 0, MINUTES_PER_DAY, 2 * MINUTES_PER_DAY)
    ]


def minutes_of(when: time) -> int:
    """A time of day in minutes since midnight. [minutes]"""
    return when.hour * MINUTES_PER_HOUR + when.minute


def _time(minutes: int) -> time:
    return time(minutes // MINUTES_PER_HOUR % HOURS_PER_DAY, minutes % MINUTES_PER_HOUR)
