"""How fast magnesium comes and goes: the one set of time constants, shared with the personal trial."""

from __future__ import annotations

from typing import ClassVar

from pydantic import model_validator

from dolomite import facts


class Kinetic(facts.Row):
    """One time constant [d]: an exponential's `tau_days` or `half_time_days`, or how long until a plateau.

    `low_days` and `high_days` are the range of the one given; `log_sd` is the SD of log tau [1] where the row is the
    prior of an effect, and `shortest_period_days` [d] the shortest trial period that suits it.
    """

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    says: str
    tau_days: float | None = None
    half_time_days: float | None = None
    plateau_days: float | None = None
    low_days: float | None = None
    high_days: float | None = None
    log_sd: float | None = None
    shortest_period_days: int | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Kinetic:
        given = [v for v in (self.tau_days, self.half_time_days, self.plateau_days) if v is not None]
        if len(given) != 1 or given[0] <= 0:
            raise ValueError("give exactly one of tau_days, half_time_days, plateau_days, above 0")
        return self


def kinetic(key: str) -> Kinetic:
    """The time constant with that id [d]. Raises KeyError for an id that no row has."""
    table: tuple[Kinetic, ...] = facts.rows("mechanism/kinetics", Kinetic)
    return {row.id: row for row in table}[key]
