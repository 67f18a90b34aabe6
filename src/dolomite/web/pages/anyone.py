"""Pages that need no person: the same page stands at /x and, within somebody's places, at /p/{who}/x."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from dolomite.web.desk import Desk, desk_of
from dolomite.web.page import render
from dolomite.web.pages import at
from dolomite.web.pages.at import At


@dataclass(frozen=True, slots=True, kw_only=True)
class Anyone:
    """The desk, the request, and the person in whose places the page is looked at (None: nobody yet)."""

    desk: Desk
    request: Request
    at: At | None

    @property
    def base(self) -> str:
        """What stands before the page's own name in its address."""
        return f"/p/{self.at.member.id}" if self.at is not None else ""

    async def page(self, template: str, *, here: str = "answer", status: int = 200, **values: object) -> HTMLResponse:
        """The template in the frame of the person, or in the plain one."""
        values |= {"base": self.base}
        if self.at is not None:
            return await self.at.page(template, here=here, status=status, **values)
        text = render(template, person=None, here=here, done=None, today=self.desk.today, **values)
        return HTMLResponse(text, status_code=status)


async def _found(request: Request) -> Anyone:
    who = request.path_params.get("who")
    return Anyone(
        desk=desk_of(request), request=request, at=await at.at_person(request, who) if who is not None else None
    )


ForAnyone = Annotated[Anyone, Depends(_found)]
