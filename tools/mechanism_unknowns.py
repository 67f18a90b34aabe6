"""Which unknown of the model matters most for which answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dolomite.mechanism import block, parameter, population
from dolomite.mechanism.answer import REST, Question, long_run
from dolomite.mechanism.form import form_row
from dolomite.mechanism.population import Known, People
from mechanism_sensitivity import Index, sobol

if TYPE_CHECKING:
    from dolomite.mechanism.parameter import Array

FORM = "form_release"  # the person's place in the form's own uncertainty, beside the parameters


def names() -> tuple[str, ...]:
    """The uncertain inputs: every parameter that spreads, and how the form releases."""
    return (*(row.id for row in parameter.spreading()), FORM)


def ranked(question: Question, *, samples: int, rng: np.random.Generator) -> dict[str, tuple[Index, ...]]:
    """Sobol indices [1] of three answers on the last day: change of the unblocked share [%], rise of blood [mmol/L],
    and the share of the long-run rise reached by then [1]. Nothing is known of the person."""

    def answers(points: Array) -> dict[str, Array]:
        who = People(draws=parameter.from_shares(points[:, :-1]), form_share=points[:, -1], known=Known())
        form = who.met(form_row(question.form))
        given = population.doses(who, form, dose_mg=question.dose_mg, split=question.split)
        bodily = population.bodies(who, form)
        made = population.courses(bodily, given, days=question.days)
        potential = float(who.draws[REST][0])
        before = block.unblocked(bodily.csf_ionised, potential, who.draws)
        after = block.unblocked(bodily.csf_ionised * (1 + made.csf[-1]), potential, who.draws)
        rise = made.plasma_mean[-1]
        settled = long_run(bodily, given.absorbed_mmol_d) - bodily.plasma
        return {
            "unblocked_change": block.relative_change(before, after),
            "plasma_rise": rise,
            "share_of_long_run_reached": rise / settled,
        }

    return sobol(answers, names(), samples=samples, rng=rng)
