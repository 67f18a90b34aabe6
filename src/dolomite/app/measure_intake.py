"""Use case: what a diary says a person gets, per average counted day."""

from __future__ import annotations

from dolomite.app.case import Case
from dolomite.base.errors import InputError
from dolomite.intake.total import findings
from dolomite.report.tree import Section
from dolomite.view import intake as view


def measure_intake(case: Case) -> Section:
    """What the diary gives a day, with the unknown named [each nutrient in its unit]. Raises InputError without one."""
    if case.diary is None or case.catalogue is None or case.total is None:
        raise InputError("what you get cannot be told without a food diary. Give one.", field="diary")
    needed = case.magnesium
    aim = needed.rda if needed.rda is not None else needed.ai
    named = (("EAR", needed.ear), (needed.name or "RDA", aim))
    return view.section(
        case.total,
        findings(case.total, name=case.diary.name),
        units=case.catalogue.units,
        marks=tuple((label, value) for label, value in named if value is not None),
        notes=notes(case),
        hide_energy=case.hide_energy,
    )


def notes(case: Case) -> tuple[str, ...]:
    """What the reader of the totals should know about the diary's days."""
    diary = case.diary
    if diary is None:
        return ()
    said = list(diary.notes)
    if not diary.says_complete:
        said.append("The diary does not say which days are complete; every day with food is taken as complete.")
    elif any(answer is None for _, answer in diary.complete):
        said.append("Days without an answer on completeness are taken as complete when food is written.")
    left_out = [day for day, answer in diary.complete if answer is False]
    if left_out:
        said.append(f"{len(left_out)} incomplete day{'s are' if len(left_out) > 1 else ' is'} left out of the average.")
    return tuple(said)
