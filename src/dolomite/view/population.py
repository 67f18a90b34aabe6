"""The section on a survey: how many get too little, group by group, in words, a table and a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from dolomite.base.finding import Basis, Finding
from dolomite.need.requirement import Requirement
from dolomite.population.estimate import Figure, GroupEstimate
from dolomite.population.models import WEEKEND
from dolomite.population.scenario import Change, Scenario
from dolomite.report.tree import Cell, Column, Section, Table
from dolomite.view.population_chart import distributions, percent, shares
from dolomite.view.shape.population import Estimate, GroupAnswer, PopulationAnswer, ScenarioAnswer

PERCENT = 100  # a share as people read it
CITED = {
    "two": (
        "Usual intake was estimated by the two-part model of the National Cancer Institute's method (Tooze and others "
        "2006): the chance of eating it on a day, by logistic regression with a person's own deviation, and the amount "
        "on such days on a Box-Cox scale, with correlated deviations between people, integrated by quadrature. "
        "Replicates took one Newton step from the sample's estimate at its Box-Cox exponent (Rao and Tausi 2004)."
    ),
    "usual": (
        "Usual intake was estimated by the one-part model of the National Cancer Institute's method (Tooze and others "
        "2010) on a Box-Cox scale, with variance between people and between a person's days, integrated by quadrature."
    ),
    "observed": (
        "Each person's mean of the recorded days stands for usual intake; from few days the share below a limit is "
        "then too far from the truth, because single days vary more than habits do."
    ),
}
SHARES = (
    "Shares below the EAR are by the cut-point method (Beaton 1994) and by the full probability approach (National "
    "Research Council 1986; IOM 2000)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the answers rest on: nutrient and its unit, authority, method, design in words, nuisance terms, engine."""

    nutrient: str
    unit: str
    body: str
    method: str
    design: str
    covariates: tuple[str, ...]
    engine: str
    hidden: bool
    requirement: Requirement | None
    scenario: Scenario | None = None
    changes: tuple[Change, ...] = ()
    command: str = ""
    parts: str = "one"


def section(answers: Sequence[GroupEstimate], told: Told) -> Section:
    """The section from each group's answer [unit a day as told; shares 0 to 1]."""
    return Section(
        id="population",
        title=f"How many get too little {told.nutrient}",
        says=(
            *(_sentence(answer, told) for answer in answers),
            *((_asked(told.scenario, told),) if told.scenario is not None else ()),
            *(_changed(change, told) for change in told.changes),
            methods(told),
        ),
        findings=tuple(_finding(answer, told) for answer in answers),
        data=_data(answers, told),
        tables=(_table(answers, told), *((_scenario_table(told),) if told.changes else ())),
        charts=(
            *((shares(answers),) if any(answer.below_ear.value is not None for answer in answers) else ()),
            *distributions(answers, nutrient=told.nutrient, unit=told.unit),
        ),
        tone="plain"
        if all(answer.below_ear.value is not None or answer.prob_inadequate.value is not None for answer in answers)
        else "unknown",
    )


def methods(told: Told) -> str:
    """The paragraph on methods, as a paper would print it: only what was done."""
    parts = [
        CITED["two" if told.method == "usual" and told.parts == "two" else told.method],
        SHARES if told.method == "usual" else "",
    ]
    if told.covariates:
        shares = " (at three days of seven)" if WEEKEND in told.covariates else ""
        parts.append(
            f"Terms for {', '.join(term.replace('_', ' ') for term in told.covariates)}{shares} were taken out."
        )
    parts.append(
        f"Uncertainty comes from {told.design}; intervals are 95 % by the t distribution, shares on the logit scale "
        "(Korn and Graubard 1998)."
    )
    parts.append("Unknown amounts were never counted as zero; where there are any, both ends are given.")
    if told.hidden:
        parts.append("Counts of seven and fewer are not shown, others are rounded to five.")
    if told.command:
        parts.append(f"Command: {told.command}")
    return "Methods: " + " ".join(part for part in parts if part)


