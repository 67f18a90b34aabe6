"""A refusal as a small page of its own: one sentence what is wrong, one what to do. It shows nothing of the person."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "</head><body><main><h1>{title}</h1><p>{remedy}</p></main></body></html>"
)


def refusal(status: int, says: str, remedy: str) -> HTMLResponse:
    """The page for that status [HTTP code]."""
    return HTMLResponse(PAGE.format(title=escape(says), remedy=escape(remedy)), status_code=status)
