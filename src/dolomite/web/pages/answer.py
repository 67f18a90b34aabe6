"""The Answer: what was asked, the three cards, what is still open; and everything behind it, with sources."""

from __future__ import annotations

from fastapi import APIRouter, Response

from dolomite.app import first_checks, gaps
from dolomite.report.plain import cell_text
from dolomite.web.pages.at import AtPerson

router = APIRouter()


@router.get("/p/{who}/answer")
async def answer(at: AtPerson) -> Response:
    """The Answer page; an emergency or a missing first answer comes before it. (Units as in its sections.)"""
    if first_checks.pressing(at.member.document):
        return at.to("now")
    mine = await at.mine("glance")
    if mine is None:
        return at.to("person")
    if "emergency" in mine.glance:  # an illness or a value can be pressing, too
        return at.to("now")
    return await at.same(
        lambda: at.page(
            "answer.html",
            here="answer",
            parts=mine.glance,
            foot=mine.foot,
            eaten=mine.case.eaten is not None,
            gaps=gaps.open_gaps(mine.case),
            show_cell=cell_text,
        )
    )


@router.get("/p/{who}/report")
async def everything(at: AtPerson) -> Response:
    """The long report, every number with its grounds. (Units as in its sections.)"""
    mine = await at.mine("drawn")
    if mine is None:
        return at.to("person")
    return await at.page(
        "report.html",
        here="answer",
        report=mine.report,
        sections=[mine.drawn[name] for name in mine.drawn if name != "answer"],
        show_cell=cell_text,
    )


@router.get("/p/{who}/enough")
async def enough(at: AtPerson) -> Response:
    """What the diary says one gets, and whether that is enough. (Magnesium in mg/d.)"""
    mine = await at.mine("drawn")
    if mine is None:
        return at.to("person")
    sections = [mine.drawn[part] for part in ("adequacy", "intake", "need") if part in mine.drawn]
    return await at.same(
        lambda: at.page("enough.html", here="food", report=mine.report, sections=sections, show_cell=cell_text)
    )
