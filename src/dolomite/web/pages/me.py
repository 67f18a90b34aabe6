"""Me: the people of this household, where the data lies, back up, put back, take out, delete, and the history."""

from __future__ import annotations

import contextlib

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from dolomite.app import household, safekeeping, saved_file, told, trial_begin, watch_folder
from dolomite.base.errors import InputError
from dolomite.web.form import Form, sent
from dolomite.web.pages import record
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()
CONFIRM = "delete"  # the word that is typed before anything goes


@router.get("/p/{who}/me")
async def show(at: AtPerson) -> HTMLResponse:
    """Everything about the person and the record."""
    return await _page(at, Form())


@router.post("/p/{who}/me/name")
async def name(request: Request, at: AtPerson) -> Response:
    """What this person is called in the household."""
    form = await sent(request)
    if not form.text("name"):
        form.wrong("name", "Write a name, or leave it as it is.")
        return await _page(at, form, status=422)
    entry = await at.desk.work.run(
        household.keep_answers,
        at.store,
        at.member.id,
        {},
        day=at.desk.today,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
        name=form.text("name")[:100],
    )
    return at.to("me", done=entry.uid)


@router.get("/p/{who}/me/history")
async def history(at: AtPerson, before: str = "") -> HTMLResponse:
    """What was changed when, each with its undo."""
    number = int(before) if before.isdecimal() else None
    past = await at.desk.work.run(told.past, at.store, at.member.id, before=number)
    return await at.page("history.html", here="me", past=past)


@router.post("/p/{who}/me/backup")
async def back_up(request: Request, at: AtPerson) -> Response:
    """A checked backup now."""
    await sent(request)
    async with at.desk.writing:
        await at.desk.work.run(safekeeping.back_up, at.desk.record, file=None, utc=at.desk.now(), folder=at.desk.data)
    return at.to("me#data")


@router.post("/p/{who}/me/restore")
async def restore(request: Request, at: AtPerson) -> Response:
    """Put a backup in the place of the record; the record from before is kept."""
    form = await sent(request)
    known = {backup.file.name: backup.file for backup in safekeeping.backups(at.desk.record, at.desk.data)}
    file = known.get(form.text("backup"))
    if file is None:
        form.wrong("backup", "Choose one of the backups.")
        return await _page(at, form, status=422)
    async with at.desk.writing:
        await at.desk.work.run(safekeeping.put_back_open, at.desk, file)
    return RedirectResponse("/", status_code=303)


@router.get("/p/{who}/me/export.zip")
async def export(at: AtPerson) -> Response:
    """Everything as one zip."""
    return await record.as_file(at.desk)


@router.post("/p/{who}/me/delete")
async def delete(request: Request, at: AtPerson) -> Response:
    """Erase this person, or everybody, after the word was typed. It cannot be undone."""
    form = await sent(request)
    if form.text("confirm").lower() != CONFIRM:
        form.wrong("confirm", f"Type the word {CONFIRM}. Nothing was deleted.")
        return await _page(at, form, status=422)
    async with at.desk.writing:
        if form.text("whom") == "everybody":
            await at.desk.work.run(
                safekeeping.erase_everybody, at.store, at.desk.record, utc=at.desk.now(), folder=at.desk.data
            )
            await at.desk.work.run(trial_begin.erase, at.desk.data, None)
            await at.desk.work.run(watch_folder.forget, at.desk.data, None)
        elif form.text("whom") == "me":
            await at.desk.work.run(at.store.erase, at.member.id, utc=at.desk.now())
            await at.desk.work.run(trial_begin.erase, at.desk.data, at.member.id)
            await at.desk.work.run(watch_folder.forget, at.desk.data, at.member.id)
        else:
            raise HTTPException(422)
    return RedirectResponse("/", status_code=303)


async def _page(at: At, form: Form, *, status: int = 200) -> HTMLResponse:
    people = await at.desk.work.run(household.members, at.desk.store)
    backups = []
    with contextlib.suppress(InputError):
        backups = list(safekeeping.backups(at.desk.record, at.desk.data))
    return await at.page(
        "me.html",
        here="me",
        status=status,
        form=form,
        people=people,
        backups=backups,
        folder=at.desk.data,
        database=None if at.desk.database is None else at.store.where,
        guarded=at.desk.guarded,
        inside=at.desk.inside,
        saved=await at.desk.work.run(saved_file.last, at.store, at.desk.data) if at.desk.inside else None,
        confirm=CONFIRM,
    )
