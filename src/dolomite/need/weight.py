"""The weight goal: how much energy a day, what bounds it, who gets none, and what the weight would do [kcal/d, kg].

The intake comes from the dynamic model (`body_weight`), not from 3,500 kcal per pound, which promises too much: the
less somebody weighs, the less they spend. Every bound and refusal is a row of facts/need/weight_goal.yaml and
weight_refusal.yaml. A refusal ends the question; a bound changes the number and is named in `bound_by`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Person
from dolomite.base.units import KG_PER_LB
from dolomite.base.words import amount, listed
from dolomite.facts import LightRow, light_rows
from dolomite.need.body_weight import Body, OutsideModelError, body, parameters, weights
from dolomite.need.energy import BoundRow, Energy, bmi
from dolomite.need.goal import DAYS_PER_WEEK, Goal, Point, floor, goal_bound, standing
from dolomite.need.life_stage import MONTHS_PER_YEAR, age_months

WEEKS_PER_MONTH = 365.25 / 12 / 7  # calendar
MOST_STEPS = 60  # secant steps, kept within a bracket: about four are needed
CLOSE_ENOUGH = 1e-7  # [kg] where that search ends


class RefusalRow(LightRow):
    """Who is given no goal: by a threshold in `unit`, or by the id (`key`) of a red flag or condition."""

    unique = ("id",)

    id: str
    change: Literal["loss", "any"]
    value: float | None
    unit: str | None
    key: str | None
    says: str

    def threshold(self) -> float:
        """The rule's threshold [in the row's `unit`]. A rule without one is never asked."""
        assert self.value is not None
        return self.value


def goal(person: Person, energy: Energy, *, on: date) -> Goal:
    """What the person's weight goal asks for [kcal/d].

    `energy` is `need.energy.energy` of the same person and day. Without a goal, or with a goal of no change, the
    target is what keeps the weight steady.
    """
    asked = person.weekly_change_kg
    if asked is None or asked == 0:
        return standing(person, energy, on=on)
    months = age_months(person, on=on)
    lowest = floor(person, on=on)
    refusal = refused(person, asked, months)
    if refusal is not None:
        row, finding = refusal
        return Goal(
            asked_kg_per_week=asked,
            floor_kcal=None if lowest is None else lowest.value,
            bound_by=row.id,
            refusal=finding,
            findings=(finding,),
            says=(finding.says,),
        )
    if energy.maintain.known is None:
        return Goal(
            asked_kg_per_week=asked,
            floor_kcal=None if lowest is None else lowest.value,
            says=(f"For a calorie goal these are still needed: {listed(list(energy.missing))}.",),
        )
    return _worked_out(person, energy.maintain.known, asked, months, lowest)


def refused(person: Person, change_kg_per_week: float, months: int) -> tuple[RefusalRow, Finding] | None:
    """The first rule that refuses this change [kg/week] to this person of `months` [months], with its sentence."""
    for row in light_rows("need/weight_refusal", RefusalRow):
        if row.change == "loss" and change_kg_per_week >= 0:
            continue
        if _REFUSES[row.id](person, months, row):
            said = Basis(source="person", at="age, state, height, weight, red flags, conditions")
            finding = Finding(
                name="weight_goal_refused", value=row.id, unit="", basis=(*row.basis, said), says=row.says
            )
            return row, finding
    return None


def _low_bmi(person: Person, _months: int, row: RefusalRow) -> bool:
    if person.height_cm is None or person.weight_kg is None:
        return False
    return bmi(weight_kg=person.weight_kg, height_cm=person.height_cm) < row.threshold()


def _flagged(person: Person, _months: int, row: RefusalRow) -> bool:
    return person.red_flags is not None and row.key is not None and person.red_flags.answer(row.key) == "yes"


def _has(person: Person, _months: int, row: RefusalRow) -> bool:
    return isinstance(person.conditions, tuple) and row.key in person.conditions


def _soon_after_birth(person: Person, _months: int, row: RefusalRow) -> bool:
    since = person.months_since_birth
    return person.state == "lactating" and since is not None and since * WEEKS_PER_MONTH < row.threshold()


_REFUSES: dict[str, Callable[[Person, int, RefusalRow], bool]] = {
    "child": lambda _, months, row: months < row.threshold() * MONTHS_PER_YEAR,
    "pregnancy": lambda person, *_: person.state == "pregnant",
    "bmi_under_18_5": _low_bmi,
    "weight_loss": _flagged,
    "eating_disorder": _has,
    "over_70": lambda _, months, row: months >= row.threshold() * MONTHS_PER_YEAR,
    "lactation_under_6_weeks": _soon_after_birth,
    "lactation_time_unknown": lambda person, *_: person.state == "lactating" and person.months_since_birth is None,
}


def _worked_out(person: Person, maintain: float, asked: float, months: int, lowest: BoundRow | None) -> Goal:
    assert person.weight_kg is not None
    assert person.height_cm is not None
    weeks = goal_bound("horizon", person).value
    wanted, bound_by, bounds = _slower(person, asked, weeks)
    of, basis = parameters(person.sex)
    size = {"weight_kg": person.weight_kg, "height_cm": person.height_cm, "age_years": months / MONTHS_PER_YEAR}
    try:
        start = body(of, **size, intake_kcal=maintain)
    except OutsideModelError:
        says = "For a body of this height and weight the model gives no answer, so no calorie goal is worked out."
        finding = Finding(name="weight_goal_refused", value="outside_the_model", unit="", basis=basis, says=says)
        return Goal(
            asked_kg_per_week=asked,
            floor_kcal=None if lowest is None else lowest.value,
            bound_by="outside_the_model",
            refusal=finding,
            findings=(finding,),
            says=(says,),
        )
    target = _intake_for(start, wanted * weeks, weeks * DAYS_PER_WEEK)
    if lowest is not None and asked < 0 and target < lowest.value:
        target, bound_by = min(lowest.value, maintain), lowest.id
        bounds = (*bounds, lowest)
    after = weights(start, intake_kcal=target, days=[weeks * DAYS_PER_WEEK])[0]
    reached = (after - start.weight_kg) / weeks
    curve = _curve(person, of_size=size, maintain=maintain, target=target)
    rule = goal_bound("tracker_rule", person)
    linear = maintain + asked / KG_PER_LB * rule.value / DAYS_PER_WEEK
    grounds = tuple(dict.fromkeys((*basis, *(b for row in bounds for b in row.basis))))
    findings = (
        Finding(name="energy_target", value=target, unit="kcal/d", basis=grounds),
        Finding(name="energy_by_linear_rule", value=linear, unit="kcal/d", basis=rule.basis),
        Finding(name="weight_change_expected", value=reached, unit="kg/week", basis=grounds),
    )
    return Goal(
        asked_kg_per_week=asked,
        floor_kcal=None if lowest is None else lowest.value,
        kg_per_week=reached,
        target_kcal=target,
        bound_by=bound_by,
        linear_kcal=linear,
        curve=curve,
        findings=findings,
        says=_words(person, _Path(asked, reached, target, maintain, linear, bound_by, curve)),
    )


def _slower(person: Person, asked: float, weeks: float) -> tuple[float, str | None, tuple[BoundRow, ...]]:
    """The change to work with [kg/week] after the bounds on its speed and its end, and the bound that bit."""
    assert person.weight_kg is not None
    assert person.height_cm is not None
    if asked >= 0:
        return asked, None, ()
    fastest, lowest = goal_bound("fastest_loss", person), goal_bound("lowest_bmi", person)
    of_weight = -person.weight_kg * fastest.value / 100
    healthy_kg = lowest.value * person.weight_kg / bmi(weight_kg=person.weight_kg, height_cm=person.height_cm)
    to_healthy = min(0.0, (healthy_kg - person.weight_kg) / weeks)
    wanted, bound_by = asked, None
    bounds: tuple[BoundRow, ...] = ()
    for row, limit in ((fastest, of_weight), (lowest, to_healthy)):
        if wanted < limit:
            wanted, bound_by, bounds = limit, row.id, (row,)
    return wanted, bound_by, bounds


def _intake_for(start: Body, change_kg: float, days: float) -> float:
    """The intake [kcal/d] at which the weight has changed by `change_kg` [kg] after `days` [d]: a bracketed root.

    The change is nearly in proportion to the intake, so that a secant through the last two tries is close at once.
    """

    def miss(intake: float) -> float:
        return weights(start, intake_kcal=intake, days=[days])[0] - start.weight_kg - change_kg

    if abs(change_kg) < CLOSE_ENOUGH:
        return start.intake_kcal
    low, high = start.intake_kcal / 10, start.intake_kcal * 10  # beyond any intake that the span of goals can ask for
    before, at_before = start.intake_kcal, -change_kg  # eating as before changes nothing
    now = start.intake_kcal + change_kg * start.of.fat_energy / days
    for _ in range(MOST_STEPS):
        now = now if low < now < high else (low + high) / 2
        at_now = miss(now)
        if abs(at_now) < CLOSE_ENOUGH:
            return now
        low, high = (low, now) if at_now > 0 else (now, high)
        flat = at_now == at_before
        following = (low + high) / 2 if flat else now - at_now * (now - before) / (at_now - at_before)
        before, at_before, now = now, at_now, following
    return (low + high) / 2


def _curve(person: Person, *, of_size: dict[str, float], maintain: float, target: float) -> tuple[Point, ...]:
    """The weight week by week; the band is what it would be if the true need lay above or below the estimate."""
    of, _ = parameters(person.sex)
    weeks = round(goal_bound("projection", person).value)
    days = [week * DAYS_PER_WEEK for week in range(weeks + 1)]
    share = goal_bound("need_uncertainty", person).value / 100
    middle, *others = (
        weights(body(of, **of_size, intake_kcal=maintain * factor), intake_kcal=target, days=days)
        for factor in (1.0, 1 - share, 1 + share)
    )
    size = {"weight_kg": of_size["weight_kg"], "height_cm": of_size["height_cm"]}
    least = goal_bound("lowest_bmi", person).value * of_size["weight_kg"] / bmi(**size)
    # A projection below a healthy weight is no plan: the curve ends there.
    end = next((i for i, kg in enumerate(middle) if target < maintain and kg < least), len(days))
    per_day = (target - maintain) / goal_bound("tracker_rule", person).value * KG_PER_LB
    return tuple(
        Point(
            day=day,
            kg=middle[i],
            low_kg=min(other[i] for other in others),
            high_kg=max(other[i] for other in others),
            linear_kg=of_size["weight_kg"] + per_day * day,
        )
        for i, day in enumerate(days[:end])
    )


class _Path(NamedTuple):
    """The change asked for and the one reached [kg a week], and what it takes [kcal/d], as it is put into words."""

    asked: float
    reached: float
    target: float
    maintain: float
    linear: float
    bound_by: str | None
    curve: tuple[Point, ...]


def _words(person: Person, path: _Path) -> tuple[str, ...]:
    asked, reached, target, maintain, linear, bound_by, curve = path
    loses = asked < 0
    change = abs(target - maintain)
    weeks = goal_bound("horizon", person).value
    says = [
        f"To {'lose' if loses else 'gain'} {_rate(person, asked)} a week: about {_kcal(target)} a day, "
        f"{_kcal(change)} {'less' if loses else 'more'} than keeps you steady."
    ]
    if bound_by is not None:
        why = {
            "lowest_intake": "nobody should eat less than this without a doctor or dietitian",
            "fastest_loss": "losing more than one hundredth of your weight a week costs muscle",
            "lowest_bmi": "going faster would take your weight below what is healthy for your height",
        }[bound_by]
        says.append(f"That is slower than you asked, because {why}: expect {_rate(person, reached)} a week.")
    usual = goal_bound("usual_deficit", person)
    if loses and change > usual.value:
        says.append(f"Guidelines cut {_kcal(usual.value)} a day at most; for more than that see a dietitian.")
    says.append(
        f"The old rule of 3,500 kcal a pound would say {_kcal(linear)}. It forgets that a body that weighs "
        f"{'less spends less' if loses else 'more spends more'}. Our figure holds on average over the first "
        f"{weeks:.0f} weeks; after that the change slows."
    )
    if loses and curve[-1].day < goal_bound("projection", person).value * DAYS_PER_WEEK:
        says.append(
            f"Stop by week {curve[-1].day // DAYS_PER_WEEK}: there your weight would reach the lowest that is healthy "
            f"for your height."
        )
    if not loses:
        says.append("No guideline says how fast gaining is good; slower gain puts on less fat.")
    return tuple(says)


def _rate(person: Person, kg: float) -> str:
    if person.units == "us":
        return amount(abs(kg) / KG_PER_LB, "lb", decimals=1)
    return amount(abs(kg), "kg", decimals=2)


def _kcal(value: float) -> str:
    return amount(round(value, -1), "kcal")  # neither the need nor a diary is known better than to tens
