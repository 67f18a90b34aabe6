"""`dolomite check`: which sentences of an article hold, what it leaves out, and who profits."""

from __future__ import annotations

from pathlib import Path

import click

from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command


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
    checked = check_article.told(files.read_bytes(article), name=name)
    if html is not None:
        from dolomite.report.article import page

        files.write(html, page(checked.data, name=name), force=force)
    if claim_review is not None:
        from dolomite.report.article import claim_reviews
        from dolomite.report.json import for_html

        files.write(claim_review, for_html(claim_reviews(checked.data, name=name)), force=force)
    screen.answer("check", checked, json=json)
    screen.written(html, claim_review, json=json)
