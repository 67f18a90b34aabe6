"""Pain and weight: pain in one gesture, weight as it is read off the scale."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dolomite.app import body_place, day, household, keep
from dolomite.base.errors import InputError
from dolomite.report.plain import cell_text
from dolomite.store.errors import StoreError
from dolomite.web.form import Form, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()


@router.get("/p/{who}/body")
async def show(at: AtPerson) -> HTMLResponse:
    """What was rated and weighed. (Pain 0 to 10 points, weight kg.)"""
    return await at.same(lambda: _page(at, Form()))


@router.post("/p/{who}/body/pain")
async def pain(request: Request, at: AtPerson) -> Response:
    """Today's pain, 0 to 10 points; a second word on the day corrects the first."""
    form = await sent(request)
    text = form.text("pain")
    if not text.isdecimal():
        form.wrong("pain", "Press one of the numbers, 0 to 10.")
        return await _page(at, form, status=422)
    kept = await at.desk.work.run(
        keep.rate_pain,
        at.store,
        at.member.id,
        float(text),
        day=at.desk.today,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
    )
    return at.to("body", done=kept.undoes)


@router.post("/p/{who}/body/weight")
async def weight(request: Request, at: AtPerson) -> Response:
    """Today's weight, as typed: 71, 71 kg, 157 lb, 11 st 3 lb (kg)."""
    form = await sent(request)
    try:
        kg = household.weight_kg(form.text("weight"), on=at.desk.today)
        kept = await at.desk.work.run(
            keep.weigh,
            at.store,
            at.member.id,
            kg,
            day=at.desk.today,
            utc=at.desk.now(),
            typed=form.text("weight"),
            uid=form.text("uid") or None,
        )
    except StoreError:
        raise
    except InputError as error:
        form.wrong("weight", error.says)
        return await _page(at, form, status=422)
    return at.to("body", done=kept.undoes)


async def _page(at: At, form: Form, *, status: int = 200) -> HTMLResponse:
    first, last = day.lately(at.desk.today), at.desk.today
    pains = await at.desk.work.run(day.ratings, at.store, at.member.id, first=first, last=last)
    weights = await at.desk.work.run(day.weights, at.store, at.member.id, first=first, last=last)
    mine = await at.mine("need")
    charts = [chart for chart in mine.need["charts"] if chart["id"] == "need-weight"] if mine is not None else []
    if mine is not None:
        charts = [*await at.desk.work.run(body_place.weight_charts, mine.case, weights), *charts]
    return await at.page(
        "body.html",
        here="me",
        status=status,
        form=form,
        pains=pains[::-1],
        weights=weights[::-1],
        charts=charts,
        show_cell=cell_text,
    )
