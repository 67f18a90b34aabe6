"""Use case: how it could work, for its page: a dose, a form, some days, and first how often the model is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from dolomite.app.my_report import Mine
from dolomite.app.simulate_dose import Asked, asked, simulate_dose
from dolomite.base.errors import InputError
from dolomite.facts import ids
from dolomite.mechanism.form import forms
from dolomite.report import html
from dolomite.view.mechanism import missed_says

PERSONS = 200  # virtual; bands are rounded, and a page is waited for
DOSE, FORM, DAYS = "200", "citrate", "60"  # of the question that stands there first


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The model's section drawn, and how many published figures it misses."""

    section: Mapping[str, object]
    missed: str


def form_names() -> tuple[tuple[str, str], ...]:
    """The forms that can be asked about: id and name. (No unit.)"""
    known = ids().forms
    return tuple((row.form, row.form.replace("_", " ")) for row in forms() if row.form in known)


def shown(mine: Mine, *, dose: str, form: str, days: str) -> Shown:
    """The curves for this question as typed [mg/d, days]. Raises InputError with the field."""
    question = asked(
        dose_mg=_number(dose or DOSE, "dose"),
        form=form or FORM,
        days=int(_number(days or DAYS, "days")),
        persons=PERSONS,
    )
    return _shown(mine, question)


def _number(text: str, field: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"{text} is no number. Write digits.", field=field) from None


@lru_cache(maxsize=24)
def _shown(mine: Mine, question: Asked) -> Shown:
    section = simulate_dose(mine.case, question, parameters=False)
    says = tuple(line for line in section.says if line != missed())  # the page says it first, in its own place
    return Shown(section=html.shown(replace(section, says=says), {}), missed=missed())


def missed() -> str:
    """How many of the published figures the model misses, in a sentence. (No unit.)"""
    return missed_says()
