"""Use cases: what the forms of magnesium are, and what a label says."""

from __future__ import annotations

from dolomite.base.span import Span
from dolomite.supplement import form as form_room
from dolomite.supplement import label as label_room
from dolomite.view.ground import sources


def forms() -> dict[str, object]:
    """Every form: elemental share [%], solubility [g/100 mL], studies with species, skin and bath studies."""
    return {
        "forms": [_form(one) for one in form_room.forms()],
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
            for row in form_room.topical()
        ],
        "sentences": [
            {"form": row.form, "sentence": row.sentence, "answer": row.answer, "sources": sources(row.basis)}
            for row in form_room.sentences()
        ],
    }


def _form(one: form_room.Form) -> dict[str, object]:
    low, high = one.share
    return {
        "id": one.row.id,
        "name": one.row.name,
        "elemental_percent": {"low": low * 100, "high": high * 100},
        "variants": [
            {
                "name": v.name,
                "formula": v.formula,
                "molar_mass_g_per_mol": v.molar_mass_g_per_mol,
                "elemental_percent": v.elemental_share * 100,
                "sources": sources(v.basis),
            }
            for v in one.variants
        ],
        "published_percent": one.row.published_percent,
        "solubility_g_per_100ml": one.row.solubility_g_per_100ml,
        "solubility": one.row.solubility_words,
        "alkaline": one.row.alkaline,
        "laxative": one.row.laxative,
        "typical_label": one.row.typical_label,
        "absorption": [
            {
                "study": a.study,
                "species": a.species,
                "design": a.design,
                "result": a.result,
                "note": a.note,
                "sources": sources(a.basis),
            }
            for a in one.absorption
        ],
        "sources": sources(one.row.basis),
    }


def label(text: str) -> dict[str, object]:
    """What a label says: elemental magnesium [mg] for the stated amount and per unit, or the two things it can mean.

    Raises InputError when the text holds no magnesium or no amount.
    """
    read = label_room.read(text)
    per_unit = read.per_unit_mg
    stated = read.elemental_mg.known if read.elemental_mg is not None else None
    measured = form_room.measured(stated) if stated is not None else None
    return {
        "text": read.text,
        "form": read.forms[0] if len(read.forms) == 1 else None,
        "forms": list(read.forms),
        "ambiguous": len(read.meanings) > 1,
        "elemental_mg": _span(read.elemental_mg),
        "per_units": read.per_units,
        "unit": read.unit_name,
        "elemental_mg_per_unit": _span(per_unit),
        "salt_mg": read.salt_mg,
        "percent_daily_value": read.percent,
        "meanings": [
            {"reading": m.reading, "elemental_mg": _span(m.elemental_mg), "why": m.why} for m in read.meanings
        ],
        "measured_mg": _span(measured.value) if measured is not None and isinstance(measured.value, Span) else None,
        "measured_says": measured.says if measured is not None else None,
        "notes": list(read.notes),
        "sources": sources(read.basis),
    }


def _span(span: Span | None) -> dict[str, object] | None:
    if span is None:
        return None
    return {"known": span.known, "low": span.low, "high": span.high, "unknown": list(span.unknown)}
