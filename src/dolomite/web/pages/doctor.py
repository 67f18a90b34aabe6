"""The doctor's page: one A4, with what the patient asks and a box for the answer; printed, or as PDF."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dolomite.app import doctor_page
from dolomite.base.errors import InputError
from dolomite.report.plain import cell_text
from dolomite.web.form import Form, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()
PDF = "application/pdf"


@router.get("/p/{who}/doctor")
async def show(at: AtPerson) -> Response:
    """The sheet with the usual question. (Units stand in the sentences.)"""
    return await _page(at, Form())


@router.post("/p/{who}/doctor")
async def ask(request: Request, at: AtPerson) -> Response:
    """The sheet with the patient's own question; as PDF where that was pressed. Nothing is kept."""
    form = await sent(request)
    if form.text("as") != "pdf":
        return await _page(at, form)
    mine = await at.mine()
    if mine is None:
        return at.to("person")
    try:
        content = await at.desk.work.run(
            doctor_page.pdf,
            at.store,
            at.member,
            mine,
            asks=form.text("asks"),
            data=at.desk.data,
            on=at.desk.today,
        )
    except InputError as error:
        form.wrong("asks", error.says)
        return await _page(at, form, status=422)
    headers = {"content-disposition": 'attachment; filename="for-my-doctor.pdf"'}
    return Response(content, media_type=PDF, headers=headers)


async def _page(at: At, form: Form, *, status: int = 200) -> Response:
    mine = await at.mine()
    if mine is None:
        return await at.page("first_about_you.html", here="answer")
    shown = await at.desk.work.run(
        doctor_page.shown,
        at.store,
        at.member,
        mine,
        asks=form.text("asks"),
        data=at.desk.data,
        on=at.desk.today,
    )
    return await at.page("doctor.html", here="answer", status=status, form=form, sheet=shown, show_cell=cell_text)
