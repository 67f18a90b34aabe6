"""Sections become one report: references numbered, headline from the first section that has something to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dolomite.report.cite import references
from dolomite.report.tree import Report, Section


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
    )


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
