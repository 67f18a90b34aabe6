"""The report's section on food: three small plans, or why none can hold, and what giving way would buy."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from dolomite.base import words
from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Person
from dolomite.food.name import short_name
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.intake.total import is_unknown
from dolomite.need.requirement import MAGNESIUM
from dolomite.plan.answer import Plan, Plans
from dolomite.plan.check import Change
from dolomite.plan.conflict import Conflict, Relaxation
from dolomite.plan.problem import Wish
from dolomite.plan.week import grams_on, how_often
from dolomite.plan.wishes import ENERGY, Wanted, in_words
from dolomite.report.tree import Bar, Cell, Column, Section, Step, Table
from dolomite.safety.decide import Stopped
from dolomite.view.ground import known

if TYPE_CHECKING:
    from dolomite.view.shape import plan as shape

TITLE = "The smallest change to what you eat"
NAMES = ("A plan", "Another plan", "A third plan")
MOST_NAMED = 6  # unknown foods named before the list breaks off
THIN = (
    "Your weight is low for your height, so nothing is taken away. If you eat little or lose weight without trying, "
    "ask a doctor about malnutrition: it is common and can be treated."
)


LONGER = Step(
    says="A longer look proves how close the plan is to the smallest, and shows three",
    command="dolomite plan PERSON.yaml --diary DIARY.csv",
)


def stopped(why: Stopped) -> Section:
    """The section where safety stops a plan: the reason in the place of the advice."""
    return Section(
        id="plan",
        title=TITLE,
        says=(
            "No food plan is made, because something has to be settled first.",
            *(f"{a.says} {a.do}" for a in why.because),
        ),
        findings=tuple(why.because),
        data={
            "status": "stopped",
            "stopped": [{"id": a.id, "says": a.says, "do": a.do} for a in why.because],
            "changes": [],
            "alternatives": [],
        },
        tone="stop",
        stopped=why,
    )


def too_unknown(diary: Matched, share: float | None) -> Section:
    """The section where too little of the diary is known to plan from [share known, 0 to 1]."""
    unclear = list(dict.fromkeys(eaten.row.food for eaten in diary.eaten if is_unknown(eaten)))
    known = words.amount(100 * share, "%") if share is not None else "None"
    return Section(
        id="plan",
        title=TITLE,
        says=(
            f"Too much of your diary is unknown to plan from: {known} of its food lines are known. "
            "Settle the unknown foods first.",
            f"Unknown: {'; '.join(unclear[:MOST_NAMED])}{' ...' if len(unclear) > MOST_NAMED else ''}.",
        ),
        findings=(),
        data={"status": "unknown", "changes": [], "alternatives": []},
    )


def remarks_of(weight: Finding | None, *, thin: bool) -> tuple[str, ...]:
    """Why the weight goal that was asked for is not part of the plan (`weight`), and what is minded for the thin."""
    return (*((weight.says,) if weight is not None else ()), *((THIN,) if thin else ()))


def section(
    plans: Plans,
    wanted: Wanted,
    catalogue: Catalogue,
    *,
    person: Person,
    food_share: float | None,
    releases: tuple[str, ...],
    remarks: tuple[str, ...] = (),
) -> Section:
    """The section of a plan, or of its conflict [mg/d, kcal/d, g/d]; calories stay out with `hide_energy`.

    `remarks`, as `remarks_of` makes them, stand after what the plan says.
    """
    first = plans.plans[0] if plans.plans else None
    says = _says(plans, first, food_share, hide_energy=person.hide_energy)
    says += remarks
    if isinstance(person.supplements, tuple) and person.supplements and not plans.nothing_to_do:
        says.append(
            "This is for food alone: the magnesium you take beside it is not counted, because food comes first."
        )
    says += [bound.says for bound in wanted.bounds]
    if plans.not_checked:
        named = words.listed([wanted.names[n] for n in plans.not_checked])
        says.append(f"Not checked, because too few foods have a value: {named}.")
    tables = [
        _changes_table(NAMES[i], plan, catalogue, hide_energy=person.hide_energy) for i, plan in enumerate(plans.plans)
    ]
    if first is not None:
        tables += [_shopping(first), _days(first)]
    if plans.conflict is not None:
        tables += [table for table in (_conflict_table(plans.conflict, person.hide_energy),) if table.rows]
    foods = (Basis(source=key, at="nutrients per 100 g of each food") for key in releases)
    basis = (*wanted.goal.basis, Basis(source="diary", at="average of the counted days"), *foods)
    findings = [_finding(plan, wanted, basis) for plan in plans.plans]
    return Section(
        id="plan",
        title=TITLE,
        says=tuple(says),
        findings=tuple(findings) or (wanted.goal,),
        data=data(plans, wanted, catalogue, person=person, food_share=food_share),
        tables=tuple(tables),
        bars=_bars(plans, first),
        tone="good" if plans.nothing_to_do else "caution" if plans.conflict is not None else "plain",
        next=(LONGER,) if plans.quick and plans.plans else (),
        cleared=plans.cleared,
    )


def _says(plans: Plans, first: Plan | None, food_share: float | None, *, hide_energy: bool) -> list[str]:
    goal = words.amount(plans.goal_mg, "mg")
    if plans.nothing_to_do:
        return [f"Nothing needs to change: what you get already reaches {goal} a day."]
    if plans.conflict is not None:
        most = words.amount(plans.conflict.most_magnesium_mg, "mg")
        if plans.conflict.most_magnesium_mg < plans.goal_mg:
            says = [f"No change of food reaches {goal} a day with all you asked for; the most is about {most}."]
        else:
            says = [f"So few changes of food do not reach {goal} a day with all you asked for."]
        kept = [_wish_words(w, hide_energy) for w in plans.conflict.wishes] + [
            g.replace("avoid:", "avoid ") for g in plans.conflict.groups
        ]
        says.append(f"These cannot hold together: {'; '.join(dict.fromkeys(kept))}.")
        says += [_relaxed(way) for way in plans.conflict.relax if not (hide_energy and way.id.startswith("energy"))]
        if first is not None:
            says.append("The best that your wishes allow stands below.")
        return says
    if first is None:
        return ["No plan was found in the time, and none was ruled out; a search of 30 seconds looks longer."]
    count = len(first.changes)
    says = [f"{_number(count)} would bring you to {words.amount(_low(first), 'mg')} of magnesium a day or more."]
    says += [
        f"{_line(change)}{_why(needs, hide_energy)}."
        for change, needs in zip(first.changes, first.needed_for, strict=True)
    ]
    if food_share is not None:
        share = words.amount(100 * food_share, "%")
        says.append(
            f"Food alone then reaches {share} of what to aim for." if food_share < 1 else "Food alone then reaches it."
        )
    left = words.amount(100 * first.gap, "%", decimals=1)
    if first.status == "optimal":
        says.append(f"Nothing smaller keeps all your wishes (proved within {left}).")
    else:
        longer = f"within the time a gap of {left} was left"
        if plans.quick:
            longer = "this was a quick look"
        says.append(f"There may be something smaller; {longer}.")
    return says


def _wish_words(wish: Wish, hide_energy: bool) -> str:
    return "keep your day about as much food as now" if hide_energy and wish.nutrient == ENERGY else wish.says


def _number(count: int) -> str:
    return "One change" if count == 1 else f"{count} changes"


def _line(change: Change) -> str:
    often = how_often(abs(change.per_week))
    if change.per_week > 0:
        more = "more " if change.from_g > 0 else ""
        when = ", as a snack" if change.meal == "snack" else f", at {change.meal}" if change.meal else ""
        return f"Add {more}{short_name(change.food)}: {change.serving}, {often}{when}"
    return f"Have less {short_name(change.food)}: {change.serving}, {often}"


def _why(needs: tuple[Wish, ...], hide_energy: bool) -> str:
    """What a change is for when it is not there for its magnesium: the first of the wishes that need it."""
    if not needs or any(wish.nutrient == MAGNESIUM for wish in needs):
        return ""
    if needs[0].hard:  # a bound of safety is a sentence of its own, further down
        return ", because of a limit that safety sets"
    return f", to {_wish_words(needs[0], hide_energy)}"


def _relaxed(relax: Relaxation) -> str:
    name = in_words(relax.id)
    if relax.unit == "changes" and relax.by is not None:
        return f"{relax.by:.0f} more would reach {words.amount(relax.magnesium_mg, 'mg')}."
    if relax.by is None:
        return f"Giving way on {name} gives up to {words.amount(relax.magnesium_mg, 'mg')}."
    room = words.amount(relax.by, relax.unit.removesuffix("/d"))
    return f"{room} a day of room on {name} gives {words.amount(relax.magnesium_mg, 'mg')}."


def _low(plan: Plan) -> float:
    low = plan.after[MAGNESIUM].low
    return low if low is not None else 0.0


def _changes_table(caption: str, plan: Plan, catalogue: Catalogue, *, hide_energy: bool) -> Table:
    columns = [
        Column(title="Change"),
        Column(title="Serving"),
        Column(title="Times a week", decimals=1),
        Column(title="Meal"),
        Column(title="Magnesium", unit="mg/d", decimals=0),
    ]
    rows: list[tuple[Cell, ...]] = []
    for c in plan.changes:
        name = ("more: " if c.per_week > 0 else "less: ") + short_name(c.food)
        row: tuple[Cell, ...] = (name, c.serving, c.per_week, c.meal or "any", _mg(c, catalogue))
        rows.append(row if hide_energy else (*row, _per_100_kcal(c, catalogue)))
    if not hide_energy:
        columns.append(Column(title="Magnesium", unit="mg per 100 kcal", decimals=0))
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows))


def _mg(change: Change, catalogue: Catalogue) -> float | None:
    per_100_g = catalogue.get(change.food_id).nutrients[MAGNESIUM]
    return None if per_100_g is None else (change.to_g - change.from_g) * per_100_g / 100


def _per_100_kcal(change: Change, catalogue: Catalogue) -> float | None:
    nutrients = catalogue.get(change.food_id).nutrients
    mg, kcal = nutrients[MAGNESIUM], nutrients[ENERGY]
    return None if mg is None or kcal is None or kcal <= 0 else 100 * mg / kcal


def _shopping(plan: Plan) -> Table:
    return Table(
        caption="To buy for a week",
        columns=(Column(title="Food"), Column(title="Amount", unit="g", decimals=0)),
        rows=tuple((short_name(c.food), c.per_week * c.serving_g) for c in plan.changes if c.per_week > 0),
        minor=True,
    )


def _days(plan: Plan) -> Table:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    rows: list[tuple[str, str]] = []
    for place, name in enumerate(names):
        lines = [text for change in plan.changes if (text := _on_day(change, place)) is not None]
        rows.append((name, "; ".join(lines) or "as usual"))
    return Table(
        caption="A week, day by day",
        columns=(Column(title="Day"), Column(title="Change")),
        rows=tuple(rows),
        minor=True,
    )


def _on_day(change: Change, place: int) -> str | None:
    """The share of a week's servings that falls on one day, in words."""
    grams = grams_on(change.per_week, change.serving_g, place)
    return None if grams == 0 else f"{grams:+.0f} g {short_name(change.food)} ({change.meal or 'any meal'})"


