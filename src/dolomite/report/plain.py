"""A section or a report as plain text for a pipe: the words, bars and tables of the terminal, without importing Rich.

Lines keep to the width they are given, end without spaces, and show control characters instead of sending them.
"""

from __future__ import annotations

from collections.abc import Sequence

from dolomite.base.words import amount
from dolomite.report.label import HOW_SOON
from dolomite.report.tree import Bar, Card, Cell, Column, Notice, Report, Section, Sure, Table
from dolomite.report.visible import visible

WIDTH = 100
NARROWEST = 12  # a column of text is not made narrower than this
INDENT = "  "
GAP = "  "
BAR_CELLS, FEWEST_CELLS = 40, 20
LABEL_CELLS = 17
MOST_DOTS = 4
SIGN = {"plain": "", "good": "", "caution": "! ", "stop": "STOP ", "unknown": "? "}


def report_text(report: Report, *, width: int = WIDTH) -> str:
    """The whole report as lines: headline, sections in order, references, notes. (Units in each line.)"""
    said = report.sections and report.sections[0].title == report.headline  # its own title says it
    parts = [] if said else ["", *wrapped(report.headline, width)]
    parts += [section_text(section, width=width, whole=False) for section in report.sections]
    if report.references:
        parts += ["", "References"]
        for reference in report.references:
            mark = "" if reference.verified else " (not fully verified)"
            parts += wrapped(f"{reference.text}{mark}", width, first=f"{reference.number:>4}. ", rest=" " * 6)
    for note in report.notes:
        parts += ["", *wrapped(note, width)]
    if report.foot:
        parts += wrapped(report.foot, width)
    return "\n".join(parts)


def section_text(section: Section, *, width: int = WIDTH, whole: bool = True) -> str:
    """The section as lines: title, what it says, bars, tables; minor tables only when `whole`. (Units in each line.)"""
    lines = ["", *wrapped(SIGN[section.tone] + section.title, width)]
    for sentence in section.says:
        lines += wrapped(sentence, width, first=INDENT, rest=INDENT)
    if section.sure is not None:
        lines += wrapped(f"{sure_dots(section.sure)}  {section.sure.word}", width, first=INDENT, rest=INDENT)
    for card in section.cards:
        lines += ["", *card_lines(card, width)]
    for notice in section.notices:
        lines += wrapped(notice_words(notice), width, first=INDENT, rest=INDENT * 2)
    for bar in section.bars:
        lines += _bar(bar, width)
    for table in (*(chart.table for chart in section.charts if chart.in_words), *section.tables):
        if whole or not table.minor:
            lines += ["", *table_lines(table, width=width)]
    for step in section.next:
        said = f"Next: {step.says}" if not step.command else f"Next: {step.says}: {step.command}"
        lines += wrapped(said, width, first=INDENT, rest=INDENT)
    return "\n".join(lines)


def card_lines(card: Card, width: int) -> list[str]:
    """A card in few lines: its title runs into what it says, a step's command follows where there is room.

    (Units in each line.)
    """
    lines = wrapped(" ".join((card_head(card), *card.says)), width, first=INDENT, rest=INDENT * 2)
    if card.bar is not None:
        lines += [INDENT + line for line in _bar(card.bar, width - len(INDENT), label_cells=len(card.bar.label) + 1)]
    for number, step in enumerate(card.steps, start=1):
        lines += wrapped(step.says, width, first=f"{INDENT * 2}{number}. ", rest=f"{INDENT * 3} ")
        if step.command and len(lines[-1]) + len(step.command) + 3 <= width:
            lines[-1] += f" [{visible(step.command)}]"
        elif step.command:
            lines += wrapped(f"[{step.command}]", width, first=f"{INDENT * 3} ", rest=f"{INDENT * 3} ")
    return lines


def card_head(card: Card) -> str:
    """What a card begins with: its sign and its title."""
    return SIGN[card.tone] + card.title + ("" if card.title.endswith("?") or not card.says else ":")


def fitted(lines: list[str], rows: int) -> list[str]:
    """The lines without as many of their empty ones as it takes to stand in `rows` [lines], the last of them first.

    A text that is too long for that keeps its shape: somebody will scroll.
    """
    over = len(lines) - rows
    empty = [at for at, line in enumerate(lines) if not line]
    if over <= 0 or over > len(empty):
        return lines
    dropped = {empty[0], *empty[1:][::-1][: over - 1]}  # the one above everything is missed least
    return [line for at, line in enumerate(lines) if at not in dropped]


def sure_dots(sure: Sure) -> str:
    """How sure anybody can be, as four dots of which so many are full.

    >>> sure_dots(Sure(dots=1, word="very unsure"))
    '●○○○'
    """
    return "●" * sure.dots + "○" * (MOST_DOTS - sure.dots)


def notice_words(notice: Notice) -> str:
    """A notice as one line: how soon, about what, what it means and what to do; "(source not checked)" where so."""
    about = notice.about.replace("_", " ")
    said = " ".join(part for part in (notice.says, notice.do) if part)
    return f"[{HOW_SOON[notice.urgency]}] {about}: {said}" + ("" if notice.checked else " (Source not fully checked.)")


