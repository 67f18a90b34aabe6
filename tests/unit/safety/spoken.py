"""What is told, word for word: in tests/cases/safety/spoken/*.txt a line `> ...` is given, what stands below is told.

    python tests/unit/safety/spoken.py      writes what is told anew, to be read in the difference before it is kept

`people.txt`: a person over the base person of `cases.py` (`without`: keys taken out), and all that safety finds;
`medicines.txt`: a medicine as typed (a country before "@"), and what is understood; `notes.txt`: a note, and what is
heard; `countries.txt`: a country, and whom to call; `illnesses.txt`: an illness in the person's words; `cards.txt`:
red flags that were answered with yes, and what follows at once.
"""

import importlib.util
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import yaml

from dolomite.base.errors import InputError
from dolomite.base.finding import Finding
from dolomite.base.person import Medicine
from dolomite.medicine import match, public, register
from dolomite.safety import listen, net
from dolomite.safety.alert import Alert
from dolomite.safety.card import phone, urgent
from dolomite.safety.country import whom_to_call
from dolomite.safety.helps import for_person

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)
FOLDER = cases.FOLDER / "spoken"
GIVEN = "> "


def of_person(given):
    asked = yaml.load(given, Loader=cases.Text) or {}
    without, on = asked.pop("without", ()), date.fromisoformat(asked.pop("on", cases.ON.isoformat()))
    try:
        person = cases.person_of(asked, without)
        safety = cases.safety_of(asked, without, on=on)
    except InputError as wrong:
        yield f"refused: {wrong}"
        return
    yield f"{safety.clearance.urgency.name}; stops {_plain(safety.clearance.stops)}"
    for alert in safety.clearance.alerts:
        yield from _alert(alert)
    yield f"kidneys: {_plain(safety.kidneys.egfr)}, {_plain(safety.kidneys.creatinine_umol_l)} umol/L, "
    yield f"  {_plain(safety.kidneys.age_months)} months; {_finding(safety.kidneys.finding)}"
    yield f"taken: {_plain(safety.taken.mg)} of {_plain(safety.taken.ul_mg)}; {_finding(safety.taken.finding)}"
    for bound in safety.bounds:
        yield f"bound: {_plain(bound)}"
    for part in safety.schedule.distances:
        yield f"apart: {_plain(part)}"
    yield f"slots: {'; '.join(slot.says for slot in safety.schedule.slots)}"
    helps = for_person(person.pain, urgency=safety.clearance.urgency, present=safety.present)
    yield f"helps: first {helps.first}, {_plain([option.row.id for option in helps.options])}"
    yield from (f"  {option.says}" for option in helps.options if option.says != option.row.says)
    yield from (f"  not {row.drop}: {row.says}" for row in helps.instead)
    yield f"other conditions: {_plain([other.typed for other in safety.other_conditions])}"
    yield f"day: {_plain(safety.schedule.day)}, assumed {safety.schedule.day_assumed}, times {safety.schedule.assumed}"


def of_medicine(given):
    name, _, country = given.partition(" @")
    told = match.understand(Medicine(name=name), country=country or None)
    yield _plain(told)
    yield f"shown as {_plain(told.names)}; by mouth {told.by_mouth}; groups {_plain(told.groups)}"
    for reading in register.readings(name.lower()):
        yield f"register: {_plain(reading)}"
    yield f"public: {_plain(public.look_up(name.lower(), country=country or None))}"


def of_note(given):
    text = given.replace(" // ", "\n")
    for harm in (False, True):
        told = listen.listen(text, harm=harm)
        if harm:
            yield f"harm: {_plain([card.id for card in told.cards])}"
            continue
        for alert in told.now:
            yield from _alert(alert)
        for heard in told.readings:
            yield f"heard: {_plain(heard)}"
        yield f"again: {_plain([row.id for row in told.again])}; nothing {told.nothing}"
    sounds = net.sounds(text)
    yield f"sounds: {sounds.sum:.4f}, asks {net.asks(sounds)}, {_plain(sounds.flags[:4])}"
    yield f"  because {_plain(sounds.because)}"


def of_country(given):
    told = whom_to_call(given if given != "none" else None)
    yield from (f"{call.tel} {_plain(call)}; checked {call.checked(cases.ON)}" for call in told.calls)
    yield f"{told.code} {told.name}, assumed {told.assumed}, report {told.report_harm}"
    yield from (told.says, told.here, told.advice, told.elsewhere)


def of_illness(given):
    person = cases.person_of({"conditions": [given]})
    for other in cases.Case(person=person, on=cases.ON).safety.other_conditions:
        yield f"counts as {_plain(other.signals)}"
        yield from _alert(other.alert())
    yield f"by its name: {_plain(person.conditions)}"


def of_card(given):
    """Red flags that were answered with yes: what follows at once; `say` and `do_not`: the words for the telephone."""
    if given in ("say", "do_not"):
        yield from phone(given)
        return
    for alert in urgent(dict.fromkeys(given.split(), "yes")):
        yield from _alert(alert)


TOLD = {
    "cards": of_card,
    "people": of_person,
    "medicines": of_medicine,
    "notes": of_note,
    "countries": of_country,
    "illnesses": of_illness,
}


def told_anew(path):
    """The file as it has to read: what is given as it stands, what is told as it is told now."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(GIVEN):
            lines += [line, *(f"    {one}".rstrip() for one in TOLD[path.stem](line.removeprefix(GIVEN)))]
        elif line.startswith("#"):
            lines.append(line)
    return "\n".join(lines) + "\n"


def _alert(alert: Alert):
    yield f"{alert.id} ({alert.about}): {alert.urgency.name}, stops {_plain(alert.stops)}"
    yield f"  {alert.says} | {alert.do}"
    yield f"  {_finding(alert)}"


def _finding(finding: Finding):
    because = f" because [{'; '.join(_finding(one) for one in finding.because)}]" if finding.because else ""
    about = f" of {finding.about}" if finding.about and not isinstance(finding, Alert) else ""
    says = "" if isinstance(finding, Alert) else f" ({finding.says})"
    return f"{finding.name}{about} = {_plain(finding.value)} {finding.unit}{says} {_plain(finding.basis)}{because}"


def _plain(value):
    """A value as one line: fields that are empty are left out, sets in their order."""
    if isinstance(value, Enum):
        return value.name
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((one.name, getattr(value, one.name)) for one in fields(value))
        return "{" + ", ".join(f"{name} {_plain(part)}" for name, part in parts if part not in (None, (), "")) + "}"
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} {_plain(part)}" for key, part in value.items()) + "}"
    if isinstance(value, frozenset | set):
        return "[" + ", ".join(sorted(_plain(one) for one in value)) + "]"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_plain(one) for one in value) + "]"
    if isinstance(value, float):
        return f"{value:.9g}"
    return str(value)


if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.txt")):
        file.write_text(told_anew(file), encoding="utf-8")
