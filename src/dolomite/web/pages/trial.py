"""A trial of one's own: is it worth it, the plan, the start, and what the helper takes away."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dolomite.app import saved_file, trial_begin, trial_place
from dolomite.app.trial_begin import Said
from dolomite.base.errors import InputError, StoppedError
from dolomite.report.plain import cell_text
from dolomite.store.errors import StoreError
from dolomite.web.form import Form, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()
ZIP = "application/zip"


@router.get("/p/{who}/trial")
async def show(at: AtPerson) -> Response:
    """Where the trial stands; without one, whether it is worth it. (Days from 1.)"""
    standing = await at.desk.work.run(trial_place.standing, at.desk.data, at.member.id, at.person(), on=at.desk.today)
    if standing is None:
        return await plan_page(at, Form())
    return await at.page("trial_running.html", here="trial", trial=standing, form=Form())


@router.get("/p/{who}/trial/plan")
async def new(at: AtPerson) -> Response:
    """The plan of a first or another trial."""
    return await plan_page(at, Form())


@router.post("/p/{who}/trial/plan")
async def plan(request: Request, at: AtPerson) -> Response:
    """The plan of these choices; nothing is kept. (Points of 0 to 10.)"""
    return await plan_page(at, await sent(request), chosen=True)


@router.post("/p/{who}/trial/start")
async def start(request: Request, at: AtPerson) -> Response:
    """Begin, for practice or in earnest; the order is drawn and sealed."""
    form = await sent(request)
    if at.sample:
        return await plan_page(at, form, status=409)
    practice = form.text("practice") == "yes"
    try:
        if at.desk.inside and not practice:
            await at.desk.work.run(saved_file.before_what_lasts, at.store, at.desk.data, on=at.desk.today)
        async with at.desk.writing:
            await at.desk.work.run(
                trial_begin.begin,
                at.store,
                at.member,
                _said(form),
                data=at.desk.data,
                on=at.desk.today,
                utc=at.desk.now(),
                practice=practice,
            )
    except StoreError:
        raise
    except (InputError, StoppedError) as error:
        form.wrong("form", str(error))
        return await plan_page(at, form, status=422, chosen=True)
    return at.to("trial")


@router.post("/p/{who}/trial/helper")
async def helper(request: Request, at: AtPerson) -> Response:
    """The helper's half as a file for another medium."""
    await sent(request)
    content = await at.desk.work.run(trial_begin.helper_files, at.desk.data, at.member.id)
    headers = {"content-disposition": 'attachment; filename="for-the-helper.zip"'}
    return Response(content, media_type=ZIP, headers=headers)


@router.post("/p/{who}/trial/handed-over")
async def handed_over(request: Request, at: AtPerson) -> Response:
    """The helper has the sheet: it goes from this machine."""
    await sent(request)
    await at.desk.work.run(trial_begin.handed_over, at.desk.data, at.member.id)
    return at.to("trial")


@router.post("/p/{who}/trial/end-practice")
async def end_practice(request: Request, at: AtPerson) -> Response:
    """A practice run goes."""
    await sent(request)
    await at.desk.work.run(trial_begin.end_practice, at.desk.data, at.member.id)
    return at.to("trial/plan")


def _said(form: Form) -> Said:
    return Said(
        points=form.text("points"),
        pairs=form.text("pairs"),
        how=form.text("how"),
        prescribed=form.text("prescribed"),
        new_treatment=form.text("new_treatment"),
    )


async def plan_page(at: At, form: Form, *, status: int = 200, chosen: bool = False) -> HTMLResponse:
    """The plan's page: a stop has nothing of a plan beside it; a fault stands at its field."""
    stopped, before = None, None
    if not at.member.complete:
        return await at.page("first_about_you.html", here="trial")
    try:
        before = await at.desk.work.run(trial_begin.before, at.store, at.member, _said(form), on=at.desk.today)
    except StoppedError as error:
        stopped = str(error)
    except InputError as error:
        form.wrong(error.field if error.field in ("points", "pairs") else "form", error.says)
        status = 422
    if before is not None and before.stopped is not None:
        stopped = before.stopped
    return await at.page(
        "trial_plan.html",
        here="trial",
        status=status,
        form=form,
        before=before if stopped is None else None,
        stopped=stopped,
        chosen=chosen,
        inside=at.desk.inside,
        show_cell=cell_text,
    )
