"""`dolomite check`: which sentences of an article hold, what it leaves out, and who profits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command

COLOUR = {
    "supported": "green",
    "overstated": "yellow",
    "unsupported": "magenta",
    "wrong": "red",
    "not_checkable": "bright_black",
}


@made_command(
    "check",
    examples=(
        "dolomite check article.txt",
        "dolomite check article.txt --html checked.html --claim-review checked.json",
        "dolomite check - < article.txt",
    ),
)
@click.argument("article", type=kinds.FILE, metavar="ARTICLE", help="A text, HTML or PDF file; - reads standard input.")
@options.json
@options.html
@click.option("--claim-review", type=kinds.FILE, metavar="FILE", help="Write ClaimReview JSON-LD (schema.org).")
@options.force
def command(article: Path, json: bool, html: Path | None, claim_review: Path | None, force: bool) -> None:
    """Which sentences of an article on magnesium hold: each with a verdict, the reason and the sources."""
    from dolomite.app import check_article

    files.ready(html, claim_review, force=force)
    name = "standard input" if str(article) == "-" else article.name
    data = check_article.check(files.read_bytes(article), name=name)
    if html is not None:
        from dolomite.report.article import page

        files.write(html, page(data, name=name), force=force)
    if claim_review is not None:
        from dolomite.report.article import claim_reviews
        from dolomite.report.json import for_html

        files.write(claim_review, for_html(claim_reviews(data, name=name)), force=force)
    if json:
        screen.document("check", data, releases=check_article.releases())
    else:
        _show(data)
    screen.written(html, claim_review, json=json)


def _show(data: dict[str, Any]) -> None:
    from dolomite.view.article import told

    answer = told(data)
    counts = data["counts"]
    for line in answer.lines:
        screen.words(line)
    total = sum(counts.values())
    screen.words(
        f"{total} claims: " + ", ".join(f"{n} {verdict.replace('_', ' ')}" for verdict, n in counts.items() if n)
    )
    if not data["on_magnesium"]:
        screen.words("This text is not mainly about magnesium as something to eat or take.")
    for card in answer.cards:
        _card(card)
    screen.line()
    for one in data["interests"][:5]:
        screen.words(f"{one['says']} ({one['passage']['text']!r})")
    screen.words("Checked against published sources by rules; not clinically reviewed. It does not replace advice.")


def _card(card: Mapping[str, Any]) -> None:
    """A sentence with its verdict, the reason and who says so."""
    screen.line()
    head = card["label"] if card["level"] == "danger" else card["verdict"].replace("_", " ")
    screen.words(" ".join(card["text"].split()), head=head.upper(), colour=COLOUR[card["verdict"]])
    screen.words(card["why"], indent="    ")
    if card["keys"]:
        screen.words(f"Sources: {'; '.join(dict.fromkeys(s['by'] for s in card['keys']))}", indent="    ")
