"""Everyday medicine lists: how often safety is more urgent than the sources ask, counted and printed."""

import importlib.util
from pathlib import Path

from dolomite.safety.alert import Urgency

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)
FOLDER = Path(__file__).parents[2] / "cases" / "everyday"
LISTS = ("lists.psv", "lists_second.psv", "lists_third.psv")
MOST_OVER_ALARMS = 5  # in all lists together; the first score of each stands in docs/explanation/safety-kinds.md


def lists():
    told = [line for name in LISTS for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    rows = [line.split("|") for line in told if not line.startswith("#")]
    return [
        (
            {
                "sex": "female" if who.startswith("f") else "male",
                "age_years": int(who.split()[1]),
                "kidney": "unknown" if egfr == "?" else {"egfr": float(egfr)},
                "conditions": illnesses if illnesses == "none" else illnesses.split("; "),
                "medicines": medicines if medicines == "none" else medicines.split("; "),
            },
            at_most,
        )
        for who, egfr, illnesses, medicines, at_most in rows
    ]


def over_alarms():
    found = []
    for changes, at_most in lists():
        clearance = cases.safety_of(changes).clearance
        if clearance.urgency > Urgency[at_most]:
            loud = [(one.id, one.about) for one in clearance.alerts if one.urgency == clearance.urgency]
            found.append((changes["age_years"], changes["medicines"], clearance.urgency.name, at_most, loud))
    return found


def test_there_are_more_than_two_hundred_lists():
    assert len(lists()) >= 260


def test_over_alarm_stays_rare():
    loud = over_alarms()
    assert len(loud) <= MOST_OVER_ALARMS, loud


if __name__ == "__main__":
    for one in over_alarms():
        print(*one)
    print(len(over_alarms()), "of", len(lists()))
