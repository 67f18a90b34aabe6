"""A person file as a person can read and change it: each answer under what it answers, what is open marked so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
HEAD = (
    "# A person file for Dolomite, begun on {on}. Change any line with a text editor.",
    "# Nothing after the colon: nobody asked. unknown: asked, and not sure. []: asked, none.",
    "# Your answer: dolomite report {name}",
)
# Keys in the order of the questions, each with what it holds; what is not here is asked by no question.
LINES: tuple[tuple[str, str], ...] = (
    ("red_flags", "warning signs: yes, no or unknown each (dolomite safety {name} asks the others)"),
    ("sex", "female or male; needed"),
    ("born", "date of birth, as 1984-05-02; this or the age is needed"),
    ("age_years", "age in years, where no date of birth is given"),
    ("state", "none, pregnant or lactating"),
    ("country", "two letters, as GB: whom to call, whose reference values, which units"),
    ("height_cm", "height in centimetres"),
    ("weight_kg", "weight in kilograms"),
    ("activity", "inactive, low_active, active or very_active"),
    ("pain", "as {{kind: low_back, duration_weeks: 14, severity_nrs: 6}}"),
    ("kidney", "a blood test, as {{egfr: 92, on: 2026-06-10}}, or unknown"),
    ("conditions", "illnesses, as [asthma, high blood pressure]; [] says none"),
    ("medicines", "as [doxycycline, ibuprofen]; [] says none"),
    ("supplements", "magnesium you take, as [{{form: citrate, elemental_mg: 100, per_day: 2}}]; [] says none"),
    ("symptoms", "as [cramps]; [] says none"),
    ("day", 'when you wake and sleep, as {{wakes: "07:00", sleeps: "23:00"}}'),
    ("avoid", "foods you never eat, as [peanuts]"),
    ("screener", "how often you eat twenty foods"),
)


def text(document: Mapping[str, object], *, on: date, name: str) -> str:
    """The file from these keys (units as in a person file); what is not in them stands as not asked."""
    lines = [line.format(on=on.isoformat(), name=name) for line in HEAD]
    for key, says in LINES:
        if key == "age_years" and "born" in document:
            continue
        lines += ["", f"# {says.format(name=name)}", *_entry(key, document.get(key))]
    return "\n".join(lines) + "\n"


def _entry(key: str, value: object) -> list[str]:
    if value is None:
        return [f"{key}:"]
    if isinstance(value, Mapping) and len(value) > 2:
        return [f"{key}:", *(f"  {part}: {_flow(held)}" for part, held in value.items())]
    return [f"{key}: {_flow(value)}"]


def _flow(value: object) -> str:
    """One value on one line; text that YAML could take for something else stands in quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{part}: {_flow(held)}" for part, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    said = str(value)
    return said if PLAIN.fullmatch(said) else json.dumps(said, ensure_ascii=False)