def _conflict_table(conflict: Conflict, hide_energy: bool) -> Table:
    rows = tuple(
        (
            in_words(relax.id),
            "all of it" if relax.by is None else words.amount(relax.by, relax.unit),
            relax.magnesium_mg,
        )
        for relax in conflict.relax
        if not (hide_energy and relax.id.startswith("energy"))
    )
    return Table(
        caption="What giving way would buy",
        columns=(
            Column(title="Giving way on"),
            Column(title="By"),
            Column(title="Magnesium", unit="mg/d", decimals=0),
        ),
        rows=rows,
    )


def _bars(plans: Plans, first: Plan | None) -> tuple[Bar, ...]:
    now = plans.now[MAGNESIUM]
    marks = (("aim", plans.goal_mg),)
    full = plans.goal_mg * 1.2
    bars = [Bar(label="now", value=now.known, low=now.low, high=now.high, full=full, unit="mg", marks=())]
    if first is not None:
        after = first.after[MAGNESIUM]
        bars.append(
            Bar(
                label="with the plan",
                value=after.known,
                low=after.low,
                high=after.high,
                full=full,
                unit="mg",
                marks=marks,
            )
        )
    return tuple(bars)


def _finding(plan: Plan, wanted: Wanted, basis: tuple[Basis, ...]) -> Finding:
    return Finding(
        name="plan_mg",
        value=plan.after[MAGNESIUM],
        unit="mg/d",
        basis=tuple(dict.fromkeys(basis)),
        because=(wanted.goal,),
        says="; ".join(_line(change) for change in plan.changes),
    )


