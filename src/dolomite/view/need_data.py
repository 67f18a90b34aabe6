"""The object of need, as `dolomite need --json` prints it. Apart from `need`, so that JSON starts without the tree."""

from __future__ import annotations

from collections.abc import Sequence

from dolomite.base.finding import Finding
from dolomite.need.energy import Energy
from dolomite.need.goal import Goal
from dolomite.need.requirement import MAGNESIUM, Requirement


def data(
    requirements: Sequence[Requirement], energy: Energy, goal: Goal | None = None, *, hide_energy: bool = False
) -> dict[str, object]:
    """The object that `dolomite need --json` prints. (Units in the keys; nutrients carry their own `unit` a day.)"""
    magnesium = next(r for r in requirements if r.nutrient == MAGNESIUM)
    return {
        "magnesium": {
            "ear_mg": magnesium.ear,
            "rda_mg": magnesium.rda,
            "ai_mg": magnesium.ai,
            "ul_supplemental_mg": magnesium.ul_supplemental,
            "body": magnesium.body,
            "life_stage": magnesium.life_stage,
            "name": magnesium.name,
            "basis": _bases(magnesium.findings),
        },
        "energy": _energy_data(energy, goal, hide_energy),
        "nutrients": {r.nutrient: _nutrient_data(r) for r in requirements},
        "notes": list(magnesium.notes),
    }


def _bases(findings: Sequence[Finding]) -> dict[str, object]:
    return {f.name: [{"source": b.source, "at": b.at, "verified": b.verified} for b in f.basis] for f in findings}


def _energy_data(energy: Energy, goal: Goal | None, hidden: bool) -> dict[str, object]:
    if hidden:
        nothing = dict.fromkeys(
            ("maintain_kcal", "maintain_low_kcal", "maintain_high_kcal", "target_kcal", "floor_kcal")
        )
        return {**nothing, "bound_by": None, "missing": [], "hidden": True, "goal": None}
    return {
        "maintain_kcal": energy.maintain.known,
        "maintain_low_kcal": energy.maintain.low,
        "maintain_high_kcal": energy.maintain.high,
        "target_kcal": None if goal is None else goal.target_kcal,
        "floor_kcal": None if goal is None else goal.floor_kcal,
        "bound_by": None if goal is None else goal.bound_by,
        "missing": list(energy.missing),
        "hidden": False,
        "goal": None if goal is None else goal.as_data(),
    }


def _nutrient_data(r: Requirement) -> dict[str, object]:
    values = {f.name: f.value for f in r.findings}
    limit = {"ul_supplemental": r.ul_supplemental} if r.ul_supplemental is not None else {"ul": r.ul}
    extra: dict[str, object] = {kind: values[kind] for kind in ("cdrr", "ear_per_kg", "rda_per_kg") if kind in values}
    return {
        "unit": r.unit,
        "ear": r.ear,
        "rda": r.rda,
        "ai": r.ai,
        **limit,
        "ul_counts": r.counts,
        **extra,
        "amdr_percent": None if r.amdr_percent is None else list(r.amdr_percent),
        "name": r.name,
    }
