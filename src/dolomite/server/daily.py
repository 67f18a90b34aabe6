"""While serving, a backup a day: looked after every hour, so that a machine that slept makes up for it."""

from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime
from pathlib import Path

from dolomite.base.errors import InputError

EVERY_SECONDS = 3600.0


def back_up_now(data: Path, database: str | None = None) -> bool:
    """Today's backup unless there is one; whether one was made. A full disk does not stop the server."""
    from dolomite.app import safekeeping
    from dolomite.store.opening import open_store

    with contextlib.suppress(InputError):
        record = database if database is not None else data
        store = open_store(safekeeping.address(record))
        try:
            return safekeeping.back_up_daily(store, record, utc=datetime.now(UTC), folder=data) is not None
        finally:
            store.close()
    return False


def look_now(data: Path, database: str | None = None) -> int:
    """Bring in what is new in the folders that are watched; how many [files] came."""
    from dolomite.app import safekeeping, watch_folder
    from dolomite.store.opening import open_store

    if not (data / watch_folder.FILE).is_file():
        return 0
    with contextlib.suppress(InputError, OSError):
        store = open_store(safekeeping.address(database if database is not None else data))
        try:
            return watch_folder.look(store, data, now=datetime.now().astimezone())
        finally:
            store.close()
    return 0


def keep_backing_up(
    data: Path, *, over: threading.Event, every: float = EVERY_SECONDS, database: str | None = None
) -> None:
    """Back up the record of that folder, or that database into it, at once and then `every` [s] until `over` is set."""

    def work() -> None:
        while True:
            back_up_now(data, database)
            look_now(data, database)
            if over.wait(every):
                return

    threading.Thread(target=work, name="dolomite-backup", daemon=True).start()
