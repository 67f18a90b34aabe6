"""The smallest change: three plans as sentences; a food that nobody wants is refused, and all is solved again."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from dolomite.app import plan_place, plan_start
from dolomite.app.my_report import Mine
from dolomite.base.errors import InputError
from dolomite.report.plain import cell_text
from dolomite.web.form import Form, filled, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()
LONGEST = 100  # characters of a wish


@router.get("/p/{who}/plan")
async def show(
    at: AtPerson,
    never: Annotated[list[str], Query(default_factory=list)],
    always: Annotated[list[str], Query(default_factory=list)],
    prefer: str = "",
    wish: str = "",
    food_id: str = "",
    kind: Annotated[str, Query(alias="as")] = "never",
) -> Response:
    """The plans for these wishes; they stand in the address, so that a page can be kept. (Magnesium in mg/d.)

    A typed wish becomes one of them where its words are clear, else a few foods are offered.
    """
    mine = await at.mine()
    if mine is None:
        return await at.page("first_about_you.html", here="food")
    form, wishes = filled({"wish": wish[:LONGEST] or None}), {"never": list(never), "always": list(always)}
    choices: tuple[tuple[str, str], ...] = ()
    kind = kind if kind in wishes else "never"
    shown, empty = None, ""
    try:
        plan_place.known_foods(mine, [*never, *always])
        if form.text("wish"):
            choices = await _wished(at, mine, form, food_id)
        if len(choices) == 1:
            wishes[kind].append(choices[0][0])
            return at.to("plan", also=urlencode({**wishes, "prefer": prefer}, doseq=True) + "#wishes")
        shown = await at.desk.work.run(plan_place.shown, mine, **wishes, prefer=prefer)
    except InputError as error:
        empty = error.says
    return await at.page(
        "plan.html",
        here="food",
        status=422 if form.faults or (shown is None and (never or always)) else 200,
        shown=shown,
        empty=empty,
        prefer=prefer,
        form=form,
        choices=choices,
        choose=kind,
        show_cell=cell_text,
    )


async def _wished(at: At, mine: Mine, form: Form, food_id: str) -> tuple[tuple[str, str], ...]:
    """What the typed wish may mean; a fault stands at its field."""
    if food_id and plan_place.known_foods(mine, [food_id]):
        return ((food_id, form.text("wish")),)
    try:
        return await at.desk.work.run(plan_place.wished, mine, form.text("wish"))
    except InputError as error:
        form.wrong("wish", error.says)
        return ()


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
