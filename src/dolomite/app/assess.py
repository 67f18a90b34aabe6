"""Use case: the whole report for one person on one day. The order of its sections is here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dolomite.app import answer_evidence, simulate_dose
from dolomite.app.advise_dose import advise_dose
from dolomite.app.assess_safety import safety_of
from dolomite.app.explain_deficiency import deficiency_of
from dolomite.app.judge_adequacy import adequacies, judge
from dolomite.app.measure_intake import measure, notes
from dolomite.app.need import need_of
from dolomite.app.plan_food import plan_food
from dolomite.base.person import Person
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.intake.total import MAGNESIUM as INTAKE_MAGNESIUM
from dolomite.intake.total import Total
from dolomite.need.requirement import MAGNESIUM, Requirement, requirement
from dolomite.report import build
from dolomite.report.tree import Report, Section
from dolomite.view import intake as intake_section

DISCLAIMER = (
    "Not medical advice, and not clinically reviewed: the rules come from the published sources above, but no "
    "pharmacist or clinician has signed them off yet. Everything was computed on this machine; nothing was sent."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The report, and the food releases it rests on. (Units as in its sections.)"""

    report: Report
    releases: tuple[str, ...]


def assess(
    person: Person, *, on: date, diary: Matched | None, catalogue: Catalogue | None, trial: Path | None = None
) -> Assessment:
    """The report for a person past the door, with a diary (and the food catalogue it was matched against) or without.

    `trial` is the folder of the person's own trial; what it says respects the seal.

    Safety comes first and can stop what follows. (Units as in each section.)
    """
    safety, safety_section = safety_of(person, on=on, diary=diary)
    needed = requirement(person, MAGNESIUM, on=on)
    sections: list[Section] = [safety_section, need_of(person, on=on)]
    found: Total | None = None
    chance_short: float | None = None
    if diary is not None and catalogue is not None:
        section, found = _intake(diary, person, catalogue, needed)
        sections.append(section)
        if found.counted:
            sections.append(judge(person, found, on=on))
            chance_short = _chance_short(person, found, on)
    sections.append(deficiency_of(person, safety, on=on))
    if diary is not None and catalogue is not None and found is not None and found.counted:
        # One plan, looked for briefly: the command of its own proves it and shows three.
        sections.append(plan_food(person, safety, diary, found, catalogue, on=on, plans=1, quick=True).section)
    sections.append(advise_dose(person, safety, found, chance_short, on=on).section)
    eaten = found.nutrients[INTAKE_MAGNESIUM].known if found is not None and found.counted else None
    sections.append(
        simulate_dose.for_report(person, safety, usual_mg=eaten if eaten is not None and eaten > 0 else None, on=on)
    )
    known = answer_evidence.for_person(person)
    if known is not None:
        sections.append(answer_evidence.section(known))
    if trial is not None:
        from dolomite.app.report_trial import for_report

        sections.append(for_report(trial, person, on=on))
    report = build.build(
        sections,
        on=on,
        headline=_headline(sections),
        releases=found.releases if found is not None else (),
        notes=(DISCLAIMER,),
    )
    return Assessment(report=report, releases=report.releases)


def _intake(diary: Matched, person: Person, catalogue: Catalogue, needed: Requirement) -> tuple[Section, Total]:
    found, findings, data = measure(diary, person, catalogue=catalogue)
    aim = needed.rda if needed.rda is not None else needed.ai
    named = (("EAR", needed.ear), (needed.name or "RDA", aim))
    marks = tuple((label, value) for label, value in named if value is not None)
    return intake_section.section(found, findings, data, marks=marks, notes=notes(diary)), found


def _chance_short(person: Person, found: Total, on: date) -> float | None:
    magnesium = adequacies(person, found, on=on)[0]
    return magnesium.prob_inadequate.value if magnesium.prob_inadequate is not None else None


def _headline(sections: list[Section]) -> str:
    for wanted in ("safety", "adequacy", "intake", "need"):
        for section in sections:
            if section.id == wanted and section.says and (wanted != "safety" or section.tone == "stop"):
                return section.says[0]
    return sections[0].says[0]
