"""Use case: what a diary says a person gets, per average counted day."""

from __future__ import annotations

from dolomite.base.finding import Finding
from dolomite.base.person import Person
from dolomite.base.span import Span
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.intake.total import ENERGY, MAGNESIUM, Total, findings, total


def measure(
    diary: Matched, person: Person, *, catalogue: Catalogue
) -> tuple[Total, tuple[Finding, ...], dict[str, object]]:
    """Totals [nutrient's unit per day], findings, and the object that `dolomite intake --json` prints."""
    found = total(diary, person, catalogue=catalogue)
    energy = None if person.hide_energy else plain(found.nutrients[ENERGY])
    nutrients = {
        unit.key: {**plain(found.nutrients[unit.key]), "unit": f"{unit.unit}/d"}
        for unit in catalogue.units
        if unit.key != ENERGY
    }
    data: dict[str, object] = {
        "days": len(found.days),
        "complete_days": len(found.counted),
        "magnesium": {
            "food_mg": plain(found.nutrients[MAGNESIUM]),
            "supplement_mg": plain(found.supplement_mg),
            "unknown": [
                {
                    "food": one.row.food,
                    "line": one.row.line,
                    "date": one.row.on,
                    "grams": one.grams,
                    "why": one.why or "no magnesium value in the food table",
                    "candidates": [{"id": hit.id, "name": hit.name} for hit in one.candidates],
                }
                for one in found.unknown
            ],
        },
        "energy_kcal": energy,
        "nutrients": nutrients,
        "top_sources": [
            {"food": s.food, "food_id": s.food_id, "magnesium_mg": s.mg, "share": s.share} for s in found.sources[:10]
        ],
        "by_day": [
            {"date": day.on, "counted": day.counted, "food_mg": plain(day.nutrients[MAGNESIUM])} for day in found.days
        ],
        "notes": list(notes(diary)),
    }
    return found, findings(found, name=diary.name), data


def plain(span: Span) -> dict[str, object]:
    """A span as JSON shows it [caller's unit]: known, low, high (null: not known, or no bound)."""
    return {"known": span.known, "low": span.low, "high": span.high}


def notes(diary: Matched) -> tuple[str, ...]:
    """What the reader of the totals should know about the diary's days."""
    said = list(diary.notes)
    if not diary.says_complete:
        said.append("The diary does not say which days are complete; every day with food is taken as complete.")
    elif any(answer is None for _, answer in diary.complete):
        said.append("Days without an answer on completeness are taken as complete when food is written.")
    left_out = [day for day, answer in diary.complete if answer is False]
    if left_out:
        said.append(f"{len(left_out)} incomplete day{'s are' if len(left_out) > 1 else ' is'} left out of the average.")
    return tuple(said)