def wrapped(sentence: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """A sentence as lines of at most `width` [signs], with what stands before the first and the others."""
    lines, line, before = [], "", first
    for word in visible(sentence).split():
        if line and len(before) + len(line) + 1 + len(word) > width:
            lines.append(before + line)
            line, before = word, rest
        else:
            line = f"{line} {word}" if line else word
    return [*lines, (before + line).rstrip()]


def table_lines(table: Table, *, width: int = WIDTH) -> list[str]:
    """A table as lines: caption, headings, rows; cells of text are folded where the width [signs] asks for it."""
    titles = [f"{c.title} ({c.unit})" if c.unit else c.title for c in table.columns]
    rows = [[cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    left = [column.decimals is None for column in table.columns]
    return [*wrapped(table.caption, width, first=INDENT, rest=INDENT), *grid(titles, rows, left=left, width=width)]


def grid(
    titles: Sequence[str], rows: Sequence[Sequence[str]], *, left: Sequence[bool] | None = None, width: int = WIDTH
) -> list[str]:
    """Cells in columns, text to the left and numbers to the right, as indented lines of at most `width` [signs]."""
    shown = [[visible(cell) for cell in row] for row in (titles, *rows)]
    to_left = [True] * len(titles) if left is None else list(left)
    widths = _widths([max(map(len, cells)) for cells in zip(*shown, strict=True)], width - len(INDENT))
    if len(INDENT) + sum(widths) + len(GAP) * (len(widths) - 1) > width:
        return _blocks(shown, width)
    lines = []
    for row in shown:
        folded = [_folded(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        for at in range(max(map(len, folded))):
            cells = (
                (part[at] if at < len(part) else "").ljust(wide)
                if flush
                else (part[at] if at < len(part) else "").rjust(wide)
                for part, wide, flush in zip(folded, widths, to_left, strict=True)
            )
            lines.append((INDENT + GAP.join(cells)).rstrip())
    return lines


def _blocks(rows: list[list[str]], width: int) -> list[str]:
    """Where the columns do not fit side by side: each row as lines of heading and value, the first as it is."""
    titles, *rest = rows
    lines: list[str] = []
    for row in rest:
        lines += wrapped(row[0], width, first=INDENT, rest=INDENT)
        for title, value in zip(titles[1:], row[1:], strict=True):
            lines += wrapped(f"{title}: {value}" if title else value, width, first=INDENT * 2, rest=INDENT * 3)
    return lines


def _widths(wanted: list[int], most: int) -> list[int]:
    """How wide each column may be: the widest give way first, none below NARROWEST."""
    over = sum(wanted) + len(GAP) * (len(wanted) - 1) - most
    while over > 0 and max(wanted) > NARROWEST:
        widest = max(range(len(wanted)), key=wanted.__getitem__)
        wanted[widest] -= 1
        over -= 1
    return wanted


def _folded(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    lines: list[str] = []
    for line in wrapped(cell, width):
        lines += [line[at : at + width] for at in range(0, len(line), width)] or [""]
    return lines


def bar_cells(bar: Bar, cells: int = BAR_CELLS) -> tuple[int, int, str]:
    """How many of a bar's `cells` are known and how far it may reach, and the line of its marks. (Unit of the bar.)"""
    full = max([bar.full, *(v for v in (bar.value, bar.high) if v is not None), *(at for _, at in bar.marks)])
    scale = cells / full if full > 0 else 0.0
    known = bar.value if bar.value is not None else 0.0
    reach = bar.high if bar.high is not None else known
    if not bar.marks:
        return round(known * scale), round(reach * scale), ""
    row = [" "] * (cells + 1)
    for _, at in bar.marks:
        row[min(cells, round(at * scale))] = "^"
    said = ", ".join(f"{label} {amount(at, bar.unit)}" for label, at in sorted(bar.marks, key=lambda m: m[1]))
    return round(known * scale), round(reach * scale), f"{''.join(row).rstrip().ljust(cells)} {visible(said)}"


def _bar(bar: Bar, width: int, *, label_cells: int = LABEL_CELLS) -> list[str]:
    label, words = visible(bar.label), bar_words(bar)
    cells = min(BAR_CELLS, width - len(INDENT) - label_cells - 1 - len(words))
    if cells < FEWEST_CELLS:  # no room to draw: the figures alone
        marks = ", ".join(f"{name} {amount(at, bar.unit)}" for name, at in bar.marks)
        return wrapped(f"{label}: {words}" + (f" ({marks})" if marks else ""), width, first=INDENT, rest=INDENT)
    solid, reach, marks = bar_cells(bar, cells)
    drawn = "█" * solid + "░" * max(0, reach - solid) + "·" * (cells - max(solid, reach))
    lines = [f"{INDENT}{label:<{label_cells - 1}} {drawn} {words}"]
    return [*lines, f"{INDENT}{'':{label_cells}}{marks}"] if marks else lines


def bar_words(bar: Bar) -> str:
    """What a bar shows, in words that never take unknown for zero. (Unit of the bar.)

    >>> bar_words(Bar(label="food", value=230.0, low=236.0, high=262.0, full=400.0, unit="mg"))
    '230 mg known, probably 236 to 262 mg'
    >>> bar_words(Bar(label="food", value=230.0, low=236.0, high=None, full=400.0, unit="mg"))
    '236 mg or more'
    """
    if bar.value is None and bar.high is None:
        return amount(None, bar.unit)
    if bar.high is None:
        return f"{amount(bar.value if bar.low is None else bar.low, bar.unit)} or more"
    if bar.low is None or bar.high <= bar.low:
        return amount(bar.value, bar.unit)
    if bar.value is not None and bar.low <= bar.value:  # what is not known adds nothing, or weights are not exact
        return f"{amount(bar.low)} to {amount(bar.high, bar.unit)}"
    return f"{amount(bar.value, bar.unit)} known, probably {amount(bar.low)} to {amount(bar.high, bar.unit)}"


def cell_text(cell: Cell, column: Column) -> str:
    """One cell as read: numbers with the column's decimals, None as "unknown". (Unit in the heading.)"""
    if cell is None:
        return "unknown"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)) and column.decimals is not None:
        return amount(float(cell), decimals=column.decimals)
    return str(cell)
