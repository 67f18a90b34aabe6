"""Records written as lines with a tag: PubMed's own format and RIS are two of them, and differ only in their rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

Tags = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The rules of one format.

    `line`: a tag and its value. `opens`: the tag that begins a record; `closes`: a tag that only ends one, None where
    there is none. A line without a tag goes on with the last value where `goes_on` matches it, and ends that value
    where `breaks` does.
    """

    line: re.Pattern[str]
    opens: str
    closes: str | None
    goes_on: re.Pattern[str]
    breaks: re.Pattern[str] | None


def records(text: str, form: Format) -> tuple[Tags, ...]:
    """Each record of a text, in order: every tag with its values, in order."""
    made: list[Tags] = []
    last: list[str] | None = None
    for line in text.splitlines():
        found = form.line.match(line)
        if found is not None:
            tag, value = found.groups()
            if tag == form.opens:
                made.append({})
            if made and tag != form.closes:
                last = made[-1].setdefault(tag, [])
                last.append(value.strip())
        elif form.goes_on.match(line):
            if last:
                last[-1] = f"{last[-1]} {line.strip()}"
        elif form.breaks is not None and form.breaks.match(line):
            last = None
    return tuple(made)
