"""The door of the house: without a session there is one page, which takes the launch token or the short code."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dolomite.server.origin import bearer, by_program
from dolomite.server.place import Place
from dolomite.server.session import DAYS, SECONDS_PER_DAY, Sessions, spaced
from dolomite.web.page import render

ENTER = "/enter"
DEVICES = "/devices"  # other browsers and devices of the same person; no page of the app knows of sessions
PROGRAM = "/devices/program"  # a token for a program, shown once
OPEN_PREFIX = "/static/"  # style and script of the sign-in page: the same for everybody
LONGEST_SECRET = 4096  # bytes that a token or a code may have


class Gate:
    """Lets through who has a session; exchanges token or code for one; 401 for all else."""

    def __init__(self, app: ASGIApp, *, place: Place, sessions: Sessions) -> None:
        self.app = app
        self.place = place
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request through, or the sign-in page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, method = scope["path"], scope["method"]
        headers = Headers(scope=scope)
        secret = bearer(headers) if by_program(scope) else self._secret(headers)
        if path == ENTER and method == "POST":
            response = await self._enter(Request(scope, receive))
        elif path == ENTER and method in ("GET", "HEAD"):
            response = RedirectResponse("/", status_code=303) if self.sessions.knows(secret) else self._page()
        elif path == DEVICES and self.sessions.knows(secret) and method in ("GET", "HEAD"):
            response = self._devices()
        elif path == PROGRAM and self.sessions.knows(secret) and method == "POST":
            response = self._devices(token=self.sessions.for_program())
        elif path == DEVICES and self.sessions.knows(secret) and method == "POST":
            self.sessions.close_all()
            response = self._page(says="Every browser is signed out.", status=200)
        elif path == "/leave" and method == "POST":
            self.sessions.close(secret)
            response = self._page(says="This browser is signed out.", status=200)
            response.delete_cookie(self.place.cookie, path="/", secure=self.place.secure, httponly=True)
        elif self.sessions.knows(secret) or (path.startswith(OPEN_PREFIX) and method in ("GET", "HEAD")):
            await self.app(scope, receive, send)
            return
        else:
            response = self._page()
        await response(scope, receive, send)

    def _secret(self, headers: Headers) -> str | None:
        for header in headers.getlist("cookie"):
            jar: SimpleCookie = SimpleCookie()
            try:
                jar.load(header)
            except CookieError:
                continue
            if self.place.cookie in jar:
                return jar[self.place.cookie].value
        return None

    async def _enter(self, request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_SECRET:
                return self._page(says="That is no code of ours.", status=413)
        given = parse_qs(body.decode("utf-8", "replace"))
        token, code = given.get("token", [""])[0], given.get("code", [""])[0]
        secret = self.sessions.by_token(token) if token else self.sessions.by_code(code) if code.strip() else None
        if secret is None:
            says = (
                "This address was used before. Type the code that stands beside it in the terminal."
                if token
                else "That code does not open. Look at the terminal: each code opens one browser; the newest counts."
            )
            return self._page(says=says)
        response: Response = RedirectResponse("/", status_code=303)
        if token:  # asked by the page's script, which then opens the app itself
            response = Response(status_code=204)
        response.set_cookie(
            self.place.cookie,
            secret,
            max_age=DAYS * SECONDS_PER_DAY,
            path="/",
            secure=self.place.secure,
            httponly=True,
            samesite="strict",
        )
        return response

    def _devices(self, *, token: str = "") -> HTMLResponse:
        code = self.sessions.code
        return HTMLResponse(
            render(
                "devices.html",
                count=self.sessions.count(),
                code="" if code is None else spaced(code),
                token=token,
                secure=self.place.secure,
                address=f"{self.place.scheme}://{sorted(self.place.hosts)[0]}/",
                person=None,
            )
        )

    def _page(self, *, says: str = "", status: int = 401) -> HTMLResponse:
        return HTMLResponse(render("enter.html", says=says), status_code=status)
