"""Forms of magnesium: the elemental share from the formula, and what is known of absorption and the bowel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import ClassVar

from pydantic import model_validator

from dolomite import facts
from dolomite.base.errors import FactError, InputError
from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Supplement
from dolomite.base.span import Span

_ELEMENT = re.compile(r"([A-Z][a-z]?)(\d*)")
_GROUP = re.compile(r"\(([^()]*)\)(\d*)")
MAGNESIUM = "Mg"


class AtomicWeight(facts.Row):
    """A conventional atomic weight [g/mol]."""

    unique: ClassVar[tuple[str, ...]] = ("symbol",)
    symbol: str
    weight_g_per_mol: float


class FormRow(facts.Row):
    """One form of magnesium: spellings, whether it is alkaline, solubility [g/100 mL], published share [%]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    name: str
    spellings: tuple[str, ...]
    alkaline: bool
    solubility_g_per_100ml: float | None = None
    solubility_words: str | None = None
    published_percent: float | None = None
    laxative: str
    typical_label: str


class VariantRow(facts.Row):
    """One chemical variant (hydrate, ratio) of a form: its formula or, where none was found, a printed share [%]."""

    unique: ClassVar[tuple[str, ...]] = ("form", "variant")
    form: str
    variant: str
    formula: str | None = None
    elemental_percent: float | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> VariantRow:
        if (self.formula is None) == (self.elemental_percent is None):
            raise ValueError("exactly one of formula and elemental_percent belongs here")
        return self


class AbsorptionRow(facts.Row):
    """One study of how well a form is absorbed; the species is part of the fact."""

    form: str
    study: str | None = None
    species: str
    design: str | None = None
    result: str | None = None


class TopicalRow(facts.Row):
    """One study of magnesium on the skin or in a bath, and the verdict on that route."""

    id: str
    name: str
    study: str
    design: str | None = None
    result: str
    verdict: str


class SentenceRow(facts.Row):
    """A sentence articles say about a form, and what the facts answer."""

    form: str
    sentence: str
    answer: str


class MeasuredRow(facts.Row):
    """How far products lie from their label [%]: mean, and the spread of single products as a standard deviation."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    what: str
    mean_percent: float
    sd_percent: float
    label_from_mg: float
    label_to_mg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Salt:
    """A chemical variant: molar mass [g/mol] and share of magnesium by mass [0 to 1], from the formula where known."""

    name: str
    formula: str | None
    molar_mass_g_per_mol: float | None
    elemental_share: float
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of magnesium with its variants and studies. A salt with several hydrates has a range of shares."""

    row: FormRow
    variants: tuple[Salt, ...]
    absorption: tuple[AbsorptionRow, ...]

    @property
    def share(self) -> tuple[float, float]:
        """Smallest and largest elemental share over the variants [0 to 1]."""
        shares = [variant.elemental_share for variant in self.variants]
        return min(shares), max(shares)

    @property
    def basis(self) -> tuple[Basis, ...]:
        """Grounds of the share: the formulas, the atomic weights, and the form's own row."""
        return tuple(dict.fromkeys(b for v in self.variants for b in v.basis)) + self.row.basis


def elements(formula: str) -> dict[str, int]:
    """How many atoms of each element a formula holds: groups in brackets, water after a dot. (No unit: counts.)

    >>> elements("MgCl2·6H2O")
    {'Mg': 1, 'Cl': 2, 'H': 12, 'O': 6}
    >>> elements("Mg3(C6H5O7)2")
    {'Mg': 3, 'C': 12, 'H': 10, 'O': 14}
    """
    counts: dict[str, int] = {}
    for part in re.split(r"[·.]", formula):
        match = re.match(r"(\d*)(.+)", part)
        assert match is not None
        times, rest = int(match[1] or 1), match[2]
        for group, many in _GROUP.findall(rest):
            for symbol, number in _ELEMENT.findall(group):
                counts[symbol] = counts.get(symbol, 0) + times * int(many or 1) * int(number or 1)
        for symbol, number in _ELEMENT.findall(_GROUP.sub("", rest)):
            counts[symbol] = counts.get(symbol, 0) + times * int(number or 1)
    return counts


@cache
def _weights() -> dict[str, float]:
    return {row.symbol: row.weight_g_per_mol for row in facts.rows("supplement/atomic_weights", AtomicWeight)}


def elemental_share(formula: str) -> tuple[float, float]:
    """Molar mass [g/mol] and share of magnesium by mass [0 to 1] of a formula.

    Raises FactError when the formula names an element without an atomic weight.
    """
    weights = _weights()
    counts = elements(formula)
    unknown = sorted(set(counts) - set(weights))
    if unknown:
        raise FactError(f"facts/supplement/variants.yaml: {formula} names {unknown[0]}. Add its atomic weight.")
    mass = fsum(weights[symbol] * number for symbol, number in counts.items())
    return mass, weights[MAGNESIUM] * counts.get(MAGNESIUM, 0) / mass


