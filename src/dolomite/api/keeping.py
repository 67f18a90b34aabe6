"""A record for programs: brought in from another program's file, taken out as one zip, backed up and put back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict
from typing_extensions import TypedDict

from dolomite.api.desk import About, AtDesk
from dolomite.api.diary import Receipt, receipt
from dolomite.api.people import Uid
from dolomite.app import safekeeping, upload
from dolomite.base.errors import InputError
from dolomite.store.port import new_uid
from dolomite.store.receipt import BackedUp
from dolomite.view.bring_in import data as told
from dolomite.view.shape.bring_in import Import

router = APIRouter(tags=["keeping"])
ZIP = "application/zip"


class Waiting(TypedDict):
    """A file that was looked at and waits: its id, and what it would bring."""

    id: str
    preview: Import


class Taken(TypedDict):
    """An export that came in: entries that were new here, entries of the file, trials."""

    entries: int
    in_file: int
    trials: list[str]


class Backup(TypedDict):
    """A backup: its name, when it was made (UTC), its size, the last day it is kept (null: until you delete it)."""

    file: str
    made: str
    bytes: int
    kept_until: str | None


class Which(BaseModel):
    """The backup to put back, by its name."""

    model_config = ConfigDict(extra="forbid")

    file: str


class Keep(BaseModel):
    """Bring the waiting file in; the same `uid` again is harmless."""

    model_config = ConfigDict(extra="forbid")

    uid: Uid = None


@router.post("/people/{who}/import", status_code=201, openapi_extra={"requestBody": {"content": {"*/*": {}}}})
async def look(about: About, request: Request, name: Annotated[str, Query(max_length=120)] = "file") -> Waiting:
    """Look at a file of another program (the body of the request); nothing is kept yet."""
    identifier = new_uid()
    with upload.opened(about.desk.data, identifier, name=Path(name).name) as out:
        async for piece in request.stream():
            out.write(piece)
    try:
        looked = await about.desk.work.run(
            upload.look,
            about.desk.store,
            about.member.id,
            identifier,
            data=about.desk.data,
            country=about.member.country,
            on=about.today,
        )
    except InputError:
        upload.drop(about.desk.data, identifier)
        raise
    return {"id": identifier, "preview": told(looked.preview)}


@router.post("/people/{who}/import/{waiting}", status_code=201)
async def keep(about: About, waiting: str, said: Keep) -> Receipt:
    """Bring in what was looked at, as one batch with one undo."""
    batch = await about.desk.work.run(
        upload.keep,
        about.desk.store,
        about.member.id,
        waiting,
        data=about.desk.data,
        country=about.member.country,
        on=about.today,
        utc=about.desk.now(),
        uid=said.uid,
    )
    return receipt(batch)


@router.get("/export.zip", response_class=Response, responses={200: {"content": {ZIP: {}}}})
async def export(desk: AtDesk) -> Response:
    """Everything of everybody in one zip; the same bytes for the same record."""
    content = await desk.work.run(safekeeping.packed, desk.record, desk.data)
    return Response(content, media_type=ZIP)


@router.post("/import", status_code=201, openapi_extra={"requestBody": {"content": {ZIP: {}}}})
async def bring_back(desk: AtDesk, request: Request) -> Taken:
    """Bring an export in (the body of the request): what is here already stays, all or nothing."""
    with tempfile.TemporaryDirectory(dir=desk.data) as folder:  # in the data folder: nowhere else may hold it
        path = Path(folder) / "record.zip"
        with path.open("wb") as out:
            async for piece in request.stream():
                out.write(piece)
        try:
            async with desk.writing:
                taken = await desk.work.run(safekeeping.import_export, desk.record, path)
        except InputError as error:
            raise InputError(str(error).replace(str(path), "what you sent")) from None
    return {"entries": taken.entries, "in_file": taken.in_file, "trials": list(taken.trials)}


@router.get("/backups")
async def backups(desk: AtDesk) -> list[Backup]:
    """Backups, newest first."""
    return [_backup(backup) for backup in await desk.work.run(safekeeping.backups, desk.record, desk.data)]


@router.post("/backups", status_code=201)
async def back_up(desk: AtDesk) -> Backup:
    """A checked backup now."""
    async with desk.writing:
        backup = await desk.work.run(safekeeping.back_up, desk.record, file=None, utc=desk.now(), folder=desk.data)
    return _backup(backup)


@router.post("/backups/restore", status_code=201)
async def restore(desk: AtDesk, which: Which) -> Backup:
    """Put a backup in the place of the record; the record from before is kept."""
    known = {backup.file.name: backup for backup in await desk.work.run(safekeeping.backups, desk.record, desk.data)}
    if which.file not in known:
        raise InputError("there is no backup of that name.", field="file")
    async with desk.writing:
        await desk.work.run(safekeeping.put_back_open, desk, known[which.file].file)
    return _backup(known[which.file])


def _backup(backup: BackedUp) -> Backup:
    return {
        "file": backup.file.name,
        "made": backup.utc.isoformat(),
        "bytes": backup.bytes,
        "kept_until": None if backup.kept_until is None else backup.kept_until.isoformat(),
    }
