"""Templates become pages: everything escaped, nothing undefined, style and script named by their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


def render(template: str, /, **values: object) -> str:
    """The page of that template."""
    text: str = environment().get_template(template).render(**values)
    return text


@cache
def environment() -> Environment:
    """The templates of the pages."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from dolomite.app.begin import PLACES

    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.globals["static"] = static
    templates.globals["pain_places"] = list(PLACES.items())
    return templates


def static(name: str) -> str:
    """The address of a style sheet, script or drawing, with its content's digest."""
    return f"/static/{name}?v={fingerprint(name)}"


@cache
def fingerprint(name: str) -> str:
    """The first twelve digits of a static file's digest."""
    return hashlib.sha256(static_file(name)[0]).hexdigest()[:12]


@cache
def static_file(name: str) -> tuple[bytes, str]:
    """A static file and its media type. Raises KeyError for any name that is not one of ours."""
    known = {path.name: path for path in (HERE / "static").iterdir() if path.suffix in TYPES}
    path = known[name]
    return path.read_bytes(), TYPES[path.suffix]
