"""The section "Do you get enough?": the chance of falling short of one's own need; supplements against their limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dolomite.adequacy.excess import Excess
from dolomite.adequacy.probability import Adequacy
from dolomite.adequacy.within_person import bound
from dolomite.base.finding import Finding
from dolomite.base.words import amount, chance, chances, listed, span
from dolomite.need.requirement import MAGNESIUM
from dolomite.report.tree import Axis, Bar, Cell, Chart, Column, Layer, Section, Table, Tone
from dolomite.safety.decide import Clearance
from dolomite.view.ground import span as span_object
from dolomite.view.need import LIMIT_EXCLUDES, words_of

if TYPE_CHECKING:
    from dolomite.view.shape import shape
    from dolomite.view.shape.intake import Adequacy as AdequacyData
    from dolomite.view.shape.intake import ShareOf

WIDEST_PERCENT = 250.0  # a vitamin pill's share would squeeze every other bar; the table has the whole figure


def section(answers: Sequence[Adequacy], excess: Excess, *, clearance: Clearance) -> Section:
    """How likely the person falls short of each nutrient [each in its unit a day], magnesium first among `answers`."""
    magnesium = next(a for a in answers if a.nutrient == MAGNESIUM)
    rest = [a for a in answers if a.nutrient != MAGNESIUM]
    stopped = "goal" in clearance.stops
    beside = _unlimited(excess.finding) if stopped else excess.finding
    return Section(
        id="adequacy",
        title="Do you get enough?",
        says=(*_words(magnesium), beside.says, *_others(rest)),
        findings=(*_named(magnesium), beside, *(f for a in rest for f in _named(a))),
        data=data(answers, excess, ul_applies=not stopped),
        tables=(_table(answers, stopped=stopped),),
        charts=tuple(c for c in (_chart(answers, stopped=stopped),) if c is not None),
        bars=_bars(magnesium, excess, ul_applies=not stopped),
        tone=_tone(magnesium, excess),
    )


def data(answers: Sequence[Adequacy], excess: Excess, *, ul_applies: bool) -> AdequacyData:
    """The adequacy object of `dolomite report --json`. (Units in the keys; nutrients carry their own `unit` a day.)"""
    magnesium = next(a for a in answers if a.nutrient == MAGNESIUM)
    return {
        "prob_inadequate": _probability(magnesium),
        "rda_share": None if magnesium.share_of != "RDA" or magnesium.share is None else magnesium.share.middle,
        "over_ul_supplemental": excess.over,
        "share": _share(magnesium),
        "why_not": magnesium.why_not or None,
        "days": magnesium.days,
        "more_days": magnesium.more_days,
        "clear": magnesium.clear,
        "ul_supplemental_mg": excess.ul_supplemental_mg,
        "ul_applies": ul_applies,
        "supplement_mg": span_object(excess.supplement_mg),
        "times_ul_supplemental": excess.times,
        "nutrients": {
            a.nutrient: {
                "unit": a.requirement.unit,
                "intake": span_object(a.intake),
                "prob_inadequate": _probability(a),
                "why_not": a.why_not or None,
                "share": _share(a),
                "over_ul": a.over_ul,
                "over_cdrr": a.over_cdrr,
            }
            for a in answers
        },
    }


def _unlimited(finding: Finding) -> Finding:
    """What is taken beside food where safety stops: the limit is not held up as something to go down to."""
    return replace(finding, says=LIMIT_EXCLUDES)


def _named(a: Adequacy) -> tuple[Finding, ...]:
    return tuple(replace(f, about=words_of(a.nutrient)) for f in a.findings)


def _probability(a: Adequacy) -> shape.Chance:
    p = a.prob_inadequate
    if p is None:
        return {"value": None, "low": None, "high": None}
    return {"value": p.value, "low": p.low, "high": p.high}


def _share(a: Adequacy) -> ShareOf | None:
    if a.share is None or a.share_of is None:
        return None
    return {"of": a.share_of, "value": a.share.middle, "low": a.share.low, "high": a.share.high}


def _words(a: Adequacy) -> list[str]:
    says = []
    p = a.prob_inadequate
    if p is None:
        says.append(f"Magnesium: {a.why_not}")
        if a.share is not None and a.share_of == "AI":
            says.append(_against_ai(a))
    elif p.value is None:
        says.append(f"The chance that you usually get too little magnesium is {_at_most(p.high)}.")
    elif a.intake.unknown:
        between = chances(p.low, p.high)
        says.append(
            f"The chance that you usually get too little magnesium is {chance(p.value)}"
            + (f" ({between}, because not everything you ate is known)." if between else ".")
        )
    else:
        says.append(f"The chance that you usually get too little magnesium is {chance(p.value)}.")
    if p is not None:
        says.append(_sharper(a))
    if a.intake.unknown:
        says.append(f"Not known: the magnesium in {listed(list(a.intake.unknown))}.")
    aim = a.requirement.rda
    if aim is not None:
        says.append(f"A day you get {span(a.intake, 'mg')}. The {a.requirement.name} is {amount(aim, 'mg')}.")
    return says


def _against_ai(a: Adequacy) -> str:
    aim = a.requirement.ai
    middle = a.intake.middle
    if aim is None or middle is None:
        return "Whether you reach the adequate intake is unknown."
    if middle >= aim:
        return f"You reach the adequate intake of {amount(aim, 'mg')}, so too little is unlikely."
    return (
        f"You get less than the adequate intake of {amount(aim, 'mg')}. That alone does not mean too little: it is "
        f"what healthy people eat, not what they need."
    )


def _sharper(a: Adequacy) -> str:
    recorded = f"{a.days} days" if a.days != 1 else "one day"
    if a.clear:
        return f"This rests on {recorded}, and the answer is clear enough."
    if a.more_days is not None:
        more = "one more day" if a.more_days == 1 else f"about {a.more_days} more days"
        return f"This rests on {recorded}; {more} like these would make the answer clear."
    p = a.prob_inadequate
    if a.intake.unknown and p is not None and (p.value is None or _settled(p.value)):
        return f"This rests on {recorded}. What is not known decides it; more days alone would not."
    return f"This rests on {recorded}. More days would not settle it: nobody's own need is known well enough."


def _settled(probability: float) -> bool:
    sure = bound("sure_enough")
    return probability >= sure or probability <= 1 - sure


def _others(answers: Sequence[Adequacy]) -> list[str]:
    short = [words_of(a.nutrient) for a in answers if a.prob_inadequate is not None and _likely(a)]
    over = [words_of(a.nutrient) for a in answers if a.over_ul]
    less = [a for a in answers if a.over_cdrr]
    says = []
    if short:
        says.append(f"More likely too little than enough: {listed(short, most=8)}.")
    if over:
        says.append(f"Over the upper level: {listed(over)}.")
    for a in less:
        says.append(
            f"More {words_of(a.nutrient)} than is good in the long run: less than "
            f"{amount(a.requirement.cdrr, a.requirement.unit.removesuffix('/d'))} a day is better (CDRR)."
        )
    return says


def _likely(a: Adequacy) -> bool:
    p = a.prob_inadequate
    return p is not None and p.value is not None and p.value > 0.5


def _tone(magnesium: Adequacy, excess: Excess) -> Tone:
    if excess.over:
        return "caution"
    p = magnesium.prob_inadequate
    if p is None or p.value is None:
        return "unknown"
    if not magnesium.clear:
        return "plain"
    return "good" if p.value < 0.5 else "caution"


def _bars(magnesium: Adequacy, excess: Excess, *, ul_applies: bool) -> tuple[Bar, ...]:
    need = magnesium.requirement
    marks = [
        (label, at)
        for label, at in (("EAR", need.ear), (need.name or "AI", need.rda if need.rda is not None else need.ai))
        if at is not None
    ]
    full = max([at for _, at in marks], default=0.0)
    bars = [
        Bar(
            label="Magnesium a day",
            value=magnesium.intake.known,
            low=magnesium.intake.low,
            high=magnesium.intake.high,
            full=full,
            unit="mg",
            marks=tuple(marks),
        )
    ]
    limit = excess.ul_supplemental_mg
    if limit is not None and ul_applies and excess.supplement_mg.high != 0:
        bars.append(
            Bar(
                label="beside food",
                value=excess.supplement_mg.known,
                low=excess.supplement_mg.low,
                high=excess.supplement_mg.high,
                full=limit,
                unit="mg",
                marks=(("upper level", limit),),
            )
        )
    return tuple(bars)


def _table(answers: Sequence[Adequacy], *, stopped: bool) -> Table:
    return Table(
        caption="Each nutrient, averaged over the complete days",
        minor=True,
        columns=(
            Column(title="nutrient"),
            Column(title="you get"),
            Column(title="healthy people" if stopped else "to aim for"),
            Column(title="chance of too little"),
        ),
        rows=tuple((words_of(a.nutrient), _got(a), _aim(a), _chance(a)) for a in answers if a.share_of is not None),
    )


def _got(a: Adequacy) -> str:
    unit = a.requirement.unit.removesuffix("/d").replace("ug", "µg").replace(" alpha-tocopherol", "")
    middle = a.intake.middle
    if middle is None and not a.intake.low:
        return "unknown"
    shown = a.intake.low if middle is None else middle
    assert shown is not None
    return f"{'at least ' if middle is None else ''}{shown:,.{0 if shown >= 100 else 1}f} {unit}"


def _aim(a: Adequacy) -> Cell:
    aim = a.requirement.rda if a.requirement.rda is not None else a.requirement.ai
    return None if aim is None else f"{aim:,g} ({a.requirement.name})"


def _chance(a: Adequacy) -> str:
    p = a.prob_inadequate
    if p is None:
        return "cannot be computed"
    return chance(p.value) if p.value is not None else _at_most(p.high)


def _at_most(probability: float) -> str:
    said = chance(probability)
    return said if said.startswith("less") else f"at most {said}"


def _chart(answers: Sequence[Adequacy], *, stopped: bool) -> Chart | None:
    rows = tuple(row for row in map(_bar, answers) if row is not None)
    if len(rows) < 2:  # one bar alone says what the bar above it says
        return None
    names = tuple(str(row["nutrient"]) for row in rows)
    whose = "healthy people need" if stopped else "to aim for"
    return Chart(
        id="adequacy-nutrients",
        title=f"What you get, as part of what {whose}",
        says=f"What you get of each nutrient as percent of the RDA or AI, {names[0]} first; 100 is the aim.",
        rows=rows,
        layers=(
            # Magnesium is the question; the others are what surrounds it.
            Layer(mark="bar", x="percent", y="nutrient", colour="food", rows=rows[:1]),
            Layer(mark="bar", x="percent", y="nutrient", colour="food", opacity=0.45, rows=rows[1:]),
            Layer(mark="rule", x="low", x2="high", y="nutrient", colour="ink"),
            Layer(mark="rule", x="percent", colour="goal", dashed=True, rows=({"percent": 100.0},)),
        ),
        x=Axis(title=f"percent, shown up to {WIDEST_PERCENT:.0f}", low=0, high=WIDEST_PERCENT),
        y=Axis(kind="category", order=names),
        table=Table(
            caption=f"Share of what {whose}",
            columns=(
                Column(title="nutrient"),
                Column(title="share", unit="%", decimals=0),
                Column(title="low", unit="%", decimals=0),
                Column(title="high", unit="%", decimals=0),
            ),
            rows=tuple((row["nutrient"], row["percent"], row["low"], row["high"]) for row in rows),
        ),
        height=max(120, 22 * len(rows)),
    )


def _bar(a: Adequacy) -> dict[str, Cell] | None:
    middle = None if a.share is None else a.share.middle
    if a.share is None or middle is None or a.share.low is None or a.share.high is None:
        return None
    return {
        "nutrient": words_of(a.nutrient) + (" (less is better)" if a.over_cdrr else ""),
        "percent": middle * 100,
        "low": a.share.low * 100,
        "high": a.share.high * 100,
    }
