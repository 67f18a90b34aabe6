"""A practice trial says in words, wherever it is shown, that it is one."""

from __future__ import annotations

from dataclasses import replace

from dolomite.report.tree import Section

PRACTICE_TITLE = "Practice. "
PRACTICE = "Practice run on made-up days: this is no answer about you, and no letter to a doctor comes of it."


def as_practice(section: Section, *, practice: bool) -> Section:
    """The section with the word in its heading and the sentence first, where the trial is practice; else as it was."""
    if not practice:
        return section
    return replace(section, title=PRACTICE_TITLE + section.title, says=(PRACTICE, *section.says))
