"""Use case: the smallest change to what somebody eats that closes the magnesium gap, if safety allows a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dolomite.adequacy.probability import intake_for
from dolomite.app.case import Case
from dolomite.base.document import decode, refuse
from dolomite.base.errors import InputError
from dolomite.base.finding import Finding
from dolomite.base.span import Span
from dolomite.base.table import table
from dolomite.food.search import match
from dolomite.food.table import Catalogue
from dolomite.intake.read.own import amount_of
from dolomite.need.energy import Energy
from dolomite.need.goal import Goal
from dolomite.need.requirement import MAGNESIUM, Requirement
from dolomite.plan.answer import PLANS, Effort, Plans, answer
from dolomite.plan.choice import Choice, Prefer
from dolomite.plan.gate import is_thin, knows_enough, share_known
from dolomite.plan.not_counted import not_counted
from dolomite.plan.wishes import Wanted
from dolomite.report.tree import Section
from dolomite.safety.decide import Stopped
from dolomite.view import plan as view
from dolomite.view.need import words_of

PREFER: tuple[Prefer, ...] = ("familiar", "fewest", "cheapest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What somebody wants of a plan: foods it must or must not have (ids or words), what it should favour, prices
    [money per 100 g], a chance of having enough to aim at [0 to 1] instead of the RDA, how many plans, how long to
    look [s]; `quick` proves nothing."""

    pin: tuple[str, ...] = ()
    ban: tuple[str, ...] = ()
    prefer: Prefer = "familiar"
    prices: Mapping[str, float] | None = None
    probability: float | None = None
    plans: int = PLANS
    seconds: float | None = None
    quick: bool = False


def plan_food(case: Case, wishes: Wishes = Wishes()) -> Section:
    """Up to three plans for a person with a matched diary [mg/d, kcal/d, g/d].

    Where safety stops a plan the section says why and carries it as `stopped`. Raises InputError for a food that
    cannot be found, or when no day of a diary counts.
    """
    allowed = case.safety.clearance.allow("plan")
    if isinstance(allowed, Stopped):
        return view.stopped(allowed)
    diary, catalogue, eaten = case.diary, case.catalogue, case.eaten
    if diary is None or catalogue is None or eaten is None:
        raise InputError(
            "no day of a diary is complete, so that there is nothing to plan from.",
            file=diary.name if diary is not None else None,
            field="diary" if diary is None else None,
        )
    if not knows_enough(diary):
        return view.too_unknown(diary, share_known(diary))
    thin = is_thin(case.person, on=case.on)
    wanted = Wanted(
        goal=_goal(case.magnesium, wishes.probability),
        energy_kcal=_energy(case.energy, case.goal),
        requirements=case.requirements,
        bounds=case.safety.bounds,
        # Food first: the plan aims at the goal with food alone; a supplement is for what is left, if safety allows.
        supplement_mg=Span.exactly(0.0),
        units={unit.key: unit.unit for unit in catalogue.units},
        names={unit.key: _name(unit.key, unit.name) for unit in catalogue.units},
    )
    choice = Choice(
        avoid=case.person.avoid,
        pin=tuple(_food(text, catalogue, "pin") for text in wishes.pin),
        ban=tuple(_food(text, catalogue, "ban") for text in wishes.ban),
        prefer=wishes.prefer,
        prices=wishes.prices,
        unsafe=tuple(food for bound in case.safety.bounds if bound.kind == "avoid" for food in bound.foods),
        no_less=thin,
        country=case.person.country,
    )
    plans = answer(
        allowed, diary, catalogue, eaten.nutrients, wanted, choice,
        Effort(plans=wishes.plans, seconds=wishes.seconds, quick=wishes.quick),
    )  # fmt: skip
    return view.section(
        plans,
        wanted,
        catalogue,
        person=replace(case.person, hide_energy=case.hide_energy),
        food_share=_food_share(plans),
        releases=eaten.releases,
        remarks=(
            *view.remarks_of(case.goal.refusal, thin=thin),
            *not_counted(
                {ingredient for medicine in case.safety.medicines for ingredient in medicine.ingredients},
                case.person.conditions if isinstance(case.person.conditions, tuple) else (),
            ),
        ),
    )


def _goal(needed: Requirement, probability: float | None) -> Finding:
    if probability is not None:
        value = intake_for(probability, needed)
        ear = needed.finding("ear")
        if value is not None and ear is not None:
            return Finding(name="goal_mg", value=value, unit="mg/d", basis=ear.basis, because=(ear,))
    for kind in ("rda", "ai"):
        finding = needed.finding(kind)
        if finding is not None:
            return finding
    raise InputError(
        f"{needed.body}: no amount of magnesium to aim for is held for this person. Try the body us.", field="body"
    )


def _energy(steady: Energy, aimed: Goal) -> float | None:
    if aimed.target_kcal is not None:
        return aimed.target_kcal
    # Where only a range is known its lower end is the careful target: more food is never aimed at on a guess.
    return steady.maintain.known if steady.maintain.known is not None else steady.maintain.low


def _food(text: str, catalogue: Catalogue, field: str) -> str:
    matched = match(catalogue, text)
    if matched.food is None:
        near = "; ".join(f"{hit.id} ({hit.name})" for hit in matched.candidates[:3])
        raise InputError(f"{text!r} is not clear. Use an id{', such as ' + near if near else ''}.", field=field)
    return matched.food.id


def _name(key: str, name: str) -> str:
    try:
        return words_of(key)
    except KeyError:
        return name


def _food_share(plans: Plans) -> float | None:
    """Which share of the goal food alone reaches with the first plan [0 to 1]."""
    if not plans.plans:
        return None
    low = plans.plans[0].after[MAGNESIUM].low
    return None if low is None else min(1.0, low / plans.goal_mg)


def prefer_of(text: str, *, has_prices: bool) -> Prefer:
    """What the plan should favour, from the option's word. Raises InputError for another word."""
    for known in PREFER:
        if text == known:
            if known == "cheapest" and not has_prices:
                raise InputError("cheapest needs prices. Give a CSV food_id,price_per_100g.", field="prefer")
            return known
    raise InputError(f"{text!r} is not known. Use one of: {', '.join(PREFER)}.", field="prefer")


def prices_of(data: bytes, *, name: str) -> dict[str, float]:
    """Prices by food id [money per 100 g] from a CSV food_id,price_per_100g. Raises InputError with the line."""
    header, rows = table(decode(data, name=name), name=name)
    if header[:2] != ["food_id", "price_per_100g"]:
        refuse(name, 1, "the first line is: food_id,price_per_100g.")
    prices: dict[str, float] = {}
    for line, cells in rows:
        if len(cells) < 2:
            refuse(name, line, "a food id and a price belong here.")
        prices[cells[0].strip()] = amount_of(cells[1], name=name, line=line)
    if not prices:
        refuse(name, None, "there is no price in the file. Add one line per food.")
    return prices
