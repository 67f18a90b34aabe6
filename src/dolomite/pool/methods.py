"""The methods paragraph: one sentence for each choice that was made, with the work it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dolomite import facts
from dolomite.pool.effect import LOG_SCALE, Effects
from dolomite.pool.model import Pooled
from dolomite.pool.tau2 import LIKELIHOOD


class Sentence(facts.LightRow):
    """One sentence of a methods paragraph and how the work behind it is cited (no unit)."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    says: str
    cited: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """A paragraph, and the keys of the sources it cites, in order of first mention."""

    text: str
    sources: tuple[str, ...]


def paragraph(effects: Effects, pooled: Pooled, *, zero_cells: str = "only_zero", also: Sequence[str] = ()) -> Methods:
    """The methods paragraph of this pool; `also` names what was done besides (regression, egger ...)."""
    known = {row.id: row for row in facts.light_rows("pool/methods", Sentence)}
    wanted = [*_choices(effects, pooled, zero_cells), *also]
    rows = [known[name] for name in dict.fromkeys(wanted)]
    text = " ".join(f"{row.says} ({row.cited})." if row.cited else f"{row.says}." for row in rows)
    studies = "study was" if pooled.k == 1 else "studies were"
    details = f"{pooled.k} {studies} analysed; intervals are {100 * pooled.level:g} %."
    sources = tuple(dict.fromkeys(row.source for row in rows if row.source is not None))
    return Methods(text=f"{details} {text}", sources=sources)


def _choices(effects: Effects, pooled: Pooled, zero_cells: str) -> list[str]:
    mantel = pooled.estimator == "mh"
    names = [f"mh_{pooled.measure}", "mh"] if mantel else [pooled.measure]
    traces = [how for row in effects.rows for how in row.derived]
    if any("added to each cell" in how for how in traces):
        names.append("mh_each" if mantel else f"zero_{zero_cells}")
    if pooled.measure in LOG_SCALE and any("says nothing about a ratio" in row.why for row in effects.left_out):
        names.append("silent")
    if any("quartiles" in how for how in traces):
        names.append("quartiles")
    if any("added to each cell" not in how and "quartiles" not in how for how in traces):
        names.append("derived")
    if mantel:
        return [*names, "i2_of_q"]
    names.append(pooled.estimator)
    if pooled.k == 1:
        return names
    if pooled.estimator in LIKELIHOOD:
        names.append("maxima")
    names += [pooled.test, "i2_of_q"] if pooled.estimator == "fe" else [pooled.test, "q_profile", "i2"]
    if pooled.pi is not None:
        names.append(f"prediction_{pooled.pi_convention}")
    return names
