"""How it could work: a dose, a form and some days put to the model, its misses said first."""

from __future__ import annotations

from fastapi import APIRouter, Response

from dolomite.app import works_place
from dolomite.base.errors import InputError
from dolomite.report.plain import cell_text
from dolomite.web.form import Form
from dolomite.web.pages.at import AtPerson

router = APIRouter()


@router.get("/p/{who}/works")
async def show(at: AtPerson, dose: str = "", form: str = "", days: str = "") -> Response:
    """The curves for this question, which stands in the address. (Elemental magnesium in mg/d; days.)"""
    mine = await at.mine()
    if mine is None:
        return await at.page("first_about_you.html", here="answer")
    sent = Form(
        typed={
            "dose": (dose[:20] or works_place.DOSE,),
            "form": (form[:40] or works_place.FORM,),
            "days": (days[:20] or works_place.DAYS,),
        }
    )
    shown = None
    try:
        shown = await at.desk.work.run(
            works_place.shown, mine, dose=sent.text("dose"), form=sent.text("form"), days=sent.text("days")
        )
    except InputError as error:
        sent.wrong(error.field if error.field in ("dose", "days") else "form", error.says)
    return await at.page(
        "works.html",
        here="answer",
        status=200 if shown is not None else 422,
        form=sent,
        shown=shown,
        forms=works_place.form_names(),
        show_cell=cell_text,
    )
