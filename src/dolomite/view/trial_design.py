"""A planned trial in the report: how long, how sure, what it can and cannot see."""

from __future__ import annotations

from collections.abc import Mapping

from dolomite.base.finding import Finding
from dolomite.report.tree import Axis, Cell, Chart, Column, Layer, Section, Table
from dolomite.safety.decide import Cleared, Stopped
from dolomite.trial import own_prior
from dolomite.trial.baseline import Baseline
from dolomite.trial.design import Design
from dolomite.trial.eligible import stop_rules
from dolomite.trial.power import Chances
from dolomite.trial.randomise import CONVINCING


def data(
    design: Design,
    *,
    baseline: Baseline,
    suggested_points: float,
    chances: tuple[Chances, ...],
    slowest_days: float | None,
    smallest: tuple[float, float],
    refusals: tuple[Finding, ...],
    unasked: tuple[str, ...],
    clearance: Cleared | Stopped,
    plan: str,
) -> Mapping[str, object]:
    """The object that `dolomite trial design --json` prints [points, days, mg/d, probabilities 0 to 1]."""
    return {
        "command": "design",
        "plan": plan,
        "design": design.plain(),
        "days": design.days,
        "periods": design.periods,
        "sequences": _sequences(design),
        "baseline": {
            "mean": baseline.mean,
            "sd": baseline.sd,
            "autocorrelation": baseline.phi,
            "missing": baseline.missing,
            "days": baseline.days,
        },
        "worthwhile_suggested": suggested_points,
        "chances": chances,
        "slowest_effect_days": slowest_days,
        "smallest_p_one_sided": smallest[0],
        "smallest_p_two_sided": smallest[1],
        "may_start": isinstance(clearance, Cleared) and not refusals,
        "refusals": [{"id": f.name, "why": f.value, "says": f.says} for f in refusals],
        "stopped": clearance.reason if isinstance(clearance, Stopped) else None,
        "unasked": list(unasked),
    }


def section(
    design: Design,
    made: Mapping[str, object],
    *,
    baseline: Baseline,
    chances: tuple[Chances, ...],
    slowest_days: float | None,
    smallest: tuple[float, float],
    suggested_points: float,
    refusals: tuple[Finding, ...],
    unasked: tuple[str, ...],
    clearance: Cleared | Stopped,
) -> Section:
    """The planned trial: what is asked, how long it takes, how sure the answer can be [points, days]."""
    says = [
        f"{design.question}",
        f"{design.days} days: {design.baseline_days} of baseline, then {design.periods} periods of "
        f"{design.period_days} days in an order drawn by chance and sealed before the start.",
        _seen(slowest_days),
        f"Worthwhile is set to {design.worthwhile_points:g} points. How much less pain than without it would make "
        f"taking this every day worth it to you? For your pain {suggested_points:g} would be a usual answer; change it "
        "in the plan.",
    ]
    if smallest[0] > CONVINCING:
        says.append(
            f"With {design.pairs} pairs the randomisation test can reach p = {smallest[0]:.3g} at best (one-sided): "
            "too few pairs for that test to be convincing by itself."
        )
    if design.priors:
        own = "; ".join(own_prior.says(one) for one in design.priors)
        says.append(f"Sealed with it, instead of the declared priors: {own}.")
    if not design.blinded:
        says.append("You will know what you take, so the trial can only tell the effect of knowingly taking it.")
    says += [f.says for f in refusals]
    if isinstance(clearance, Stopped):
        says.insert(0, f"This trial cannot start as things stand. {clearance.reason}")
    elif refusals:
        says.insert(0, "This trial cannot start as things stand.")
    says += unasked
    stopped = isinstance(clearance, Stopped) or bool(refusals)
    return Section(
        id="trial",
        title="A trial of your own",
        says=tuple(says),
        findings=(*refusals, *stop_rules()),
        data=made,
        tables=(_table(chances),),
        charts=(_curve(chances, baseline),),
        tone="stop" if stopped else "plain",
        cleared=clearance if isinstance(clearance, Cleared) else None,
    )


def _sequences(design: Design) -> int:
    from math import factorial

    return int(factorial(len(design.arms)) ** design.pairs)


def _seen(slowest_days: float | None) -> str:
    if slowest_days is None:
        return "With pain that varies this much the trial can hardly see any effect; more pairs would help."
    return (
        f"This trial could see an effect that builds up within about {slowest_days:g} "
        f"{'day' if slowest_days == 1 else 'days'}. It says nothing about one that needs months."
    )


def _table(chances: tuple[Chances, ...]) -> Table:
    columns = (
        Column(title="pairs", decimals=0),
        Column(title="days", decimals=0),
        Column(title="true effect", unit="points", decimals=1),
        Column(title="says worthwhile", unit="%", decimals=0),
        Column(title="says helps less", unit="%", decimals=0),
        Column(title="says same or no difference", unit="%", decimals=0),
        Column(title="cannot tell", unit="%", decimals=0),
        Column(title="interval width", unit="points", decimals=1),
    )
    rows = tuple(
        (
            c.pairs,
            c.days,
            c.effect,
            100 * c.worthwhile,
            100 * c.helps_less,
            100 * (c.same + c.no_worthwhile_difference),
            100 * c.cannot_tell,
            c.interval_width,
        )
        for c in chances
    )
    return Table(
        caption="What this trial, a shorter and a longer one would say, out of 100 (made-up trials)",
        columns=columns,
        rows=rows,
    )


def _curve(chances: tuple[Chances, ...], baseline: Baseline) -> Chart:
    rows: tuple[Mapping[str, Cell], ...] = tuple(
        {"effect": -c.effect, "chance": 100 * c.declared_benefit, "design": f"{c.pairs} pairs, {c.days} days"}
        for c in chances
    )
    return Chart(
        id="trial-chances",
        title="Chance of finding a difference",
        says="Chance that the model gives at least 95 % probability of any benefit, by true effect and length, for "
        f"pain with an SD of {baseline.sd:.1f} points from day to day.",
        rows=rows,
        layers=(
            Layer(mark="line", x="effect", y="chance", colour="design"),
            Layer(mark="point", x="effect", y="chance", colour="design"),
        ),
        x=Axis(title="true effect: points less pain"),
        y=Axis(title="chance, out of 100", low=0.0, high=100.0),
        table=_table(chances),
    )
