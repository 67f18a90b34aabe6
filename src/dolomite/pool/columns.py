"""Whose columns are these? The names of metafor, R meta, RevMan, PyMARE and printed tables in our own.

The mapping is a list of facts (facts/pool/columns.yaml), it is said with every answer, and it can be overridden.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dolomite import facts
from dolomite.base.document import refuse, shown
from dolomite.base.errors import InputError

_ARM = ("events", "spared", "n", "mean", "sd", "se", "ci_low", "ci_high", "median", "q1", "q3", "sd_pre", "sd_post")
NUMBERS = frozenset(
    {f"{what}_{arm}" for what in _ARM for arm in ("t", "c")}
    | {"yi", "vi", "sei", "ci_low", "ci_high", "p", "ratio", "ratio_low", "ratio_high", "n", "mean_change", "sd_change"}
    | {"mean_pre", "mean_post", "sd_pre", "sd_post", "r", "n_pairs", "se_diff"}
)
WHOLE = frozenset({"events_t", "events_c", "spared_t", "spared_c", "n_t", "n_c", "n", "n_pairs"})
STUDY = "study"
# What a first line must hold, one of these: then the rows can say something.
FIRST_LINES = (
    frozenset({"events_t", "n_t", "events_c", "n_c"}),
    frozenset({"events_t", "spared_t", "events_c", "spared_c"}),
    frozenset({"n_t", "mean_t", "n_c", "mean_c"}),
    frozenset({"n_t", "median_t", "n_c", "median_c"}),
    frozenset({"n_pairs", "mean_t", "mean_c"}),
    frozenset({"n", "mean_change"}),
    frozenset({"n", "mean_pre", "mean_post"}),
    frozenset({"yi"}),
    frozenset({"ratio"}),
)
# One of these stands beside an effect.
HOW_SURE = frozenset({"vi", "sei", "ci_low", "ci_high", "p", "ratio_low", "ratio_high"})
FORMS = "study and events_t,n_t,events_c,n_c, or n_t,mean_t,sd_t,n_c,mean_c,sd_c, or yi with vi or sei"


class Name(facts.LightRow):
    """What a program calls a column: `theirs` for `ours`."""

    unique: ClassVar[tuple[str, ...]] = ("theirs",)

    theirs: str
    ours: str
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Our name for each column of a table, in its order (None: a blank heading), and what is said about it."""

    names: tuple[str | None, ...]
    says: tuple[str, ...]

    @property
    def numbered(self) -> bool:
        """Whether no column names the studies, so that they are numbered."""
        return STUDY not in self.names


def columns(header: Sequence[str], wanted: Mapping[str, str], *, name: str, line: int) -> Columns:
    """Our names for the headings of a table that begins on `line` [from 1]; `wanted` is ours to theirs, as the person
    said.

    Raises InputError: a column that is not there, two for one number, no form that gives an effect.
    """
    typed = [heading(title) for title in header]
    if (twice := next((title for title in typed if title and typed.count(title) > 1), None)) is not None:
        refuse(name, line, f"the column {twice} stands twice. Keep one.")
    ours_of = _wanted(typed, wanted, name, line)
    own = {
        title: title
        for title in typed
        if (title in NUMBERS or title == STUDY) and title not in ours_of and title not in wanted
    }
    ours_of |= own
    programs = _mapped(typed, ours_of)
    _complete(typed, ours_of, programs, name, line)
    said = [f"{theirs} as {ours}" for theirs, ours in ours_of.items() if theirs != ours]
    says = [f"Columns read: {', '.join(said)}. Other columns can be named."] if said else []
    if STUDY not in ours_of.values():
        says.append("No column names the studies, so they are numbered.")
    return Columns(names=tuple(ours_of.get(title, title) or None for title in typed), says=tuple(says))


def parse(text: str | None) -> dict[str, str]:
    """`n_t=n1i,n_c=n2i` as ours to theirs. Raises InputError for what is no pair or no column of ours."""
    theirs_of: dict[str, str] = {}
    for part in (text or "").split(","):
        if not part.strip():
            continue
        ours, equals, theirs = (side.strip().lower() for side in part.partition("="))
        if not equals or not theirs:
            raise InputError(f"{shown(part.strip())} is no pair. Write ours=theirs, such as n_t=n1i.", field="columns")
        if ours not in NUMBERS | {STUDY}:
            close = difflib.get_close_matches(ours, NUMBERS | {STUDY}, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"Use {FORMS}."
            raise InputError(f"{shown(ours)} is not a column known here. {hint}", field="columns")
        theirs_of[ours] = heading(theirs)
    return theirs_of


def heading(typed: str) -> str:
    """A heading as compared: lower case, every run of other signs one underscore."""
    return re.sub(r"[^\w%]+", "_", typed.strip().lower()).strip("_")


def _wanted(typed: Sequence[str], wanted: Mapping[str, str], name: str, line: int) -> dict[str, str]:
    for ours, theirs in wanted.items():
        if theirs not in typed:
            there = ", ".join(title for title in typed if title)
            refuse(name, line, f"there is no column {shown(theirs)} to read as {ours}. Columns: {there}.")
    return {theirs: ours for ours, theirs in wanted.items()}


def _mapped(typed: Sequence[str], ours_of: dict[str, str]) -> frozenset[str]:
    """Add the names of other programs to `ours_of`; which programs they are."""
    ours = set(ours_of.values())
    complete = any(need <= ours for need in FIRST_LINES)
    wanted_too = {STUDY} if not ours & {"yi", "ratio"} or ours & HOW_SURE else {STUDY, *HOW_SURE}
    programs = set()
    for row in facts.light_rows("pool/columns", Name):
        if row.theirs not in typed or row.theirs in ours_of or row.ours in ours_of.values():
            continue
        if complete and row.ours not in wanted_too:
            continue  # the table speaks our language already: y or se beside it is a column of its own
        ours_of[row.theirs] = row.ours
        programs.add(row.program)
    if "ratio" in ours_of.values():
        for low in ("low", "high"):
            theirs = next((title for title, ours in ours_of.items() if ours == f"ci_{low}"), None)
            if theirs is not None and f"ratio_{low}" not in ours_of.values():
                ours_of[theirs] = f"ratio_{low}"
    return frozenset(programs)


def _complete(typed: Sequence[str], ours_of: Mapping[str, str], programs: frozenset[str], name: str, line: int) -> None:
    ours = set(ours_of.values())
    if STUDY not in ours and not programs:
        refuse(name, line, f"the column study is missing. The first line names the columns: {FORMS}.")
    if any(need <= ours for need in FIRST_LINES):
        return
    for column in typed:
        close = difflib.get_close_matches(column, NUMBERS - ours, n=1, cutoff=0.8) if column else []
        if column not in ours_of and close:
            refuse(name, line, f"{shown(column)} is not a column known here. Did you mean {close[0]}?")
    refuse(name, line, f"the columns give no effect. Needed: {FORMS}.")