def data(plans: Plans, wanted: Wanted, catalogue: Catalogue, *, person: Person, food_share: float | None) -> shape.Plan:
    """The object that `dolomite plan --json` prints. (Units in the keys, per average day.)"""
    told = [_plan_data(plan, catalogue, person.hide_energy) for plan in plans.plans]
    first = told[0] if told else None
    status: shape.PlanStatus = cast("shape.PlanStatus", plans.plans[0].status) if plans.plans else "optimal"
    if plans.conflict is not None:
        status = "infeasible"
    if plans.out_of_time:
        status = "feasible"  # not disproved
    conflict = plans.conflict
    return {
        "changes": first["changes"] if first is not None else [],
        "magnesium_mg": first["magnesium_mg"] if first is not None else None,
        "energy_kcal": first["energy_kcal"] if first is not None else None,
        "gap": first["gap"] if first is not None else None,
        "status": status,
        "partial": plans.partial,
        "nothing_to_do": plans.nothing_to_do,
        "out_of_time": plans.out_of_time,
        "candidates": plans.candidates,
        "goal_mg": plans.goal_mg,
        "now": {
            "magnesium_mg": known(plans.now[MAGNESIUM]),
            "supplement_mg": known(wanted.supplement_mg),
            "energy_kcal": None if person.hide_energy else known(plans.now[ENERGY]),
        },
        "food_share": food_share,
        "alternatives": told[1:],
        "conflict": [] if conflict is None else _conflict_data(conflict, person.hide_energy),
        "relax": [] if conflict is None else [_relax_data(relax, person.hide_energy) for relax in conflict.relax],
        "most_magnesium_mg": None if conflict is None else conflict.most_magnesium_mg,
        "bounds": [{"id": b.id, "kind": b.kind, "says": b.says} for b in wanted.bounds],
        "not_checked": list(plans.not_checked),
        "stopped": [],
    }


