"""Use case: how many people of a survey usually get too little of a nutrient, by group, with how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal, cast, get_args

from dolomite.base.errors import InputError
from dolomite.base.person import Person
from dolomite.facts import light_rows
from dolomite.need.life_stage import StageRow
from dolomite.need.requirement import MAGNESIUM, Requirement, requirement
from dolomite.need.skewed import percentiles
from dolomite.population import cells, design, disclose, engine, estimate, models, refuse, scenario, survey
from dolomite.population import columns as table
from dolomite.report.tree import Section, Table
from dolomite.view import population as view
from dolomite.view import population_csv
from dolomite.view.shape.population import PopulationAnswer

Method = Literal["usual", "observed"]
ModelName = Literal["auto", "one", "two"]
MOST_UNITS = 20_000  # people resampled one by one where no sampling units are named: beyond, memory and no gain
ENERGY = "energy"
STEPS = 4  # cells looked at, weights and days, estimate, change
HALF_A_YEAR = 0.5  # years: the first stage below which no table has a requirement of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was asked: the nutrient, whose reference values, how to estimate, in which engine, and what to hide.

    `ear`, `cv`, `ul` [unit a day; 1] replace the reference values for every group. `fay` [0 to 1] belongs to replicate
    weights as published; None: they are a jackknife's. `model` of usual intake: one part, two parts (eaten now and
    then), or what the days show. `command`: what was typed, for the paragraph on methods.
    """

    nutrient: str = MAGNESIUM
    body: str = "us"
    method: Method = "usual"
    engine: str = "duckdb"
    ear: float | None = None
    cv: float | None = None
    ul: float | None = None
    fay: float | None = None
    model: ModelName = "auto"
    hide_small: bool = True
    change: scenario.Scenario | None = None
    command: str = ""


def choices(**given: Any) -> tuple[survey.Columns, Choices]:
    """What a coat was given by name, as the survey's columns and the choices [1; unit a day].

    Raises InputError for a method that is not known.
    """
    names = {field.name for field in fields(survey.Columns)}
    if given.get("method") not in get_args(Method):
        raise InputError(
            f"{given.get('method')!r} is not known. Use one of: {', '.join(get_args(Method))}.", field="method"
        )
    if given.get("model", "auto") not in get_args(ModelName):
        raise InputError(
            f"{given.get('model')!r} is not known. Use one of: {', '.join(get_args(ModelName))}.", field="model"
        )
    change = _scenario(given.pop("scenario", None), given.pop("add", None), given.pop("share", None), given)
    asked = {name: value for name, value in given.items() if name not in names and name != "exact"}
    return (
        survey.Columns(**{name: value for name, value in given.items() if name in names}),
        Choices(**asked, change=change, hide_small=not given.get("exact", False)),
    )


def _scenario(
    kind: str | None, add: float | None, share: float | None, given: dict[str, Any]
) -> scenario.Scenario | None:
    if kind is None:
        if add is not None or share is not None or given.get("food"):
            raise InputError(
                "A food, an amount or a share of people belongs to a scenario. Name one of: fortify, swap, supplement.",
                field="scenario",
            )
        return None
    if kind not in get_args(scenario.Kind):
        raise InputError(f"{kind!r} is not known. Use one of: {', '.join(get_args(scenario.Kind))}.", field="scenario")
    if add is None:
        raise InputError(f"How much does the scenario {kind} add? Give the amount.", field="add")
    if (kind == "supplement") == bool(given.get("food")):
        raise InputError(
            "A supplement has no food's column." if kind == "supplement" else f"Which food? Name its grams for {kind}.",
            field="food",
        )
    if given.get("method") != "usual":
        raise InputError("A scenario needs the model of usual intake. Leave out the other method.", field="method")
    return scenario.Scenario(kind=cast(scenario.Kind, kind), add=add, share=1.0 if share is None else share)


