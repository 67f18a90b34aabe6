"""The app while it is still being put together: the socket answers at once, and a request waits only for the app.

Where the app cannot be made (a damaged record, above all), every page says so and offers the newest backup.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dolomite.base.errors import InputError
from dolomite.server.faults import where
from dolomite.web.page import render

log = logging.getLogger("dolomite.server")
PUT_BACK = "/put-back"


class Opening:
    """An app that is made in a thread of its own. `make` makes it; `after` is done then, while pages are served."""

    def __init__(self, make: Callable[[], ASGIApp], *, after: Callable[[], None], data: Path | None = None) -> None:
        self._make, self._after, self._data = make, after, data
        self._made: Future[ASGIApp] = Future()

    def begin(self) -> None:
        """Begin to make the app; a second call begins anew after a fault."""
        future = self._made = Future[ASGIApp]()
        threading.Thread(target=self._work, args=(future,), name="dolomite-opening", daemon=True).start()

    def _work(self, future: Future[ASGIApp]) -> None:
        try:
            app = self._make()
        except BaseException as fault:  # whoever waits is told, whatever it was
            future.set_exception(fault)
            return
        future.set_result(app)
        try:
            self._after()
        except (
            Exception
        ) as fault:  # warming up is a favour: what fails here fails again where it is needed, and is told
            log.warning("warming up: %s at %s", type(fault).__name__, where(fault))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request through, once there is an app."""
        try:
            app = await asyncio.shield(asyncio.wrap_future(self._made))
        except InputError as fault:
            response = await self._broken(Request(scope, receive), fault)
            await response(scope, receive, send)
            return
        await app(scope, receive, send)

    async def _broken(self, request: Request, fault: InputError) -> Response:
        from dolomite.app import safekeeping
        from dolomite.web.form import sent

        kept = (
            {backup.file.name: backup for backup in safekeeping.backups(self._data)} if self._data is not None else {}
        )
        if request.method == "POST" and request.url.path == PUT_BACK and self._data is not None:
            chosen = kept.get((await sent(request)).text("backup"))
            if chosen is not None:
                try:
                    await asyncio.to_thread(_put_back, self._data, chosen.file)
                except InputError as again:
                    fault = again
                else:
                    self.begin()
                    return RedirectResponse("/", status_code=303)
        says = str(fault)
        return HTMLResponse(
            render("broken.html", says=says, backups=tuple(kept.values()), put_back=PUT_BACK), status_code=500
        )


def _put_back(data: Path, file: Path) -> None:
    from datetime import UTC, datetime

    from dolomite.app import safekeeping

    safekeeping.put_back(data, file, utc=datetime.now(UTC))
