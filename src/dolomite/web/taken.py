"""A file of a form, taken in: the one reader for every page that has a file field."""

from __future__ import annotations

from typing import BinaryIO

from starlette.datastructures import FormData, UploadFile

PIECE = 1024 * 1024  # bytes written at a time


def chosen(data: FormData, name: str) -> UploadFile | None:
    """The file that was chosen in a field; None when none was."""
    file = data.get(name)
    return file if isinstance(file, UploadFile) and file.filename else None


async def into(file: UploadFile, out: BinaryIO) -> None:
    """What was sent, written piece by piece: a large export is never held as a whole. (Sizes in bytes.)"""
    while piece := await file.read(PIECE):
        out.write(piece)
