"""Several people's trials in the report: mean effect, how people differ, own and shrunken estimates side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dolomite.base.finding import Basis, Finding
from dolomite.report.tree import Cell, Column, Section, Step, Table
from dolomite.trial.answer import spoken
from dolomite.trial.hierarchical import BETA, Pooled
from dolomite.trial.model import Summary
from dolomite.view.trial import summary_cells

if TYPE_CHECKING:
    from dolomite.view.shape import trial as shape
    from dolomite.view.shape.trial_answer import Posterior


def section(
    pooled: Pooled, beside: tuple[Pooled, ...], *, active: str, comparator: str, notes: tuple[str, ...]
) -> Section:
    """The pooled answer [points]."""
    beta = pooled.beta
    said = (
        f"{spoken(active).capitalize()} against {spoken(comparator)} in {len(pooled.people)} people: on average "
        f"{abs(beta.mean):.1f} points {'less' if beta.mean < 0 else 'more'} pain (95 % interval {beta.q025:+.1f} to "
        f"{beta.q975:+.1f}). A next person may expect {pooled.next_person.q025:+.1f} to "
        f"{pooled.next_person.q975:+.1f}; the chance of a worthwhile fall for them is "
        f"{100 * pooled.prob_next_worthwhile:.0f} %."
    )
    basis = (Basis(source="trial", at=f"{len(pooled.people)} trials in one person each"),)
    effect = Finding(name="mean_effect", value=beta.mean, unit="points", basis=basis, says=said)
    return Section(
        id="trial_pool",
        title="Several people together",
        says=(said, *notes),
        findings=(effect,),
        data=_data(pooled, beside, active=active, comparator=comparator, notes=notes),
        tables=(_population(pooled, beside), _people(pooled)),
        next=(
            Step(
                says="Let the next person's trial begin from these",
                command=f"dolomite trial design PERSON --prior effect={pooled.next_person.mean:.2f},"
                f"{pooled.next_person.sd:.2f} ...",
            ),
        ),
    )


def _data(
    pooled: Pooled, beside: tuple[Pooled, ...], *, active: str, comparator: str, notes: tuple[str, ...]
) -> shape.Pool:
    return {
        "command": "pool",
        "active": active,
        "against": comparator,
        "people": [
            {"name": person.name, "own": _posterior(person.own), "shrunken": _posterior(person.shrunken)}
            for person in pooled.people
        ],
        "mean_effect": _posterior(pooled.beta),
        "spread": _posterior(pooled.omega),
        "next_person": _posterior(pooled.next_person),
        "prob_next_worthwhile": pooled.prob_next_worthwhile,
        "prob_mean_benefit": pooled.prob_mean_benefit,
        "priors": {"beta": {"mean": BETA.mean, "sd": BETA.sd}, "omega_half_normal_sd": pooled.omega_prior_sd},
        "beside": [
            {
                "omega_half_normal_sd": other.omega_prior_sd,
                "mean_effect": _posterior(other.beta),
                "spread": _posterior(other.omega),
            }
            for other in beside
        ],
        "notes": list(notes),
    }


def _posterior(summary: Summary) -> Posterior:
    return {"mean": summary.mean, "sd": summary.sd, "q025": summary.q025, "q50": summary.q50, "q975": summary.q975}


def _columns(first: str) -> tuple[Column, ...]:
    titles = ("mean", "SD", "2.5 %", "median", "97.5 %")
    return (Column(title=first), *(Column(title=title, decimals=2) for title in titles))


def _population(pooled: Pooled, beside: tuple[Pooled, ...]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        ("mean effect", *summary_cells(pooled.beta)),
        ("spread between people", *summary_cells(pooled.omega)),
        ("a next person", *summary_cells(pooled.next_person)),
    ]
    for other in beside:
        rows.append((f"mean effect, spread prior half-N({other.omega_prior_sd:g})", *summary_cells(other.beta)))
        rows.append((f"spread, spread prior half-N({other.omega_prior_sd:g})", *summary_cells(other.omega)))
    return Table(
        caption="The population (points; negative is less pain)", columns=_columns("quantity"), rows=tuple(rows)
    )


def _people(pooled: Pooled) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for person in pooled.people:
        rows.append((f"{person.name}, own", *summary_cells(person.own), ""))
        moved = person.shrunken.mean - person.own.mean
        rows.append((f"{person.name}, with the others", *summary_cells(person.shrunken), f"{moved:+.2f}"))
    return Table(
        caption="Each person: alone, and with what the others tell",
        columns=(*_columns("person"), Column(title="drawn by")),
        rows=tuple(rows),
    )
