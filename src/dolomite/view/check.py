"""A checked article: the object of `dolomite check`, and its section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from sys import intern
from typing import TYPE_CHECKING

from dolomite.base.finding import Basis
from dolomite.claim.article import Interest, Item, Passage
from dolomite.claim.claims import Verdict
from dolomite.claim.verdict import SEVERITY, Claim
from dolomite.report.tree import Card, Section, Tone
from dolomite.view import article
from dolomite.view.ground import sources

if TYPE_CHECKING:
    from dolomite.view.shape import check as shape
    from dolomite.view.shape.shape import Source

TONE: dict[Verdict, Tone] = {
    "supported": "good",
    "overstated": "caution",
    "unsupported": "caution",
    "wrong": "caution",
    "not_checkable": "unknown",
}
MOST_SIGNS = 5  # of who gains by the article, on a screen
LIMITS = "Checked against published sources by rules; not clinically reviewed. It does not replace advice."
OFF_TOPIC = "This text is not mainly about magnesium as something to eat or take."


def data(
    text: str,
    *,
    on_magnesium: bool,
    claims: Iterable[Claim],
    missing: Callable[[], Sequence[Item]],
    interests: Sequence[Interest],
) -> shape.Checked:
    """The object that `dolomite check --json` prints: places are code points into `text`.

    `missing` is asked when all claims are read, for what the article leaves out is known only then.
    """
    held: dict[tuple[Basis, ...], list[Source]] = {}
    told = [_claim(text, claim, held) for claim in claims]
    count = Counter(claim["verdict"] for claim in told)
    return {
        "text": text,
        "on_magnesium": on_magnesium,
        "claims": told,
        "missing": [
            {
                "item": item.item,
                "present": item.present,
                "question": item.question,
                "passage": _passage(item.passage),
                "after": item.after,
            }
            for item in missing()
        ],
        "interests": [
            {"id": interest.id, "says": interest.says, "passage": _passage(interest.passage)} for interest in interests
        ],
        "counts": {
            "wrong": count["wrong"],
            "unsupported": count["unsupported"],
            "overstated": count["overstated"],
            "supported": count["supported"],
            "not_checkable": count["not_checkable"],
        },
    }


def _claim(text: str, claim: Claim, held: dict[tuple[Basis, ...], list[Source]]) -> shape.Claim:
    """One claim as JSON shows it; what several claims say alike stands in memory once."""
    if claim.basis not in held:
        held[claim.basis] = sources(claim.basis)
    return {
        "text": text[claim.start : claim.end],
        "start": claim.start,
        "end": claim.end,
        "statement": intern(claim.statement),
        "verdict": claim.verdict,
        "certainty": claim.certainty,
        "why": intern(claim.why),
        "sources": held[claim.basis],
        "kind": claim.kind,
    }


def _passage(passage: Passage | None) -> shape.Passage | None:
    return None if passage is None else {"text": passage.text, "start": passage.start, "end": passage.end}


def section(checked: shape.Checked, *, releases: tuple[str, ...]) -> Section:
    """Three lines, then each verdict with the worst first, and who gains by the article. [code points]"""
    total = len(checked["claims"])
    counted = checked["counts"]
    each = [(verdict, counted[verdict]) for verdict in SEVERITY]
    said = ", ".join(f"{many} {verdict.replace('_', ' ')}" for verdict, many in each if many)
    says = [*article.lines(checked)]
    if not checked["on_magnesium"]:
        says.append(OFF_TOPIC)
    for interest in checked["interests"][:MOST_SIGNS]:
        passage = interest["passage"]
        says.append(interest["says"] if passage is None else f"{interest['says']} ({passage['text']!r})")
    return Section(
        id="check",
        title=f"{total} claims: {said}",
        says=(*says, LIMITS),
        findings=(),
        data=checked,
        cards=tuple(_card(card) for card in article.worst_first(checked)),
        releases=releases,
    )


def _card(card: article.Object) -> Card:
    """A sentence with its verdict, the reason and who says so."""
    keys = dict.fromkeys(source["by"] for source in card["keys"])
    verdict: Verdict = card["verdict"]
    head = card["label"] if card["level"] == "danger" else verdict.replace("_", " ")
    return Card(
        id=f"claim-{card['number']}",
        title=f"{head.upper()} “{' '.join(card['text'].split()).rstrip('.')}”",
        says=(card["why"], *((f"Sources: {'; '.join(keys)}.",) if keys else ())),
        tone=TONE[verdict],
    )
