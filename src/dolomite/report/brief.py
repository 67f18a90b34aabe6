"""A section in short for a notebook: what it says, how sure, its cards; a piece of HTML without a style of its own."""

from __future__ import annotations

from html import escape

from dolomite.report.plain import sure_dots
from dolomite.report.tree import Card, Section


def brief(section: Section) -> str:
    """The section's sentences and cards as HTML. (Units in each sentence.)"""
    parts = [f"<h3>{escape(section.title)}</h3>", *(f"<p><strong>{escape(says)}</strong></p>" for says in section.says)]
    if section.sure is not None:
        parts.append(f"<p>{sure_dots(section.sure)} {escape(section.sure.word)}</p>")
    return "".join((*parts, *map(_card, section.cards)))


def _card(card: Card) -> str:
    steps = "".join(f"<li>{escape(step.says)}</li>" for step in card.steps)
    said = f"<p><strong>{escape(card.title)}</strong> {escape(' '.join(card.says))}</p>"
    return said + (f"<ol>{steps}</ol>" if steps else "")
