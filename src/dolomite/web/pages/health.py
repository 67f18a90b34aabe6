"""Kidneys, daily medicines, illnesses: yes, no or not sure. Names follow on the Magnesium page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dolomite.app import household, said_health
from dolomite.web.form import Form, check, filled, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()


@router.get("/p/{who}/health")
async def ask(at: AtPerson) -> HTMLResponse:
    """The form with what is known. (eGFR in mL/min/1.73 m2.)"""
    return await _page(at, filled(said_health.as_said(at.member.document)))


@router.post("/p/{who}/health")
async def keep(request: Request, at: AtPerson) -> Response:
    """Keep the answers, or show each fault at its field. (eGFR in mL/min/1.73 m2.)"""
    form = await sent(request)
    said = said_health.Said(
        kidneys=form.text("kidneys"),
        egfr=form.text("egfr"),
        medicines=form.text("medicines"),
        illnesses=form.text("illnesses"),
        named=form.text("named"),
    )
    for name, says in said_health.unanswered(said).items():
        form.wrong(name, says)
    changed = said_health.answers(said, before=at.member.document)
    whole = {key: value for key, value in {**at.member.document, **changed}.items() if value is not None}
    fields = {"kidney": "egfr", "conditions": "named"}
    if not check(form, whole, on=at.desk.today, fields=fields):
        return await _page(at, form, status=422)
    entry = await at.desk.work.run(
        household.keep_answers,
        at.store,
        at.member.id,
        changed,
        day=at.desk.today,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
    )
    return at.to("answer", done=entry.uid)


async def _page(at: At, form: Form, *, status: int = 200) -> HTMLResponse:
    return await at.page("health.html", here="me", form=form, status=status)
