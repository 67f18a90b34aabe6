"""A checked article as a page of its own, and as ClaimReview: the text marked in place, the verdicts beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dolomite import __version__
from dolomite.base.document import JsonObject
from dolomite.report.cite import PSEUDO, citation, publisher

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = Path(__file__).parent / "page"
WORDS = {
    "supported": ("Holds", "✓"),
    "overstated": ("Says too much", "▲"),
    "unsupported": ("No ground", "○"),
    "wrong": ("Wrong", "✕"),
    "not_checkable": ("Cannot say", "?"),
}
LEAST_WORDS = 4  # fewer are a fragment that nobody can review alone
# schema.org wants a number; the scale is ours and is stated in the rating itself.
RATING = {"supported": 5, "overstated": 3, "unsupported": 2, "wrong": 1}
CERTAINTY = {
    "high": "high certainty",
    "moderate": "moderate certainty",
    "low": "low certainty",
    "very_low": "very low certainty",
    "no_evidence": "no usable evidence",
    None: "",
}


def page(data: Mapping[str, Any], *, name: str) -> str:
    """The checked article as one self-contained HTML text: marked in place, cards beside it."""
    claims = data["claims"]
    text: str = _template().render(
        name=name,
        version=__version__,
        css=(FOLDER / "article.css").read_text(encoding="utf-8"),
        counts=[(verdict, WORDS[verdict], number) for verdict, number in data["counts"].items()],
        total=len(claims),
        on_magnesium=data["on_magnesium"],
        parts=list(parts(data["text"], claims)),
        cards=[card(number, claim) for number, claim in enumerate(claims, start=1)],
        missing=data["missing"],
        left=[item["item"].replace("_", " ") for item in data["missing"] if not item["present"]],
        interests=data["interests"],
        references=references(claims),
    )
    return text


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("article.html")


def parts(text: str, claims: Sequence[Mapping[str, Any]]) -> Iterator[JsonObject]:
    """The text cut at the claims; a claim inside another is left to the outer one."""
    at = 0
    for number, claim in enumerate(claims, start=1):
        if claim["start"] < at:
            continue
        if claim["start"] > at:
            yield {"text": text[at : claim["start"]], "number": None}
        label, sign = WORDS[claim["verdict"]]
        part = text[claim["start"] : claim["end"]]
        yield {"text": part, "number": number, "verdict": claim["verdict"], "label": label, "sign": sign}
        at = claim["end"]
    if at < len(text):
        yield {"text": text[at:], "number": None}


def card(number: int, claim: Mapping[str, Any]) -> JsonObject:
    """A claim as its card, `number` [from 1], shows it: verdict in a word and a sign, shortened text, grounds."""
    label, sign = WORDS[claim["verdict"]]
    keys = [{**s, "by": publisher(s["source"])} for s in claim["sources"] if s["source"] not in PSEUDO]
    return {
        **claim,
        "number": number,
        "label": label,
        "sign": sign,
        "short": claim["text"] if len(claim["text"]) <= 220 else claim["text"][:217].rsplit(" ", 1)[0] + " …",
        "sure": CERTAINTY[claim["certainty"]],
        "keys": keys,
        "unsourced": not keys,
    }


def references(claims: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The sources behind all claims, each once, in the order in which they come."""
    keys = dict.fromkeys(s["source"] for c in claims for s in c["sources"] if s["source"] not in PSEUDO)
    return [{"key": key, "by": publisher(key), "text": citation(key)} for key in keys]


def claim_reviews(
    data: Mapping[str, Any], *, name: str, on: date | None = None, address: str | None = None
) -> JsonObject:
    """All verdicts as schema.org ClaimReview in JSON-LD; what could not be checked and mere fragments are left out.

    `on` is the day of the review, `address` where the article stands; what is not known is left out, never made up.
    The review's own `url` is the card on the page that is saved beside it.
    """
    appearance = {"@type": "CreativeWork", "name": name} | ({"url": address} if address else {})
    dated = {"datePublished": on.isoformat()} if on is not None else {}
    return {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "ClaimReview",
                "url": f"checked-article.html#c{number}",
                **dated,
                "claimReviewed": claim["text"],
                "author": {"@type": "Organization", "name": "Dolomite", "softwareVersion": __version__},
                "itemReviewed": {"@type": "Claim", "appearance": appearance},
                "reviewBody": claim["why"],
                "reviewRating": {
                    "@type": "Rating",
                    "ratingValue": RATING[claim["verdict"]],
                    "bestRating": max(RATING.values()),
                    "worstRating": min(RATING.values()),
                    "alternateName": claim["verdict"],
                },
                "citation": [citation(s["source"]) for s in claim["sources"] if s["source"] not in PSEUDO],
            }
            for number, claim in enumerate(data["claims"], start=1)
            if claim["verdict"] in RATING and len(claim["text"].split()) >= LEAST_WORDS
        ],
    }