def count_population(
    places: tuple[engine.Place, ...],
    columns: survey.Columns,
    choices: Choices,
    *,
    on: date,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Section:
    """The section on a survey in files or at addresses [the nutrient's unit a day].

    `on` is the day whose reference values count.
    `progress` is told how many of the steps are done, and of how many.

    Raises InputError where the files, the columns or the design cannot be used.
    """
    _no_energy(choices)
    stages = _stages(columns, choices, on=on)
    progress(0, STEPS)
    data = engine.read(places, choices.engine)
    span = refuse.empty(data, columns)
    progress(1, STEPS)
    days = survey.day_rows(data, columns, stages=tuple(stage for stage, _ in stages))
    persons = refuse.looked(days, divided=bool(stages or columns.by), weight=columns.weight, span=span)
    progress(2, STEPS)
    units = _units(data, persons, columns, choices)
    limits = _limits(stages, choices, persons)
    covariates = survey.nuisance(columns)
    usual = _parts(days, choices)
    answers = (
        estimate.usual_intake(days, limits, units, covariates=covariates, parts=usual)
        if choices.method == "usual"
        else estimate.observed_people(table.means(persons), limits, units)
    )
    progress(STEPS - 1, STEPS)
    shown = disclose.safe(answers) if choices.hide_small else answers
    changes: tuple[scenario.Change, ...] = ()
    if choices.change is not None:
        hidden = {answer.group for answer in shown if answer.why_not == disclose.WHY}
        all_changes = scenario.apply(days, choices.change, limits, units, covariates=covariates, parts=usual)
        changes = tuple(change for change in all_changes if change.group not in hidden)
    progress(STEPS, STEPS)
    needed = stages[0][1] if stages else None
    return view.section(
        shown,
        view.Told(
            nutrient=choices.nutrient,
            unit=needed.unit if needed is not None else "unit/d",
            body=choices.body if needed is not None else "",
            method=choices.method,
            design=units.replicates.says,
            covariates=covariates,
            parts=usual,
            engine=choices.engine,
            hidden=choices.hide_small,
            requirement=needed,
            scenario=choices.change,
            command=choices.command,
            changes=changes,
        ),
    )


def _no_energy(choices: Choices) -> None:
    if choices.nutrient == ENERGY:
        raise InputError(
            "Energy has no average requirement to count people below: what people eat follows what they need. "
            "Choose a nutrient; body weight tells whether energy suffices.",
            field="nutrient",
        )


def _parts(days: survey.Frame, choices: Choices) -> models.Parts:
    if choices.model == "auto":
        return models.chosen(days) if choices.method == "usual" else "one"
    return choices.model


def csv_table(section: Section) -> Table:
    """The section's answers as one row a group [intakes in its unit a day, shares 0 to 1]."""
    return population_csv.table(cast(PopulationAnswer, section.data))


def _stages(columns: survey.Columns, choices: Choices, *, on: date) -> tuple[tuple[survey.Stage, Requirement], ...]:
    if (columns.sex is None) != (columns.age is None):
        raise InputError(
            "Sex and age go together: both are needed to find a life stage. Name both columns, or neither."
        )
    if columns.sex is None:
        return ()
    stages = []
    for row in light_rows("need/life_stage", StageRow):
        if row.state != "none" or row.from_years < HALF_A_YEAR:
            continue
        sex: Literal["male", "female"] = "male" if row.sex == "male" else "female"
        person = Person(sex=sex, given_age_years=int(row.from_years))
        needed = requirement(person, choices.nutrient, on=on, body=choices.body)
        name = _called(row)
        stages.append(
            (survey.Stage(name=name, sex=row.sex, from_years=row.from_years, below_years=row.below_years), needed)
        )
    return tuple(stages)


def _called(row: StageRow) -> str:
    who = "children" if row.sex == "any" else row.sex
    if row.below_years is None:
        return f"{who} {row.from_years:g} years and more"
    if row.below_years <= 1:
        return "infants from half a year"
    return f"{who} {row.from_years:g} to {row.below_years - 1:g} years"


def _limits(
    stages: tuple[tuple[survey.Stage, Requirement], ...],
    choices: Choices,
    days: survey.Frame,
) -> dict[str, estimate.Limit]:
    """Each group's limits: the group's name begins with its life stage where there are stages."""
    groups = [str(group) for group in cells.collected(days.select("group").unique())["group"]]
    if choices.ear is not None or not stages:
        return {group: estimate.Limit(ear=choices.ear, cv=choices.cv, ul=choices.ul) for group in groups}
    held = {}
    for group in groups:
        stage = group.split(survey.JOINT)[0]
        needed = next(need for life_stage, need in stages if life_stage.name == stage)
        total = needed.ul if needed.counts == "total" else None
        held[group] = estimate.Limit(
            ear=needed.ear if needed.ear_verified else None,
            cv=choices.cv if choices.cv is not None else needed.cv,
            ul=choices.ul if choices.ul is not None else total,
            ai=needed.ai if needed.ear is None else None,
            ul_beside_food=needed.ul_supplemental,
            percentiles=percentiles(choices.nutrient, needed.life_stage) if choices.body == "us" else (),
        )
    return held


def _units(data: survey.Frame, days: survey.Frame, columns: survey.Columns, choices: Choices) -> cells.Units:
    pairs = cells.pairs(days)
    if not pairs:
        raise InputError("No row is left: nobody has a recalled day, a life stage and a weight. Check the columns.")
    if columns.replicates is not None:
        return cells.units_of(pairs, cells.published(data, columns, pairs, fay=choices.fay))
    if columns.psu is None:
        if len(pairs) > MOST_UNITS:
            raise InputError(
                f"The data have {len(pairs):,} people and name no sampling units, so their uncertainty would need each "
                "person resampled. Name the column of the sampling units, or replicate weights."
            )
        return cells.units_of(pairs, design.by_person(len(pairs)))
    return cells.units_of(pairs, design.build([s for s, _ in pairs], [p for _, p in pairs]))
