"""Use case: a supplement, how much and when, if safety allows it; else the reason in its place."""

from __future__ import annotations

from dolomite.app.case import Case
from dolomite.base.finding import Basis, Finding
from dolomite.base.span import Span
from dolomite.intake.total import MAGNESIUM
from dolomite.regimen import timing
from dolomite.regimen.dose import Intake, advise, bowel_is_loose
from dolomite.report.tree import Section
from dolomite.safety import interaction
from dolomite.safety.assess import Safety
from dolomite.safety.decide import Stopped
from dolomite.supplement.form import forms, measured
from dolomite.view import dose as view


def advise_dose(case: Case) -> Section:
    """Whether this person needs a supplement and how much [mg/d elemental]; without a diary nobody can say.

    Where safety stops dosing the section says why and carries it as `stopped`.
    """
    safety = case.safety
    allowed = safety.clearance.allow("dosing")
    if isinstance(allowed, Stopped):
        return view.stopped(allowed)
    conditions = case.person.conditions
    dose = advise(
        allowed,
        _intake(case),
        avoid_alkaline=_need_acid(safety),
        alkaline_forms=frozenset(form.row.id for form in forms() if form.row.alkaline),
        bowel_loose=isinstance(conditions, tuple) and bowel_is_loose(conditions),
    )
    return view.section(
        dose,
        timing.times(dose, safety.schedule),
        names={form.row.id: form.row.name for form in forms()},
        distances=safety.schedule.distances,
        measured=measured(dose.daily_mg) if dose.daily_mg is not None else None,
    )


def _intake(case: Case) -> Intake:
    needed, eaten = case.magnesium, case.eaten
    goal = next((f for f in (needed.finding("rda"), needed.finding("ai")) if f is not None), None)
    limit = needed.finding("ul") if needed.ul_supplemental is not None else None
    because = [f for f in (goal, limit) if f is not None]
    total = Span.nothing_known("what you eat")
    if eaten is not None:
        total = Span.total((eaten.nutrients[MAGNESIUM], case.beside_food.usual))
        days = eaten.counted
        at = f"{days[0].on} to {days[-1].on}, {len(days)} days"
        because.append(Finding(name="intake_mg", value=total, unit="mg/d", basis=(Basis(source="diary", at=at),)))
    taken = case.safety.taken.total
    return Intake(
        total=total,
        supplement=taken if taken is not None else Span.nothing_known("supplements (nobody asked)"),
        goal_mg=goal.value if goal is not None and isinstance(goal.value, float) else None,
        ul_supplemental_mg=limit.value if limit is not None and isinstance(limit.value, float) else None,
        chance_short=case.chance_short,
        known=eaten is not None,
        because=tuple(because),
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
