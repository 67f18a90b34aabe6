"""What was imported or fetched of foods, and foods of the person's own, as sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dolomite.base.words import amount
from dolomite.food.own import RELEASE
from dolomite.food.receipt import Fetched, Imported, KeptFood
from dolomite.report.tree import Column, Section, Step, Table

if TYPE_CHECKING:
    from dolomite.view.shape import food as shape


def imported(done: Imported) -> Section:
    """How many foods of a release came in, of which kinds, and what was left out and why."""
    data: shape.Import = {
        "command": "import",
        "release": done.release,
        "new": done.new,
        "foods": done.foods,
        "kinds": dict(done.kinds),
        "skipped": dict(done.skipped),
        "file": str(done.file),
        "bytes": done.bytes,
        "content": done.content,
    }
    each = ", ".join(f"{count:,} {kind}" for kind, count in done.kinds.items())
    return Section(
        id="food",
        title=f"{'Imported' if done.new else 'Already here:'} {done.foods:,} foods ({each}) as {done.release}",
        says=(
            *(f"Left out: {count:,} x {reason}." for reason, count in done.skipped.items()),
            f"Kept in {done.file.parent.parent}",
        ),
        findings=(),
        data=data,
    )


def switched(done: Imported, *, licence: str, attribution: str) -> Section:
    """A table that is kept apart and open from now on, with its licence and whom to name."""
    says = (f"From {attribution}. Licence: {licence}.", f"To close it, delete {done.file}")
    return replace(imported(done), says=says)


def fetched(done: Fetched) -> Section:
    """Where a release lies, its size [MB], and whether its checksum is known and right."""
    data: shape.Download = {
        "command": "download",
        "release": done.release,
        "new": done.new,
        "file": str(done.file),
        "bytes": done.bytes,
        "sha256": done.sha256,
        "checksum_known": done.checksum_known,
        "url": done.url,
    }
    checked = "its checksum is right" if done.checksum_known else "no checksum of it is known"
    return Section(
        id="food",
        title=f"{'Fetched' if done.new else 'Already here:'} {done.file}",
        says=(f"{done.bytes / 1e6:,.1f} MB; {checked}.",),
        findings=(),
        data=data,
        next=(Step(says="Add its foods", command=f"dolomite food import {done.file}"),),
    )


def own(kept: Sequence[KeptFood], *, removed: str | None = None) -> Section:
    """Foods of the person's own [magnesium mg per 100 g, servings g]: all, or those just kept; `removed` is gone."""
    data: shape.Own = {
        "command": "own",
        "foods": [
            {
                "id": food.id,
                "name": food.name,
                "magnesium_mg_per_100g": {"known": food.magnesium_mg, "low": food.low_mg, "high": food.high_mg},
                "serving_g": food.serving_g,
                "notes": list(food.notes),
            }
            for food in kept
        ],
    }
    columns = (Column(title="Id"), Column(title="Food"), Column(title="Magnesium, mg/100 g"), Column(title="Serving"))
    rows = tuple((food.id, food.name, _magnesium(food), _serving(food)) for food in kept)
    listed = "Your own foods" if kept else "No food of your own yet"
    none = Step(says="Add some", command="dolomite food own FOODS.yaml", page="food/own")
    return Section(
        id="food",
        title=f"Removed: {removed}." if removed is not None else listed,
        says=tuple(f"{food.name}: {note}" for food in kept for note in food.notes),
        findings=(),
        data=data,
        tables=(Table(caption="Found from now on like any other", columns=columns, rows=rows),) if kept else (),
        next=() if kept or removed is not None else (none,),
        releases=(RELEASE,),
    )


def _magnesium(food: KeptFood) -> str:
    if food.magnesium_mg is not None or food.high_mg is None:
        return amount(food.magnesium_mg)
    return f"{amount(food.low_mg)} to {amount(food.high_mg)}"


def _serving(food: KeptFood) -> str:
    return "" if food.serving_g is None else amount(food.serving_g, "g")
