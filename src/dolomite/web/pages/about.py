"""Pages of no person: what this is, accessibility, notices, numbers to call."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from dolomite.app import about, first_checks
from dolomite.web.page import render

router = APIRouter()
PAGES = {
    "this": ("about_this.html", "What this is"),
    "accessibility": ("about_accessibility.html", "Accessibility"),
    "notices": ("about_notices.html", "Notices"),
    "help": ("about_help.html", "Numbers to call"),
}


@router.get("/about/{page}")
async def show(page: str) -> HTMLResponse:
    """One of these pages."""
    if page not in PAGES:
        raise HTTPException(404)
    template, title = PAGES[page]
    return HTMLResponse(
        render(template, title=title, person=None, help=first_checks.all_numbers(), notices=about.notices())
    )
