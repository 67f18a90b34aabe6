"""Medicines and magnesium as claim facts: taken from the room of safety, so that both say the same of each of them."""

from __future__ import annotations

from dolomite.base.document import JsonObject
from dolomite.safety.interaction import InteractionRow, interaction_rows

TOUCHES = "interact|deplete|reduce|hours_apart|gut_absorption|low_degree|deficiency|keep_away"
NO_NAME = ("not_named", "multivitamin", "magnesium", "calcium", "iron", "zinc")  # not the name of one medicine
UNLIKE = ("safe", "stop_medicine", "together", "as_good", "instead")


def concept(drug: str) -> str:
    """The name under which claim facts know a medicine."""
    return f"med_{drug}"


def named() -> tuple[str, ...]:
    """The medicines with an interaction of their own, each once. (No unit: ids.)"""
    drugs = (drug for row in interaction_rows() for drug in row.drugs)
    return tuple(dict.fromkeys(drug for drug in drugs if not any(part in drug for part in NO_NAME)))


def written(drug: str) -> str:
    """A medicine as articles write it."""
    return drug.replace("_", " ")


def statements() -> tuple[JsonObject, ...]:
    """The row of a claim fact for each interaction of a named medicine, with its own words and source."""
    out: dict[str, JsonObject] = {}
    for row in interaction_rows():
        drugs = [d for d in row.drugs if not any(part in d for part in NO_NAME)]
        if drugs:
            out.setdefault(f"with_{row.id}_{drugs[0]}", _statement(row, drugs))
    return tuple(out.values())


def _statement(row: InteractionRow, drugs: list[str]) -> JsonObject:
    hours = row.before_h is not None and row.after_h is not None
    apart = f" Keep it {row.before_h:g} hours before or {row.after_h:g} hours after magnesium." if hours else ""
    return {
        "id": f"with_{row.id}_{drugs[0]}",
        "kind": "interaction",
        "all": ("|".join(map(concept, drugs)), TOUCHES),
        "none": UNLIKE,
        "states": f"magnesium and {', '.join(map(written, drugs[:3]))} affect each other",
        "why": row.says.replace("{drug}", written(drugs[0])) + apart,
        "before_h": row.before_h,
        "after_h": row.after_h,
        "holds": "high" if row.verified is True else "moderate",
        "certainty": "moderate",
        "source": row.source,
        "at": row.at,
        "also": [{"source": source, "at": at} for source, at in row.also],
        "verified": str(row.verified).lower(),
        "note": row.note,
    }
