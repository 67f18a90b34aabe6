"""Use case: a food table that is shipped beside the others and opened only by those who want it, for its licence."""

from __future__ import annotations

import os
from pathlib import Path

from dolomite.app import catalogue
from dolomite.base.errors import InputError
from dolomite.food import opened
from dolomite.food.receipt import Imported
from dolomite.food.table import FOLDER, SHIPPED, Shelf
from dolomite.report.tree import Section
from dolomite.view import food_kept

APART = {"ausnut": SHIPPED.with_name("ausnut.sqlite")}


def switch_on(name: str, *, data: Path) -> Section:
    """Open this table from now on, as a file of its own in the data folder; none of its values is merged into another.

    Raises InputError for a name that is no such table, or a folder that cannot be written.
    """
    if name not in APART:
        raise InputError(f"{name!r} is no table that is kept apart. There is: {', '.join(APART)}.")
    source, target = APART[name], data / FOLDER / f"{name}.sqlite"
    new = not target.is_file() or opened.fault(target, thoroughly=True) is not None
    if new:
        beside = target.with_name(f".{name}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(source.read_bytes())
            with beside.open("rb+") as written:
                os.fsync(written.fileno())
            opened.note_of(target).unlink(missing_ok=True)
            beside.replace(target)
            opened.note(target)
        except OSError as error:
            says = f"{data}: cannot be written ({error.strerror}). Choose another folder."
            raise InputError(says, field="data") from None
        catalogue.opened.cache_clear()
    shelf = Shelf(target)
    (release, licence, attribution) = shelf.credits[0]
    kinds = dict(shelf.db.execute("select data_type, count(*) from food group by data_type"))
    done = Imported(
        release=release,
        new=new,
        foods=sum(kinds.values()),
        kinds=kinds,
        skipped={},
        file=target,
        bytes=target.stat().st_size,
        content=shelf.content,
    )
    return food_kept.switched(done, licence=licence, attribution=attribution)
