"""The declared model: its version and what it believes before the first day. Printed in every report.

Changing any number here changes answers, so it changes `VERSION` too. Trials already started keep theirs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dolomite.mechanism import kinetics

VERSION = "1.0"
Speed = Literal["fast", "slow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A normal prior: mean and SD, in the unit of its parameter."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Priors:
    """What the model believes beforehand. Pain is 0 to 10 [points]; times are in days.

    `level` is pain in the middle of the trial under the comparator [points]; `effect` the difference when exposure is
    full [points]; `trend` the change over half the trial [points]; `weekday` each weekday's deviation [points];
    `period` each period's own deviation [points], None as declared: only a second reading has it;
    `log_tau` the log of the time constant of wash-in and carry-over [log days]; `phi` the day-to-day autocorrelation,
    cut to `phi_range`; `sigma_sd` the SD of the half-normal on the day's own noise (innovation) [points].
    """

    speed: Speed
    log_tau: Normal
    level: Normal = Normal(mean=5.0, sd=3.0)
    effect: Normal = Normal(mean=0.0, sd=2.0)
    trend: Normal = Normal(mean=0.0, sd=2.0)
    weekday: Normal | None = Normal(mean=0.0, sd=0.5)
    period: Normal | None = None
    phi: Normal = Normal(mean=0.3, sd=0.3)
    phi_range: float = 0.95
    sigma_sd: float = 2.0

    @property
    def name(self) -> str:
        """How the model is called in print: room, speed, version."""
        return f"dolomite.trial/{self.speed}/{VERSION}"


# Why these: the level's prior covers the whole scale; an effect's SD of 2 puts two thirds of the belief within the
# change people call minimally important; half of a point either way covers weekday swings in pain diaries; an
# autocorrelation of 0.3 with an SD of 0.3 allows anything from slightly negative to nearly a random walk.
@cache
def of_speed(speed: Speed) -> Priors:
    """The declared priors for an effect that comes and goes fast or slowly. [pain in points, time in days]

    The time constant is the same fact that the mechanism uses: facts/mechanism/kinetics.yaml.
    """
    row = kinetics.kinetic(f"effect_{speed}")
    assert row.tau_days is not None, "facts/mechanism/kinetics.yaml: an effect has tau_days"
    assert row.log_sd is not None, "facts/mechanism/kinetics.yaml: an effect has log_sd"
    return Priors(speed=speed, log_tau=Normal(mean=math.log(row.tau_days), sd=row.log_sd))


def shortest_period_days(speed: Speed) -> int:
    """The shortest period that suits the speed [days]."""
    row = kinetics.kinetic(f"effect_{speed}")
    assert row.shortest_period_days is not None, "facts/mechanism/kinetics.yaml: an effect has shortest_period_days"
    return row.shortest_period_days


def other(speed: Speed) -> Speed:
    """The other speed: every answer is repeated with it."""
    return "slow" if speed == "fast" else "fast"
