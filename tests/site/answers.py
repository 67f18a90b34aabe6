"""The JSON of every example, as the commands give it: run by the site's Python in the browser, and by this machine's.

`answers(folder)` holds each document as text, or None where a package is missing that a browser has not.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

ON = date(2026, 11, 28)
PEOPLE = ("person", "walter")
ARTICLE = (
    "Magnesium deficiency causes back pain. Magnesium supplements relax tight muscles and cure low back pain. "
    "Half of all people do not get enough magnesium. Take 400 mg of magnesium glycinate at night. "
    "It is safe for everyone."
)
BODIES = ("us", "eu", "uk", "dach", "who")
LABEL = "Magnesium citrate 500 mg"


def answers(folder: Path) -> dict[str, str | None]:
    """Every document by the name of its command; `folder` holds the examples' files."""
    from dolomite.app import profile

    profile.use("information")
    made: dict[str, Callable[[], str]] = {}
    for name in PEOPLE:
        made |= of_person(folder, name, diary=False) | of_person(folder, name, diary=True)
    made |= of_subjects() | of_tables(folder)
    return {name: _or_missing(one) for name, one in made.items()}


def of_person(folder: Path, name: str, *, diary: bool) -> dict[str, Callable[[], str]]:
    """What is told about one person: the report and the commands of its rooms."""
    from dolomite.app import read
    from dolomite.app.advise_dose import advise_dose
    from dolomite.app.assess_safety import assess_safety
    from dolomite.app.case import Case
    from dolomite.app.explain_deficiency import explain_deficiency
    from dolomite.app.judge_adequacy import judge_adequacy
    from dolomite.app.measure_intake import measure_intake
    from dolomite.app.state_need import state_need
    from dolomite.food.table import Catalogue

    who = read.person((folder / f"{name}.yaml").read_bytes(), name=f"{name}.yaml", on=ON)
    matched = catalogue = None
    if diary:
        catalogue = Catalogue.open(data=None)
        content = (folder / f"{name}.csv").read_bytes()
        matched = read.diary(content, name=f"{name}.csv", catalogue=catalogue, on=ON, country=who.country)
    case = Case(person=who, on=ON, diary=matched, catalogue=catalogue)
    rooms: dict[str, tuple[str, Callable[[], Any]]] = {
        "safety": ("safety", lambda: assess_safety(case)),
        "deficiency": ("deficiency", lambda: explain_deficiency(case)),
        "supplement dose": ("supplement", lambda: advise_dose(case)),
        **{
            f"need --body {body}": ("need", _need(state_need, case, body)) for body in ("us", "eu", "uk", "dach", "who")
        },
    }
    if diary:
        rooms |= {
            "intake": ("intake", lambda: measure_intake(case)),
            "adequacy": ("adequacy", lambda: judge_adequacy(case)),
        }
    about = f"{name} and diary" if diary else name
    made = {f"{room} {about}": _section(command, one) for room, (command, one) in rooms.items()}
    made |= {f"report {about}, {part}": one for part, one in _report(case).items()}
    return made


def of_subjects() -> dict[str, Callable[[], str]]:
    """What needs no person: foods, supplements, every kind of pain, an article."""
    from dolomite.app import answer_evidence, check_article, look_up_food, read_supplement

    def evidence(condition: str) -> Callable[[], str]:
        asked = answer_evidence.Asked(condition=condition)
        return _section("evidence", lambda: answer_evidence.evidence_report(asked, on=ON, short=True).sections[0])

    def found(words: str) -> Callable[[], str]:
        return _section("food", lambda: look_up_food.search(words, limit=10, data=None))

    conditions = answer_evidence.survey_evidence(on=ON).sections[0].data["conditions"]
    return {
        **{f"food search {words}": found(words) for words in ("almonds", "rye bred", "oatmeel porridge", "brazil nut")},
        "food show": _section("food", lambda: look_up_food.show("fndds:63107010", grams=120.0, data=None)),
        "food top": _section(
            "food", lambda: look_up_food.top("magnesium", per="serving", limit=20, every=False, data=None)
        ),
        "supplement forms": _section("supplement", read_supplement.forms),
        "supplement label": _section("supplement", lambda: read_supplement.label(LABEL)),
        "check": _section("check", lambda: check_article.told(ARTICLE.encode(), name="article.txt")),
        "evidence": _section("evidence", lambda: answer_evidence.survey_evidence(on=ON).sections[0]),
        **{f"evidence {one['condition']}": evidence(one["condition"]) for one in conditions},
    }


def of_tables(folder: Path) -> dict[str, Callable[[], str]]:
    """What reads a table of studies, or of days."""
    from dolomite.app import analyse_trial
    from dolomite.app.pool_studies import Choices, pool_studies
    from dolomite.view import trial

    def read(name: str) -> str:
        return (folder / f"{name}.csv").read_text(encoding="utf-8")

    def pool(estimator: str) -> Callable[[], str]:
        choices = Choices(measure="or", estimator=estimator)
        return _section("pool", lambda: pool_studies(read("magnesium_mi"), name="magnesium_mi.csv", choices=choices))

    def days(name: str) -> Callable[[], str]:
        told = {"name": f"{name}.csv", "active": "magnesium"}
        return _section("trial", lambda: trial.section(analyse_trial.from_csv(read(name), **told)))

    return {
        **{f"pool --estimator {one}": pool(one) for one in ("reml", "dl", "mh", "fe")},
        **{f"trial analyse {one}": days(one) for one in ("trial_worked", "trial_no_difference", "trial_half_missing")},
    }


def _need(state_need: Callable[..., Any], case: object, body: str) -> Callable[[], Any]:
    return lambda: state_need(case, body=body)


def _section(command: str, tell: Callable[[], Any]) -> Callable[[], str]:
    def made() -> str:
        found = tell()
        return _text(command, found.data, releases=found.releases)

    return made


def _report(case: Any) -> dict[str, Callable[[], str]]:
    """The report, one part of its document after the other: each room by itself."""
    from dolomite.app.assess import assess
    from dolomite.report import build

    made = build.data(assess(case))
    return {part: _part(part, value) for part, value in made.items()}


def _part(part: str, value: object) -> Callable[[], str]:
    return lambda: _text("report", {part: value})


def _text(command: str, data: Mapping[str, object], *, releases: tuple[str, ...] = ()) -> str:
    from dolomite.report.json import document, render

    return render(document(command, data, on=ON, releases=releases))


def _or_missing(tell: Callable[[], str]) -> str | None:
    from dolomite.base.errors import MissingError

    try:
        return tell()
    except MissingError:
        return None
