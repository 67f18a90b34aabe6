"""A finished trial as one file that can be given away: days without dates or names, and a digest over all of it.

What stands in it: which arms in which order, pain by day of the trial, what was sealed at the start, and how it ended.
What does not: the person, any date, the question as worded, notes, other outcomes, adverse events.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dolomite.base.document import refuse
from dolomite.trial.design import MOST_DAYS
from dolomite.trial.own_prior import says as prior_says
from dolomite.trial.painlog import NOT_AN_ARM
from dolomite.trial.prior import of_speed
from dolomite.trial.record import Record
from dolomite.trial.series import Period, Series

FORMAT: Literal["dolomite.trial-result/1"] = "dolomite.trial-result/1"
Pain = Annotated[float, Field(ge=0, le=10)]
Word = Annotated[str, Field(pattern=r"^[a-z0-9_.]{1,60}$")]
Ended = Literal["as_planned", "stopped", "opened_early"]


class ResultFile(BaseModel):
    """A trial given away [points, days from 1, mg/d]. `pain` and `arms` have one entry per day; `periods` are number,
    first and last day; `commitment` is the seal's, by which one trial is known from another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["dolomite.trial-result/1"]
    commitment: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    active: Word
    arms: Annotated[tuple[Word, ...], Field(min_length=1, max_length=10 * MOST_DAYS)]
    pain: tuple[Pain | None, ...]
    periods: tuple[tuple[int, int, int], ...]
    forms: dict[Word, str | None]
    daily_mg: dict[Word, float | None]
    blinded: bool
    before_unknown: bool
    practice: bool
    speed: Literal["fast", "slow"]
    worthwhile_points: float
    effect_prior: str
    ended: Ended

    @model_validator(mode="after")
    def _days_fit(self) -> ResultFile:
        if len(self.pain) != len(self.arms):
            raise ValueError("pain and arms differ in length")
        for number, first, last in self.periods:
            if not 1 <= first <= last <= len(self.arms) or number < 1:
                raise ValueError(f"period {number} lies outside the days")
            if len({*self.arms[first - 1 : last]} - set(NOT_AN_ARM)) > 1:
                raise ValueError(f"period {number} holds two arms")
        if self.active not in self.arms:
            raise ValueError(f"no day has the arm {self.active}")
        return self

    def series(self) -> Series:
        """The days as every analysis takes them [points]."""
        pain = np.array([math.nan if value is None else value for value in self.pain])
        periods = tuple(Period(number=k, arm=self.arms[b - 1], first=a, last=b) for k, a, b in self.periods)
        return Series(arms=self.arms, pain=pain, periods=periods)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A result file as text, and what it says it leaves out."""

    text: str
    says: str


def write(known: Record, held: Series) -> Shared:
    """The file of a trial whose order is known [points, days from 1]."""
    design = known.design
    prior = next((prior for prior in design.priors if prior.name == "effect"), None)
    declared = of_speed(design.speed).effect
    body = ResultFile(
        format=FORMAT,
        commitment=known.commitment,
        active=design.arms[0].name,
        arms=held.arms,
        pain=tuple(None if math.isnan(value) else float(value) for value in held.pain),
        periods=tuple((period.number, period.first, period.last) for period in held.periods),
        forms={arm.name: arm.form for arm in design.arms},
        daily_mg={arm.name: arm.daily_mg for arm in design.arms},
        blinded=design.blinded,
        before_unknown=design.before_unknown,
        practice=known.practice,
        speed=design.speed,
        worthwhile_points=design.worthwhile_points,
        effect_prior=prior_says(prior)
        if prior is not None
        else f"effect: normal with mean {declared.mean:g} and SD {declared.sd:g} points",
        ended=_ended(known),
    )
    held_words = body.model_dump(mode="json")
    text = json.dumps({**held_words, "sha256": _digest(held_words)}, indent=1, ensure_ascii=True) + "\n"
    return Shared(
        text=text, says="No name, date, note or adverse event stands in it; the days are counted from 1. Read it first."
    )


def read(text: str, *, name: str) -> ResultFile:
    """A result file. Raises InputError: not one, changed since it was written, or a trial that cannot be."""
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        refuse(name, None, "this is neither a data file nor the result file of a trial. Was it saved whole?")
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        refuse(name, None, f"this JSON is not a result file of a trial ({FORMAT}).")
    digest = content.pop("sha256", None)
    if digest != _digest(content):
        refuse(name, None, "the file was changed after it was written: its digest does not fit. Ask for it again.")
    try:
        return ResultFile.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        refuse(name, None, f"{'.'.join(str(part) for part in first['loc']) or 'the trial'}: {first['msg']}.")


def _ended(known: Record) -> Ended:
    if known.stopped is not None:
        return "stopped"
    early = known.revealed_after_day is not None and known.revealed_after_day < known.design.days
    return "opened_early" if early else "as_planned"


def _digest(body: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
