"""What was imported or fetched of foods, as a section."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dolomite.food.receipt import Fetched, Imported
from dolomite.report.tree import Section, Step

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
