"""Use case: what can be said of a person's risk of low magnesium, without a diagnosis."""

from __future__ import annotations

from dolomite.app.case import Case
from dolomite.deficiency import lab, risk
from dolomite.report.tree import Section
from dolomite.safety import interaction
from dolomite.view import deficiency as view


def explain_deficiency(case: Case) -> Section:
    """Risk of low magnesium, symptoms, serum value [mmol/L] and FEMg [%]; medicines are those safety understood."""
    labs = case.person.labs
    factors = risk.factors(case.person, on=case.on, medicines=interaction.classes(case.safety.medicines))
    return view.section(
        factors,
        symptoms=risk.symptoms(case.person),
        serum=lab.serum(labs, case.person.sex) if labs is not None else (),
        femg=lab.femg(labs) if labs is not None else None,
        prevalence=risk.prevalence(),
        loading=(lab.number_of("load_dose"), lab.number_of("load_positive")),
    )
