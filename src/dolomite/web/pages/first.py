"""The first page: the general answer before anything is typed, and four ways on."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from dolomite.app import general_answer
from dolomite.web.desk import AtDesk
from dolomite.web.page import render

router = APIRouter()


@router.get("/")
async def home(desk: AtDesk) -> Response:
    """Where one left off: the first person's answer, or the first page."""
    people = await desk.work.run(desk.store.people)
    return RedirectResponse(f"/p/{people[0]}", status_code=303) if people else await start(desk)


@router.get("/start")
async def start(desk: AtDesk) -> HTMLResponse:
    """The general answer, and what to do next."""
    general = await desk.work.run(general_answer.low_back)
    people = await desk.work.run(desk.store.people)
    return HTMLResponse(render("first.html", general=general, person=None, started=bool(people)))
