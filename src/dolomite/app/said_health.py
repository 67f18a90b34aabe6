"""Use case: kidneys, medicines and illnesses as people answer them (yes, no, not sure), as keys of a person file.

"No" to kidneys is not a measured value: the file then holds that nobody ever called them weak, and no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dolomite.base.document import JsonObject

KIDNEY_ILLNESS = "ckd_stage_unknown"
CHOICES = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The form as answered: each yes, no or unknown; `egfr` [mL/min/1.73 m2] and `named` as typed, one to a line."""

    kidneys: str
    egfr: str
    medicines: str
    illnesses: str
    named: str


def unanswered(said: Said) -> dict[str, str]:
    """Which of the three has no answer, with the sentence for it."""
    asked = {"kidneys": said.kidneys, "medicines": said.medicines, "illnesses": said.illnesses}
    return {name: "Choose one; not sure is an answer." for name, value in asked.items() if value not in CHOICES}


def answers(said: Said, *, before: Mapping[str, object]) -> JsonObject:
    """The keys to keep. Medicines that are named already stay as they are. (eGFR in mL/min/1.73 m2.)"""
    told: JsonObject = {"told_weak": said.kidneys} if said.kidneys in ("yes", "no") else {}
    kidney = {"egfr": said.egfr, **told} if said.egfr else told
    keys: JsonObject = {"kidney": kidney or "unknown"}
    named = [line.strip() for line in said.named.replace(",", "\n").splitlines() if line.strip()]
    if said.kidneys == "yes" and not said.egfr:
        named.append(KIDNEY_ILLNESS)
    if said.illnesses == "unknown" and not named:
        keys["conditions"] = "unknown"
    else:
        keys["conditions"] = list(dict.fromkeys(named)) if named or said.illnesses == "no" else "unknown"
    held = before.get("medicines")
    if said.medicines == "no":
        keys["medicines"] = []
    elif not (isinstance(held, list) and held):
        keys["medicines"] = "unknown"  # taken, and not yet named
    return keys


def as_said(document: Mapping[str, object]) -> dict[str, str | None]:
    """The form's fields from what a person file holds. (eGFR in mL/min/1.73 m2.)"""
    kidney, conditions, medicines = (document.get(key) for key in ("kidney", "conditions", "medicines"))
    egfr, told = (kidney.get("egfr"), kidney.get("told_weak")) if isinstance(kidney, Mapping) else (None, None)
    ill = [str(illness) for illness in conditions] if isinstance(conditions, list) else None
    has_kidney_illness = ill is not None and KIDNEY_ILLNESS in ill
    return {
        "egfr": None if egfr is None else str(egfr),
        "kidneys": "yes" if has_kidney_illness else None if told is None else str(told),
        "medicines": "yes" if isinstance(medicines, list) and medicines else "no" if medicines == [] else None,
        "illnesses": "no" if ill == [] else "yes" if ill else None,
        "named": None if ill is None else "\n".join(illness for illness in ill if illness != KIDNEY_ILLNESS),
    }
