"""What a change would do: a food fortified, a food swapped by a share of people, a supplement programme.

Each changes the recalled days (or adds a dose to usual intake) of a share of people; the others stay as they are. The
group then is a mixture of the two models, so that no person has to be drawn. Change and its interval come from the same
replicates as the shares themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from dolomite.base.errors import InputError
from dolomite.population import cells, columns, estimate
from dolomite.population.cells import Units
from dolomite.population.columns import Frame
from dolomite.population.estimate import Figure, Limit
from dolomite.population.models import Model, Parts, fitted_models

Array = NDArray[np.float64]
Kind = Literal["fortify", "swap", "supplement"]
PER = 100.0  # grams of the food that a content is told for


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """`fortify`, `swap`: `add` [unit per 100 g of the food]; `supplement`: [unit a day]; `share` of people [1]."""

    kind: Kind
    add: float
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One group under the scenario: its mean [unit a day] and shares [0 to 1], and how far they move.

    `above_beside_food`: the share the programme itself takes above an upper level of supplements alone, whatever they
    take already. `why_not` where no figure can be given.
    """

    group: str
    mean: Figure
    below_ear: Figure
    prob_inadequate: Figure
    above_ul: Figure
    fewer_short: Figure
    more_above_ul: Figure
    above_beside_food: float | None = None
    why_not: str = ""


NOTHING = Figure(value=None)
OPEN = "Some of its amounts are not known, so what the change does cannot be told."
ALIKE = "Its people cannot be told from their days, so what the change does cannot be told."


def apply(
    days: Frame,
    scenario: Scenario,
    limits: Mapping[str, Limit],
    units: Units,
    *,
    covariates: Sequence[str] = (),
    parts: Parts = "one",
) -> tuple[Change, ...]:
    """What the scenario changes in each group, from `survey.day_rows` (with its column `food` [g] but for supplements).

    Raises InputError where grams are not known on a recalled day, or a swap takes away more than was eaten.
    """
    known = days.filter(~nw.col("amount").is_null())
    open_groups = {str(group) for group in cells.collected(
        days.filter(nw.col("amount").is_null()).select("group").unique())["group"]}  # fmt: skip
    before = fitted_models(known, units, covariates, parts)
    if scenario.kind == "supplement":
        after: Mapping[str, Model] = {group: replace(model, added=scenario.add) for group, model in before.items()}
    else:
        after = fitted_models(_changed(known, scenario), units, covariates, parts)
    nothing = Change(group="", mean=NOTHING, below_ear=NOTHING, prob_inadequate=NOTHING, above_ul=NOTHING,
                     fewer_short=NOTHING, more_above_ul=NOTHING)  # fmt: skip
    changes = []
    for group in sorted(open_groups | set(before)):
        if group in open_groups:
            changes.append(replace(nothing, group=group, why_not=OPEN))
        elif any(estimate.alike(model.fit) for model in (before[group], after[group])):
            changes.append(replace(nothing, group=group, why_not=ALIKE))
        else:
            limit = limits.get(group, Limit())
            changes.append(replace(_change(before[group], after[group], limit, scenario, units), group=group))
    return tuple(changes)


def _changed(days: Frame, scenario: Scenario) -> Frame:
    changed = days.with_columns(amount=nw.col("amount") + nw.col("food") * (scenario.add / PER))
    table = cells.collected(
        changed.select(
            unknown=columns.total(nw.col("food").is_null().cast(nw.Int64)),
            negative=columns.total((nw.col("amount") < 0).cast(nw.Int64)),
        )
    )
    unknown, negative = (int(np.nan_to_num(table[name].astype(float))[0]) for name in ("unknown", "negative"))
    if unknown:
        raise InputError(
            f"The grams of the food are empty on {unknown} recalled days. Write 0 where none was eaten.", field="food"
        )
    if negative:
        raise InputError(
            f"The change would leave {negative} recalled days with less than nothing. Give a smaller loss per 100 g.",
            field="add",
        )
    return changed


def _change(before: Model, after: Model, limit: Limit, scenario: Scenario, units: Units) -> Change:
    old, new = estimate.evaluate(before, limit), estimate.evaluate(after, limit)
    told = units.replicates

    def mixed(name: str) -> Array | None:
        was, becomes = getattr(old, name), getattr(new, name)
        return None if was is None else (1.0 - scenario.share) * was + scenario.share * becomes

    def moved(name: str, sign: float) -> Figure:
        was, becomes = getattr(old, name), mixed(name)
        values = None if was is None or becomes is None else sign * (becomes - was)
        return estimate.figure(values, told, share=False)

    short = "below" if old.below is not None else "prob"  # the share that is told first
    beside = limit.ul_beside_food if scenario.kind == "supplement" else None
    return Change(
        group="",
        mean=estimate.figure(mixed("mean"), told, share=False),
        below_ear=estimate.figure(mixed("below"), told, share=True),
        prob_inadequate=estimate.figure(mixed("prob"), told, share=True),
        above_ul=estimate.figure(mixed("above"), told, share=True),
        fewer_short=moved(short, -1.0),
        more_above_ul=moved("above", 1.0),
        above_beside_food=None if beside is None else (scenario.share if scenario.add > beside else 0.0),
    )
