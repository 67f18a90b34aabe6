"""Sections become one report: references numbered, headline from the first section that has something to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dolomite import __version__, facts
from dolomite.report.cite import grounds, references, unverified
from dolomite.report.tree import Report, Section

DIGITS = 8  # of the digest: enough to tell two sets of facts apart; the JSON object has all of it


def build(
    sections: Sequence[Section],
    *,
    on: date,
    headline: str,
    releases: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> Report:
    """The report of these sections, in the given order, with numbered references."""
    return Report(
        on=on,
        headline=headline,
        sections=tuple(sections),
        references=references(sections),
        releases=releases,
        notes=notes,
        unverified=unverified(sections),
        foot=foot(sections),
    )


def foot(sections: Sequence[Section]) -> str:
    """What an answer rests on, in a line: version, the facts' digest, how many grounds are not verified."""
    missing = unverified(sections)
    counted = "" if missing is None else f"; {missing} of {len(grounds(sections))} grounds not fully checked"
    return f"Dolomite {__version__}, facts {facts.digest()[:DIGITS]}{counted}."


def data(report: Report) -> dict[str, object]:
    """The object that `dolomite report --json` prints: each section's own object under its name. (Units in keys.)"""
    whole: dict[str, object] = {"headline": report.headline}
    whole |= {section.id: section.data for section in report.sections}
    whole["references"] = [
        {"number": r.number, "key": r.key, "text": r.text, "url": r.url, "verified": r.verified}
        for r in report.references
    ]
    whole["notes"] = list(report.notes)
    return whole
