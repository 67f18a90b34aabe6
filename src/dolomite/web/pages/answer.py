"""The Answer: what was asked, the three cards, what is still open; and everything behind it, with sources."""

from __future__ import annotations

from fastapi import APIRouter, Response

from dolomite.app import first_checks, gaps, my_report
from dolomite.report import html
from dolomite.report.plain import cell_text
from dolomite.report.tree import Report
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()


@router.get("/p/{who}/answer")
async def answer(at: AtPerson) -> Response:
    """The Answer page; an emergency or a missing first answer comes before it. (Units as in its sections.)"""
    if first_checks.pressing(at.member.document):
        return at.to("now")
    report = await _report(at)
    if report is None:
        return at.to("person")
    numbers = {reference.key: reference.number for reference in report.references}
    parts = {section.id: html.shown(section, numbers, draw=False) for section in report.sections}
    return await at.page(
        "answer.html", here="answer", parts=parts, gaps=gaps.open_gaps(at.member, report), show_cell=cell_text
    )


@router.get("/p/{who}/report")
async def everything(at: AtPerson) -> Response:
    """The long report, every number with its grounds. (Units as in its sections.)"""
    report = await _report(at)
    if report is None:
        return at.to("person")
    sections = await at.desk.work.run(my_report.drawn, report)
    return await at.page("report.html", here="answer", report=report, sections=sections, show_cell=cell_text)


async def _report(at: At) -> Report | None:
    return await at.desk.work.run(my_report.report_of, at.desk.store, at.member, on=at.desk.today, data=at.desk.data)


@router.get("/p/{who}/enough")
async def enough(at: AtPerson) -> Response:
    """What the diary says one gets, and whether that is enough. (Magnesium in mg/d.)"""
    report = await _report(at)
    if report is None:
        return at.to("person")
    sections = await at.desk.work.run(my_report.drawn, report)
    parts = [section for section in sections if section["id"] in ("intake", "adequacy", "need", "plan")]
    return await at.page("enough.html", here="food", report=report, sections=parts, show_cell=cell_text)
