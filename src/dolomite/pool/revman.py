"""A review out of RevMan 5: its file (.rm5, XML) and its exported table (CSV), as rows of one analysis.

In the file a study's data stand under comparison, outcome and perhaps subgroup, and name the study by its id. In the
export the same rows stand among lines of titles and totals, which carry no study: a comparison has outcome number 0,
an outcome and a subgroup have a data type.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dolomite.base.document import refuse
from dolomite.base.errors import MissingError

if TYPE_CHECKING:
    from xml.etree import ElementTree

ROOT = b"<COCHRANE_REVIEW"
HEAD = 4096  # bytes in which the first tag of such a file stands
LARGEST = 200_000_000  # bytes: a review with all its texts is a few megabytes
KINDS = ("DICH", "CONT", "IV")
NOT_READ = {"IPD": "observed less expected", "OTHER": "words instead of numbers"}
RATIOS = (" OR ", " RR ", " HR ", "RATIO", "PETO")
NUMBERED = ("comparison_number", "outcome_number")
# Attribute of the file to our column.
TAKEN = {
    "EVENTS_1": "events_t", "TOTAL_1": "n_t", "MEAN_1": "mean_t", "SD_1": "sd_t",
    "EVENTS_2": "events_c", "TOTAL_2": "n_c", "MEAN_2": "mean_c", "SD_2": "sd_c",
    "ESTIMATE": "yi", "SE": "sei",
}  # fmt: skip
BY_KIND = {
    "DICH": ("events_t", "n_t", "events_c", "n_c"),
    "CONT": ("n_t", "mean_t", "sd_t", "n_c", "mean_c", "sd_c"),
    "IV": ("yi", "sei"),
}
Line = tuple[int, list[str]]


def recognise(data: bytes) -> bool:
    """True for a review's own file, by what is in it and not by its name."""
    return ROOT in data[:HEAD]


def text_of(data: bytes, *, name: str) -> str:
    """The analyses of a review's file as a CSV text in our columns, numbered as the review numbers them.

    Raises InputError: no XML that can be read, no analysis with numbers.
    """
    try:
        from xml.etree import ElementTree
    except ImportError:  # Python inside a browser has none
        raise MissingError("a review's own file is not read inside a browser. Export its analyses as CSV.") from None
    if len(data) > LARGEST:
        refuse(name, None, f"the file is larger than {LARGEST // 1_000_000} MB. Is it the right file?")
    if b"<!ENTITY" in data:
        refuse(name, None, "the file declares entities of its own, which a review's file never does.")
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        refuse(name, error.position[0], "this is not readable as XML. Save the review in RevMan again.")
    names = {node.get("ID", ""): _study(node) for node in root.iter("STUDY")}
    rows = [row for comparison in root.iter("COMPARISON") for row in _comparison(comparison, names)]
    if not rows:
        left_out = [says for kind, says in NOT_READ.items() if next(root.iter(f"{kind}_DATA"), None) is not None]
        why = f" What there is, is {' and '.join(left_out)}, which are not read here." if left_out else ""
        refuse(name, None, f"the review holds no analysis with numbers of studies.{why}")
    used = [column for column in dict.fromkeys(TAKEN.values()) if any(column in row for row in rows)]
    head = [*NUMBERED, "analysis_name", "subgroup", "study", "year", *used]
    out = io.StringIO()
    writer = csv.DictWriter(out, head, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _study(node: ElementTree.Element) -> tuple[str, str]:
    return node.get("NAME") or node.get("ID") or "", node.get("YEAR", "").strip(".")


def _comparison(comparison: ElementTree.Element, names: Mapping[str, tuple[str, str]]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for outcome in comparison:
        kind = outcome.tag.partition("_")[0]
        if kind not in KINDS or not outcome.tag.endswith("_OUTCOME"):
            continue
        ratio = _is_ratio(outcome.get("EFFECT_MEASURE") or outcome.findtext("EFFECT_MEASURE") or "")
        groups = [(_title(group), group) for group in outcome.iter(f"{kind}_SUBGROUP")] or [("", outcome)]
        for subgroup, group in groups:
            for node in group.iter(f"{kind}_DATA"):
                study, year = names.get(node.get("STUDY_ID", ""), (node.get("STUDY_ID", ""), ""))
                rows.append(
                    {
                        "comparison_number": comparison.get("NO", ""),
                        "outcome_number": outcome.get("NO", ""),
                        "analysis_name": _title(outcome),
                        "subgroup": subgroup,
                        "study": study,
                        "year": year,
                        **_numbers(node, kind, ratio=ratio),
                    }
                )
    return rows


def _title(node: ElementTree.Element) -> str:
    return " ".join((node.findtext("NAME") or "").split())


def _numbers(node: ElementTree.Element, kind: str, *, ratio: bool) -> dict[str, str]:
    given = {ours: node.get(theirs, "") for theirs, ours in TAKEN.items() if ours in BY_KIND[kind] and node.get(theirs)}
    if kind == "IV" and "yi" not in given and (size := node.get("EFFECT_SIZE")):
        given["yi"] = _log(size) if ratio else size  # the size of a ratio is printed as a ratio, its SE is of the log
    return given


def _log(typed: str) -> str:
    try:
        return repr(math.log(float(typed)))
    except ValueError:
        return typed  # the reader of cells says what is wrong, with its place


_DERIVED = ("effect_estimate", "se", "ci_start", "ci_end")
_MEANS = ("mean_1", "sd_1", "mean_2", "sd_2")
_EVENTS = ("events_1", "events_2")
# By the data type of the outcome: the columns that are not its own. The export fills them with 0 or works them out.
NOT_ITS_OWN = {"DIC": (*_MEANS, *_DERIVED), "CON": (*_EVENTS, *_DERIVED), "IV": (*_MEANS, *_EVENTS)}


def studies_only(header: Sequence[str], rows: list[Line]) -> list[Line]:
    """The lines of a RevMan 5 export that hold a study; all of them, of any other table.

    Cells that do not belong to the kind of outcome become blank: a mean of 0 with an SD of 0 is no measurement, and
    an effect that was worked out from counts is worked out again. A ratio given with its error goes to the log scale.
    """
    if not {*NUMBERED, "data_type"} <= set(header):
        return rows
    at = {name: place for place, name in enumerate(header)}

    def cell(cells: Sequence[str], name: str) -> str:
        place = at.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    kept: list[Line] = []
    kind, ratio = "", False
    for line, cells in rows:
        if cell(cells, "outcome_number") in ("", "0") or cell(cells, "data_type"):
            if cell(cells, "data_type"):
                kind, ratio = cell(cells, "data_type").upper(), _is_ratio(cell(cells, "effect_measure"))
            continue
        blank = {at[name] for name in NOT_ITS_OWN.get(kind, (*_MEANS, *_EVENTS, *_DERIVED)) if name in at}
        shown = ["" if place in blank else typed for place, typed in enumerate(cells)]
        if ratio and kind == "IV" and cell(shown, "effect_estimate"):
            shown[at["effect_estimate"]] = _log(cell(shown, "effect_estimate"))
            for limit in ("ci_start", "ci_end"):  # on the other scale, and said by the error already
                if limit in at:
                    shown[at[limit]] = ""
        kept.append((line, shown))
    return kept


def _is_ratio(measure: str) -> bool:
    return any(word in f" {measure.upper().replace('_', ' ')} " for word in RATIOS)