def _conflict_data(conflict: Conflict, hide_energy: bool) -> list[shape.Conflict]:
    wishes: list[shape.Conflict] = [{"id": w.id, "says": _wish_words(w, hide_energy)} for w in conflict.wishes]
    groups: list[shape.Conflict] = [{"id": g, "says": g.replace("avoid:", "avoid ")} for g in conflict.groups]
    return wishes + groups


def _relax_data(relax: Relaxation, hide_energy: bool) -> shape.Relax:
    by = None if hide_energy and relax.id.startswith("energy") else relax.by
    return {"id": relax.id, "by": by, "unit": relax.unit, "magnesium_mg": relax.magnesium_mg}


def _plan_data(plan: Plan, catalogue: Catalogue, hide_energy: bool) -> shape.OnePlan:
    return {
        "status": plan.status,
        "gap": plan.gap,
        "magnesium_mg": plan.after[MAGNESIUM].low,
        "energy_kcal": None if hide_energy else plan.after[ENERGY].known,
        "changes": [
            {
                "food_id": c.food_id,
                "food": c.food,
                "from_g": c.from_g,
                "to_g": c.to_g,
                "per_week": c.per_week,
                "serving": c.serving,
                "serving_g": c.serving_g,
                "meal": c.meal,
                "magnesium_mg": _mg(c, catalogue),
                "mg_per_100_kcal": None if hide_energy else _per_100_kcal(c, catalogue),
                "needed_for": [wish.id for wish in needs],
                "says": _line(c),
            }
            for c, needs in zip(plan.changes, plan.needed_for, strict=True)
        ],
    }
