"""Style, script and drawings, named by their content."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from dolomite.web.page import static_file

router = APIRouter()
A_YEAR = "private, max-age=31536000, immutable"  # the name changes with the content


@router.get("/static/{name}")
async def static(name: str) -> Response:
    """One static file."""
    try:
        content, media_type = static_file(name)
    except KeyError:
        raise HTTPException(404) from None
    return Response(content, media_type=media_type, headers={"cache-control": A_YEAR})


@router.get("/favicon.ico")
async def icon() -> Response:
    """The icon where browsers look for it."""
    content, media_type = static_file("icon.svg")
    return Response(content, media_type=media_type, headers={"cache-control": A_YEAR})
