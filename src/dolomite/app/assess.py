"""Use case: the whole report for one person on one day. The order of its sections is here and nowhere else."""

from __future__ import annotations

from pathlib import Path

from dolomite.app.advise_dose import advise_dose
from dolomite.app.answer_evidence import evidence_for
from dolomite.app.assess_safety import assess_safety
from dolomite.app.case import Case
from dolomite.app.explain_deficiency import explain_deficiency
from dolomite.app.judge_adequacy import judge_adequacy
from dolomite.app.measure_intake import measure_intake
from dolomite.app.plan_food import Wishes, plan_food
from dolomite.app.simulate_dose import simulate_in_short
from dolomite.app.state_need import state_need
from dolomite.report.build import build
from dolomite.report.tree import Report, Section

DISCLAIMER = (
    "Not medical advice, and not clinically reviewed: the rules come from the published sources above, but no "
    "pharmacist or clinician has signed them off yet. Everything was computed on this machine; nothing was sent."
)
# One plan, looked for briefly: the question of its own proves it and shows three.
BRIEFLY = Wishes(plans=1, quick=True)


def assess(case: Case, *, trial: Path | None = None) -> Report:
    """The report: safety first, for it can stop what follows [units as in each section].

    `trial` is the folder of the person's own trial; what it says respects the seal. Raises InputError for a folder
    that holds none.
    """
    sections = [assess_safety(case), state_need(case)]
    if case.total is not None:
        sections.append(measure_intake(case))
    if case.eaten is not None:
        sections.append(judge_adequacy(case))
    sections.append(explain_deficiency(case))
    if case.eaten is not None:
        sections.append(plan_food(case, BRIEFLY))
    sections += [advise_dose(case), simulate_in_short(case)]
    known = evidence_for(case)
    if known is not None:
        sections.append(known)
    if trial is not None:
        from dolomite.app.report_trial import trial_in_short

        sections.append(trial_in_short(trial, case))
    return build(sections, on=case.on, headline=_headline(sections), releases=case.releases, notes=(DISCLAIMER,))


def _headline(sections: list[Section]) -> str:
    for wanted in ("safety", "adequacy", "intake", "need"):
        for section in sections:
            if section.id == wanted and section.says and (wanted != "safety" or section.tone == "stop"):
                return section.says[0]
    return sections[0].says[0]
