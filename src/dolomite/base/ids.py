"""The names the door must know: a value, built from facts and handed in, so that the door holds no lists."""

from __future__ import annotations

from typing import Literal

from dolomite.base.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """Known red flags, conditions, symptoms, supplement forms, avoid groups and authorities (bodies).

    `countries` are (ISO code, the authority whose values hold there, the units shown), `country_words` pairs (name in
    lower case, ISO code).
    `aliases` are pairs (plain words as people type them, lower case; the id they mean), for every kind of name.
    """

    red_flags: frozenset[str]
    conditions: frozenset[str]
    symptoms: frozenset[str]
    forms: frozenset[str]
    avoid: frozenset[str]
    bodies: frozenset[str]
    aliases: tuple[tuple[str, str], ...] = ()
    countries: tuple[tuple[str, str, Literal["metric", "us"]], ...] = ()
    country_words: tuple[tuple[str, str], ...] = ()