def _sentence(answer: GroupEstimate, told: Told) -> str:
    name = answer.group[:1].upper() + answer.group[1:]
    if answer.why_not:
        return f"{name}: {answer.why_not}"
    if answer.prob_inadequate.value is not None and answer.limit.percentiles:
        short = answer.prob_inadequate
        return (
            f"{name}: {percent(short.value)} usually get less than they need (between {percent(short.low)} and "
            f"{percent(short.high)}), by the full probability method, because this requirement is skewed; "
            f"{_mean(answer, told)}."
        )
    if answer.limit.ear is None and answer.limit.ai is not None:
        return (
            f"{name}: only an adequate intake is set ({answer.limit.ai:g} {told.unit}), below which nobody can be said "
            f"to get too little; {_mean(answer, told)}."
        )
    if answer.limit.ear is None:
        return f"{name}: no average requirement is held to set their intake against; {_mean(answer, told)}."
    share = answer.below_ear
    if share.value is not None:
        return (
            f"{name}: {percent(share.value)} usually get less than {answer.limit.ear:g} {told.unit} (between "
            f"{percent(share.low)} and {percent(share.high)}); {_mean(answer, told)}."
        )
    low, high = (percent(end) if end is not None else "an unknown share" for end in (share.at_least, share.at_most))
    return (
        f"{name}: between {low} and {high} get less than {answer.limit.ear:g} {told.unit}, because "
        f"{answer.unknown_days} recorded days hold amounts that are not known."
    )


def _asked(asked: Scenario, told: Told) -> str:
    whom = f"{PERCENT * asked.share:g} % of people"
    if asked.kind == "supplement":
        return f"If {whom} took {asked.add:g} {told.unit} more as a supplement every day:"
    unit = told.unit.removesuffix("/d")
    verb = "ate the food fortified with" if asked.kind == "fortify" else "swapped the food for one with"
    more = "more " if asked.kind == "swap" and asked.add >= 0 else "less " if asked.kind == "swap" else ""
    return f"If {whom} {verb} {abs(asked.add):g} {unit} {more}in 100 g:"


def _changed(change: Change, told: Told) -> str:
    name = change.group[:1].upper() + change.group[1:]
    if change.why_not:
        return f"{name}: {change.why_not}"
    short = change.prob_inadequate if change.below_ear.value is None else change.below_ear
    fewer = change.fewer_short
    parts = [f"their mean would be {change.mean.value:,.0f} {told.unit}"] if change.mean.value is not None else []
    if short.value is not None and fewer.value is not None:
        parts.append(
            f"{percent(short.value)} would get too little (change by the "
            f"{'full probability' if change.below_ear.value is None else 'cut-point'} method "
            f"{_points(fewer.value)} points, between {_points(fewer.high)} and {_points(fewer.low)})"
        )
    if change.above_ul.value is not None:
        parts.append(f"{percent(change.above_ul.value)} would be above the upper level")
    if change.above_beside_food is not None:
        parts.append(
            f"{percent(change.above_beside_food)} would be above the upper level for supplements by this dose alone, "
            "whatever they take already"
        )
    return f"{name}: {'; '.join(parts)}."


def _points(fewer: float | None) -> str:
    return "unknown" if fewer is None else f"{-PERCENT * fewer:+.1f}"


def _scenario_table(told: Told) -> Table:
    def share(figure: Figure) -> Cell:
        return None if figure.value is None else PERCENT * figure.value

    shares = ("Below EAR", "Full probability", "Above the upper level", "Fewer short", "More above the upper level")
    return Table(
        caption="After the change",
        columns=(
            Column(title="Group"),
            Column(title="Mean", unit=told.unit, decimals=0),
            *(Column(title=title, unit="%", decimals=1) for title in shares),
        ),
        rows=tuple(
            (
                change.group,
                change.mean.value,
                share(change.below_ear),
                share(change.prob_inadequate),
                share(change.above_ul),
                share(change.fewer_short),
                share(change.more_above_ul),
            )
            for change in told.changes
        ),
    )


