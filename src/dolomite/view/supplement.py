"""The report's section on supplements: whether one is needed, how much, which, when; or why no dose may be advised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from dolomite.base import words
from dolomite.base.finding import Finding
from dolomite.regimen.dose import Dose
from dolomite.report.tree import Column, Section, Table
from dolomite.safety.decide import Stopped
from dolomite.safety.schedule import Distance

TITLE = "A supplement?"


def section(
    dose: Dose,
    when: tuple[time, ...],
    data: Mapping[str, object],
    *,
    names: Mapping[str, str],
    distances: Sequence[Distance] = (),
) -> Section:
    """The section with a dose [mg/d elemental] or without one; `names` gives each form its name.

    `distances`: the medicines that the times keep away from [h], so that the reader can check them.
    """
    says = [dose.finding.says]
    if dose.elemental_mg is not None:
        says.insert(0, "Food first: a plan for your meals comes before any tablet.")
        says[0], says[1] = says[1], says[0]
        if when:
            each = dose.elemental_mg / len(when)
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
        data=data,
        tables=tuple(tables),
        tone="good" if dose.need == "not_needed" else "unknown" if dose.need == "unknown" else "plain",
        cleared=dose.cleared,
    )


def _kept_away(distances: Sequence[Distance]) -> list[str]:
    """Which medicines the times keep away from, and when we take them to be swallowed."""
    if not distances:
        return []
    parts = [f"{one.medicine} at {words.listed([f'{t:%H:%M}' for t in one.times])}" for one in distances]
    if any(one.assumed for one in distances):
        return [
            f"That keeps its distance if you take {words.listed(parts)}. Some of these times we only assumed: "
            "if yours differ, write them into your file and ask again."
        ]
    return [f"That keeps its distance from {words.listed(parts)}."]


def stopped(why: Stopped, data: Mapping[str, object]) -> Section:
    """The section where safety stops dosing: the reason in the place of the advice. (No unit: there is no dose.)"""
    return Section(
        id="supplement",
        title=TITLE,
        says=(
            "No dose is advised, because something has to be settled first.",
            *(f"{a.says} {a.do}" for a in why.because),
        ),
        findings=tuple(why.because),
        data=data,
        tone="stop",
    )
