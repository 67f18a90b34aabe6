"""Magnesium taken in a day from supplements, antacids and laxatives together, against the limit for supplements."""

from __future__ import annotations

from dolomite.base import words
from dolomite.base.finding import Basis, Finding
from dolomite.base.frozen import dataclass
from dolomite.base.person import UNKNOWN, Person
from dolomite.base.span import Span
from dolomite.safety.signal import limit
from dolomite.supplement.beside_food import BesideFood

# A share of the limit is compared after rounding, so that three times 116.67 mg is not over 350 mg by a rounding error.
SHARE_DIGITS = 9  # numerical, no health number


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Elemental magnesium [mg/d] from everything swallowed beside food, the limit [mg/d], and what kinds it is.

    `share_of_ul` and `mg` [mg/d] count unknown parts at their high end where they have one. None: nothing can be said.
    """

    total: Span | None
    ul_mg: float | None
    share_of_ul: float | None
    mg: float | None
    finding: Finding
    signals: frozenset[str]


def taken(person: Person, beside: BesideFood, *, ul: Finding | None) -> Taken:
    """The magnesium beside food on the day with most [mg/d] against the limit `ul` [mg/d] (None: there is none)."""
    total = beside.most if beside.asked else None
    most = ul.value if ul is not None and isinstance(ul.value, float) else None
    return Taken(
        total=total,
        ul_mg=most,
        share_of_ul=_share(total, most),
        mg=_most(total),
        finding=Finding(
            name="supplemental_magnesium",
            value=total,
            unit="mg/d",
            basis=(Basis(source="person", at="supplements, medicines"),),
            because=(*beside.parts, *(() if ul is None else (ul,))),
            says="Magnesium a day from supplements, antacids and laxatives: "
            + ("unknown" if total is None else words.span(total, "mg"))
            + ".",
        ),
        signals=frozenset(_signals(person, beside, total, most)),
    )


def doubtful(beside: BesideFood) -> tuple[float, ...]:
    """The weights called elemental that may be the whole salt's: large, beside the name of a form [mg]."""
    least = limit("salt_question_from_mg").value
    named = (supplement.typed_elemental_mg for supplement in beside.sure if supplement.form != "unknown")
    return tuple(mg for mg in named if mg is not None and mg >= least)


def _most(total: Span | None) -> float | None:
    return None if total is None else (total.high if total.high is not None else total.low)


def _share(total: Span | None, ul_mg: float | None) -> float | None:
    most = _most(total)
    return None if most is None or ul_mg is None else round(most / ul_mg, SHARE_DIGITS)


def _signals(person: Person, beside: BesideFood, total: Span | None, ul_mg: float | None) -> set[str]:
    said: set[str] = set()
    for_sure = bool(beside.sure or beside.products)
    if for_sure:
        said.add("magnesium.taken")
    elif beside.perhaps:  # an antacid or laxative that may or may not hold it: nobody has looked
        said.add("magnesium.perhaps")
    elif person.supplements is None or person.supplements == UNKNOWN:
        said.add("magnesium.not_asked")
    if beside.laxative:
        said.add("magnesium.laxative")
    if beside.only_laxatives:
        said.add("magnesium.only_laxative")
    if "sulfate" in beside.forms:
        said.add("magnesium.sulfate")
    if doubtful(beside):
        said.add("dose.reads_like_salt")
    if total is not None and total.high is None:
        said.add("dose.unknown")
    if for_sure and ul_mg is None:
        said.add("ul.unknown")
    return said
