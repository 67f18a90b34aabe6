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
    by_record: list[Tags] = []
    last: list[str] | None = None
    for line in text.splitlines():
        match = form.line.match(line)
        if match is not None:
            tag, value = match.groups()
            if tag == form.opens:
                by_record.append({})
            if by_record and tag != form.closes:
                last = by_record[-1].setdefault(tag, [])
                last.append(value.strip())
        elif form.goes_on.match(line):
            if last:
                last[-1] = f"{last[-1]} {line.strip()}"
        elif form.breaks is not None and form.breaks.match(line):
            last = None
    return tuple(by_record)
