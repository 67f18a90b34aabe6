"""What pages need from outside: the store, where work runs, the clock, the data folder. Handed in, never looked up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends, Request

from dolomite.app.kept_pages import KeptPages
from dolomite.app.work import Work
from dolomite.store.port import Store


@dataclass(slots=True, kw_only=True)
class Desk:
    """The outside of the pages. `now` is the clock with its local offset, `data` the folder that holds it all.

    `store` is another one after a restore; nobody keeps it. `guarded`: a server with sessions stands around the app.
    `inside`: all of it runs inside a browser, and the record lies in that browser's storage.
    `database` is the address of a record that lies in a database elsewhere; None: it lies in the data folder.
    """

    store: Store
    work: Work
    now: Callable[[], datetime]
    data: Path
    guarded: bool = False
    inside: bool = False
    database: str | None = None
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    kept: KeptPages = field(default_factory=KeptPages)

    @property
    def record(self) -> Path | str:
        """Where the record lies: the data folder, or the address of a database."""
        return self.database if self.database is not None else self.data

    @property
    def today(self) -> date:
        """The local day."""
        return self.now().date()


def desk_of(request: Request) -> Desk:
    """The desk that the app was made with."""
    return cast(Desk, request.app.state.desk)


async def _given(request: Request) -> Desk:
    return desk_of(request)


AtDesk = Annotated[Desk, Depends(_given)]
