"""The two-minute questions: a first estimate before anything is logged. The answers stand in the address alone."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from dolomite.app import rough
from dolomite.base.errors import InputError
from dolomite.web.form import Form
from dolomite.web.pages.at import AtPerson

router = APIRouter()


@router.get("/p/{who}/rough")
async def show(request: Request, at: AtPerson) -> Response:
    """The questions, and the estimate once all are answered. (Magnesium in mg/d, in words.)"""
    mine = await at.mine()
    if mine is None:
        return await at.page("first_about_you.html", here="food")
    asked = rough.questions()
    known = {question.id for question in asked.often}
    said = {question.id: request.query_params.get(question.id, "") for question in asked.items}
    form = Form(typed={name: (value,) for name, value in said.items() if value})
    told = None
    if form.typed:
        for name, value in said.items():
            if value not in known:
                form.wrong(name, "Choose one; never is an answer.")
        if not form.faults:
            try:
                told = await at.desk.work.run(rough.estimate, mine.case, said)
            except InputError as error:
                form.wrong("form", error.says)
    return await at.page(
        "rough.html", here="food", status=422 if form.faults else 200, asked=asked, form=form, told=told
    )
