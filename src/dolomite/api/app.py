"""The application for programs: every route under /api/v1, its description, and a page of it without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from dolomite import __version__
from dolomite.api import answers, diary, keeping, people, subjects, trials
from dolomite.api.desk import Outside
from dolomite.app.status import status_of
from dolomite.base.errors import DolomiteError

PREFIX = "/api/v1"
TEMPLATES = Path(__file__).parent / "templates"
SUMMARY = "What the pages show, for programs. Not medical advice. null is unknown, never zero."


def create(desk: Outside) -> FastAPI:
    """The application at that desk."""
    app = FastAPI(
        title="Dolomite",
        version=__version__,
        summary=SUMMARY,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json",
    )
    app.state.desk = desk
    app.add_exception_handler(DolomiteError, _ours)
    app.add_exception_handler(RequestValidationError, _unusable)
    app.add_exception_handler(HTTPException, _http)
    for part in (people, diary, answers, trials, keeping, subjects):
        app.include_router(part.router, prefix=PREFIX)

    @app.get(f"{PREFIX}", include_in_schema=False)
    async def description() -> HTMLResponse:
        """Every question and its answer's shape, as a page."""
        return HTMLResponse(page(app.openapi()))

    return app


def page(described: dict[str, Any]) -> str:
    """The description of all routes as a page: no script, nothing fetched."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    routes = [
        {"path": path, "method": method.upper(), **said}
        for path, methods in described["paths"].items()
        for method, said in methods.items()
    ]
    return templates.get_template("api.html").render(
        info=described["info"],
        routes=routes,
        schemas=described["components"]["schemas"],
        openapi=f"{PREFIX}/openapi.json",
    )


async def _ours(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001 (the sentence says it all)
    field = getattr(error, "field", None)
    return JSONResponse({"says": str(error), "field": field}, status_code=status_of(error))


async def _unusable(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]  # where and what is wrong, never the value that was sent
    field = ".".join(str(part) for part in first["loc"][1:]) or None
    return JSONResponse({"says": f"{field or 'the request'}: {first['msg'].lower()}.", "field": field}, status_code=422)


async def _http(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
    assert isinstance(error, HTTPException)
    return JSONResponse({"says": str(error.detail), "field": None}, status_code=error.status_code)
