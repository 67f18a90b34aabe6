"""The app inside a browser's worker: no socket, no session, no Host. One request in, one answer out, and what it wrote.

The worker's script hands requests over that the browser's service worker took from the pages, and writes every changed
file to the browser's own storage before it lets the answer go: what a page says is kept, is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp, Message, Scope

from dolomite.app import profile
from dolomite.app.work import Inline
from dolomite.server.faults import LastResort
from dolomite.server.headers import Headers
from dolomite.server.limits import BodyLimit
from dolomite.store.opening import open_store
from dolomite.store.port import STORE
from dolomite.web.app import create
from dolomite.web.desk import Desk


@dataclass(slots=True)
class Replied:
    """What the app answered: status, headers, body."""

    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """The app, what its pages work with, and the folder that holds its files."""

    app: ASGIApp
    desk: Desk
    data: Path

    async def answer(self, method: str, url: str, headers: Sequence[tuple[str, str]], body: bytes) -> Replied:
        """One request of a page, answered by the app: `url` is path and query."""
        reply, sent = Replied(), False

        async def receive() -> Message:
            nonlocal sent
            if sent:
                return {"type": "http.disconnect"}
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                reply.status = message["status"]
                reply.headers = [
                    (name.decode("latin-1"), value.decode("latin-1")) for name, value in message["headers"]
                ]
            else:
                reply.body += message.get("body", b"")

        await self.app(_scope(method, url, headers, len(body)), receive, send)
        return reply


def begin(data: Path) -> Inside:
    """The app at that folder, under the profile of every hosted copy: no personal dose, no plan, no tablet trial."""
    profile.use("information")
    data.mkdir(parents=True, exist_ok=True)
    desk = Desk(
        store=open_store(data / STORE),
        work=Inline(),
        now=lambda: datetime.now().astimezone(),
        data=data,
        inside=True,
    )
    return Inside(app=Headers(BodyLimit(LastResort(create(desk)))), desk=desk, data=data)


def _scope(method: str, url: str, headers: Sequence[tuple[str, str]], length: int) -> Scope:
    parts = urlsplit(url)
    kept = [(name.lower(), value) for name, value in headers if name.lower() not in ("content-length", "host")]
    kept += [("host", "localhost"), ("content-length", str(length))]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode("latin-1"),
        "query_string": parts.query.encode("latin-1"),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in kept],
        "server": ("localhost", 443),
        "client": None,
    }
