"""The design of a personal trial: everything that is settled before the first day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from dolomite.base.document import JsonObject
from dolomite.base.errors import InputError
from dolomite.trial import defaults
from dolomite.trial.own_prior import OwnPrior
from dolomite.trial.painlog import BASELINE, WASHOUT
from dolomite.trial.prior import VERSION, Speed, shortest_period_days

Blinding = Literal["helper", "pharmacist", "open"]
Kind = Literal["active", "placebo", "nothing"]
MOST_DAYS = 400  # a trial longer than a year is not kept by anybody, and its trend is no longer a line
FEWEST_SLOW_PAIRS = 2
MOST_MG = 100_000  # of magnesium a day: a typing error is above it; no health fact
MOST_PAIRS = 12  # 2^12 admissible sequences are still gone through one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """What is taken during a period: its name, kind, form and daily dose of elemental magnesium [mg/d]."""

    name: str
    kind: Kind
    form: str | None = None
    daily_mg: float | None = None

    def __post_init__(self) -> None:
        if self.daily_mg is not None and not 0 <= self.daily_mg <= MOST_MG:
            raise InputError(
                f"{self.daily_mg:g} mg a day: use 0 to {MOST_MG:,} mg of elemental magnesium.", field="dose"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What is sealed with the sequence. The first arm is the one asked about, the second its comparator.

    Lengths in days; `worthwhile_points` [points]; `before_unknown`: magnesium was, or may have been, taken within a
    fortnight before day 1; `over_ul_decision`: who decided on a dose over the upper level, and when; `priors`:
    those that stand in place of the declared ones.
    """

    question: str
    arms: tuple[Arm, ...]
    pairs: int
    period_days: int
    baseline_days: int
    washout_days: int
    wash_in_days: int
    speed: Speed
    worthwhile_points: float
    blinding: Blinding
    before_unknown: bool
    secondary: tuple[str, ...] = ()
    over_ul_decision: str | None = None
    priors: tuple[OwnPrior, ...] = ()
    model: str = VERSION

    def __post_init__(self) -> None:
        if len(self.arms) < 2 or len({arm.name for arm in self.arms}) != len(self.arms):
            raise InputError("a trial compares two arms or more, each with its own name.")
        if not 1 <= self.pairs <= MOST_PAIRS:
            raise InputError(f"pairs {self.pairs}: use 1 to {MOST_PAIRS}.")
        for name in ("period_days", "baseline_days", "washout_days", "wash_in_days"):
            if not 0 <= getattr(self, name) <= MOST_DAYS:
                raise InputError(f"{getattr(self, name)} days: use 0 to {MOST_DAYS} days.", field=name)
        if not 0 <= self.worthwhile_points <= 10:
            raise InputError(f"{self.worthwhile_points:g}: use 0 to 10 points.", field="worthwhile")
        shortest = shortest_period_days(self.speed)
        if self.period_days < shortest:
            raise InputError(
                f"period_days {self.period_days}: a {self.speed} effect needs periods of at least {shortest} days."
            )
        if self.speed == "slow" and self.pairs < FEWEST_SLOW_PAIRS:
            raise InputError(f"pairs {self.pairs}: a slow effect needs at least {FEWEST_SLOW_PAIRS} pairs.")
        if self.wash_in_days >= self.period_days:
            raise InputError(f"wash_in_days {self.wash_in_days}: shorter than a period ({self.period_days}) please.")
        if self.days > MOST_DAYS:
            raise InputError(f"this trial would last {self.days} days. Keep it within {MOST_DAYS}.")

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return self.pairs * len(self.arms)

    @property
    def days(self) -> int:
        """The last scheduled day, baseline and washouts included [days]."""
        return self.baseline_days + self.periods * self.period_days + (self.periods - 1) * self.washout_days

    @property
    def blinded(self) -> bool:
        """Whether the person is kept from knowing what they take."""
        return self.blinding != "open" and all(arm.kind != "nothing" for arm in self.arms)

    def names(self) -> tuple[str, ...]:
        """The arms' names in order."""
        return tuple(arm.name for arm in self.arms)

    def calendar(self, sequence: tuple[str, ...]) -> tuple[tuple[str, int | None], ...]:
        """Arm and period of every day 1 to `days`, for a sequence of arms by period [days]."""
        rows: list[tuple[str, int | None]] = [(BASELINE, None)] * self.baseline_days
        for number, arm in enumerate(sequence, start=1):
            if number > 1:
                rows += [(WASHOUT, None)] * self.washout_days
            rows += [(arm, number)] * self.period_days
        return tuple(rows)

    def stretch(self, day: int) -> tuple[Literal["baseline", "washout", "period"], int | None]:
        """Which part of the trial a day belongs to, and which period, whatever the sequence [day from 1]."""
        number = day - self.baseline_days
        if number <= 0:
            return "baseline", None
        block = self.period_days + self.washout_days
        index, within = divmod(number - 1, block)
        return ("period", index + 1) if within < self.period_days else ("washout", None)

    def plain(self) -> JsonObject:
        """The design as plain values, in the form that is sealed. (Units are in the names.)"""
        values = asdict(self)
        # The sealed form and the journals of old trials say elemental_mg; the order of keys is part of the seal.
        values["arms"] = [
            {"elemental_mg" if key == "daily_mg" else key: value for key, value in arm.items()}
            for arm in values["arms"]
        ]
        if not self.priors:  # a trial under the declared priors is sealed as it always was
            del values["priors"]
        return values


def from_plain(data: dict[str, Any]) -> Design:
    """The design back from its plain form. (Units are in the names.)"""
    arms = tuple(
        Arm(name=arm["name"], kind=arm["kind"], form=arm.get("form"), daily_mg=arm.get("elemental_mg"))
        for arm in data["arms"]
    )
    priors = tuple(OwnPrior(**prior) for prior in data.get("priors", ()))
    return Design(**{**data, "arms": arms, "secondary": tuple(data["secondary"]), "priors": priors})


def default_lengths(speed: Speed) -> dict[str, int]:
    """Pairs, and period, baseline and wash-in lengths for a speed [days; pairs without unit]."""
    return {
        "pairs": defaults.count(f"pairs_{speed}"),
        "period_days": defaults.days(f"period_{speed}"),
        "baseline_days": defaults.days("baseline"),
        "wash_in_days": defaults.days(f"wash_in_{speed}"),
    }
