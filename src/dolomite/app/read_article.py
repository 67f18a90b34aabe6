"""Use case: an article that somebody pasted or sent is read and checked; files in a process apart."""

from __future__ import annotations

from datetime import date

from dolomite.app import apart, check_article
from dolomite.base.errors import InputError
from dolomite.report.article import claim_reviews, page
from dolomite.report.json import for_html
from dolomite.view import article

PASTED = "pasted text"
MOST_HERE = 100_000  # bytes: a pasted text of an article's length needs no process of its own
SECONDS = 20.0  # a long PDF on a busy machine


def told(data: bytes, *, name: str) -> article.Told:
    """What the page of a checked article shows, with the article's text for the exports. [code points]

    Raises InputError when there is nothing to read.
    """
    return article.told(checked(data, name=name))


def as_page(data: bytes, *, name: str) -> bytes:
    """The checked article as one file that opens anywhere. Raises InputError."""
    return page(checked(data, name=name), name=name).encode()


def as_reviews(data: bytes, *, name: str, on: date, address: str) -> bytes:
    """The verdicts as ClaimReview in JSON-LD; `address` is where the article stands, or empty. Raises InputError."""
    reviews = claim_reviews(checked(data, name=name), name=name, on=on, address=address or None)
    return for_html(reviews).encode()


def checked(data: bytes, *, name: str = PASTED) -> article.Object:
    """The document of a checked article, as `dolomite check` prints it. Raises InputError. [code points]"""
    if not data.strip():
        raise InputError("there is nothing to check. Paste the text, or choose a file.", field="text")
    if name == PASTED and len(data) <= MOST_HERE:
        return _check(data, name)
    return apart.run_apart(_check, data, name, seconds=SECONDS)


def _check(data: bytes, name: str) -> article.Object:
    return check_article.check(data, name=name)
