"""The page for a doctor: one sheet that is read in a minute, with what is not known said as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from dolomite.base.span import Span
from dolomite.base.words import listed, span
from dolomite.report.tree import Column, Section, Table

NOT_ASKED, NONE = "not asked", "none, as told"
MOST_NOTICES, MOST_NAMES = 4, 12
LATEST = 7  # ratings that count as the latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the sheet is made from: answers as typed, sections of the report, magnesium from food over so many days
    [mg/d], ratings in order [points], a trial's sentence, and what the patient asks."""

    who: str
    document: Mapping[str, object]
    safety: Section
    adequacy: Section | None
    food: Span | None
    food_days: int
    pain: Sequence[float]
    said_pain: float | None
    trial: str | None
    asks: str


def section(known: Known) -> Section:
    """The sheet as one section. (Units stand in the sentences.)"""
    told = known.document
    rows = [
        ("Patient", known.who),
        ("Kidneys", _kidneys(told.get("kidney"))),
        ("Illnesses", _names(told.get("conditions"))),
        ("Medicines", _names(told.get("medicines"))),
        ("Magnesium beside food", _names(told.get("supplements"))),
        ("Magnesium in food", _food(known)),
        ("Pain", _pain(known.pain, known.said_pain)),
        ("Trial in this patient", known.trial or "none"),
        ("The patient asks", known.asks or "May I try magnesium, and how much at most?"),
    ]
    return Section(
        id="doctor",
        title="For your doctor",
        says=("Written by the patient with a program; not clinically reviewed. Please answer in the box.",),
        findings=known.safety.findings,
        data={},
        notices=known.safety.notices[:MOST_NOTICES],
        tables=(
            Table(caption="In one minute", columns=(Column(title="What"), Column(title="As told")), rows=tuple(rows)),
        ),
        tone="plain",
    )


def _food(known: Known) -> str:
    if known.food is None or known.food_days == 0:
        return "no day of food written down"
    days = "1 day" if known.food_days == 1 else f"{known.food_days} days"
    chance = f" {known.adequacy.says[0]}" if known.adequacy is not None else ""
    return f"{span(known.food, 'mg')} a day, over {days}.{chance}"


def _names(value: object) -> str:
    if value is None or value == "unknown":
        return NOT_ASKED
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ", ".join(f"{key.replace('_', ' ')} {part}" for key, part in value.items())
    if isinstance(value, Sequence):
        names = [_names(part).replace("_", " ") for part in value]
        return listed(names, most=MOST_NAMES) if names else NONE
    return str(value)


def _kidneys(value: object) -> str:
    if isinstance(value, Mapping) and value.get("egfr") is not None:
        when = value.get("on")
        return f"eGFR {value['egfr']} mL/min/1.73 m²{f', {when}' if when else ', date not told'}"
    if isinstance(value, Mapping) and value.get("told_weak") in ("yes", "no"):
        return f"{'told' if value['told_weak'] == 'yes' else 'never told'} that they are weak; no test told"
    return _names(value)


def _pain(ratings: Sequence[float], said: float | None) -> str:
    if not ratings:
        return f"usually {said:g} of 10, as told once" if said is not None else NOT_ASKED
    mean = fsum(ratings) / len(ratings)
    days = "1 day" if len(ratings) == 1 else f"{len(ratings)} days"
    if len(ratings) < 2 * LATEST:
        return f"average {mean:.1f} of 10 over {days}"
    latest = ratings[-LATEST:]
    first = ratings[:LATEST]
    return (
        f"average {mean:.1f} of 10 over {days}; the first week {fsum(first) / LATEST:.1f}, "
        f"the latest {fsum(latest) / LATEST:.1f}"
    )
