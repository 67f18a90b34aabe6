"""The record as one file: taken out with one press, brought back on another machine or in another browser."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from dolomite.app import household, safekeeping, saved_file
from dolomite.base.errors import InputError
from dolomite.store.receipt import Imported
from dolomite.web import taken
from dolomite.web.desk import Desk
from dolomite.web.form import Form
from dolomite.web.pages.anyone import Anyone, ForAnyone

router = APIRouter()
ZIP = "application/zip"


@router.get("/record")
@router.get("/p/{who}/record")
async def show(of: ForAnyone) -> HTMLResponse:
    """What a saved file holds, and where to bring one back."""
    return await _page(of, Form())


@router.post("/record")
@router.post("/p/{who}/record")
async def bring_back(request: Request, of: ForAnyone) -> Response:
    """Bring a saved file in: what is here already stays, all or nothing. (Sizes in bytes.)"""
    form = Form()
    async with request.form() as data:
        file = taken.chosen(data, "file")
        if file is None:
            form.wrong("file", "Choose the file that you saved.")
            return await _page(of, form, status=422)
        with tempfile.TemporaryDirectory(dir=of.desk.data) as folder:  # in the data folder: nowhere else may hold it
            path = Path(folder) / "record.zip"
            with path.open("wb") as out:
                await taken.into(file, out)
            try:
                async with of.desk.writing:
                    await of.desk.work.run(_bring, of.desk, path)
            except InputError as error:
                said = str(error).removeprefix(f"{path}: ").replace(str(path), (file.filename or "")[-100:])
                form.wrong("file", f"{said[0].upper()}{said[1:]}")
                return await _page(of, form, status=422)
    return RedirectResponse("/", status_code=303)


@router.get("/record.zip")
async def saved(of: ForAnyone) -> Response:
    """Everything as one file; the same bytes for the same record."""
    return await as_file(of.desk)


async def as_file(desk: Desk) -> Response:
    """Everything as one zip; inside a browser the day is remembered. (Bytes.)"""
    content = await desk.work.run(safekeeping.packed, desk.record, desk.data)
    if desk.inside:
        await desk.work.run(saved_file.note, desk.store, desk.data, on=desk.today)
    headers = {"content-disposition": f'attachment; filename="dolomite-{desk.today.isoformat()}.zip"'}
    return Response(content, media_type=ZIP, headers=headers)


def _bring(desk: Desk, file: Path) -> Imported:
    return safekeeping.import_export(desk.record, file)


async def _page(of: Anyone, form: Form, *, status: int = 200) -> HTMLResponse:
    people = await of.desk.work.run(household.members, of.desk.store)
    inside = of.desk.inside
    saved = await of.desk.work.run(saved_file.last, of.desk.store, of.desk.data) if inside else None
    return await of.page("record.html", here="me", status=status, form=form, people=people, inside=inside, saved=saved)
