"""Use case: a supplement, how much and when, if safety allows it; else the reason in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from dolomite.app.assess_safety import assess_safety
from dolomite.app.judge_adequacy import adequacies
from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Person
from dolomite.base.span import Span
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.intake.total import MAGNESIUM, Total, total
from dolomite.need.requirement import requirement
from dolomite.regimen import timing
from dolomite.regimen.dose import Dose, Intake, advise
from dolomite.report.tree import Section
from dolomite.safety import interaction
from dolomite.safety.assess import Safety
from dolomite.safety.decide import Stopped
from dolomite.supplement.form import forms, measured
from dolomite.view import supplement as supplement_section

LOOSE = frozenset(
    {
        "diarrhoea",
        "chronic_diarrhoea",
        "ibs",
        "ibd",
        "ibd_flare",
        "crohns",
        "ulcerative_colitis",
        "short_bowel",
        "stoma",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The section for the report, and the reason when safety stops dosing, else None. (Units in the section.)"""

    section: Section
    stopped: Stopped | None


def advise_dose(person: Person, safety: Safety, found: Total | None, chance_short: float | None, *, on: date) -> Advice:
    """Whether this person needs a supplement and how much [mg/d elemental]; `found` None: no diary.

    `chance_short` is the probability of getting too little [0 to 1], where it could be computed.
    """
    allowed = safety.clearance.allow("dosing")
    if isinstance(allowed, Stopped):
        data: dict[str, object] = {
            "command": "dose",
            "stopped": [{"id": a.id, "says": a.says, "do": a.do} for a in allowed.because],
            "dose": None,
        }
        return Advice(section=supplement_section.stopped(allowed, data), stopped=allowed)
    needed = requirement(person, MAGNESIUM, on=on)
    goal = next((f for f in (needed.finding("rda"), needed.finding("ai")) if f is not None), None)
    limit = needed.finding("ul") if needed.ul_supplemental is not None else None
    intake = _intake(found, goal, limit, chance_short, safety)
    dose = advise(
        allowed,
        intake,
        avoid_alkaline=_need_acid(safety),
        alkaline_forms=frozenset(one.row.id for one in forms() if one.row.alkaline),
        bowel_loose=isinstance(person.conditions, tuple) and bool(LOOSE & set(person.conditions)),
    )
    when = timing.times(dose, safety.schedule)
    names = {one.row.id: one.row.name for one in forms()}
    section = supplement_section.section(
        dose, when, _data(dose, when), names=names, distances=safety.schedule.distances
    )
    return Advice(section=section, stopped=None)


def dose_of(person: Person, diary: Matched | None, catalogue: Catalogue | None, *, on: date) -> Advice:
    """The advice from a person and a matched diary, or without a diary. (Units in the section.)"""
    safety = assess_safety(person, on=on, diary=diary)
    if diary is None or catalogue is None:
        return advise_dose(person, safety, None, None, on=on)
    found = total(diary, person, catalogue=catalogue)
    chance = adequacies(person, found, on=on)[0].prob_inadequate if found.counted else None
    return advise_dose(person, safety, found, chance.value if chance is not None else None, on=on)


def _intake(
    found: Total | None, goal: Finding | None, limit: Finding | None, chance_short: float | None, safety: Safety
) -> Intake:
    because = tuple(f for f in (goal, limit) if f is not None)
    taken = safety.taken.total if safety.taken.total is not None else Span.nothing_known("supplements (nobody asked)")
    if found is None or not found.counted:
        total = Span.nothing_known("what you eat")
        return _made(total, taken, goal, limit, None, known=False, because=because)
    total = Span.total((found.nutrients[MAGNESIUM], found.supplement_mg))
    days = found.counted
    eaten = Finding(
        name="intake_mg",
        value=total,
        unit="mg/d",
        basis=(Basis(source="diary", at=f"{days[0].on} to {days[-1].on}, {len(days)} days"),),
    )
    return _made(total, taken, goal, limit, chance_short, known=True, because=(*because, eaten))


def _made(
    total: Span,
    taken: Span,
    goal: Finding | None,
    limit: Finding | None,
    chance_short: float | None,
    *,
    known: bool,
    because: tuple[Finding, ...],
) -> Intake:
    return Intake(
        total=total,
        supplement=taken,
        goal_mg=goal.value if goal is not None and isinstance(goal.value, float) else None,
        ul_supplemental_mg=limit.value if limit is not None and isinstance(limit.value, float) else None,
        chance_short=chance_short,
        known=known,
        because=because,
    )


def _need_acid(safety: Safety) -> tuple[str, ...]:
    """Medicines that an alkaline salt disturbs and another salt does not."""
    known = (medicine for medicine in safety.medicines if medicine.ingredients)  # of the others nobody can say it
    return tuple(
        medicine.typed
        for medicine in known
        if interaction.alerts((medicine,), alkaline=True, words={})
        != interaction.alerts((medicine,), alkaline=False, words={})
    )


def _data(dose: Dose, when: tuple[time, ...]) -> dict[str, object]:
    band = measured(dose.elemental_mg) if dose.elemental_mg is not None else None
    each = dose.elemental_mg / len(when) if dose.elemental_mg is not None and when else None
    return {
        "command": "dose",
        "needed": {"needed": True, "not_needed": False, "unknown": None}[dose.need],
        "says": dose.finding.says,
        "gap_mg": dose.gap,
        "dose": None
        if dose.elemental_mg is None
        else {
            "elemental_mg_per_day": dose.elemental_mg,
            "parts": dose.parts,
            "capped_by_ul": dose.capped,
            "times": [{"time": f"{t:%H:%M}", "elemental_mg": each} for t in when],
        },
        "forms": [
            {"form": row.form, "order": row.order, "why": row.reason, "sources": _sources(row.basis)}
            for row in dose.forms
        ],
        "left_out": [{"form": form, "why": why} for form, why in dose.left_out],
        "watch": [{"id": row.id, "says": row.says, "sources": _sources(row.basis)} for row in dose.watch],
        "stop_when": [{"id": row.id, "says": row.says, "sources": _sources(row.basis)} for row in dose.stop],
        "measured_mg": band.value if band is not None else None,
        "measured_says": band.says if band is not None else None,
        "cautions": [{"id": a.id, "says": a.says, "do": a.do} for a in dose.cleared.cautions],
        "stopped": [],
    }


def _sources(basis: tuple[Basis, ...]) -> list[dict[str, object]]:
    return [{"source": b.source, "at": b.at, "verified": b.verified} for b in basis]
