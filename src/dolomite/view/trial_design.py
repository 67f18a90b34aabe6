"""A planned trial in the report: how long, how sure, what it can and cannot see."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

from dolomite.base.finding import Finding
from dolomite.report.tree import Axis, Cell, Chart, Column, Layer, Section, Step, Table
from dolomite.safety.decide import Cleared, Stopped
from dolomite.trial import own_prior
from dolomite.trial.baseline import Baseline
from dolomite.trial.design import Design
from dolomite.trial.eligible import stop_rules
from dolomite.trial.power import Chances, Missed
from dolomite.trial.randomise import CONVINCING
from dolomite.view import trial_page

if TYPE_CHECKING:
    from dolomite.view.shape import trial as shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Designed:
    """The plan's text and what it promises: chances by design and true effect, the slowest effect it can see [days].

    `smallest_p` is what the randomisation test can reach at best, one-sided and two-sided. `refusals` and the
    clearance say why it could not start as it stands; `unasked` what nobody asked yet.
    """

    design: Design
    text: str
    baseline: Baseline
    suggested_points: float
    chances: tuple[Chances, ...]
    beforehand: str
    missed: tuple[Missed, ...]
    slowest_days: float | None
    smallest_p: tuple[float, float]
    refusals: tuple[Finding, ...]
    unasked: tuple[str, ...]
    clearance: Cleared | Stopped


def data(designed: Designed, *, plan: str) -> shape.Design:
    """The object that `dolomite trial design --json` prints [points, days, mg/d, probabilities 0 to 1]."""
    design, known = designed.design, designed.baseline
    return {
        "command": "design",
        "plan": plan,
        "design": cast("shape.Plan", design.plain()),
        "days": design.days,
        "periods": design.periods,
        "sequences": _sequences(design),
        "baseline": {
            "mean": known.mean,
            "sd": known.sd,
            "autocorrelation": known.phi,
            "missing": known.missing,
            "days": known.days,
        },
        "worthwhile_suggested": designed.suggested_points,
        "chances": [cast("shape.Chances", asdict(chance)) for chance in designed.chances],
        "known_beforehand": designed.beforehand,
        "missed_days": [cast("shape.Missed", asdict(scenario)) for scenario in designed.missed],
        "slowest_effect_days": designed.slowest_days,
        "smallest_p_one_sided": designed.smallest_p[0],
        "smallest_p_two_sided": designed.smallest_p[1],
        "may_start": isinstance(designed.clearance, Cleared) and not designed.refusals,
        "refusals": [{"id": f.name, "why": str(f.value), "says": f.says} for f in designed.refusals],
        "stopped": designed.clearance.reason if isinstance(designed.clearance, Stopped) else None,
        "unasked": list(designed.unasked),
    }


def section(designed: Designed, *, plan: str) -> Section:
    """The planned trial: what is asked, how long it takes, how sure the answer can be [points, days].

    `plan` is the file that holds it, empty where there is none.
    """
    design, chances, refusals, clearance = designed.design, designed.chances, designed.refusals, designed.clearance
    says = [
        f"{design.question}",
        f"{design.days} days: {design.baseline_days} of baseline, then {design.periods} periods of "
        f"{design.period_days} days in an order drawn by chance and sealed before the start.",
        *(trial_page.power_says(design, chances) if plan else ()),  # a page of the web app says it itself, first
        _seen(designed.slowest_days),
        f"Worthwhile is set to {trial_page.points(design.worthwhile_points)}. How much less pain than without it would "
        f"make taking this every day worth it to you? For your pain {designed.suggested_points:g} would be a usual "
        "answer; change it in the plan.",
        designed.beforehand,
    ]
    if designed.smallest_p[0] > CONVINCING:
        says.append(
            f"With {design.pairs} pairs the randomisation test can reach p = {designed.smallest_p[0]:.3g} at best "
            "(one-sided): too few pairs for that test to be convincing by itself."
        )
    if design.priors:
        own = "; ".join(own_prior.says(prior) for prior in design.priors)
        says.append(f"Sealed with it, instead of the declared priors: {own}.")
    if not design.blinded:
        says.append("You will know what you take, so the trial can only tell the effect of knowingly taking it.")
    says += [f.says for f in refusals]
    if isinstance(clearance, Stopped):
        says.insert(0, f"This trial cannot start as things stand. {clearance.reason}")
    elif refusals:
        says.insert(0, "This trial cannot start as things stand.")
    says += designed.unasked
    stopped = isinstance(clearance, Stopped) or bool(refusals)
    return Section(
        id="trial",
        title="A trial of your own",
        says=tuple(says),
        findings=(*refusals, *stop_rules()),
        data=data(designed, plan=plan),
        tables=(_table(chances), _missed(designed.missed)),
        charts=(_curve(chances, designed.baseline),),
        tone="stop" if stopped else "plain",
        next=()
        if stopped or not plan
        else (Step(says="Begin", command=f"dolomite trial start {shlex.quote(plan)} --dir FOLDER"),),
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


def _missed(missed: tuple[Missed, ...]) -> Table:
    effects = tuple(dict.fromkeys(scenario.effect for scenario in missed))
    by = {(scenario.share, scenario.effect): scenario.usable for scenario in missed}
    return Table(
        caption="How often this trial says anything but 'cannot tell', out of 100, by days missed and true effect",
        columns=(
            Column(title="days missed", unit="%", decimals=0),
            *(Column(title=f"effect {effect:g} points", unit="%", decimals=0) for effect in effects),
        ),
        rows=tuple(
            (100 * share, *(100 * by[share, effect] for effect in effects))
            for share in dict.fromkeys(scenario.share for scenario in missed)
        ),
    )


def _curve(chances: tuple[Chances, ...], baseline: Baseline) -> Chart:
    rows: tuple[Mapping[str, Cell], ...] = tuple(
        {"effect": -c.effect, "chance": 100 * c.says_helps, "design": f"{c.pairs} pairs, {c.days} days"}
        for c in chances
    )
    return Chart(
        id="trial-chances",
        title="Chance that it says “it helps”",
        says="How often made-up trials end in an answer that it helps (worthwhile, or less than that), by true effect "
        f"and length, for pain with an SD of {baseline.sd:.1f} points from day to day.",
        rows=rows,
        layers=(
            Layer(mark="line", x="effect", y="chance", colour="design"),
            Layer(mark="point", x="effect", y="chance", colour="design"),
        ),
        x=Axis(title="true effect: points less pain"),
        y=Axis(title="chance, out of 100", low=0.0, high=100.0),
        table=_table(chances),
    )
