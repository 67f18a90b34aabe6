"""Who is asking: the Host list on every route, and on every method that may change something the page it came from.

The Host list comes first: a page of a rebound name has an Origin that equals its Host, so the second check alone would
let it through. A page with `no-referrer` sends `Origin: null` with its own forms; then Sec-Fetch-Site, which no page
can set, has to say that the form is ours.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dolomite.server.place import Place
from dolomite.server.say import refusal

API = "/api/"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class SameOrigin:
    """Refuses a Host that is not ours (421) and a change that was not asked by one of our pages (403)."""

    def __init__(self, app: ASGIApp, *, place: Place) -> None:
        self.app = app
        self.place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request through, or its refusal."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.place.hosts:
            await refusal(421, "This address is not served here.", "Open the address that dolomite serve printed.")(
                scope, receive, send
            )
            return
        if scope["method"] not in SAFE_METHODS and not by_program(scope) and not ours(headers, self.place):
            await refusal(
                403, "This change was not asked for by a page of Dolomite.", "Open the page itself and send it again."
            )(scope, receive, send)
            return
        await self.app(scope, receive, send)


def bearer(headers: Headers) -> str | None:
    """The token of a program, from its Authorization header."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None


def by_program(scope: Scope) -> bool:
    """Whether a program asks with a token of its own: no page can send that header to us, and none of ours does.

    Such a request has no cookie's rights: the token alone has to open.
    """
    headers = Headers(scope=scope)
    says_page = headers.get("origin") is not None or headers.get("sec-fetch-site") is not None
    return scope["path"].startswith(API) and bearer(headers) is not None and not says_page


def ours(headers: Headers, place: Place) -> bool:
    """Whether a request that may change something comes from a page of ours.

    Neither header present is no proof, and is refused.
    """
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None:
        return site == "same-origin" and (origin in (None, "null") or origin in place.origins)
    return origin is not None and origin in place.origins
