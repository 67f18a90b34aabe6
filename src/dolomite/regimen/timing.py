"""When to take it: in the slots that no medicine forbids, at meals where they fit."""

from __future__ import annotations

from datetime import time

from dolomite.regimen.dose import Dose, number
from dolomite.safety.schedule import HOURS_PER_DAY, MINUTES_PER_HOUR, Schedule, allowed, minutes_of


def times(dose: Dose, schedule: Schedule) -> tuple[time, ...]:
    """Local times for each part of the dose; empty when no dose is advised or no slot exists. (Unit: local times.)

    Breakfast and the evening meal first, the evening for a single part; else the middle of the longest
    slot, and the second part as far from the first as the slots allow.
    """
    if dose.daily_mg is None or not schedule.slots:
        return ()
    morning = _shift(schedule.day.wakes, number("morning_after_waking_h"))
    evening = _shift(schedule.day.sleeps, -number("evening_before_sleep_h"))
    wanted = (evening,) if dose.parts == 1 else (morning, evening)
    free = [when for when in wanted if allowed(when, schedule.distances)]
    if len(free) == dose.parts:
        return tuple(free)
    longest = sorted(schedule.slots, key=lambda slot: _length(slot.start, slot.end), reverse=True)
    if not free:
        free = [_middle(longest[0].start, longest[0].end)]
    while len(free) < dose.parts:
        places = [t for slot in longest for t in (slot.start, _middle(slot.start, slot.end), slot.end)]
        best = max(places, key=lambda t: min(_length_between(t, other) for other in free))
        if best in free:
            break
        free.append(best)
    return tuple(sorted(free))


def _shift(when: time, hours: float) -> time:
    minutes = (minutes_of(when) + round(hours * MINUTES_PER_HOUR)) % (HOURS_PER_DAY * MINUTES_PER_HOUR)
    return time(minutes // MINUTES_PER_HOUR, minutes % MINUTES_PER_HOUR)


def _length(start: time, end: time) -> int:
    return (minutes_of(end) - minutes_of(start)) % (HOURS_PER_DAY * MINUTES_PER_HOUR)


def _length_between(first: time, second: time) -> int:
    """How far apart two times of day are, round the clock. [minutes]"""
    return min(_length(first, second), _length(second, first))


def _middle(start: time, end: time) -> time:
    return _shift(start, _length(start, end) / 2 / MINUTES_PER_HOUR)
