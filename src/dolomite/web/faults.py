"""Error pages: one sentence what is wrong, one what to do, and everything that was typed, ready to be sent again."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from dolomite.app.status import status_of
from dolomite.base.errors import DolomiteError
from dolomite.web.page import render

TITLES: Mapping[int, str] = {
    404: "There is nothing at this address",
    405: "That cannot be done here",
    409: "This was changed meanwhile",
    413: "That is too large",
    422: "Something in the form cannot be used",
    500: "Dolomite made a mistake here",
    507: "The disk is full",
}
NOT_YET = "That cannot be shown"  # 422 where nothing was sent: there is nothing of the kind yet
SAYS: Mapping[int, str] = {
    404: "It may have been removed, or the address has a slip.",
    413: "Send less at once; a large export goes through the Import page.",
    405: "Go back and use the buttons of the page.",
    422: "Go back, correct it and send it again.",
}


def install(app: FastAPI) -> None:
    """Answer every error of this app with a page."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _unusable)
    app.add_exception_handler(DolomiteError, _ours)
    app.add_exception_handler(Exception, _mistake)


async def _http(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, HTTPException)
    return await fault_page(request, error.status_code)


async def _unusable(request: Request, error: Exception) -> HTMLResponse:  # noqa: ARG001 (its words repeat what was typed)
    return await fault_page(request, 422)


async def _ours(request: Request, error: Exception) -> HTMLResponse:
    return await fault_page(request, status_of(error), says=str(error))


async def _mistake(request: Request, error: Exception) -> HTMLResponse:  # noqa: ARG001 (its words may hold a value)
    return await fault_page(request, 500, says="Nothing you kept was changed. Go back and try again.")


async def fault_page(request: Request, status: int, *, says: str = "") -> HTMLResponse:
    """The page for that status; what a form sent stands in it, so that nothing typed is lost."""
    typed: list[tuple[str, str]] = getattr(request.state, "typed", [])
    title = NOT_YET if status == 422 and request.method == "GET" else TITLES.get(status, "That did not work")
    return HTMLResponse(
        render(
            "fault.html",
            status=status,
            title=title,
            says=says[:1].upper() + says[1:] or SAYS.get(status, "Go back and try again."),
            typed=typed,
            action=request.url.path if typed else "",
            person=None,
        ),
        status_code=status,
    )
