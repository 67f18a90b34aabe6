"""A one-page letter for the clinician: what safety found, what is taken, what to measure. Built from safety alone."""

from __future__ import annotations

from datetime import date

from dolomite.base import words as say
from dolomite.base.person import UNKNOWN, Pain, Person
from dolomite.base.span import Span
from dolomite.base.units import MG_PER_MMOL_MAGNESIUM
from dolomite.safety.alert import Urgency
from dolomite.safety.assess import Safety
from dolomite.safety.country import laboratory_value
from dolomite.safety.helps import to_measure

MARK = "Made by a computer program that has not been clinically reviewed. It holds what the person typed, unchecked."


def letter(person: Person, safety: Safety, *, on: date) -> tuple[str, ...]:
    """The letter, line by line; doses in mg and mmol [mg/d, mmol/d], serum values in mmol/L."""
    alerts = [alert for alert in safety.clearance.alerts if alert.urgency >= Urgency.caution]
    stops = ", ".join(sorted(safety.clearance.stops)) or "nothing"
    return (
        f"To whom it may concern, {on.isoformat()}",
        MARK,
        "",
        f"{person.sex}, {person.age_years(on)} years"
        + (f", {person.state}" if person.state != "none" else "")
        + f". Considers oral magnesium for pain{_pain(person.pain)}.",
        f"Most urgent finding: {safety.clearance.urgency.name.replace('_', ' ')}. Advice withheld: {stops}.",
        "",
        "Found:",
        *(
            f"- [{alert.urgency.name.replace('_', ' ')}] {alert.about.replace('_', ' ')}: {alert.says}"
            for alert in alerts
        ),
        *(() if alerts else ("- nothing at the level of a caution or above",)),
        "",
        f"Magnesium a day from supplements, antacids and laxatives: {_dose(person, safety.taken.total)}.",
        f"Medicines: {_medicines(person, safety)}.",
        f"Conditions: {_list(person.conditions)}. Symptoms: {_list(person.symptoms)}.",
        f"Kidneys: {safety.kidneys.finding.says} Serum magnesium: {_serum(person)}.",
        "",
        f"Please consider measuring: {say.listed([row.says for row in to_measure()], most=None)}.",
        "Prescribed magnesium should be changed only by the person who prescribed it.",
    )


def _pain(pain: Pain | None) -> str:
    if pain is None:
        return ""
    weeks = "duration not said" if pain.duration_weeks is None else f"{pain.duration_weeks:g} weeks"
    return f" ({pain.kind.replace('_', ' ')}, {weeks})"


def _dose(person: Person, total: Span | None) -> str:
    if total is None:
        return "not known" if person.supplements == UNKNOWN else "not asked"
    text = say.span(total, "mg")
    if total.known is not None and not total.unknown:
        text += f" ({total.known / MG_PER_MMOL_MAGNESIUM:.1f} mmol)"
    return text


def _medicines(person: Person, safety: Safety) -> str:
    if person.medicines is None:
        return "not asked"
    if not isinstance(person.medicines, tuple):
        return "not known"
    shown = []
    for medicine in safety.medicines:
        understood = " with ".join(medicine.names) or "not recognised"
        if medicine.unread:
            understood += f"; not recognised: {say.listed(medicine.unread, most=None)}"
        shown.append(medicine.typed if medicine.typed.lower() == understood else f"{medicine.typed} ({understood})")
    return "; ".join(shown) or "none"


def _list(given: tuple[str, ...] | str | None) -> str:
    if given is None:
        return "not asked"
    if isinstance(given, str):
        return "not known"
    return ", ".join(name.replace("_", " ") for name in given) or "none"


def _serum(person: Person) -> str:
    labs = person.labs
    if labs is None or labs.serum_magnesium_mmol_l is None:
        return "not given"
    when = f" on {labs.on.isoformat()}" if labs.on is not None else ""
    return f"{laboratory_value('magnesium', labs.serum_magnesium_mmol_l, person.country)}{when}"
