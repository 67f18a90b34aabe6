"""A trial of one's own for programs: the plan first, then days, guesses and, once it is over, the answer.

What a running trial tells is what its page tells: nothing that differs between the arms.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from dolomite.api.desk import About, Asked, answered
from dolomite.app import household, trial_begin, trial_place, trial_say
from dolomite.base.errors import InputError, StoppedError
from dolomite.view.shape.trial import Report
from dolomite.view.trial_keep import Kept

router = APIRouter(tags=["trial"])
Answered = Literal["yes", "no", "unknown", ""]
Nrs = Annotated[float | None, Field(ge=0, le=10)]
Count = Annotated[float | None, Field(ge=0)]


class Choices(BaseModel):
    """What is chosen before a trial; what is left out takes the default, or stays unasked."""

    model_config = ConfigDict(extra="forbid")

    points: Annotated[float | None, Field(gt=0, le=10)] = None
    pairs: Literal["", "3", "4", "6"] = ""
    how: Literal["helper", "open"] = "helper"
    prescribed: Answered = ""
    new_treatment: Answered = ""
    practice: bool = False


class Day(BaseModel):
    """A day of the trial, 0 to 10; today where none is said."""

    model_config = ConfigDict(extra="forbid")

    day: Annotated[int | None, Field(ge=1)] = None
    pain_nrs: Annotated[float, Field(ge=0, le=10)]
    interference_nrs: Nrs = None
    sleep_nrs: Nrs = None
    rescue_doses: Count = None
    stools: Annotated[int | None, Field(ge=0)] = None
    taken: bool | None = None
    note: Annotated[str, Field(max_length=trial_say.LONGEST)] = ""


class Guess(BaseModel):
    """What the person thinks a period was: the name of an arm, or unknown."""

    model_config = ConfigDict(extra="forbid")

    period: Annotated[int, Field(ge=1)]
    arm: str


class Wrong(BaseModel):
    """Something is wrong, in the person's words; `ends` ends the trial."""

    model_config = ConfigDict(extra="forbid")

    says: Annotated[str, Field(min_length=1, max_length=trial_say.LONGEST)]
    ends: bool = False


class Signs(BaseModel):
    """Answers to the warning signs that were asked again; one left out counts as not sure."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, Literal["yes", "no", "unsure"]]


class Planned(TypedDict):
    """A plan before it begins. `stopped`: why none is shown; then everything else is empty."""

    stopped: str | None
    power: list[str]
    length: str | None
    refusals: list[str]
    unasked: list[str]
    may_start: bool


class Now(TypedDict):
    """Where a trial stands, days from 1; `take` is known in an open trial alone.

    `signs_due`: the warning signs to be asked again, by id.
    """

    question: str
    day: int
    days: int
    part: str
    today_written: bool
    missed: list[int]
    guesses_wanted: list[int]
    arms: list[str]
    take: str | None
    practice: bool
    blinded: bool
    stopped: str | None
    interrupted: str | None
    broken: str | None
    over: bool
    opened: bool
    last_day: str
    signs_due: dict[str, str]


class Said(TypedDict):
    """What was kept, and what to do now; `heard`: what the words may tell of."""

    kept: bool
    do: list[str]
    heard: list[str]


@router.get("/people/{who}/trial")
async def now(about: About) -> Now | None:
    """Where the newest trial stands; null before the first."""
    return await _now(about)


@router.post("/people/{who}/trial/plan")
async def plan(about: About, choices: Choices) -> Planned:
    """What a trial of these choices could tell, before anything is kept."""
    try:
        before = await about.desk.work.run(
            trial_begin.before, about.desk.store, about.member, _said(choices), on=about.today
        )
    except StoppedError as error:
        return _planned(stopped=str(error))
    if before.stopped is not None:
        return _planned(stopped=before.stopped)
    return {
        "stopped": None,
        "power": list(before.power),
        "length": before.length,
        "refusals": [f"{says} ({why})" for says, why in before.refusals],
        "unasked": list(before.designed.unasked),
        "may_start": before.may_start,
    }


@router.post("/people/{who}/trial", status_code=201)
async def begin(about: About, choices: Choices) -> Now | None:
    """Begin, for practice or in earnest; the order is drawn and sealed. 409 where safety stops a trial."""
    async with about.desk.writing:
        await about.desk.work.run(
            trial_begin.begin,
            about.desk.store,
            about.member,
            _said(choices),
            data=about.desk.data,
            on=about.today,
            utc=about.desk.now(),
            practice=choices.practice,
        )
    return await _now(about)


@router.post("/people/{who}/trial/days", status_code=201)
async def day(about: About, said: Day) -> Said:
    """Keep a day; a second word on it corrects the first. A day to come is refused."""
    typed = trial_say.Day(
        pain=f"{said.pain_nrs:g}",
        interference=_text(said.interference_nrs),
        sleep=_text(said.sleep_nrs),
        rescue=_text(said.rescue_doses),
        stools=_text(said.stools),
        taken="" if said.taken is None else "yes" if said.taken else "no",
        note=said.note,
        day="" if said.day is None else str(said.day),
    )
    return _kept(await _say(about, trial_say.keep_day, typed, country=about.member.country))


@router.post("/people/{who}/trial/guesses", status_code=201)
async def guess(about: About, said: Guess) -> Said:
    """Keep what the person thinks a period was."""
    return _kept(await _say(about, trial_say.keep_guess, period=str(said.period), arm=said.arm))


@router.post("/people/{who}/trial/wrong", status_code=201)
async def wrong(about: About, said: Wrong) -> Said:
    """Keep that something is wrong, or the end of the trial; what to do now comes back."""
    return _kept(await _say(about, trial_say.keep_wrong, said.says, ends=said.ends, country=about.member.country))


@router.post("/people/{who}/trial/signs", status_code=201)
async def signs(about: About, said: Signs) -> Said:
    """Keep the answers to the warning signs (`signs_due`, by id); what follows from a yes comes back."""
    return _kept(await _say(about, trial_say.keep_signs, said.answers, country=about.member.country))


@router.post("/people/{who}/trial/open", status_code=201)
async def open_seal(
    about: About,
    sheet: Annotated[str, Body(media_type="text/plain", max_length=trial_place.LONGEST_SHEET)] = "",
) -> Now | None:
    """Open the seal after the end, with the helper's sheet where it left this machine."""
    async with about.desk.writing:
        await about.desk.work.run(
            trial_place.open_seal,
            about.desk.data,
            about.member.id,
            sheet.encode() or None,
            on=about.today,
            utc=about.desk.now(),
        )
    return await _now(about)


