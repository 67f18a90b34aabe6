"""How it could work: a dose, a form and some days put to the model, its misses said first."""

from __future__ import annotations

from fastapi import APIRouter, Response

from dolomite.app import works_place
from dolomite.base.errors import InputError, MissingError
from dolomite.report.plain import cell_text
from dolomite.web.form import Form, filled
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()


@router.get("/p/{who}/works")
async def show(at: AtPerson, dose: str = "", form: str = "", days: str = "", egfr: str = "") -> Response:
    """The curves for this question, which stands in the address. (Elemental magnesium in mg/d; days.)"""
    return await _page(at, _asked(dose, form, days, egfr), template="works.html")


@router.get("/p/{who}/works/curves")
async def curves(at: AtPerson, dose: str = "", form: str = "", days: str = "", egfr: str = "") -> Response:
    """The part of the page that follows its sliders. (Elemental magnesium in mg/d; days.)"""
    return await _page(at, _asked(dose, form, days, egfr), template="works_shown.html")


def _asked(dose: str, form: str, days: str, egfr: str) -> Form:
    return filled(
        {
            "dose": dose[:20] or works_place.DOSE,
            "form": form[:40] or works_place.FORM,
            "days": days[:20] or works_place.DAYS,
            "egfr": egfr[:20] or None,
        }
    )


async def _page(at: At, sent: Form, *, template: str) -> Response:
    mine = await at.mine()
    if mine is None:
        return await at.page("first_about_you.html", here="answer")
    shown, lacking = None, ""
    try:
        shown = await at.desk.work.run(
            works_place.shown,
            mine,
            dose=sent.text("dose"),
            form=sent.text("form"),
            days=sent.text("days"),
            egfr=sent.text("egfr"),
        )
    except MissingError as error:  # nothing that was typed is at fault
        lacking = error.says[:1].upper() + error.says[1:]
    except InputError as error:
        sent.wrong(error.field if error.field in ("dose", "days", "egfr") else "form", error.says)
    return await at.page(
        template,
        here="answer",
        status=200 if shown is not None or lacking else 422,
        form=sent,
        shown=shown,
        lacking=lacking,
        egfr=works_place.own_egfr(mine),
        forms=works_place.form_names(),
        show_cell=cell_text,
    )
