"""What happens when the app itself fails: a page that tells nothing of the person, and a log line that does neither."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dolomite.server.limits import TooLarge
from dolomite.server.say import refusal

log = logging.getLogger("dolomite.server")


class LastResort:
    """Turns what nobody caught into a 500 page. The log names the kind of fault and its line, never a value."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except TooLarge:
            raise
        except Exception as fault:
            log.warning("a fault of ours: %s at %s", type(fault).__name__, where(fault))
            if not started:
                await refusal(
                    500,
                    "Dolomite made a mistake here.",
                    "Nothing you kept was changed. Go back: what you typed is still there. Then try again.",
                )(scope, receive, send)


def where(fault: BaseException) -> str:
    """Module and line where a fault arose, without any value."""
    trace = fault.__traceback__
    if trace is None:
        return "nowhere"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