def _mean(answer: GroupEstimate, told: Told) -> str:
    if answer.mean.value is not None:
        return f"their mean is {answer.mean.value:,.0f} {told.unit}"
    low = "an unknown amount" if answer.mean.at_least is None else f"{answer.mean.at_least:,.0f}"
    high = "an unknown amount" if answer.mean.at_most is None else f"{answer.mean.at_most:,.0f}"
    return f"their mean lies between {low} and {high} {told.unit}"


def _table(answers: Sequence[GroupEstimate], told: Told) -> Table:
    def cells(answer: GroupEstimate) -> tuple[Cell, ...]:
        return (
            answer.group,
            answer.people if answer.people else None,
            answer.limit.ear,
            answer.mean.value,
            *(
                None if v is None else PERCENT * v
                for v in (answer.below_ear.value, answer.below_ear.low, answer.below_ear.high)
            ),
            None if answer.prob_inadequate.value is None else PERCENT * answer.prob_inadequate.value,
            answer.unknown_days if answer.people else None,
        )

    return Table(
        caption=f"Usual intake of {told.nutrient} against the average requirement",
        columns=(
            Column(title="Group"),
            Column(title="People", decimals=0),
            Column(title="EAR", unit=told.unit, decimals=0),
            Column(title="Mean", unit=told.unit, decimals=0),
            Column(title="Below EAR", unit="%", decimals=1),
            Column(title="from", unit="%", decimals=1),
            Column(title="to", unit="%", decimals=1),
            Column(title="Full probability", unit="%", decimals=1),
            Column(title="Days unknown", decimals=0),
        ),
        rows=tuple(cells(answer) for answer in answers),
    )


def _finding(answer: GroupEstimate, told: Told) -> Finding:
    basis: tuple[Basis, ...] = (Basis(source="unsourced", at="the survey in the file"),)
    if told.requirement is not None:
        basis = (*basis, *(b for f in told.requirement.findings if f.name in ("ear", "cv") for b in f.basis))
    return Finding(
        name="share_below_ear", value=answer.below_ear.value, unit="1", basis=basis, says=_sentence(answer, told)
    )


def _data(answers: Sequence[GroupEstimate], told: Told) -> PopulationAnswer:
    return PopulationAnswer(
        nutrient=told.nutrient,
        unit=told.unit,
        body=told.body,
        method="usual" if told.method == "usual" else "observed",
        engine=told.engine,
        design=told.design,
        methods=methods(told),
        small_counts_hidden=told.hidden,
        groups=[_group(answer) for answer in answers],
        scenario=None if told.scenario is None else _scenario(told.scenario, told.changes),
    )


def _scenario(asked: Scenario, changes: Sequence[Change]) -> ScenarioAnswer:
    return ScenarioAnswer(
        kind=asked.kind,
        add=asked.add,
        share=asked.share,
        groups=[
            {
                "group": change.group,
                "mean": _estimate(change.mean),
                "below_ear": _estimate(change.below_ear),
                "prob_inadequate": _estimate(change.prob_inadequate),
                "above_ul": _estimate(change.above_ul),
                "fewer_short": _estimate(change.fewer_short),
                "more_above_ul": _estimate(change.more_above_ul),
                "above_ul_beside_food": change.above_beside_food,
                "why_not": change.why_not,
            }
            for change in changes
        ],
    )


def _group(answer: GroupEstimate) -> GroupAnswer:
    return GroupAnswer(
        group=answer.group,
        people=answer.people if answer.people else None,
        people_with_two_days=answer.repeats if answer.people else None,
        unknown_days=answer.unknown_days if answer.people else None,
        ear=answer.limit.ear,
        cv=answer.limit.cv,
        ul=answer.limit.ul,
        mean=_estimate(answer.mean),
        below_ear=_estimate(answer.below_ear),
        prob_inadequate=_estimate(answer.prob_inadequate),
        above_ul=_estimate(answer.above_ul),
        quantiles=[{"share": share, "intake": _estimate(figure)} for share, figure in answer.quantiles],
        why_not=answer.why_not,
    )


def _estimate(figure: Figure) -> Estimate:
    held = asdict(figure)
    return Estimate(
        value=held["value"],
        se=held["se"],
        low=held["low"],
        high=held["high"],
        at_least=held["at_least"],
        at_most=held["at_most"],
    )
