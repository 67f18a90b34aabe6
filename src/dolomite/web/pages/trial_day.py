"""A day of the trial, a guess, something wrong, an end; and, once it is over, the seal and the result."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dolomite.app import trial_place, trial_result, trial_say
from dolomite.app.trial_say import Day
from dolomite.base.errors import InputError
from dolomite.report.plain import cell_text
from dolomite.safety.card import cards
from dolomite.web import taken
from dolomite.web.form import Form, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()
PDF, CSV = "application/pdf", "text/csv; charset=utf-8"


@router.post("/p/{who}/trial/day")
async def day(request: Request, at: AtPerson) -> Response:
    """Keep a day: today's, unless a missed one was chosen. (Points of 0 to 10; counts.)"""
    form = await sent(request)
    said = Day(**{name: form.text(name) for name in Day.__slots__})
    try:
        kept = await at.desk.work.run(
            trial_say.keep_day,
            at.desk.data,
            at.member.id,
            said,
            on=at.desk.today,
            utc=at.desk.now(),
            country=at.member.country,
        )
    except InputError as error:
        return await _running(at, form, error)
    if kept is not None and kept.heard is not None:
        return await at.page("trial_wrong.html", here="trial", ends=False, do=kept.do, heard=kept.heard)
    return at.to("trial", also="kept=day")


@router.post("/p/{who}/trial/guess")
async def guess(request: Request, at: AtPerson) -> Response:
    """What the person thinks a period was."""
    form = await sent(request)
    try:
        await at.desk.work.run(
            trial_say.keep_guess,
            at.desk.data,
            at.member.id,
            period=form.text("period"),
            arm=form.text("arm"),
            on=at.desk.today,
            utc=at.desk.now(),
        )
    except InputError as error:
        return await _running(at, form, error)
    return at.to("trial", also="kept=guess")


@router.post("/p/{who}/trial/wrong")
async def wrong(request: Request, at: AtPerson) -> Response:
    """Something is wrong, or the trial ends; what to do now comes first on the next page."""
    form = await sent(request)
    ends = form.text("ends") == "yes"
    words = form.text("stop") if ends else form.text("adverse")
    try:
        kept = await at.desk.work.run(
            trial_say.keep_wrong,
            at.desk.data,
            at.member.id,
            words,
            ends=ends,
            on=at.desk.today,
            utc=at.desk.now(),
            country=at.member.country,
        )
    except InputError as error:
        return await _running(at, form, error)
    return await at.page("trial_wrong.html", here="trial", ends=ends, do=kept.do, heard=kept.heard)


@router.post("/p/{who}/trial/signs")
async def signs(request: Request, at: AtPerson) -> Response:
    """The warning signs, asked again and answered; what follows from a yes comes first on the next page."""
    form = await sent(request)
    answers = {card.id: said for card in cards() if (said := form.text(f"sign-{card.id}"))}
    try:
        kept = await at.desk.work.run(
            trial_say.keep_signs,
            at.desk.data,
            at.member.id,
            answers,
            on=at.desk.today,
            utc=at.desk.now(),
            country=at.member.country,
        )
    except InputError as error:
        return await _running(at, form, error)
    if kept.answered is not None:
        return await at.page("trial_wrong.html", here="trial", ends=False, do=kept.do, heard=kept.answered)
    return at.to("trial", also="kept=signs")


@router.post("/p/{who}/trial/open")
async def open_seal(request: Request, at: AtPerson) -> Response:
    """Open the seal with the helper's sheet, after the end."""
    form, sheet = Form(), None
    async with request.form() as data:
        file = taken.chosen(data, "sheet")
        if file is not None:
            sheet = await file.read()
    try:
        async with at.desk.writing:
            await at.desk.work.run(
                trial_place.open_seal, at.desk.data, at.member.id, sheet, on=at.desk.today, utc=at.desk.now()
            )
    except InputError as error:
        return await _running(at, form, error)
    return at.to("trial/result")


@router.get("/p/{who}/trial/result")
async def result(at: AtPerson) -> Response:
    """The answer of a trial that is over and opened. (Points of 0 to 10.)"""
    shown = await at.desk.work.run(trial_result.shown, at.desk.data, at.member.id, on=at.desk.today, utc=at.desk.now())
    if shown is None:
        return at.to("trial")
    return await at.page("trial_result.html", here="trial", result=shown, show_cell=cell_text)


@router.get("/p/{who}/trial/days.csv")
async def days(at: AtPerson) -> Response:
    """The days of an opened trial as a table. (Points of 0 to 10.)"""
    table = await at.desk.work.run(trial_result.csv, at.desk.data, at.member.id, on=at.desk.today, utc=at.desk.now())
    headers = {"content-disposition": 'attachment; filename="trial-days.csv"'}
    return Response(table, media_type=CSV, headers=headers) if table is not None else at.to("trial")


@router.get("/p/{who}/trial/report.pdf")
async def pdf(at: AtPerson) -> Response:
    """The whole report on paper."""
    content = await at.desk.work.run(trial_result.pdf, at.desk.data, at.member.id, on=at.desk.today, utc=at.desk.now())
    headers = {"content-disposition": 'attachment; filename="trial-report.pdf"'}
    return Response(content, media_type=PDF, headers=headers) if content is not None else at.to("trial")


async def _running(at: At, form: Form, error: InputError) -> HTMLResponse:
    form.wrong(error.field or "form", error.says)
    standing = await at.desk.work.run(trial_place.standing, at.desk.data, at.member.id, at.person(), on=at.desk.today)
    if standing is None:
        raise error
    return await at.page("trial_running.html", here="trial", status=422, trial=standing, form=form)
