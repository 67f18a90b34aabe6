"""The smallest change: three plans as sentences; a food that nobody wants is refused, and all is solved again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from dolomite.app import plan_place, plan_start
from dolomite.base.errors import InputError
from dolomite.report.plain import cell_text
from dolomite.web.form import sent
from dolomite.web.pages.at import AtPerson

router = APIRouter()


@router.get("/p/{who}/plan")
async def show(
    at: AtPerson,
    never: Annotated[list[str], Query(default_factory=list)],
    always: Annotated[list[str], Query(default_factory=list)],
    prefer: str = "",
) -> Response:
    """The plans for these wishes; they stand in the address, so that a page can be kept. (Magnesium in mg/d.)"""
    mine = await at.mine()
    if mine is None:
        return await at.page("first_about_you.html", here="food")
    shown, empty = None, ""
    try:
        plan_place.known_foods(mine, [*never, *always])
        shown = await at.desk.work.run(plan_place.shown, mine, never=never, always=always, prefer=prefer)
    except InputError as error:
        empty = error.says
    return await at.page(
        "plan.html",
        here="food",
        status=422 if shown is None and (never or always) else 200,
        shown=shown,
        empty=empty,
        prefer=prefer,
        show_cell=cell_text,
    )


@router.post("/p/{who}/plan/start")
async def start(request: Request, at: AtPerson) -> Response:
    """Lay this plan on the coming days as proposals; nothing counts as eaten. (Which plan, counted from 1.)"""
    form = await sent(request)
    mine = await at.mine()
    if mine is None:
        return at.to("plan")
    shown = await at.desk.work.run(
        plan_place.shown,
        mine,
        never=plan_place.known_foods(mine, form.many("never")),
        always=plan_place.known_foods(mine, form.many("always")),
        prefer=form.text("prefer"),
    )
    chosen = [plan for number, plan in enumerate(shown.plans, start=1) if form.text("plan") == str(number)]
    if not chosen:
        raise InputError("this plan is not among those that hold now. Open the page of plans again.", field="plan")
    kept = await at.desk.work.run(
        plan_start.start,
        at.store,
        at.member.id,
        chosen[0],
        now=at.desk.now(),
        uid=form.text("uid") or None,
    )
    return at.to("food", done=kept.undoes)
