"""A section as plain text for a pipe: the same words and tables as in the terminal, without importing Rich."""

from __future__ import annotations

from dolomite.base.words import amount
from dolomite.report.label import HOW_SOON
from dolomite.report.tree import Bar, Cell, Column, Notice, Section, Table

WIDTH = 100
INDENT = "  "


def section_text(section: Section) -> str:
    """The section as lines: title, what it says (up to 100 columns), bars as figures, tables. (Units in each line.)"""
    lines = ["", section.title]
    for sentence in section.says:
        lines += _wrapped(sentence)
    for notice in section.notices:
        lines += _wrapped(notice_words(notice), hanging=INDENT)
    for bar in section.bars:
        marks = ", ".join(f"{label} {amount(at, bar.unit)}" for label, at in bar.marks)
        lines.append(f"{INDENT}{bar.label}: {bar_words(bar)}" + (f" ({marks})" if marks else ""))
    for table in (*(chart.table for chart in section.charts if chart.in_words), *section.tables):
        lines += ["", *_table(table)]
    for step in section.next:
        lines += _wrapped(f"Next: {step.says}" if not step.command else f"Next: {step.says}: {step.command}")
    return "\n".join(lines)


def notice_words(notice: Notice) -> str:
    """A notice as one line: how soon, about what, what it means and what to do; "(source not checked)" where so."""
    about = notice.about.replace("_", " ")
    said = " ".join(part for part in (notice.says, notice.do) if part)
    return f"[{HOW_SOON[notice.urgency]}] {about}: {said}" + ("" if notice.checked else " (Source not fully checked.)")


def _wrapped(sentence: str, *, hanging: str = "") -> list[str]:
    lines, line, indent = [], "", INDENT
    for word in sentence.split():
        if line and len(line) + 1 + len(word) > WIDTH - len(indent):
            lines.append(indent + line)
            line, indent = word, INDENT + hanging
        else:
            line = f"{line} {word}" if line else word
    return [*lines, indent + line]


def _table(table: Table) -> list[str]:
    titles = [f"{c.title} ({c.unit})" if c.unit else c.title for c in table.columns]
    rows = [[cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    widths = [max(map(len, cells)) for cells in zip(titles, *rows, strict=True)]
    lines = [INDENT + table.caption]
    for row in (titles, *rows):
        cells = (
            cell.ljust(width) if column.decimals is None else cell.rjust(width)
            for cell, width, column in zip(row, widths, table.columns, strict=True)
        )
        lines.append((INDENT + "  ".join(cells)).rstrip())
    return lines


def bar_words(bar: Bar) -> str:
    """What a bar shows, in words that never take unknown for zero. (Unit of the bar.)

    >>> bar_words(Bar(label="food", value=230.0, low=236.0, high=262.0, full=400.0, unit="mg"))
    '230 mg known, probably 236 to 262 mg'
    >>> bar_words(Bar(label="food", value=230.0, low=230.0, high=None, full=400.0, unit="mg"))
    '230 mg or more'
    """
    if bar.high is None:
        return f"{amount(bar.value, bar.unit)} or more"
    if bar.low is None or bar.high <= bar.low:
        return amount(bar.value, bar.unit)
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
