"""The report's section on supplements: whether one is needed, how much, which, when; or why no dose may be advised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import TYPE_CHECKING

from dolomite.base import words
from dolomite.base.finding import Finding
from dolomite.base.span import Span
from dolomite.regimen.dose import Dose
from dolomite.report.tree import Column, Section, Table
from dolomite.safety.decide import Stopped
from dolomite.safety.schedule import Distance
from dolomite.view.ground import sources, span

if TYPE_CHECKING:
    from dolomite.view.shape.supplement import Dose as DoseData

TITLE = "A supplement?"


def section(
    dose: Dose,
    when: tuple[time, ...],
    *,
    names: Mapping[str, str],
    distances: Sequence[Distance],
    measured: Finding | None,
) -> Section:
    """The section with a dose [mg/d elemental] or without one; `names` gives each form its name.

    `distances`: the medicines that the times keep away from [h], so that the reader can check them; `measured`: what
    a label's amount really holds [mg].
    """
    says = [dose.finding.says]
    if dose.daily_mg is not None:
        says.insert(0, "Food first: a plan for your meals comes before any tablet.")
        says[0], says[1] = says[1], says[0]
        if when:
            each = dose.daily_mg / len(when)
            says.append(f"Take {words.amount(each, 'mg')} at {words.listed([f'{t:%H:%M}' for t in when])}.")
            says += _kept_away(distances)
        elif distances:
            says.append("We found no time of day that suits all your medicines: ask a pharmacist when to take it.")
    else:
        says += [row.says for row in dose.watch]
    rows = tuple((names[row.form], row.reason) for row in dose.forms)
    tables = []
    if rows:
        tables.append(
            Table(
                caption="Forms, in the order of reasons", columns=(Column(title="Form"), Column(title="Why")), rows=rows
            )
        )
    if dose.left_out:
        left = tuple((names[form], why) for form, why in dose.left_out)
        tables.append(Table(caption="Left out for you", columns=(Column(title="Form"), Column(title="Why")), rows=left))
    if dose.watch or dose.stop:
        lines = tuple(("know", row.says) for row in dose.watch) + tuple(("stop", row.says) for row in dose.stop)
        tables.append(
            Table(caption="What to know, and when to stop", columns=(Column(title=""), Column(title="")), rows=lines)
        )
    findings = (
        dose.finding,
        *(Finding(name="form", value=r.form, unit="", basis=r.basis, says=r.reason) for r in dose.forms),
    )
    findings += tuple(
        Finding(name="advice", value=r.id, unit="", basis=r.basis, says=r.says) for r in (*dose.watch, *dose.stop)
    )
    return Section(
        id="supplement",
        title=TITLE,
        says=tuple(says),
        findings=findings,
        data=_data(dose, when, measured),
        tables=tuple(tables),
        tone="good" if dose.need == "not_needed" else "unknown" if dose.need == "unknown" else "plain",
        cleared=dose.cleared,
    )


def _kept_away(distances: Sequence[Distance]) -> list[str]:
    """Which medicines the times keep away from, and when we take them to be swallowed."""
    if not distances:
        return []
    parts = [f"{distance.medicine} at {words.listed([f'{t:%H:%M}' for t in distance.times])}" for distance in distances]
    if any(distance.assumed for distance in distances):
        return [
            f"That keeps its distance if you take {words.listed(parts)}. Some of these times we only assumed: "
            "if yours differ, write them into your file and ask again."
        ]
    return [f"That keeps its distance from {words.listed(parts)}."]


def stopped(why: Stopped) -> Section:
    """The section where safety stops dosing: the reason in the place of the advice."""
    return Section(
        id="supplement",
        title=TITLE,
        says=(
            "No dose is advised, because something has to be settled first.",
            *(f"{a.says} {a.do}" for a in why.because),
        ),
        findings=tuple(why.because),
        data={
            "command": "dose",
            "stopped": [{"id": a.id, "says": a.says, "do": a.do} for a in why.because],
            "dose": None,
        },
        tone="stop",
        stopped=why,
    )


def _data(dose: Dose, when: tuple[time, ...], measured: Finding | None) -> DoseData:
    each = dose.daily_mg / len(when) if dose.daily_mg is not None and when else None
    band = measured.value if measured is not None and isinstance(measured.value, Span) else None
    return {
        "command": "dose",
        "needed": {"needed": True, "not_needed": False, "unknown": None}[dose.need],
        "says": dose.finding.says,
        "gap_mg": span(dose.gap) if dose.gap is not None else None,
        "dose": None
        if dose.daily_mg is None
        else {
            "elemental_mg_per_day": dose.daily_mg,
            "parts": dose.parts,
            "capped_by_ul": dose.capped,
            "times": [{"time": f"{t:%H:%M}", "elemental_mg": each} for t in when if each is not None],
        },
        "forms": [
            {"form": row.form, "order": row.order, "why": row.reason, "sources": sources(row.basis)}
            for row in dose.forms
        ],
        "left_out": [{"form": form, "why": why} for form, why in dose.left_out],
        "watch": [{"id": row.id, "says": row.says, "sources": sources(row.basis)} for row in dose.watch],
        "stop_when": [{"id": row.id, "says": row.says, "sources": sources(row.basis)} for row in dose.stop],
        "measured_mg": span(band) if band is not None else None,
        "measured_says": measured.says if measured is not None else None,
        "cautions": [{"id": a.id, "says": a.says, "do": a.do} for a in dose.cleared.cautions],
        "stopped": [],
    }
