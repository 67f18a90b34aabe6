"""What has to hold: the magnesium goal, energy, the other nutrients, their upper levels, and the bounds of safety."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dolomite import facts
from dolomite.base import words
from dolomite.base.finding import Basis, Finding
from dolomite.base.span import Span
from dolomite.need.requirement import MAGNESIUM, Requirement
from dolomite.plan.problem import Wish, setting
from dolomite.safety.bounds import Bound

ENERGY = "energy"
NO_MORE = ("sodium", "saturated_fat")
SIDES = {"_no_more": "no more ", "_least": "the least of ", "_most": "the most of "}
DIARY = Basis(source="diary", at="average of the counted days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the plan has to reach: the magnesium goal [mg/d], the energy to aim for [kcal/d] (None: not known), the
    reference values, safety's bounds, supplements taken now [mg/d], units of each nutrient, and names in words."""

    goal: Finding
    energy_kcal: float | None
    requirements: Sequence[Requirement]
    bounds: tuple[Bound, ...]
    supplement_mg: Span
    units: Mapping[str, str]
    names: Mapping[str, str]


def nutrients(wanted: Wanted, known: Mapping[str, float]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The nutrients a plan can promise, and those too few foods have a value for [share known, 0 to 1]."""
    asked = [MAGNESIUM, ENERGY, *NO_MORE]
    asked += [r.nutrient for r in wanted.requirements if r.rda is not None or r.ai is not None or r.ul is not None]
    asked += [nutrient for bound in wanted.bounds for nutrient in map(_without_unit, bound.nutrients)]
    unique = [n for n in dict.fromkeys(asked) if n in wanted.units]
    promised = tuple(n for n in unique if known[n] >= setting("poorly_known"))
    return promised, tuple(n for n in unique if n not in promised)


def wishes(wanted: Wanted, now: Mapping[str, Span], promised: Iterable[str]) -> tuple[Wish, ...]:
    """Every wish, for what the diary gives now [each nutrient's unit per day]."""
    all_wishes = [_magnesium(wanted, now)]
    held = {r.nutrient: r for r in wanted.requirements}
    for nutrient in promised:
        if nutrient == MAGNESIUM:
            continue
        if nutrient == ENERGY:
            all_wishes += _energy(wanted, now[ENERGY])
            continue
        if nutrient in NO_MORE:
            all_wishes.append(_no_more(wanted, nutrient, now[nutrient]))
        if nutrient in held:
            all_wishes += _needed(wanted, held[nutrient], now[nutrient])
    for bound in wanted.bounds:
        all_wishes += _bounded(wanted, bound, now, set(promised))
    return tuple(all_wishes)


def _magnesium(wanted: Wanted, now: Mapping[str, Span]) -> Wish:
    base = Span.total((now[MAGNESIUM], wanted.supplement_mg)).low
    goal = wanted.goal.value
    assert isinstance(goal, float)
    return Wish(
        id=MAGNESIUM,
        nutrient=MAGNESIUM,
        side="floor",
        base=base if base is not None else 0.0,
        limit=goal,
        unit="mg/d",
        says=f"reach {words.amount(goal, 'mg')} of magnesium a day",
        basis=wanted.goal.basis,
    )


def _energy(wanted: Wanted, now: Span) -> list[Wish]:
    """Between the present diet and the target: the plan never moves further away from the target than today."""
    tolerance = setting("energy_tolerance")
    low = now.low if now.low is not None else 0.0
    high = now.high if now.high is not None else low
    target = wanted.energy_kcal
    floor = min(low, target) if target is not None else low
    ceiling = max(high, target) if target is not None else high
    between = f"{words.amount(floor * (1 - tolerance))} and {words.amount(ceiling * (1 + tolerance), 'kcal')}"
    says = f"keep energy between {between}"
    return [
        Wish(
            id="energy_least",
            nutrient=ENERGY,
            side="floor",
            base=low,
            limit=floor * (1 - tolerance),
            unit="kcal/d",
            says=says,
            basis=(DIARY,),
        ),
        Wish(
            id="energy_most",
            nutrient=ENERGY,
            side="ceiling",
            base=high,
            limit=ceiling * (1 + tolerance),
            unit="kcal/d",
            says=says,
            basis=(DIARY,),
        ),
    ]


class Ceiling(facts.Row):
    """Up to where a plan may raise a nutrient: an amount [its unit], or a share of energy [1] at so many kcal/g."""

    unique: ClassVar[tuple[str, ...]] = ("nutrient",)
    nutrient: str
    limit: float | None
    share_of_energy: float | None
    kcal_per_g: float | None
    unit: str | None


def _no_more(wanted: Wanted, nutrient: str, now: Span) -> Wish:
    ceiling = _ceiling(wanted, nutrient)
    unit, name = f"{wanted.units[nutrient]}/d", wanted.names[nutrient]
    if now.high is None:
        # With an open upper end only the change can be promised: a small share of the limit, else of what is known.
        known = now.low if now.low is not None else 0.0
        room = setting("open_room") * (ceiling[0] if ceiling is not None else known)
        return Wish(
            id=f"{nutrient}_no_more",
            nutrient=nutrient,
            side="ceiling",
            base=0.0,
            limit=room,
            unit=unit,
            says=f"add hardly any {name}, as part of your diary is unknown",
            basis=ceiling[1] if ceiling is not None else (DIARY,),
        )
    base = now.high
    roomy = ceiling is not None and ceiling[0] > base
    return Wish(
        id=f"{nutrient}_no_more",
        nutrient=nutrient,
        side="ceiling",
        base=base,
        limit=ceiling[0] if ceiling is not None and roomy else base * (1 + setting("no_worse")),
        unit=unit,
        says=f"keep {name} {'within its limit' if roomy else 'no higher than now'}",
        basis=ceiling[1] if ceiling is not None and roomy else (DIARY,),
    )


def _ceiling(wanted: Wanted, nutrient: str) -> tuple[float, tuple[Basis, ...]] | None:
    """The limit [the nutrient's unit per day] and its grounds; a share of energy needs energy to be known."""
    row = next((row for row in facts.rows("plan/ceilings", Ceiling) if row.nutrient == nutrient), None)
    if row is None:
        return None
    if row.limit is not None:
        return row.limit, row.basis
    if row.share_of_energy is None or row.kcal_per_g is None or wanted.energy_kcal is None:
        return None
    return row.share_of_energy * wanted.energy_kcal / row.kcal_per_g, row.basis


def _needed(wanted: Wanted, held: Requirement, now: Span) -> list[Wish]:
    unit, name = f"{wanted.units[held.nutrient]}/d", wanted.names[held.nutrient]
    floor_and_ceiling = []
    need = held.rda if held.rda is not None else held.ai
    low = now.low if now.low is not None else 0.0
    if need is not None:
        basis = next((f.basis for k in ("rda", "ai") if (f := held.finding(k)) is not None), (DIARY,))
        limit = min(need, low - setting("no_worse") * need)
        says = f"keep {name} at its need, or no lower than now"
        floor_and_ceiling.append(
            Wish(
                id=f"{held.nutrient}_least",
                nutrient=held.nutrient,
                side="floor",
                base=low,
                limit=limit,
                unit=unit,
                says=says,
                basis=basis,
            )
        )
    if held.ul is not None and held.counts == "total" and now.high is not None:
        limit_finding = held.finding("ul")
        floor_and_ceiling.append(
            Wish(
                id=f"{held.nutrient}_most",
                nutrient=held.nutrient,
                side="ceiling",
                base=now.high,
                limit=max(held.ul, now.high),
                unit=unit,
                says=f"keep {name} under its upper level",
                basis=limit_finding.basis if limit_finding is not None else (DIARY,),
            )
        )
    return floor_and_ceiling


def _bounded(wanted: Wanted, bound: Bound, now: Mapping[str, Span], promised: set[str]) -> list[Wish]:
    floors_and_ceilings = []
    for given in bound.nutrients:
        nutrient = _without_unit(given)
        if nutrient not in promised:
            continue
        low = now[nutrient].at_least
        high = now[nutrient].high
        share = bound.within_share if bound.within_share is not None else 0.0
        unit = f"{wanted.units[nutrient]}/d"
        if bound.kind in ("steady", "no_decrease"):
            floors_and_ceilings.append(
                Wish(
                    id=f"safety:{bound.id}",
                    nutrient=nutrient,
                    side="floor",
                    base=low,
                    limit=low * (1 - share),
                    unit=unit,
                    says=bound.says,
                    basis=bound.basis,
                    hard=True,
                )
            )
        if bound.kind in ("steady", "no_increase"):
            # An open upper end bounds the change alone: a share of what is known.
            base = high if high is not None else low
            floors_and_ceilings.append(
                Wish(
                    id=f"safety:{bound.id}",
                    nutrient=nutrient,
                    side="ceiling",
                    base=base,
                    limit=base * (1 + share),
                    unit=unit,
                    says=bound.says,
                    basis=bound.basis,
                    hard=True,
                )
            )
    return floors_and_ceilings


def _without_unit(nutrient: str) -> str:
    """The catalogue's key of a nutrient that carries its unit, as vitamin_k_ug does."""
    stem, _, unit = nutrient.rpartition("_")
    return stem if unit in ("mg", "ug", "g", "kcal") and stem else nutrient


def in_words(wish_id: str) -> str:
    """What is given up with a wish, as it stands behind "giving way on": "the least of sodium".

    >>> in_words("sodium_least"), in_words("saturated_fat_no_more"), in_words("avoid:dairy")
    ('the least of sodium', 'no more saturated fat', 'not eating dairy')
    """
    for end, before in SIDES.items():
        if wish_id.endswith(end):
            return before + wish_id.removesuffix(end).replace("_", " ")
    return wish_id.replace("avoid:", "not eating ").replace("_", " ")
