"""A refusal as a small page of its own: one sentence what is wrong, one what to do. It shows nothing of the person."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

from dolomite.web.page import static

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
    '<link rel="stylesheet" href="{style}"></head><body class="bare"><main class="page"><div class="head">'
    '<p class="kicker">{status}</p><h1>{title}</h1><p class="lead">{remedy}</p></div>'
    '<p><a class="button quiet" href="/">To the first page</a></p></main></body></html>'
)


def refusal(status: int, says: str, remedy: str) -> HTMLResponse:
    """The page for that status [HTTP code]."""
    page = PAGE.format(title=escape(says), remedy=escape(remedy), status=status, style=static("app.css"))
    return HTMLResponse(page, status_code=status)
