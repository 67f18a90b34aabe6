"""Use case: what a person reads first. Does it help pain like mine; what to check, is it enough, what to do."""

from __future__ import annotations

from dataclasses import replace

from dolomite.app import example
from dolomite.app.case import Case
from dolomite.evidence.answer import ConditionAnswer, answer, answer_for
from dolomite.evidence.question import condition_of
from dolomite.report.build import build
from dolomite.report.tree import Report, Section
from dolomite.safety.alert import Urgency
from dolomite.safety.card import phone
from dolomite.safety.country import whom_to_call
from dolomite.view import answer as view
from dolomite.view import options
from dolomite.view.safety import helps_for

LOW_BACK = "low_back"  # what is asked when nobody said where it hurts: the product's own question
DISCLAIMER = (
    "Not medical advice, and not clinically reviewed: the rules come from the published sources named with them, but "
    "no pharmacist or clinician has signed them off yet. Everything was computed on this machine; nothing was sent."
)


IN_SHORT = "Not medical advice; not clinically reviewed. The full report has the sources."


def answer_section(case: Case, *, plan: Section | None = None, choices: bool = False) -> Section:
    """The answer for a case [mg/d where magnesium is named]; `plan` is the section of the food plan, where one is made.

    `choices` sets the four things that a person can do side by side below it; the one screen has no room for them.

    What must be seen today or sooner is all that it says then.
    """
    if case.safety.clearance.urgency >= Urgency.same_day:
        return view.emergency(
            case.safety, calls=whom_to_call(case.person.country), say=phone("say"), do_not=phone("do_not")
        )
    known = view.Known(
        evidence=_evidence(case),
        safety=case.safety,
        helps=helps_for(case.safety, case.person),
        magnesium=case.adequacies[0] if case.adequacies else None,
        change=_change(plan if plan is not None else quick_plan(case)),
        guess=None if case.rough is None else view.RoughGuess(says=case.rough.rough.says, short=case.rough.short),
        copied=example.ASKS if example.is_example(case.person) else "",
    )
    section = view.section(case.person, known)
    return replace(section, tables=(options.table(case.person, known),)) if choices else section


def answer_report(case: Case) -> Report:
    """The answer alone, as a report of one screen. (Units as in its cards.)"""
    section = answer_section(case)
    return build((section,), on=case.on, headline=section.title, releases=case.releases, notes=(IN_SHORT,))


def quick_plan(case: Case) -> Section | None:
    """The food plan of a report, looked for briefly [mg/d]; None without a day of food."""
    if case.eaten is None:
        return None
    # The solver's libraries are for those who have a day of food; without them there is an answer all the same.
    from dolomite.app.plan_food import Wishes, plan_food

    return plan_food(case, Wishes(plans=1, quick=True))  # the question of its own proves it and shows three


def _evidence(case: Case) -> ConditionAnswer:
    return answer(LOW_BACK) if case.person.pain is None else answer_for(condition_of(case.person.pain))


def _change(plan: Section | None) -> view.Change | None:
    if plan is None or plan.stopped is not None:
        return None
    changes = plan.data.get("changes")
    if isinstance(changes, list) and changes:
        more = f" (the first of {len(changes)} changes)" if len(changes) > 1 else ""
        return view.Change(says=f"{changes[0]['says']}{more}", planned=True)
    return view.Change(says=plan.says[0].removesuffix("."), planned=False)
