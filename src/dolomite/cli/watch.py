"""`dolomite evidence watch FILE...`: saved search results against what is stored. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from dolomite.base.errors import InputError
from dolomite.cli import files, screen


def run(names: Sequence[str], *, json: bool, force: bool, html: Path | None, given: Mapping[str, Any]) -> None:
    """Read the files, print what they are to us, write what is proposed. Raises InputError last, when a file could not
    be read: the others are told first."""
    from dolomite.app.watch_evidence import watch

    if not names:
        raise InputError("watch needs a file: search results you saved, such as pubmed.nbib. Nothing is fetched.")
    if html is not None or given["drop"] or given["route"] is not None:
        raise InputError("watch takes --json, --propose, --filled and --since. Leave the other options out.")
    filled = [(files.shown_name(path), files.read_text(path)) for path in given["filled"]]
    opened: list[tuple[str, Callable[[], bytes]]] = [
        (name, partial(files.read_bytes, Path(name))) for name in dict.fromkeys(names)
    ]
    watched = watch(opened, filled=filled, since=given["since"])
    written = _write(given["propose"], watched.proposed, force=force)
    if watched.read and json:
        screen.document("watch", watched.section.data, resting_on=watched.section)
    elif watched.read:
        screen.section(watched.section)
    screen.written(*written, json=json)
    watched.raise_faults()


def _write(folder: Path | None, proposed: Mapping[str, str], *, force: bool) -> tuple[Path, ...]:
    """The proposed files, all or none: each is checked before the first is written."""
    if folder is None:
        return ()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: the folder cannot be made ({error.strerror}). Choose another one.") from None
    places = {folder / name: text for name, text in proposed.items()}
    files.ready(*places, force=force)
    for place, text in places.items():
        files.write(place, text, force=force)
    return tuple(places)
