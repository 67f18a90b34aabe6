"""Who a page is about: the person in its address, their answers, and the frame around what is shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dolomite.app import catalogue, household, my_report, sample, told
from dolomite.app.household import SAMPLE, Member
from dolomite.app.kept_pages import MARK, with_ids
from dolomite.app.my_report import Mine
from dolomite.base.person import Person
from dolomite.store.errors import StaleError
from dolomite.store.port import Store
from dolomite.web.desk import Desk, desk_of
from dolomite.web.page import render


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """A page of one person: the desk, the member of the household, and what was just done."""

    desk: Desk
    member: Member
    request: Request

    @property
    def sample(self) -> bool:
        """Whether this is the made-up person."""
        return self.member.id == SAMPLE

    @property
    def store(self) -> Store:
        """The store that holds this person."""
        return sample.store(self.desk.today) if self.sample else self.desk.store

    def person(self) -> Person | None:
        """The person past the door, None while sex or age are not told (units inside: cm, kg, mmol/L)."""
        return household.person_of(self.member, on=self.desk.today)

    async def mine(self, part: my_report.Part | None = None) -> Mine | None:
        """This person's case, with the part made that the page shows; None while sex or age are not told."""
        return await self.desk.work.run(
            my_report.mine, self.store, self.member, on=self.desk.today, data=self.desk.data, part=part
        )

    async def page(self, template: str, *, here: str = "", status: int = 200, **values: object) -> HTMLResponse:
        """The template in the person's frame."""
        done = None
        just = self.request.query_params.get("done")
        if just is not None:
            done = await self.desk.work.run(told.just_done, self.store, self.member.id, just)
        text = render(
            template,
            person=self.member,
            sample=self.sample,
            here=here,
            done=done,
            back=self.request.url.path + (f"?day={day}" if (day := self.request.query_params.get("day")) else ""),
            uid=lambda: MARK,
            today=self.desk.today,
            **values,
        )
        self.request.state.made = text
        return HTMLResponse(with_ids(text), status_code=status)

    async def same(self, make: Callable[[], Awaitable[HTMLResponse]]) -> HTMLResponse:
        """The page as it was made before, where nothing was written since; for what record and food tables decide."""
        now = self.desk.now()
        url = self.request.url
        tables = (shelf.content for shelf in catalogue.opened(self.desk.data).shelves)
        key = (*tables, self.member.as_of, self.member.id, url.path, url.query, now.strftime("%Y-%m-%d %H"))
        text = self.desk.kept.get(key)
        if text is not None:
            return HTMLResponse(with_ids(text))
        page = await make()
        if page.status_code == 200 and "done" not in self.request.query_params:
            self.desk.kept.put(key, self.request.state.made)
        return page

    def to(self, place: str, *, done: str = "", also: str = "") -> RedirectResponse:
        """After a change: to a place of this person, with what was done to be said there."""
        query = "&".join(part for part in (also, f"done={done}" if done else "") if part)
        return RedirectResponse(f"/p/{self.member.id}/{place}{'?' + query if query else ''}", status_code=303)


async def at_person(request: Request, who: str) -> At:
    """The page of the person with that id. Raises UnknownError when nobody has it."""
    desk = desk_of(request)
    if who == SAMPLE and request.method != "GET":
        raise StaleError("this person is made up and cannot be changed. Begin with your own answers on the first page.")
    held = await desk.work.run(sample.store, desk.today) if who == SAMPLE else desk.store
    member = await desk.work.run(household.member, held, who)
    return At(desk=desk, member=member, request=request)


AtPerson = Annotated[At, Depends(at_person)]
