"""Bring my history: a file of another program, looked at first, then one batch with one undo."""

from __future__ import annotations

from pathlib import PurePath

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dolomite.app import upload, watch_folder
from dolomite.base.errors import InputError
from dolomite.store.errors import StoreError
from dolomite.store.port import new_uid
from dolomite.web import taken
from dolomite.web.form import Form, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()


@router.get("/p/{who}/import")
async def show(at: AtPerson) -> HTMLResponse:
    """Which files open, and where to drop one."""
    return await _page(at, Form())


@router.post("/p/{who}/import")
async def look(request: Request, at: AtPerson) -> Response:
    """Take a file in and show what it would bring; nothing is kept yet. (Sizes in bytes.)"""
    form = Form()
    async with request.form() as data:
        file = taken.chosen(data, "file")
        if file is None:
            form.wrong("file", "Choose a file first.")
            return await _page(at, form, status=422)
        identifier = new_uid()
        with upload.opened(
            at.desk.data, identifier, name=PurePath((file.filename or "").replace("\\", "/")).name
        ) as out:
            await taken.into(file, out)
    try:
        looked = await at.desk.work.run(
            upload.look,
            at.store,
            at.member.id,
            identifier,
            data=at.desk.data,
            country=at.member.country,
            on=at.desk.today,
        )
    except StoreError:
        raise
    except InputError as error:
        upload.drop(at.desk.data, identifier)
        form.wrong("file", str(error))
        return await _page(at, form, status=422)
    return await at.page("import.html", here="food", form=form, looked=looked)


@router.post("/p/{who}/import/watch")
async def watch(request: Request, at: AtPerson) -> Response:
    """Watch a folder of this machine, or end it."""
    form = await sent(request)
    try:
        await at.desk.work.run(
            watch_folder.watch, at.desk.data, at.member.id, "" if form.text("end") else form.text("folder")
        )
    except InputError as error:
        form.wrong("folder", error.says)
        return await _page(at, form, status=422)
    return at.to("import")


@router.post("/p/{who}/import/keep")
async def keep(request: Request, at: AtPerson) -> Response:
    """Bring in what was looked at, as one batch; or let it go."""
    form = await sent(request)
    if form.text("no"):
        upload.drop(at.desk.data, form.text("file"))
        return at.to("import")
    try:
        kept = await at.desk.work.run(
            upload.keep,
            at.store,
            at.member.id,
            form.text("file"),
            data=at.desk.data,
            country=at.member.country,
            on=at.desk.today,
            utc=at.desk.now(),
            uid=form.text("uid") or None,
        )
    except StoreError:
        raise
    except InputError as error:
        form.wrong("file", str(error))
        return await _page(at, form, status=422)
    return at.to("food", done=kept.undoes, also=f"day={kept.entries[-1].day.isoformat()}")


async def _page(at: At, form: Form, *, status: int = 200) -> HTMLResponse:
    watched = None if at.sample else await at.desk.work.run(watch_folder.watched, at.desk.data, at.member.id)
    return await at.page("import.html", here="food", status=status, form=form, looked=None, watched=watched)
