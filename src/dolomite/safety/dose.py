"""Magnesium taken in a day from supplements, antacids and laxatives together, against the limit for supplements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dolomite.base import words
from dolomite.base.finding import Basis, Finding
from dolomite.base.person import UNKNOWN, Person
from dolomite.base.span import Span
from dolomite.medicine.match import Understood

# A share of the limit is compared after rounding, so that three times 116.67 mg is not over 350 mg by a rounding error.
SHARE_DIGITS = 9  # numerical, no health number


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Elemental magnesium [mg/d] from everything swallowed beside food, the limit [mg/d], and what kinds it is.

    `share_of_ul` counts unknown parts at their high end where they have one. None: nothing can be said.
    """

    total: Span | None
    ul_mg: float | None
    share_of_ul: float | None
    finding: Finding
    signals: frozenset[str]


def taken(
    person: Person,
    parts: Sequence[Finding],
    medicines: Sequence[Understood],
    *,
    ul: Finding | None,
) -> Taken:
    """The day's magnesium beside food [mg/d] against the limit `ul` [mg/d] (None: the authority has none).

    `parts` are the elemental milligrams per day of each supplement, as Findings with a Span [mg/d].
    """
    products = [m for m in medicines if "magnesium_product" in m.groups]
    perhaps = [m for m in medicines if "magnesium_perhaps" in m.groups]
    spans = [part.value if isinstance(part.value, Span) else Span.nothing_known(part.name) for part in parts]
    spans += [Span.nothing_known(m.typed) for m in (*products, *perhaps)]
    asked = person.supplements is not None and person.supplements != UNKNOWN
    total = Span.total(spans) if spans or asked else None
    limit = ul.value if ul is not None and isinstance(ul.value, float) else None
    return Taken(
        total=total,
        ul_mg=limit,
        share_of_ul=_share(total, limit),
        finding=Finding(
            name="supplemental_magnesium",
            value=total,
            unit="mg/d",
            basis=(Basis(source="person", at="supplements, medicines"),),
            because=(*parts, *(() if ul is None else (ul,))),
            says="Magnesium a day from supplements, antacids and laxatives: "
            + ("unknown" if total is None else words.span(total, "mg"))
            + ".",
        ),
        signals=frozenset(_signals(person, len(spans) - len(perhaps), products, perhaps, total, limit)),
    )


def _share(total: Span | None, limit: float | None) -> float | None:
    if total is None or limit is None:
        return None
    most = total.high if total.high is not None else total.low
    return None if most is None else round(most / limit, SHARE_DIGITS)


def _signals(
    person: Person,
    taken_for_sure: int,
    products: Sequence[Understood],
    perhaps: Sequence[Understood],
    total: Span | None,
    limit: float | None,
) -> set[str]:
    said: set[str] = set()
    supplements = person.supplements if isinstance(person.supplements, tuple) else ()
    if taken_for_sure:
        said.add("magnesium.taken")
    elif perhaps:  # an antacid or laxative that may or may not hold it: nobody has looked
        said.add("magnesium.perhaps")
    elif person.supplements is None or person.supplements == UNKNOWN:
        said.add("magnesium.not_asked")
    kinds = {taken.what for taken in supplements}
    if "laxative" in kinds or any("magnesium_laxative" in m.groups for m in products):
        said.add("magnesium.laxative")
    if total is not None and total.high is None:
        said.add("dose.unknown")
    if taken_for_sure and limit is None:
        said.add("ul.unknown")
    return said
