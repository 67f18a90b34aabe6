"""Everything that takes long to import or open, done once before the first request."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

# The heavy ones behind the pages; a request never waits for an import.
HEAVY = ("numpy", "scipy.special", "highspy", "vl_convert", "rapidfuzz.process", "jinja2", "python_multipart")


def warm(data: Path) -> None:
    """Import what is heavy, open the food table, read the facts, build the templates."""
    from dolomite.app import catalogue, general_answer
    from dolomite.web.page import environment

    for name in HEAVY:
        import_module(name)
    catalogue.opened(data)
    general_answer.low_back()
    made = environment()
    for name in made.list_templates():
        made.get_template(name)
