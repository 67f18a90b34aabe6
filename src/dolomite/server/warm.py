"""Everything that takes long to import or open, done once before the first request."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

# The heavy ones behind the pages; a request never waits for an import.
HEAVY = ("numpy", "highspy", "vl_convert", "rapidfuzz.process", "jinja2", "python_multipart")
# How words for food begin: what they find is read from the table before somebody waits for it.
FIRST_LETTERS = ("al", "ap", "ba", "be", "br", "bu", "ca", "ch", "co", "eg", "fi", "ha", "le", "mi", "oa", "or", "pa",
                 "pe", "po", "ri", "sa", "sp", "st", "te", "to", "wa", "yo")  # fmt: skip


def warm(data: Path) -> None:
    """Import what is heavy, open the food table, read the facts, build the templates."""
    from dolomite.app import catalogue, general_answer, type_food
    from dolomite.web.page import environment

    for name in HEAVY:
        import_module(name)
    foods = catalogue.opened(data)
    general_answer.low_back()
    for letters in FIRST_LETTERS:
        type_food.find(letters, catalogue=foods)
    templates = environment()
    for name in templates.list_templates():
        templates.get_template(name)
