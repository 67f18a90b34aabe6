"""Use case: the same answers from Python, for notebooks and scripts: dictionaries and data frames in, answers out.

What stands here is public as `dolomite.read_person` and so on; nothing is computed here. Errors are `InputError`, one
sentence; a plan or a dose that safety stops raises `StoppedError`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dolomite.app import household, read
from dolomite.base.document import decode
from dolomite.base.errors import InputError, StoppedError
from dolomite.base.finding import Finding
from dolomite.base.person import Person
from dolomite.base.span import Span

if TYPE_CHECKING:
    from dolomite.app.case import Case
    from dolomite.report.tree import Report, Section

# The columns of the data frame, and what is in each.
FRAME = dict.fromkeys(("section", "name", "about"), "text") | dict.fromkeys(("value", "low", "high"), "number")
FRAME |= dict.fromkeys(("text", "unit", "unknown"), "text") | {"verified": "yes or no", "sources": "text"}

AnswerDocument = Mapping[str, object]
Rows = Iterable[Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """A food diary as it was given: CSV text, and how messages call it."""

    name: str
    content: bytes


def read_person(source: str | Path | Mapping[str, object], *, on: date | None = None) -> Person:
    """The person in a file (YAML or JSON) or in a dictionary with a person file's keys (units: cm, kg, mmol/L).

    `on` is the day of the answer (today). Raises InputError that names every fault.
    """
    day = on if on is not None else date.today()
    if isinstance(source, Mapping):
        return household.read_document(_document(source), on=day)
    return read.person(_bytes(source), name=str(source), on=day)


def read_diary(source: object) -> Diary:
    """A food diary from a file (ours, or a Cronometer export), from rows as dictionaries, or from a data frame of any
    library that Narwhals knows (pandas, polars, pyarrow); columns date, meal, food, amount, unit and perhaps complete.

    Raises InputError that names every line that cannot be used.
    """
    if isinstance(source, Diary):
        return source
    if isinstance(source, (str, Path)):
        diary = Diary(name=str(source), content=_bytes(source))
    else:
        diary = Diary(name="diary", content=_csv(_rows(source)).encode())
    from dolomite.app import catalogue

    read.diary(diary.content, name=diary.name, catalogue=catalogue.opened(None))
    return diary


def assess(person: object, diary: object = None, *, on: date | None = None) -> Assessment:
    """Everything about one person on one day (today), with a diary or without one; each part is computed when it is
    asked for. `person` and `diary` are what `read_person` and `read_diary` give, or what they take.

    Raises InputError for what cannot be used.
    """
    from dolomite.app import catalogue
    from dolomite.app.case import Case

    day = on if on is not None else date.today()
    who = (
        person if isinstance(person, Person) else read_person(cast("str | Path | Mapping[str, object]", person), on=day)
    )
    if diary is None:
        return Assessment(Case(person=who, on=day))
    given, foods = read_diary(diary), catalogue.opened(None)
    matched = read.diary(given.content, name=given.name, catalogue=foods, country=who.country, on=day)
    return Assessment(Case(person=who, on=day, diary=matched, catalogue=foods))


class Assessment:
    """The answers for one person on one day. In a notebook it shows the question, the answer and the three cards."""

    def __init__(self, case: Case) -> None:
        self._case = case

    @cached_property
    def _short(self) -> Section:
        from dolomite.app.answer import answer_section

        return answer_section(self._case)

    @cached_property
    def report(self) -> Report:
        """The whole report as a tree of sections (units as in each)."""
        from dolomite.app.assess import assess as whole

        return whole(self._case)

    @property
    def answer(self) -> AnswerDocument:
        """Question, answer in few words, how sure, and the three cards; an emergency instead, where there is one."""
        return self._short.data

    @cached_property
    def safety(self) -> AnswerDocument:
        """How urgent, what to do, what is stopped. (mg/d where magnesium beside food is named.)"""
        from dolomite.app.assess_safety import assess_safety

        return assess_safety(self._case).data

    @cached_property
    def adequacy(self) -> AnswerDocument | None:
        """How likely each nutrient falls short [0 to 1]; None without a day of food that counts."""
        if self._case.eaten is None:
            return None
        from dolomite.app.judge_adequacy import judge_adequacy

        return judge_adequacy(self._case).data

    def plan(self, *, prefer: str = "fewest", pin: Iterable[str] = (), ban: Iterable[str] = ()) -> AnswerDocument:
        """The smallest changes of food that close the gap [g, mg/d]. Raises InputError without a diary, StoppedError
        where safety stops a plan.
        """
        if self._case.eaten is None:
            raise InputError("a plan needs a diary with a day of food. Give one to assess.", field="diary")
        from dolomite.app.plan_food import Wishes, plan_food, prefer_of

        wishes = Wishes(pin=tuple(pin), ban=tuple(ban), prefer=prefer_of(prefer, has_prices=False))
        section = plan_food(self._case, wishes)
        if section.stopped is not None:
            raise StoppedError(f"no food plan is made. {section.stopped.reason}")
        return section.data

    def to_dict(self) -> AnswerDocument:
        """What `dolomite report --json` prints, as a dictionary (units in the keys)."""
        from dolomite.report import build
        from dolomite.report.json import document

        report = self.report
        return document(
            "report", build.data(report), on=self._case.on, releases=report.releases, unverified=report.unverified
        )

    def to_frame(self, backend: str = "pandas") -> object:
        """Every answer of the report, a row each. `backend`: pandas, polars or pyarrow.

        `value`, `low`, `high` are numbers [in `unit`]: what is known, and how far the unknown parts could carry it
        (None: no bound); `text` is an answer in words (yes, no, an id); `unknown` names the unknown parts; `about` says
        of what; `verified` whether all of its sources were compared. Raises InputError without that library.
        """
        rows = [_cells(section.id, finding) for section in self.report.sections for finding in section.findings]
        return _frame({name: [row[name] for row in rows] for name in FRAME}, backend)

    def _repr_html_(self) -> str:
        from dolomite.report.brief import brief

        return brief(self._short)


def pool_studies(studies: object, *, measure: str | None = None, **choices: object) -> AnswerDocument:
    """A meta-analysis of a table of studies: a CSV file, rows, or a data frame [unit of the measure, log for ratios].

    `choices` are the options of `dolomite pool` (estimator, test, pi, drop, bias ...). Raises InputError.
    """
    from dolomite.app import pool_studies as use

    wanted = use.Choices(measure=measure, **choices)  # type: ignore[arg-type] # checked by the use case
    if isinstance(studies, (str, Path)):
        return use.pool_studies(decode(_bytes(studies), name=str(studies)), name=str(studies), choices=wanted).data
    return use.pool_studies(_csv(_rows(studies)), name="studies", choices=wanted).data


def analyse_trial(
    days: object,
    *,
    active: str,
    against: str | None = None,
    blinded: bool | None = None,
    worthwhile: float | None = None,
) -> AnswerDocument:
    """What the days of a trial say [points of pain on 0 to 10, probabilities 0 to 1]: a CSV file, rows, or a data frame
    with the columns day, period, arm, pain_nrs. `worthwhile`: less is not worth it [points]. Raises InputError.
    """
    from dolomite.app import analyse_trial as use
    from dolomite.report.json import plain
    from dolomite.view.trial import section

    is_file = isinstance(days, (str, Path))
    name = str(days) if is_file else "days"
    text = decode(_bytes(cast("str | Path", days)), name=name) if is_file else _csv(_rows(days))
    asked = {"comparator": against, "worthwhile_points": worthwhile, "blinded": blinded}
    trial_section = section(use.from_csv(text, name=name, active=active, **asked))  # type: ignore[arg-type] # by name above
    return cast("AnswerDocument", plain(trial_section.data))


def check_article(text: str) -> AnswerDocument:
    """Which sentences of an article on magnesium hold, what it leaves out, and who profits. (Places in characters.)"""
    from dolomite.app.check_article import check_text

    return check_text(text)


def simulate_dose(
    person: object, *, dose_mg: float, form: str, days: int | None = None, split: int = 1, on: date | None = None
) -> AnswerDocument:
    """How far a daily dose [mg elemental] in that form could reach over so many days [d] (None: sixty), taken in
    `split` parts a day.

    Raises InputError for what cannot be used; where safety stops a dose, the answer says so and holds no curve.
    """
    from dolomite.app import simulate_dose as use

    case = assess(person, on=on)._case
    over = use.USUAL_DAYS if days is None else days
    return use.simulate_dose(case, use.asked(dose_mg=dose_mg, form=form, split=split, days=over)).data


def _sources(basis: Iterable[object]) -> str:
    return ", ".join(dict.fromkeys(str(getattr(base, "source", "")) for base in basis))


def _bytes(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}). Check the name.", file=str(path)) from None


def _document(source: Mapping[str, object]) -> dict[str, object]:
    """Numbers and dates as text, for the door reads what people type; True and False as yes and no."""

    def text(value: object) -> object:
        if isinstance(value, Mapping):
            return {str(key): text(held) for key, held in value.items()}
        if isinstance(value, (list, tuple)):
            return [text(part) for part in value]
        if isinstance(value, bool):
            return "yes" if value else "no"
        return None if value is None else str(value)

    return {str(key): text(value) for key, value in source.items()}


def _rows(source: object) -> list[Mapping[str, object]]:
    """Rows as dictionaries, from a list of them or from a data frame."""
    if isinstance(source, (list, tuple)):
        return list(source)
    import narwhals as nw

    try:
        frame = nw.from_native(source, eager_only=True)  # type: ignore[call-overload]
    except TypeError:
        raise InputError("this is no file, no rows and no data frame that is known here.") from None
    return list(frame.iter_rows(named=True))


def _csv(rows: list[Mapping[str, object]]) -> str:
    names = list(dict.fromkeys(str(key) for row in rows for key in row))
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return sheet.getvalue()


def _cell(value: object) -> str:
    """One cell as text; a missing value of any library is blank, a day is a date."""
    if value is None or value != value or str(value) in ("NaT", "<NA>"):
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _cells(section: str, finding: Finding) -> Mapping[str, str | float | bool | None]:
    """A finding as one row of the data frame [its unit]."""
    value, span = finding.value, finding.value if isinstance(finding.value, Span) else None
    number = span.known if span is not None else value if isinstance(value, (int, float)) else None
    word = value if isinstance(value, str) else ("yes" if value else "no") if isinstance(value, bool) else None
    return {
        "section": section,
        "name": finding.name,
        "about": finding.about or None,
        "value": None if number is None or word is not None else float(number),
        "low": None if span is None else span.low,
        "high": None if span is None else span.high,
        "text": word,
        "unit": finding.unit or None,
        "unknown": "; ".join(span.unknown) or None if span is not None else None,
        "verified": all(base.verified is True for base in finding.basis),
        "sources": _sources(finding.basis),
    }


def _frame(columns: Mapping[str, list[str | float | bool | None]], backend: str) -> object:
    import narwhals as nw

    kinds = {"text": nw.String, "number": nw.Float64, "yes or no": nw.Boolean}
    schema = {name: kinds[kind]() for name, kind in FRAME.items()}
    try:
        return nw.from_dict(columns, schema, backend=backend).to_native()  # type: ignore[arg-type]
    except (ImportError, ValueError):
        raise InputError(
            f"{backend!r} is not installed or not known. Install pandas or polars.", field="backend"
        ) from None
