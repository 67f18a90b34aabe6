"""A survey's answers as one row a group: every figure with its interval, and why a cell is empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from dolomite.report.tree import Cell, Column, Table
from dolomite.view.shape.population import PopulationAnswer

FIGURES = {
    "mean": "mean",
    "below_ear": "share below EAR",
    "prob_inadequate": "share by full probability",
    "above_ul": "share above the upper level",
}
CHANGES = {**FIGURES, "fewer_short": "fewer short", "more_above_ul": "more above the upper level"}
ENDS = {"value": "", "se": "standard error", "low": "from", "high": "to", "at_least": "at least", "at_most": "at most"}
OPEN = "Days with unknown amounts leave a range: see at least and at most."


def table(answer: PopulationAnswer) -> Table:
    """The answers as a table [intakes in the answer's unit a day, shares 0 to 1], empty for what is not known or shown.

    The last column says why the share below is empty.
    """
    changes = {} if answer["scenario"] is None else {change["group"]: change for change in answer["scenario"]["groups"]}
    rows: list[tuple[Cell, ...]] = []
    for group in answer["groups"]:
        cells: list[Cell] = [group["group"], group["people"], group["unknown_days"], group["ear"], group["ul"]]
        cells += _cells(group, FIGURES)
        if answer["scenario"] is not None:
            cells += _cells(changes.get(group["group"], {}), CHANGES)
        rows.append((*cells, group["why_not"] or (OPEN if group["below_ear"]["at_least"] is not None and
                                                group["below_ear"]["value"] is None else "")))  # fmt: skip
    unit = answer["unit"]
    return Table(
        caption="One row a group",
        columns=(
            *(Column(title=title) for title in ("group", "people", "days unknown")),
            *(Column(title=title, unit=unit) for title in ("EAR", "UL")),
            *_columns(FIGURES, unit, ""),
            *(_columns(CHANGES, unit, "after the change: ") if answer["scenario"] is not None else ()),
            Column(title="why empty"),
        ),
        rows=tuple(rows),
    )


def _cells(group: Mapping[str, object], names: Mapping[str, str]) -> list[Cell]:
    figures = [cast(Mapping[str, Cell], group.get(name, {})) for name in names]
    return [figure.get(end) for figure in figures for end in ENDS]


def _columns(names: Mapping[str, str], unit: str, before: str) -> tuple[Column, ...]:
    return tuple(
        Column(title=f"{before}{title}{', ' if words else ''}{words}", unit=unit if name == "mean" else "")
        for name, title in names.items()
        for words in ENDS.values()
    )
