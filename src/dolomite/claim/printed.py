"""A page of the web printed to PDF: the lines that every sheet repeats are the printer's, not the article's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

EDGE = 3  # lines at the top and at the foot of a sheet among which a running line stands
_CHANGING = re.compile(r"\d+")
_ADDRESS = re.compile(r"(?:https?|(?:fi|ﬁ)le):/{1,3}\S+(?: +\d+ ?/ ?\d+)?")  # its address and "2/5", as browsers print
_SHEET = re.compile(r"(?:page )?\d+ ?(?:/|of) ?\d+", re.IGNORECASE)
_STAMP = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? +\d{1,2}:\d{2}(?: ?[AP]M)?(?: .*)?")


def without_running_lines(sheets: Sequence[str]) -> list[str]:
    """The texts of the sheets, without the lines at their edges that only count, date or name the sheet."""
    lines = [sheet.splitlines() for sheet in sheets]
    seen = Counter(form for sheet in lines for form in {_form(sheet[at]) for at in _edges(sheet)} if form)
    out: list[str] = []
    for sheet in lines:
        dropped = {at for at in _edges(sheet) if _is_running(sheet[at], seen[_form(sheet[at])], len(sheets))}
        out.append("\n".join(line for at, line in enumerate(sheet) if at not in dropped))
    return out


def _edges(sheet: Sequence[str]) -> set[int]:
    return {*range(min(EDGE, len(sheet))), *range(max(0, len(sheet) - EDGE), len(sheet))}


def _form(line: str) -> str:
    """A line as every sheet has it: the numbers in it change from one to the next."""
    return _CHANGING.sub("#", " ".join(line.split()).lower())


def _is_running(line: str, times: int, sheets: int) -> bool:
    text = line.strip()
    if not text:
        return False
    if any(form.fullmatch(text) for form in (_ADDRESS, _SHEET, _STAMP)):
        return True
    return sheets > 2 and times == sheets  # the same on every one of three sheets and more
