"""What the answers need from outside, and who is asked about: handed in, never looked up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Protocol, cast

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from dolomite.app import catalogue, household, my_report
from dolomite.app.case import Case
from dolomite.app.household import Member
from dolomite.app.work import Work
from dolomite.base.errors import InputError
from dolomite.food.table import Catalogue
from dolomite.report import json
from dolomite.report.cite import unverified as count_unverified
from dolomite.report.tree import Section
from dolomite.store.port import Store


class Outside(Protocol):
    """The store, where work runs, the clock, the data folder."""

    store: Store  # another one after a restore
    writing: asyncio.Lock

    @property
    def work(self) -> Work:
        """Where work that blocks runs."""
        ...

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock with its local offset."""
        ...

    @property
    def record(self) -> Path | str:
        """Where the record lies: the data folder, or the address of a database."""
        ...

    @property
    def data(self) -> Path:
        """The folder that holds it all."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request about one person."""

    desk: Outside
    member: Member

    @property
    def today(self) -> date:
        """The local day."""
        return self.desk.now().date()

    @property
    def foods(self) -> Catalogue:
        """The food tables of this machine."""
        return catalogue.opened(self.desk.data)

    async def case(self) -> Case:
        """The person with the last four weeks of their diary. Raises InputError while sex or age are not told."""
        mine = await self.desk.work.run(
            my_report.mine, self.desk.store, self.member, on=self.today, data=self.desk.data
        )
        if mine is None:
            raise InputError("sex and age are not told yet. Send them as keys of the person.", field="person")
        return mine.case

    async def told(self, command: str, make: Callable[[Case], Section]) -> JSONResponse:
        """The document of a command for this person. (Units in the keys' names.)"""
        case = await self.case()
        section = await self.desk.work.run(make, case)
        return answered(
            command, section.data, on=case.on, releases=case.releases, unverified=count_unverified((section,))
        )


def answered(
    command: str,
    data: Mapping[str, object],
    *,
    on: date | None = None,
    releases: tuple[str, ...] = (),
    unverified: int | None = None,
) -> JSONResponse:
    """The object that `dolomite COMMAND --json` prints. (Units in the keys' names.)"""
    return JSONResponse(json.document(command, data, on=on, releases=releases, unverified=unverified))


def desk_of(request: Request) -> Outside:
    """The desk that the application was made with."""
    return cast(Outside, request.app.state.desk)


async def _desk(request: Request) -> Outside:
    return desk_of(request)


async def _about(request: Request, who: str) -> Asked:
    desk = desk_of(request)
    return Asked(desk=desk, member=await desk.work.run(household.member, desk.store, who))


AtDesk = Annotated[Any, Depends(_desk)]
About = Annotated[Asked, Depends(_about)]
