"""One record of a saved search result, whatever program saved it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

# What a service wrote as JSON: nobody has checked its shape yet.
Json = Mapping[str, Any]
Id = tuple[Literal["registration", "doi", "pmid", "pmcid", "other"], str]
About = Literal["retraction", "concern", "correction", "update"]

_REGISTRATION = re.compile(
    r"\b(?:NCT\d{8}|ISRCTN\d{6,}|TCTR\d{8,}|IRCT\d{8,}N\d+|ChiCTR[-\w]*\d{6,}|ACTRN\d{10,})\b", re.I
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>;,]+", re.I)
_COCHRANE = re.compile(r"\bCD\d{6}\b", re.I)
_PREFIX = re.compile(r"^\s*(?:retracted(?: article)?|withdrawn|retraction|correction|erratum)\s*[:.]\s*", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A link between two publications. `of`: this record speaks about the other; else the other about this record."""

    about: About
    of: bool
    ids: frozenset[Id]
    on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as saved; None or empty: the file does not say. `conditions` and `given` are a register's own fields,
    `terms` keywords and subject headings, `kinds` publication types, `people` a number [persons], dates ISO."""

    file: str
    source: str
    ids: frozenset[Id] = frozenset()
    title: str | None = None
    year: int | None = None
    on: str | None = None
    text: str = ""
    terms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    status: str | None = None
    why_stopped: str | None = None
    people: int | None = None
    due: str | None = None
    results_on: str | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def speaks_of_another(self) -> bool:
        """Whether it is a retraction, correction or concern and no work of its own."""
        return any(notice.of and notice.about != "update" for notice in self.notices)


def doi(text: str) -> str:
    """A DOI as compared: lower case, without its address in front."""
    match = _DOI.search(text.strip())
    return (match.group() if match else text.strip()).lower().rstrip(".)")


def dois(text: str) -> tuple[str, ...]:
    """Every DOI in a text."""
    return tuple(number.lower().rstrip(".)") for number in _DOI.findall(text))


def registrations(text: str) -> tuple[str, ...]:
    """Every registration number in a text, in capitals."""
    return tuple(dict.fromkeys(number.upper() for number in _REGISTRATION.findall(text)))


def cochrane_number(text: str) -> str | None:
    """The number of a Cochrane review in a text, the same in all its versions."""
    match = _COCHRANE.search(text)
    return match.group().upper() if match else None


def comparable(title: str) -> str:
    """A title as compared: no case, accents, punctuation, and no RETRACTED in front."""
    text = unicodedata.normalize("NFKD", _PREFIX.sub("", title)).lower()
    kept = "".join(sign if sign.isalnum() else " " for sign in text if not unicodedata.combining(sign))
    return " ".join(kept.split())


def marked_retracted(title: str | None) -> bool:
    """Whether a title begins with RETRACTED."""
    return title is not None and re.match(r"\s*(retracted|withdrawn)\b", title, re.I) is not None


def day(text: str | None) -> str | None:
    """A printed date as ISO as far as it goes (2021, 2021-10, 2021-10-31); None: no year in it."""
    match = re.search(r"\b(1[89]\d\d|20\d\d)\b(.*)", text or "")
    if match is None:
        return None
    rest = re.findall(r"[a-z]{3}|\d{1,2}", match.group(2).lower())
    month = None
    if rest:
        month = _MONTHS.index(rest[0]) + 1 if rest[0] in _MONTHS else int(rest[0]) if rest[0].isdigit() else None
    if month is None or not 1 <= month <= 12:
        return match.group(1)
    date = int(rest[1]) if len(rest) > 1 and rest[1].isdigit() and 1 <= int(rest[1]) <= 31 else None
    return f"{match.group(1)}-{month:02d}" + (f"-{date:02d}" if date is not None else "")


def year(text: str | None) -> int | None:
    """The year of a printed date. (Unit: year.)"""
    date = day(text)
    return int(date[:4]) if date is not None else None
