"""Use case: the whole report for one person on one day. The order of its sections is here and nowhere else."""

from __future__ import annotations

from pathlib import Path

from dolomite.app.advise_dose import advise_dose
from dolomite.app.answer import DISCLAIMER, answer_section, quick_plan
from dolomite.app.answer_evidence import evidence_for
from dolomite.app.assess_safety import assess_safety
from dolomite.app.case import Case
from dolomite.app.explain_deficiency import explain_deficiency
from dolomite.app.judge_adequacy import judge_adequacy
from dolomite.app.measure_intake import measure_intake
from dolomite.app.simulate_dose import simulate_in_short
from dolomite.app.state_need import state_need
from dolomite.base.errors import MissingError
from dolomite.report.build import build
from dolomite.report.tree import Report, Section

NO_MODEL = "What to expect in the body"


def assess(case: Case, *, trial: Path | None = None) -> Report:
    """The report: the answer, then safety, for it can stop what follows [units as in each section].

    `trial` is the folder of the person's own trial; what it says respects the seal. Raises InputError for a folder
    that holds none.
    """
    plan = quick_plan(case)
    sections = [answer_section(case, plan=plan, choices=True), assess_safety(case)]
    known = evidence_for(case)
    if known is not None:
        sections.append(known)
    sections.append(state_need(case))
    if case.total is not None:
        sections.append(measure_intake(case))
    if case.eaten is not None:
        sections.append(judge_adequacy(case))
    if plan is not None:
        sections.append(plan)
    sections += [advise_dose(case), explain_deficiency(case)]
    if trial is not None:
        from dolomite.app.report_trial import trial_in_short

        sections.append(trial_in_short(trial, case))
    try:
        sections.append(simulate_in_short(case))
    except MissingError as error:  # a copy inside a browser: what runs there is told all the same
        says = error.says[:1].upper() + error.says[1:]
        sections.append(Section(id="mechanism", title=NO_MODEL, says=(says,), findings=(), data={}))
    return build(sections, on=case.on, headline=sections[0].title, releases=case.releases, notes=(DISCLAIMER,))
