"""The case tables: a base person, what a case lays over it, and what must come out."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from dolomite import facts
from dolomite.app import read
from dolomite.app.case import Case
from dolomite.base import parse
from dolomite.safety.helps import for_person
from dolomite.safety.kidney import stage

FOLDER = Path(__file__).parents[2] / "cases" / "safety"
ON = date(2026, 11, 21)
BASE = {
    "sex": "female",
    "age_years": 42,
    "pain": {"kind": "low_back", "duration_weeks": 14},
    "red_flags": [],
    "conditions": [],
    "kidney": {"egfr": 95},
    "medicines": [],
    "supplements": [],
    "symptoms": [],
}


class Text(yaml.SafeLoader):
    """Everything stays as typed: `yes` is a word, a date is text."""


Text.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in pairs if tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")]
    for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def cases(name):
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=Text)


def every():
    return [(path.stem, case) for path in sorted(FOLDER.glob("*.yaml")) for case in cases(path.stem)]


def person_of(changes, without=(), *, base=None):
    given = {**(BASE if base is None else base), **changes}
    for key in without:
        given.pop(key, None)
    return parse.person(json.dumps(given), name="case", ids=facts.ids())


@cache
def catalogue():
    from dolomite.food.table import Catalogue

    return Catalogue.open()


def diary_of(lines):
    """A diary of the case: lines as typed, a Cronometer export when the first line is its heading."""
    text = "\n".join(lines) + "\n"
    head = "" if text.startswith("Day,") else "date,meal,food,amount,unit\n"
    return read.diary((head + text).encode(), name="diary", catalogue=catalogue())


def safety_of(changes, without=(), *, base=None, on=ON, diary=None):
    matched = diary_of(diary) if diary is not None else None
    return Case(person=person_of(changes, without, base=base), on=on, diary=matched).safety


def _mg(value):
    return "open" if value is None else round(value)


def problems(case):
    """What of a case does not hold, as lines."""
    found = safety_of(case.get("with") or {}, case.get("without") or (), diary=case.get("diary"))
    urgency = {}
    for alert in found.clearance.alerts:
        urgency[alert.id] = max(urgency.get(alert.id, alert.urgency), alert.urgency)
    wrong = []

    def check(what, got, wanted):
        if got != wanted:
            wrong.append(f"{what}: {got}, wanted {wanted}")

    if "beside" in case:
        total = found.taken.total
        check("beside food", None if total is None else [_mg(total.low), _mg(total.high)], case["beside"])
    if "asks" in case:
        check("asks", len([one for one in diary_of(case["diary"]).notes if one.startswith("Line ")]), case["asks"])
    if "foods" in case:
        check("foods", [one.row.food for one in diary_of(case["diary"]).eaten], case["foods"])
    if "urgency" in case:
        check("urgency", found.clearance.urgency.name, case["urgency"])
    if "stops" in case:
        check("stops", sorted(found.clearance.stops), sorted(case["stops"]))
    for name, wanted in (case.get("has") or {}).items():
        check(name, urgency[name].name if name in urgency else "absent", wanted)
    for name in case.get("not") or ():
        check(name, "present" if name in urgency else "absent", "absent")
    for name, wanted in (case.get("about") or {}).items():
        about = sorted(a.about for a in found.clearance.alerts if a.id == name)
        check(f"about of {name}", about, wanted if isinstance(wanted, list) else [wanted])
    for name, wanted in (case.get("sources") or {}).items():
        told = [b.source for a in found.clearance.alerts if a.id == name for b in a.basis]
        check(f"sources of {name}", told, wanted)
    for name, words in (case.get("says") or {}).items():
        told = " ".join(f"{a.says} {a.do}" for a in found.clearance.alerts if a.id == name)
        check(f"{words!r} in {name}", words in told, True)
    if "bounds" in case:
        check("bounds", [b.id for b in found.bounds], case["bounds"])
    for name, wanted in (case.get("bound") or {}).items():
        one = next((b for b in found.bounds if b.id == name), None)
        check(name, None if one is None else {key: getattr(one, key) for key in wanted}, wanted)
    if "slots" in case:
        check("slots", [f"{s.start:%H:%M}-{s.end:%H:%M}" for s in found.schedule.slots], case["slots"])
    if "hours" in case:
        check("hours", [[p.before_h, p.after_h] for p in found.schedule.distances], case["hours"])
    for name, wanted in (case.get("helps") or {}).items():
        pain = person_of(case.get("with") or {}, case.get("without") or ()).pain
        helps = for_person(pain, urgency=found.clearance.urgency, present=found.present)
        told = {one.row.id for one in helps.options}
        check(name, str(name in told).lower(), str(wanted).lower())
    if "keeps_from" in case:
        check("keeps from", [p.medicine for p in found.schedule.distances], case["keeps_from"])
    if "stage" in case:
        check("stage", stage(found.kidneys.egfr).id, case["stage"])
    return wrong
