"""What a person writes down: foods in words, pain, weight; each with its undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from dolomite.api.desk import About, Asked
from dolomite.api.people import Uid
from dolomite.app import keep, type_food
from dolomite.app.keep import Kept
from dolomite.base.errors import InputError
from dolomite.report import json
from dolomite.store.port import Entry

router = APIRouter(tags=["diary"])


class Written(TypedDict):
    """One entry of the record; the shape of `data` goes with its kind, units in the names."""

    uid: str
    day: str
    kind: str
    data: dict[str, object]


class Receipt(TypedDict):
    """What was kept, and the id that takes it back as one."""

    entries: list[Written]
    undoes: str


class Dated(BaseModel):
    """Something of a day: today where none is said; the same `uid` again is harmless."""

    model_config = ConfigDict(extra="forbid")

    day: date | None = None
    uid: Uid = None


class Food(Dated):
    """A food as one says it ("2 eggs"), or by id with an amount."""

    words: Annotated[str, Field(max_length=type_food.LONGEST_WORDS)] = ""
    food_id: str = ""
    amount: Annotated[float | None, Field(gt=0)] = None
    unit: str = ""
    meal: Literal["", "breakfast", "lunch", "dinner", "snack"] = ""


class Pain(Dated):
    """Pain from 0 to 10."""

    pain_nrs: Annotated[int, Field(ge=0, le=10)]


class Weight(Dated):
    """A body weight [kg]."""

    weight_kg: Annotated[float, Field(gt=0, le=700)]


class Done(Dated):
    """A day is finished in something, or is not."""

    what: Literal["food", "drinks", "supplements", "medicines"] = "food"
    done: bool = True


class Undo(BaseModel):
    """What is taken back: the id of an entry or of a batch."""

    model_config = ConfigDict(extra="forbid")

    undoes: str
    uid: Uid = None


@router.get("/people/{who}/days/{day}")
async def entries(about: About, day: date) -> list[Written]:
    """A day as it stands."""
    return [
        written(entry) for entry in await run(about, about.desk.store.current, about.member.id, first=day, last=day)
    ]


@router.post("/people/{who}/foods", status_code=201)
async def food(about: About, said: Food) -> Receipt:
    """Keep a food. What is unsure is kept with its first candidate, and counts as unknown until it is confirmed."""
    who = about.member
    reader = await run(about, type_food.reader, about.desk.store, who.id, catalogue=about.foods, country=who.country)
    typed = type_food.Typed(
        words=said.words,
        food_id=said.food_id,
        amount="" if said.amount is None else f"{said.amount:.10g}",
        unit=said.unit,
        meal=said.meal,
    )
    return receipt(await kept(about, said, type_food.keep_typed, typed, using=reader))


@router.post("/people/{who}/pain", status_code=201)
async def pain(about: About, said: Pain) -> Receipt:
    """Keep the day's pain; a second word corrects the first."""
    return receipt(await kept(about, said, keep.rate_pain, float(said.pain_nrs)))


@router.post("/people/{who}/weights", status_code=201)
async def weight(about: About, said: Weight) -> Receipt:
    """Keep a body weight."""
    return receipt(await kept(about, said, keep.weigh, said.weight_kg))


@router.post("/people/{who}/days/done", status_code=201)
async def done(about: About, said: Done) -> Receipt:
    """Say whether a day is finished."""
    return receipt(await kept(about, said, keep.finish_day, what=said.what, done=said.done))


@router.post("/people/{who}/undo", status_code=201)
async def undo(about: About, said: Undo) -> Receipt:
    """Take something back; taking that back brings it again."""
    batch = await run(
        about,
        keep.take_back,
        about.desk.store,
        about.member.id,
        said.undoes,
        day=about.today,
        utc=about.desk.now(),
        uid=said.uid,
    )
    return receipt(batch)


async def kept(about: Asked, said: Dated, how: Callable[..., Kept], /, *args: object, **more: object) -> Kept:
    """What a use case keeps for this person on the day that was said. Raises InputError for one to come."""
    day = said.day if said.day is not None else about.today
    if day > about.today:
        raise InputError(f"{day} is not here yet. Write it down on the day.", field="day")
    batch: Kept = await run(
        about, how, about.desk.store, about.member.id, *args, day=day, utc=about.desk.now(), uid=said.uid, **more
    )
    return batch


async def run(about: Asked, function: Callable[..., Any], /, *args: object, **more: object) -> Any:
    """The function where work that blocks runs."""
    return await about.desk.work.run(function, *args, **more)


def receipt(batch: Kept) -> Receipt:
    """What was kept, as data. (Units in the names.)"""
    return {"entries": [written(entry) for entry in batch.entries], "undoes": batch.undoes}


def written(entry: Entry) -> Written:
    """An entry as data. (Units in the names.)"""
    return {
        "uid": entry.uid,
        "day": entry.day.isoformat(),
        "kind": entry.kind,
        "data": {key: json.plain(value) for key, value in entry.data.items()},
    }
