"""Use case: how it could work, for its page: a dose, a form, some days, and first how often the model is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from dolomite.app.case import Case
from dolomite.app.my_report import Mine
from dolomite.app.simulate_dose import Asked, asked, refused, simulate_dose
from dolomite.base.errors import InputError
from dolomite.base.person import Kidney
from dolomite.facts import ids
from dolomite.mechanism.form import forms
from dolomite.report import html
from dolomite.report.shown import SectionShown
from dolomite.report.tree import Section
from dolomite.view.mechanism import missed_says

PERSONS = 200  # virtual; bands are rounded, and a page is waited for
LEAST_EGFR, MOST_EGFR = 1.0, 200.0  # outside of these it is a typing error
DOSE, FORM, DAYS = "200", "citrate", "60"  # of the question that stands there first


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The model's section drawn, and how many published figures it misses."""

    section: SectionShown
    missed: str


def form_names() -> tuple[tuple[str, str], ...]:
    """The forms that can be asked about: id and name."""
    known = ids().forms
    return tuple((row.form, row.form.replace("_", " ")) for row in forms() if row.form in known)


def shown(mine: Mine, *, dose: str, form: str, days: str, egfr: str = "") -> Shown:
    """The curves for this question as typed [mg/d, days, eGFR in mL/min/1.73 m2]. Raises InputError with the field.

    `egfr` asks for other kidneys than one's own; what safety stops for one's own stays stopped.
    """
    question = asked(
        dose_mg=_number(dose or DOSE, "dose"),
        form=form or FORM,
        days=int(_number(days or DAYS, "days")),
        persons=PERSONS,
    )
    return _shown(mine, question, _number(egfr, "egfr") if egfr else None)


def own_egfr(mine: Mine) -> float | None:
    """What is known of one's own kidneys [mL/min/1.73 m2]; None: unknown."""
    return mine.case.safety.kidneys.egfr


def _number(text: str, field: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"{text} is no number. Write digits.", field=field) from None


@lru_cache(maxsize=24)
def _shown(mine: Mine, question: Asked, egfr: float | None) -> Shown:
    case = mine.case
    if egfr is not None and egfr != own_egfr(mine) and refused(case, question) is None:
        case = _with_kidneys(case, egfr)
    section = simulate_dose(case, question, parameters=False)
    says = tuple(line for line in section.says if line != missed())  # the page says it first, in its own place
    return Shown(section=_drawn(replace(section, says=says)), missed=missed())


def _with_kidneys(case: Case, egfr: float) -> Case:
    """The same person with kidneys of this eGFR [mL/min/1.73 m2], for a question only. Raises InputError."""
    if not LEAST_EGFR <= egfr <= MOST_EGFR:
        raise InputError(f"an eGFR of {egfr:g} cannot be. Give {LEAST_EGFR:g} to {MOST_EGFR:g}.", field="egfr")
    return replace(case, person=replace(case.person, kidney=Kidney(egfr=egfr, on=case.on)))


def _drawn(section: Section) -> SectionShown:
    """The section for its page, the curves drawn so fast that they follow a slider."""
    return {**html.shown(section, {}, draw=False), "charts": [html.curve(chart) for chart in section.charts]}


def missed() -> str:
    """How many of the published figures the model misses, in a sentence."""
    return missed_says()
