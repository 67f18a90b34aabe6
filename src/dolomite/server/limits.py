"""How large a request may be. What is longer is refused before it is read to its end (413; headers 400)."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dolomite.server.say import refusal

FORM_BYTES = 8 * 1024 * 1024  # a posted form or article
IMPORT_BYTES = 4 * 1024**3  # an export of years is streamed to the disk
HEADER_BYTES = 64 * 1024  # the first line and the headers of a request, together
IMPORT_PATH = "/import"


class TooLarge(HTTPException):
    """The body went over its limit while it was read; the app has a page for it."""

    def __init__(self) -> None:
        super().__init__(413)


@dataclass(slots=True)
class _Seen:
    count: int = 0
    answered: bool = False


class BodyLimit:
    """Counts what arrives: a length that was promised, and one that was not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request through, or 413. (Sizes in bytes.)"""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = IMPORT_BYTES if scope["path"].endswith(IMPORT_PATH) and scope["method"] == "POST" else FORM_BYTES
        said = Headers(scope=scope).get("content-length")
        too_large = refusal(
            413,
            f"That is more than {most // 1024**2:,} MB.",
            "Send less at once; a large export goes through the Import page.",
        )
        if said is not None and (not said.isdigit() or int(said) > most):
            await too_large(scope, receive, send)
            return
        seen = _Seen()

        async def counted() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                seen.count += len(message.get("body", b""))
                if seen.count > most:
                    raise TooLarge
            return message

        async def noted(message: Message) -> None:
            seen.answered = seen.answered or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except TooLarge:
            if not seen.answered:
                await too_large(scope, receive, send)