@router.get("/people/{who}/trial/result", response_model=Report)
async def result(about: About) -> JSONResponse:
    """The answer of a trial that is over and opened. (Points of 0 to 10.)"""
    trial_report = await about.desk.work.run(
        trial_place.result, about.desk.data, about.member.id, on=about.today, utc=about.desk.now()
    )
    if trial_report is None:
        raise InputError("the order stays sealed until the trial is over and opened.")
    return answered("trial", trial_report.data, on=about.today)


async def _now(about: Asked) -> Now | None:
    person = household.person_of(about.member, on=about.today)
    standing = await about.desk.work.run(trial_place.standing, about.desk.data, about.member.id, person, on=about.today)
    if standing is None:
        return None
    return {
        "question": standing.question,
        "day": standing.day,
        "days": standing.days,
        "part": standing.part,
        "today_written": standing.today_written,
        "missed": list(standing.missed),
        "guesses_wanted": list(standing.guesses),
        "arms": [name for name, _ in standing.arms],
        "take": standing.take,
        "practice": standing.practice,
        "blinded": standing.blinded,
        "stopped": standing.stopped,
        "interrupted": standing.interrupted,
        "broken": standing.broken,
        "over": standing.over,
        "opened": standing.opened,
        "last_day": standing.last_day.isoformat(),
        "signs_due": {} if standing.signs is None else {card.id: card.text for card in standing.signs.cards},
    }


async def _say(about: Asked, use: Any, *args: object, **also: object) -> Kept | None:
    kept: Kept | None = await about.desk.work.run(
        use, about.desk.data, about.member.id, *args, on=about.today, utc=about.desk.now(), **also
    )
    return kept


def _kept(kept: Kept | None) -> Said:
    if kept is None:
        return {"kept": False, "do": [], "heard": []}
    first = [told for told in (kept.answered, kept.heard) if told is not None]
    heard = [line for told in first for line in (*(f"{n.do} {n.says}" for n in told.notices), *told.says)]
    return {"kept": True, "do": list(kept.do), "heard": heard}


def _planned(*, stopped: str) -> Planned:
    return {"stopped": stopped, "power": [], "length": None, "refusals": [], "unasked": [], "may_start": False}


def _said(choices: Choices) -> trial_begin.Said:
    return trial_begin.Said(
        points="" if choices.points is None else f"{choices.points:g}",
        pairs=choices.pairs,
        how=choices.how,
        prescribed=choices.prescribed,
        new_treatment=choices.new_treatment,
    )


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
