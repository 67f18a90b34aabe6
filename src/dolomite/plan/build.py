"""From a diary and wishes to the problem as a value. Nothing is solved here."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dolomite.base.span import Span
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.need.requirement import MAGNESIUM
from dolomite.plan.choice import Choice, category_of
from dolomite.plan.group import grouped, worthwhile
from dolomite.plan.moves import moves
from dolomite.plan.owned import own_foods
from dolomite.plan.pinned import of_ones_own, pinned
from dolomite.plan.problem import Problem, setting
from dolomite.plan.wishes import Wanted, nutrients, wishes


def build(
    diary: Matched,
    catalogue: Catalogue,
    now: Mapping[str, Span],
    wanted: Wanted,
    choice: Choice,
    *,
    most_changes: int | None = None,
) -> Problem:
    """The problem for one diary [units per day]: moves, wishes, what half servings add, what is not promised."""
    promised, not_checked = nutrients(wanted, known_share(catalogue))
    held = wishes(wanted, now, promised)
    candidates = moves(diary, catalogue, choice, promised)
    candidates = (*candidates, *pinned(candidates, catalogue, choice, promised))
    candidates = (*candidates, *of_ones_own(candidates, diary, catalogue, choice, promised))
    eaten = tuple((category_of(own.food), own.grams) for own in own_foods(diary))
    candidates = grouped(candidates, eaten, frozenset(choice.pin))
    place = {nutrient: number for number, nutrient in enumerate(promised)}
    low = np.array([[ends[0] for ends in move.per_100g] for move in candidates]).reshape(len(candidates), len(promised))
    high = np.array([[ends[1] for ends in move.per_100g] for move in candidates]).reshape(
        len(candidates), len(promised)
    )
    grams = np.array([move.step_g for move in candidates]) / 100
    rows = []
    for wish in held:
        column = place[wish.nutrient]
        per_step = (low if wish.side == "floor" else high)[:, column] * grams
        rows.append(per_step)
    matrix = np.array(rows).reshape(len(held), len(candidates))
    # A food whose unknown value has no upper bound can be eaten less of, never more: no ceiling could be promised.
    keep = [j for j in range(len(candidates)) if bool(np.isfinite(matrix[:, j]).all())]
    pinned_foods = frozenset(choice.pin)
    goal = next(number for number, wish in enumerate(held) if wish.id == MAGNESIUM)
    worth_mg = setting("worth_share") * (held[goal].limit - held[goal].base)
    kept = tuple(worthwhile(tuple(candidates[j] for j in keep), matrix[goal, keep], worth_mg, pinned_foods))
    return Problem(
        moves=kept,
        wishes=held,
        matrix=matrix[:, keep],
        most_changes=round(setting("most_changes")) if most_changes is None else most_changes,
        not_checked=not_checked,
        pinned=frozenset(
            j
            for j, move in enumerate(kept)
            if (move.direction == "more" and move.food_id in pinned_foods)
            or (move.direction == "less" and move.food_id in choice.ban)
        ),
    )


def known_share(catalogue: Catalogue) -> dict[str, float]:
    """For how large a share of the foods as eaten each nutrient has a value [0 to 1]."""
    columns = catalogue.columns(data_types=frozenset({"as eaten"}))
    known = (columns.values == columns.values).mean(axis=0)
    return {nutrient: float(share) for nutrient, share in zip(columns.nutrients, known, strict=True)}