def _share_of(row: VariantRow) -> tuple[float | None, float]:
    if row.formula is not None:
        return elemental_share(row.formula)
    assert row.elemental_percent is not None
    return None, row.elemental_percent / 100


@cache
def forms() -> tuple[Form, ...]:
    """Every form with its variants and what is known of its absorption. (Units in the rows' names.)"""
    weights_basis = facts.rows("supplement/atomic_weights", AtomicWeight)[0].basis
    variants: dict[str, list[Salt]] = {}
    for row in facts.rows("supplement/variants", VariantRow):
        mass, share = _share_of(row)
        variants.setdefault(row.form, []).append(
            Salt(
                name=row.variant,
                formula=row.formula,
                molar_mass_g_per_mol=mass,
                elemental_share=share,
                basis=row.basis + (weights_basis if row.formula is not None else ()),
            )
        )
    studies = facts.rows("supplement/absorption", AbsorptionRow)
    return tuple(
        Form(row=row, variants=tuple(variants[row.id]), absorption=tuple(s for s in studies if s.form == row.id))
        for row in facts.rows("supplement/forms", FormRow)
    )


def form(name: str) -> Form:
    """The form of that id. Raises InputError naming the known ones. (Units in the rows' names.)"""
    for compound in forms():
        if compound.row.id == name:
            return compound
    raise InputError(f"form {name!r} is not known. Use one of: {', '.join(f.row.id for f in forms())}.")


def elemental_mg(compound: Form, salt_mg: float) -> Span:
    """Magnesium [mg] in `salt_mg` [mg] of a form. Several hydrates on sale make it a range, named as unknown.

    >>> round(elemental_mg(form("oxide"), 500).known)
    302
    >>> span = elemental_mg(form("citrate"), 1000); (round(span.low), round(span.high))
    (113, 162)
    """
    low, high = (share * salt_mg for share in compound.share)
    if high == low:
        return Span.exactly(low)
    return Span(known=None, low=low, high=high, unknown=(f"which kind of {compound.row.name.lower()}",))


def daily_elemental(taken: Supplement) -> Finding:
    """Elemental magnesium per day [mg/d] from one thing somebody swallows; a Span when it is not known exactly.

    Elemental milligrams as given; from the salt by the form's share; unknown when neither or the form is not given.
    """
    person = Basis(source="person", at="supplements")
    said = f"{taken.form}, {taken.per_day:g} a day"
    if taken.elemental_mg is not None:
        value = Span.exactly(taken.elemental_mg * taken.per_day)
        return Finding(name="elemental_mg", value=value, unit="mg/d", basis=(person,), about=said)
    if taken.salt_mg is not None and taken.form != "unknown":
        compound = form(taken.form)
        value = elemental_mg(compound, taken.salt_mg).scaled(taken.per_day)
        return Finding(name="elemental_mg", value=value, unit="mg/d", basis=(person, *compound.basis), about=said)
    # Of an unknown salt at most all of it can be magnesium.
    high = None if taken.salt_mg is None else taken.salt_mg * taken.per_day
    unknown = Span.nothing_known(f"{taken.form} supplement, dose not known", high=high)
    return Finding(name="elemental_mg", value=unknown, unit="mg/d", basis=(person,), about=said)


def topical() -> tuple[TopicalRow, ...]:
    """What was shown of magnesium on the skin and in baths. (No unit: studies.)"""
    return facts.rows("supplement/topical", TopicalRow)


def sentences() -> tuple[SentenceRow, ...]:
    """Sentences of articles about forms, with the facts' answers."""
    return facts.rows("supplement/sentences", SentenceRow)


def measured(label_mg: float, *, product: str = "adult_mvm_2017") -> Finding | None:
    """The band in which about 95 in 100 products with `label_mg` [mg] on the label really lie [mg]; None outside the
    surveyed range. Multivitamins were surveyed, not single magnesium products, and the finding says so.
    """
    row = next(row for row in facts.rows("supplement/measured", MeasuredRow) if row.id == product)
    if not row.label_from_mg <= label_mg <= row.label_to_mg:
        return None
    two_sd = 2 * row.sd_percent
    low, high = (label_mg * (100 + row.mean_percent + side * two_sd) / 100 for side in (-1, 1))
    return Finding(
        name="measured_mg",
        value=Span(known=None, low=low, high=high, unknown=("what this product really holds",)),
        unit="mg",
        basis=row.basis,
        says=f"Of products labelled {label_mg:g} mg, about 95 in 100 hold {low:.0f} to {high:.0f} mg ({row.what}).",
    )
