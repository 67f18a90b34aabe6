"""Bytes to text: plain text as it is, the main text of a web page, the text of a PDF.

Plain text and standard input come back decoded and otherwise unchanged, so that offsets point into what was given. A
page larger than `RICH_BYTES` or nested beyond reason is read by a plain walk over its tags, in time that grows with
its length; whatever a library does with a broken PDF ends in one sentence.
"""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Literal

from dolomite.base.errors import InputError, MissingError
from dolomite.claim.printed import without_running_lines
from dolomite.claim.readable import refuse_other_kinds, refuse_other_languages

Format = Literal["text", "html", "pdf"]

MOST_BYTES = 8_000_000
RICH_BYTES = 600_000  # up to here the main text is found by trafilatura, which looks at a page many times over
DEEPEST = 400  # nested elements; real pages stay far below, and libxml2 refuses 256 by itself
MOST_PAGES = 200
LEAST_TEXT = 200  # characters: less main text than this, and the plain walk may have more
_BLOCKS = frozenset(
    "p div section article main header footer aside nav ul ol table tr br h1 h2 h3 h4 h5 h6 blockquote pre form dl dt"
    " dd figure figcaption title option label".split()
)
_SILENT = frozenset("script style noscript template svg nav footer form button select iframe head".split())
_VOID = frozenset("br img input meta link hr area base col embed source track wbr".split())
_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]*)")
_OPENING = re.compile(rb"<[a-zA-Z]")


def kind_of(name: str, data: bytes) -> Format:
    """Which of the three formats a file is in, by its name and first bytes."""
    lower = name.lower()
    if lower.endswith(".pdf") or data[:5] == b"%PDF-":
        return "pdf"
    if lower.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if lower.endswith((".txt", ".md", ".text")):
        return "text"
    start = data[:2000].lstrip().lower()
    return "html" if start.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<body" in start else "text"


def text_of(data: bytes, *, name: str) -> str:
    """The text that an article's bytes hold; offsets of claims point into it.

    Raises InputError in one sentence when there is too much, or nothing to read.
    """
    if len(data) > MOST_BYTES:
        raise InputError(f"{name}: larger than {MOST_BYTES // 1_000_000} MB. Give the article alone, or a part of it.")
    kind = kind_of(name, data)
    if kind == "pdf" and data.startswith(b"%PDF"):
        text = _pdf(data, name)
    else:
        refuse_other_kinds(data, name=name)
        text = _pdf(data, name) if kind == "pdf" else _html(data, name) if kind == "html" else decoded(data)
    refuse_other_languages(text, name=name)
    return text


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-8 (with or without mark), UTF-16 with a mark, else Windows-1252; never fails."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _html(data: bytes, name: str) -> str:
    text = ""
    data = _without_comments(data)
    if len(data) <= RICH_BYTES and len(_OPENING.findall(data)) < RICH_BYTES // 20 and not _too_deep(data):
        text = _main_text(data)
    if len(text) < LEAST_TEXT:
        plain = _walked(decoded(data))
        text = plain if len(plain) > 2 * len(text) else text
    if not text.strip():
        raise InputError(f"{name}: no readable text in this page. Save the article as text, or paste it.")
    return text


def _without_comments(data: bytes) -> bytes:
    """Comments cut out in one pass: a parser may look at an endless one again and again."""
    out, at = [], 0
    while (opens := data.find(b"<!--", at)) >= 0:
        out.append(data[at:opens])
        closes = data.find(b"-->", opens + 4)
        if closes < 0:
            return b"".join(out)
        at = closes + 3
    return b"".join((*out, data[at:]))


def _main_text(data: bytes) -> str:
    try:
        from trafilatura import extract

        main_text = extract(
            decoded(data), include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
        )
    except Exception:  # a parser that gives up on a hostile page must not end the check: the plain walk follows
        return ""
    return main_text or ""


def _too_deep(data: bytes) -> bool:
    depth = deepest = 0
    for mark in re.finditer(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)", data):
        if mark[2].lower().decode() in _VOID:
            continue
        depth += -1 if mark[1] else 1
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            return True
    return False


def _walked(html: str) -> str:
    """The text between the tags, by one pass from left to right: no step looks twice at the same sign."""
    parts: list[str] = []
    unclosed: set[str] = set()
    at, end = 0, len(html)
    while at < end:
        opens = html.find("<", at)
        if opens < 0:
            parts.append(html[at:])
            break
        parts.append(html[at:opens])
        closes = html.find("-->", opens) + 2 if html.startswith("<!--", opens) else html.find(">", opens)
        if closes < opens + 1:
            if html.startswith("<!--", opens):
                break  # a comment that never ends hides the rest, as in a browser
            parts.append(html[opens:])
            break
        mark = _TAG.match(html, opens + 1)
        at = closes + 1
        if mark is None:
            continue
        name = mark[2].lower()
        if name in _SILENT and not mark[1]:
            stop = _find_close(html, name, at) if name not in unclosed else -1
            if stop < 0:
                unclosed.add(name)  # looked for once: it is not closed anywhere further on
            at = stop if stop >= 0 else at
        elif name == "li":
            parts.append("\n- ")
        elif name in {"td", "th"}:
            parts.append(" | ")
        elif name in _BLOCKS:
            parts.append("\n\n")
    lines = (" ".join(line.split()) for line in unescape("".join(parts)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _find_close(html: str, name: str, at: int) -> int:
    places = [place for place in (html.find(f"</{name}", at), html.find(f"</{name.upper()}", at)) if place >= 0]
    return min(places, default=-1)


def _pdf(data: bytes, name: str) -> str:
    import logging

    try:
        from pypdf import PdfReader
    except ModuleNotFoundError:  # inside a browser
        raise MissingError(
            f"{name}: reading a PDF needs pypdf, a package that this copy of Dolomite does not carry. Paste its text."
        ) from None

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{name}: the PDF is locked. Save it without a password, or paste its text.")
        pages = [page.extract_text() or "" for page in reader.pages[:MOST_PAGES]]
    except InputError:
        raise
    except Exception as error:  # pypdf raises many kinds on a broken file; each means the same to the reader
        raise InputError(
            f"{name}: the PDF cannot be read ({type(error).__name__}). Save it again, or paste its text."
        ) from None
    text = "\n\n".join(without_running_lines(pages))
    if not text.strip():
        raise InputError(f"{name}: the PDF holds no text, perhaps only pictures of pages. Paste the text instead.")
    return text
