"""Forms of magnesium and what a label says, as sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, cast

from dolomite.base.finding import Finding
from dolomite.base.span import Span
from dolomite.base.words import amount
from dolomite.base.words import span as span_words
from dolomite.report.tree import Column, Section, Table
from dolomite.supplement.form import Form, SentenceRow, TopicalRow
from dolomite.supplement.label import Label
from dolomite.view.ground import sources, span

if TYPE_CHECKING:
    from dolomite.view.shape import supplement as shape
    from dolomite.view.shape.shape import Span as SpanData


def forms(known: Sequence[Form], topical: Sequence[TopicalRow], sentences: Sequence[SentenceRow]) -> Section:
    """Every form [magnesium in % by weight, solubility in g/100 mL], skin and bath, and sentences that are said."""
    data: shape.Forms = {
        "command": "forms",
        "forms": [_form(form) for form in known],
        "topical": [
            {
                "id": row.id,
                "name": row.name,
                "study": row.study,
                "design": row.design,
                "result": row.result,
                "verdict": row.verdict,
                "sources": sources(row.basis),
            }
            for row in topical
        ],
        "sentences": [
            {"form": row.form, "sentence": row.sentence, "answer": row.answer, "sources": sources(row.basis)}
            for row in sentences
        ],
    }
    return Section(
        id="supplement",
        title="Forms of magnesium by mouth",
        says=(),
        findings=(),
        data=data,
        tables=(
            _table(known),
            Table(
                caption="On the skin and in the bath",
                columns=tuple(Column(title=title) for title in ("What", "Study", "Found", "Verdict")),
                rows=tuple((row.name, row.study, row.result, row.verdict) for row in topical),
            ),
            Table(
                caption="Sentences that are said",
                columns=tuple(Column(title=title) for title in ("Sentence", "Does it hold?")),
                rows=tuple((row.sentence, row.answer) for row in sentences),
            ),
        ),
    )


def _form(form: Form) -> shape.Form:
    low, high = form.share
    return {
        "id": form.row.id,
        "name": form.row.name,
        "elemental_percent": {"low": low * 100, "high": high * 100},
        "variants": [
            {
                "name": v.name,
                "formula": v.formula,
                "molar_mass_g_per_mol": v.molar_mass_g_per_mol,
                "elemental_percent": v.elemental_share * 100,
                "sources": sources(v.basis),
            }
            for v in form.variants
        ],
        "published_percent": form.row.published_percent,
        "solubility_g_per_100ml": form.row.solubility_g_per_100ml,
        "solubility": form.row.solubility_words,
        "alkaline": form.row.alkaline,
        "laxative": form.row.laxative,
        "typical_label": form.row.typical_label,
        "absorption": [
            {
                "study": a.study,
                "species": cast("Literal['human', 'rat']", a.species),
                "design": a.design,
                "result": a.result,
                "note": a.note,
                "sources": sources(a.basis),
            }
            for a in form.absorption
        ],
        "sources": sources(form.row.basis),
    }


def _table(known: Sequence[Form]) -> Table:
    def share(form: Form) -> str:
        low, high = (amount(part * 100, decimals=1) for part in form.share)
        return low if low == high else f"{low} to {high}"

    def dissolves(form: Form) -> str:
        measured = form.row.solubility_g_per_100ml
        return str(measured) if measured is not None else form.row.solubility_words or "unknown"

    return Table(
        caption="How much magnesium each holds, and what is known of it",
        columns=(
            Column(title="Form"),
            Column(title="Magnesium", unit="% by weight"),
            Column(title="Dissolves", unit="g/100 mL"),
            Column(title="On the bowel"),
            Column(title="Human studies", decimals=0),
        ),
        rows=tuple(
            (
                form.row.name,
                share(form),
                dissolves(form),
                form.row.laxative,
                sum(a.species == "human" and a.result is not None for a in form.absorption),
            )
            for form in known
        ),
    )


def label(read: Label, *, measured: Finding | None) -> Section:
    """What a label means in elemental magnesium [mg]; `measured` is where products with that label really lie [mg]."""
    ambiguous = len(read.meanings) > 1
    return Section(
        id="supplement",
        title="This label can mean two things" if ambiguous else "What this label says",
        says=(
            *_meanings(read, ambiguous),
            *((measured.says,) if measured is not None else ()),
            *read.notes,
        ),
        findings=(measured,) if measured is not None else (),
        data=_label_data(read, measured, ambiguous),
        tone="caution" if ambiguous else "plain",
    )


def _label_data(read: Label, measured: Finding | None, ambiguous: bool) -> shape.Label:
    return {
        "command": "label",
        "text": read.text,
        "form": read.forms[0] if len(read.forms) == 1 else None,
        "forms": list(read.forms),
        "ambiguous": ambiguous,
        "elemental_mg": _span(read.elemental_mg),
        "per_units": read.per_units,
        "unit": read.unit_name,
        "elemental_mg_per_unit": _span(read.per_unit_mg),
        "salt_mg": read.salt_mg,
        "percent_daily_value": read.percent,
        "meanings": [{"reading": m.reading, "elemental_mg": span(m.elemental_mg), "why": m.why} for m in read.meanings],
        "measured_mg": span(measured.value) if measured is not None and isinstance(measured.value, Span) else None,
        "measured_says": measured.says if measured is not None else None,
        "notes": list(read.notes),
        "sources": sources(read.basis),
    }


def _meanings(read: Label, ambiguous: bool) -> tuple[str, ...]:
    per = f" in {read.per_units:g} {read.unit_name}" if read.per_units is not None else ""
    if ambiguous:
        each = (f"{_mg(m.elemental_mg)} of magnesium{per}, {m.why}." for m in read.meanings)
        return (*each, "Look for the word elemental or a percentage of the daily value, or ask the maker.")
    said = [f"{_mg(m.elemental_mg)} of magnesium{per}: {m.why}." for m in read.meanings]
    if read.per_unit_mg is not None and read.per_units != 1:
        said.append(f"That is {_mg(read.per_unit_mg)} in each.")
    return tuple(said)


def _mg(quantity: Span) -> str:
    """An amount of magnesium [mg] in words; where only the ends are known, both."""
    if quantity.known is None and quantity.low is not None and quantity.high is not None:
        return f"{quantity.low:.0f} to {quantity.high:.0f} mg"
    return span_words(quantity, "mg")


def _span(quantity: Span | None) -> SpanData | None:
    return None if quantity is None else span(quantity)
