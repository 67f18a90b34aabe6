"""Use case: a folder that another program writes into each night; what is new there comes in by itself, as one batch.

Whoever sets the folder has said yes to what comes; each file is read apart, like one that is sent, and undone as one.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dolomite.app import apart, bring_in, catalogue, household, upload
from dolomite.app.type_food import reader
from dolomite.base.document import shown
from dolomite.base.errors import InputError
from dolomite.store import private
from dolomite.store.port import Store

FILE = "watched.json"
ENDS = frozenset({".zip", ".csv", ".json", ".xml", ".db", ".txt"})  # of exports that the readers know
SETTLED_SECONDS = 60  # a file that was written a moment ago may still grow


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A folder that is watched for somebody: the last file's name with its stamp, and what came of it."""

    folder: str
    seen: str = ""
    says: str = ""


def watched(data: Path, who: str) -> Watched | None:
    """What is watched for this person; None: nothing."""
    return _read(data).get(who)


def watch(data: Path, who: str, folder: str) -> None:
    """Watch a folder from now on; an empty name ends it. Raises InputError when it is no folder."""
    held = _read(data)
    if not folder:
        held.pop(who, None)
    else:
        path = Path(folder).expanduser()
        if not path.is_absolute() or not path.is_dir():
            raise InputError(f"{shown(folder)} is no folder of this machine. Write its whole path.", field="folder")
        held[who] = Watched(folder=str(path))
    _write(data, held)


def forget(data: Path, who: str | None) -> None:
    """Watch nothing for this person any more; None: for nobody."""
    if (data / FILE).is_file():
        _write(data, {} if who is None else {watcher: held for watcher, held in _read(data).items() if watcher != who})


def look(store: Store, data: Path, *, now: datetime) -> int:
    """Bring in what is new in every watched folder; how many files came in [count]. What fails is said on the page."""
    held, count = _read(data), 0
    for who, watched in list(held.items()):
        newest = _newest(Path(watched.folder), now)
        if newest is None or _stamp(newest) == watched.seen:
            continue
        try:
            entries = _bring(store, who, newest, data, now)
            says, count = f"{newest.name}: {entries} lines came in.", count + 1
        except InputError as error:
            says = f"{newest.name}: {error.says}"
        held[who] = Watched(folder=watched.folder, seen=_stamp(newest), says=says)
        _write(data, held)
    return count


def _bring(store: Store, who: str, path: Path, data: Path, now: datetime) -> int:
    country = household.member(store, who).country
    foods = catalogue.opened(data)
    using = reader(store, who, catalogue=foods, country=country)
    diary = apart.run_apart(upload.parsed, str(path), path.name, str(data), country, dict(using.chosen), now.date())
    content = path.read_bytes()
    kept = bring_in.bring_in(store, who, diary, program=upload.APP, content=content, catalogue=foods, utc=now)
    return len(kept.entries) - 1  # the first says what came in


def _newest(folder: Path, now: datetime) -> Path | None:
    try:
        files = [file for file in folder.iterdir() if file.suffix.lower() in ENDS and file.is_file()]
        settled = [file for file in files if file.stat().st_mtime + SETTLED_SECONDS <= now.timestamp()]
        return max(settled, key=lambda file: (file.stat().st_mtime_ns, file.name), default=None)
    except OSError:
        return None


def _stamp(path: Path) -> str:
    stat = path.stat()
    return f"{path.name} {stat.st_size} {stat.st_mtime_ns}"


def _read(data: Path) -> dict[str, Watched]:
    try:
        held = json.loads((data / FILE).read_text(encoding="utf-8"))
        return {str(who): Watched(**fields) for who, fields in held.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # unreadable: nothing is watched, nothing of the record is lost


def _write(data: Path, held: dict[str, Watched]) -> None:
    text = json.dumps({who: asdict(watched) for who, watched in held.items()}, sort_keys=True)
    private.write(data / FILE, text.encode(), force=True)
