"""The object of need: reference values, energy and goal, as JSON shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from dolomite.base.finding import Finding
from dolomite.need.energy import Energy
from dolomite.need.goal import Goal
from dolomite.need.requirement import MAGNESIUM, Requirement
from dolomite.view.ground import sources

if TYPE_CHECKING:
    from dolomite.view.shape import need as shape
    from dolomite.view.shape.shape import Source


def data(
    requirements: Sequence[Requirement],
    energy: Energy,
    goal: Goal | None = None,
    *,
    hide_energy: bool = False,
    ul_applies: bool,
) -> shape.Need:
    """The object of need. (Units in the keys; nutrients carry their own `unit` a day.)"""
    magnesium = next(r for r in requirements if r.nutrient == MAGNESIUM)
    return {
        "magnesium": {
            "ear_mg": magnesium.ear,
            "rda_mg": magnesium.rda,
            "ai_mg": magnesium.ai,
            "ul_supplemental_mg": magnesium.ul_supplemental,
            "ul_applies": ul_applies,
            "body": cast("shape.Body", magnesium.body),
            "life_stage": magnesium.life_stage,
            "name": magnesium.name,
            "basis": _bases(magnesium.findings),
        },
        "energy": _energy_data(energy, goal, hide_energy),
        "nutrients": {r.nutrient: _nutrient_data(r) for r in requirements},
        "notes": list(magnesium.notes),
    }


def _bases(findings: Sequence[Finding]) -> dict[str, list[Source]]:
    return {f.name: sources(f.basis) for f in findings}


def _energy_data(energy: Energy, goal: Goal | None, hidden: bool) -> shape.Energy:
    if hidden:
        return {
            "maintain_kcal": None,
            "maintain_low_kcal": None,
            "maintain_high_kcal": None,
            "target_kcal": None,
            "floor_kcal": None,
            "bound_by": None,
            "missing": [],
            "hidden": True,
            "goal": None,
        }
    return {
        "maintain_kcal": energy.maintain.known,
        "maintain_low_kcal": energy.maintain.low,
        "maintain_high_kcal": energy.maintain.high,
        "target_kcal": None if goal is None else goal.target_kcal,
        "floor_kcal": None if goal is None else goal.floor_kcal,
        "bound_by": None if goal is None else goal.bound_by,
        "missing": list(energy.missing),
        "hidden": False,
        "goal": None if goal is None else _goal_data(goal),
    }


def _goal_data(goal: Goal) -> shape.Goal:
    refusal = goal.refusal
    return {
        "asked_kg_per_week": goal.asked_kg_per_week,
        "expected_kg_per_week": goal.kg_per_week,
        "linear_rule_kcal": goal.linear_kcal,
        "refused": None if refusal is None else {"id": str(goal.bound_by), "says": refusal.says},
        "curve": [
            {
                "day": point.day,
                "kg": point.kg,
                "low_kg": point.low_kg,
                "high_kg": point.high_kg,
                "linear_kg": point.linear_kg,
            }
            for point in goal.curve
        ],
    }


def _nutrient_data(r: Requirement) -> shape.Nutrient:
    nutrient: shape.Nutrient = {
        "unit": r.unit,
        "ear": r.ear,
        "rda": r.rda,
        "ai": r.ai,
        "ul_counts": r.counts,
        "amdr_percent": None if r.amdr_percent is None else list(r.amdr_percent),
        "name": r.name,
    }
    if r.ul_supplemental is not None:
        nutrient["ul_supplemental"] = r.ul_supplemental
    else:
        nutrient["ul"] = r.ul
    values = {f.name: f.value for f in r.findings}
    for kind in ("cdrr", "ear_per_kg", "rda_per_kg"):
        value = values.get(kind)
        if isinstance(value, float):
            nutrient[kind] = value
    return nutrient
