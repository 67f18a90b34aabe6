"""The people of this household and their answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from dolomite.api.desk import About, AtDesk
from dolomite.app import household
from dolomite.store.port import new_uid

router = APIRouter(tags=["people"])
Uid = Annotated[str | None, Field(pattern=r"^[0-9A-Za-z_.:-]{1,64}$", description="The same one again is harmless.")]
LONGEST_NAME = 100


class PersonKept(TypedDict):
    """Somebody: id, name, whether sex and age are told, and their answers with the keys of a person file."""

    id: str
    name: str
    complete: bool
    keys: dict[str, object]


class Answers(BaseModel):
    """Answers with the keys of a person file (`docs/reference/person.md`); null takes one back."""

    model_config = ConfigDict(extra="forbid")

    keys: dict[str, object] = {}
    name: Annotated[str | None, Field(min_length=1, max_length=LONGEST_NAME)] = None
    uid: Uid = None


@router.get("/people")
async def everybody(desk: AtDesk) -> list[PersonKept]:
    """Everybody of this household, in the order in which they came."""
    return [told(member) for member in await desk.work.run(household.members, desk.store)]


@router.post("/people", status_code=201)
async def add(desk: AtDesk, said: Answers) -> PersonKept:
    """Somebody new. The answers pass the same door as the forms."""
    who = new_uid()
    await keep(desk, who, said, {})
    return told(await desk.work.run(household.member, desk.store, who))


@router.get("/people/{who}")
async def one(about: About) -> PersonKept:
    """One person with their answers."""
    return told(about.member)


@router.patch("/people/{who}")
async def change(about: About, said: Answers) -> PersonKept:
    """Other answers; those that are not named stay."""
    await keep(about.desk, about.member.id, said, dict(about.member.document))
    return told(await about.desk.work.run(household.member, about.desk.store, about.member.id))


async def keep(desk: AtDesk, who: str, said: Answers, before: dict[str, object]) -> None:
    """Keep answers once the whole person passes the door. Raises InputError with the field."""
    day = desk.now().date()
    whole = {key: value for key, value in (before | said.keys).items() if value is not None}
    if "sex" in whole and ("born" in whole or "age_years" in whole):
        household.read_document(whole, on=day)
    else:
        household.read_document({"sex": "female", "age_years": "40"} | whole, on=day)  # only to read what is there
    await desk.work.run(
        household.keep_answers,
        desk.store,
        who,
        said.keys,
        day=day,
        utc=desk.now(),
        uid=said.uid,
        name=said.name,
    )


def told(member: household.Member) -> PersonKept:
    """Somebody as data. (Units in the keys' names.)"""
    return {
        "id": member.id,
        "name": member.name,
        "complete": member.complete,
        "keys": dict(member.document),
    }
