"""The one door for a person: text in, a valid metric `Person` out, or one plain sentence.

The door knows shapes, not lists: the names of red flags, conditions and so on come in as `Ids`. The bounds below are
bounds of the plausible (a typing error is outside them), not health facts; health rules stand behind the door.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast, get_args

from dolomite.base import units
from dolomite.base.document import Node, decode, read, refuse
from dolomite.base.errors import InputError
from dolomite.base.field import Field
from dolomite.base.ids import Ids
from dolomite.base.parse_diary import diary
from dolomite.base.person import (
    UNKNOWN,
    Activity,
    Answer,
    Day,
    Kidney,
    Labs,
    Medicine,
    Pain,
    PainKind,
    Person,
    RedFlags,
    Supplement,
)

__all__ = ["decode", "diary", "person"]

FASTEST_CHANGE_LB_PER_WEEK = 2.0  # the calorie goal's own span, from -2 to +2 lb a week
Unknown = Literal["unknown"]
T = TypeVar("T")
_FEET = re.compile(r"(\d+)\s*(?:ft|feet|foot|')\s*(?:(\d+(?:\.\d+)?)\s*(?:in|inch|inches|\"|'')?)?")
_POUNDS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:lb|lbs|pounds?)")
NONE_WORDS = frozenset({"none", "no", "nothing", "nil"})
_METRIC = re.compile(r"(\d+(?:\.\d+)?)\s*(cm|kg)")
_STONE = re.compile(r"(\d+)\s*(?:st|stone)\s*(?:(\d+(?:\.\d+)?)\s*(?:lb|lbs|pounds?)?)?")

PERSON_KEYS = frozenset(
    {
        "born", "age_years", "sex", "state", "gestation_weeks", "weight_before_pregnancy_kg", "months_since_birth",
        "height_cm", "height", "weight_kg", "weight", "units", "activity", "goal", "body", "pain", "red_flags",
        "conditions", "kidney", "labs", "medicines", "day", "supplements", "symptoms", "avoid", "hide_energy",
    }
)  # fmt: skip
STATE_KEYS = frozenset({"gestation_weeks", "weight_before_pregnancy_kg", "months_since_birth"})


def person(text: str, *, name: str, ids: Ids) -> Person:
    """The person that a YAML or JSON text describes (lengths [cm], mass [kg], serum values [mmol/L, umol/L]).

    `name` is how messages call the text, `ids` the names that are known. Raises InputError with file and line.
    """
    root = Field(name=name, path="person", node=read(text, name=name))
    given = root.fields(PERSON_KEYS)
    if "sex" not in given:
        root.refuse("sex is missing. Add `sex: female` or `sex: male`.")
    aliases = dict(ids.aliases)
    values: dict[str, Any] = {"sex": given["sex"].word(("female", "male"))}
    _age(root, given, values)
    _state(given, values)
    _body_size(given, values)
    _goal(given, values)
    if "units" in given:
        values["units"] = given["units"].word(("metric", "us"))
    if "activity" in given:
        values["activity"] = cast(Activity, given["activity"].word(get_args(Activity)))
    if "body" in given:
        values["body"] = given["body"].word(ids.bodies)
    if "pain" in given:
        values["pain"] = _pain(given["pain"])
    if "red_flags" in given:
        values["red_flags"] = _red_flags(given["red_flags"], ids, aliases)
    for key, names, what in (
        ("conditions", ids.conditions, "condition"),
        ("symptoms", ids.symptoms, "symptom"),
    ):
        if key in given:
            values[key] = _names(given[key], names, aliases, what)
    if "avoid" in given:
        avoid = _names(given["avoid"], ids.avoid, aliases, "food group to avoid")
        values["avoid"] = () if avoid == UNKNOWN else avoid
    if "kidney" in given:
        values["kidney"] = _kidney(given["kidney"])
    if "labs" in given:
        values["labs"] = _labs(given["labs"])
    if "medicines" in given:
        field = given["medicines"]
        values["medicines"] = _listed(field, _medicine)
    if "supplements" in given:
        field = given["supplements"]
        values["supplements"] = _listed(field, lambda f: _supplement(f, ids, aliases))
    if "day" in given:
        day = given["day"].fields(("wakes", "sleeps"))
        if len(day) != 2:
            given["day"].refuse("both wakes and sleeps are needed, as in {wakes: 07:00, sleeps: 23:00}.")
        values["day"] = Day(wakes=day["wakes"].clock(), sleeps=day["sleeps"].clock())
    if "hide_energy" in given:
        values["hide_energy"] = given["hide_energy"].yes_no()
    try:
        return Person(**values)
    except InputError as error:
        refuse(name, root.node.line, error.says, field=error.field)


def _age(root: Field, given: dict[str, Field], values: dict[str, Any]) -> None:
    if "born" in given and "age_years" in given:
        given["age_years"].refuse("both born and age_years are given. Keep one.")
    if "born" in given:
        values["born"] = given["born"].day()
    elif "age_years" in given:
        values["given_age_years"] = given["age_years"].whole(low=0, high=125, unit="years")
        if values["given_age_years"] < 1:
            given["age_years"].refuse("under one year give the date of birth instead: born: YYYY-MM-DD.")
    else:
        root.refuse("born or age_years is missing. Add one, as in `born: 1984-05-02`.")


def _state(given: dict[str, Field], values: dict[str, Any]) -> None:
    details = {key: given[key] for key in STATE_KEYS if key in given}
    if "state" in given:
        field = given["state"]
        if isinstance(field.node.value, dict):  # state: {pregnant: {gestation_weeks: 20}}, written as one thing
            inner = field.fields(("pregnant", "lactating", "none"))
            if len(inner) != 1:
                field.refuse("one of pregnant, lactating or none belongs here.")
            values["state"], detail = next(iter(inner.items()))
            details |= detail.fields(STATE_KEYS)
        else:
            values["state"] = field.word(("none", "pregnant", "lactating"))
    state = values.get("state", "none")
    bounds = {
        "gestation_weeks": ("pregnant", 0, 45, "weeks"),
        "weight_before_pregnancy_kg": ("pregnant", 20, 400, "kg"),
        "months_since_birth": ("lactating", 0, 60, "months"),
    }
    for key, field in details.items():
        needs, low, high, unit = bounds[key]
        if state != needs:
            field.refuse(f"this goes with `state: {needs}` only. Add the state or remove the line.")
        values[key] = field.number(low=low, high=high, unit=unit)


def _body_size(given: dict[str, Field], values: dict[str, Any]) -> None:
    if "height" in given and "height_cm" in given:
        given["height"].refuse("both height and height_cm are given. Keep one.")
    if "weight" in given and "weight_kg" in given:
        given["weight"].refuse("both weight and weight_kg are given. Keep one.")
    if "height_cm" in given:
        values["height_cm"] = given["height_cm"].number(low=30, high=260, unit="cm")
    if "height" in given:
        values["height_cm"] = _height(given["height"])
    if "weight_kg" in given:
        values["weight_kg"] = given["weight_kg"].number(low=0.5, high=500, unit="kg")
    if "weight" in given:
        values["weight_kg"] = _weight(given["weight"])


def _height(field: Field) -> float:
    metric = _METRIC.fullmatch(field.text().lower())
    if metric is not None and metric[2] == "cm" and 30 <= float(metric[1]) <= 260:
        return float(metric[1])
    match = _FEET.fullmatch(field.text().lower())
    if match is None:
        field.refuse(f"{field.text()!r} is not feet and inches. Write 5 ft 6 in, or use height_cm: 168.")
    feet, inches = float(match[1]), float(match[2] or 0)
    cm = units.cm_from_feet_inches(feet, inches)
    if inches >= units.INCHES_PER_FOOT or not 30 <= cm <= 260:
        field.refuse(f"{field.text()!r} is not a plausible height. Write it as 5 ft 6 in.")
    return cm


def _weight(field: Field) -> float:
    text = field.text().lower()
    stone, pounds, metric = _STONE.fullmatch(text), _POUNDS.fullmatch(text), _METRIC.fullmatch(text)
    if metric is not None and metric[2] == "kg" and 0.5 <= float(metric[1]) <= 500:
        return float(metric[1])
    if stone is not None:
        lb = float(stone[1]) * 14 + float(stone[2] or 0)  # 14 lb make a stone, by definition
    elif pounds is not None:
        lb = float(pounds[1])
    else:
        field.refuse(f"{field.text()!r} is not a weight in pounds. Write 157 lb, or use weight_kg: 71.")
    kg = units.kg_from_lb(lb)
    if not 0.5 <= kg <= 500:
        field.refuse(f"{field.text()!r} is not a plausible weight. Write it as 157 lb.")
    return kg


def _goal(given: dict[str, Field], values: dict[str, Any]) -> None:
    if "goal" not in given:
        return
    goal = given["goal"].fields(("weekly_change_kg", "weekly_change_lb"))
    if len(goal) != 1:
        given["goal"].refuse("one of weekly_change_kg and weekly_change_lb belongs here.")
    key, field = next(iter(goal.items()))
    most_kg = units.kg_from_lb(FASTEST_CHANGE_LB_PER_WEEK)
    if key == "weekly_change_lb":
        lb = field.number(low=-FASTEST_CHANGE_LB_PER_WEEK, high=FASTEST_CHANGE_LB_PER_WEEK, unit="lb a week")
        values["weekly_change_kg"] = units.kg_from_lb(lb)
    else:
        values["weekly_change_kg"] = field.number(low=-round(most_kg, 2), high=round(most_kg, 2), unit="kg a week")


def _pain(field: Field) -> Pain:
    given = field.fields(("kind", "duration_weeks", "spreads_to_leg", "severity_nrs", "first_episode"))
    if "kind" not in given:
        field.refuse(f"kind is missing. Use one of: {', '.join(get_args(PainKind))}.")
    return Pain(
        kind=cast(PainKind, given["kind"].word(get_args(PainKind))),
        duration_weeks=_maybe(given.get("duration_weeks"), low=0, high=5200, unit="weeks"),
        spreads_to_leg=given["spreads_to_leg"].yes_no_unknown() if "spreads_to_leg" in given else None,
        severity_nrs=_maybe(given.get("severity_nrs"), low=0, high=10, unit="points"),
        first_episode=given["first_episode"].yes_no_unknown() if "first_episode" in given else None,
    )


def _maybe(field: Field | None, *, low: float, high: float, unit: str) -> float | None:
    return None if field is None or field.is_unknown() else field.number(low=low, high=high, unit=unit)


def _red_flags(field: Field, ids: Ids, aliases: dict[str, str]) -> RedFlags | None:
    if field.is_unknown():
        return None
    if _says_none(field):
        return RedFlags(answers=(), all_asked=True)
    if not isinstance(field.node.value, dict):
        yes = tuple(f.known(ids.red_flags, aliases, "red flag") for f in field.items())
        return RedFlags(answers=tuple((flag, "yes") for flag in dict.fromkeys(yes)), all_asked=True)
    answers: dict[str, Answer] = {}
    asked_on = None
    for key, node in field.node.value.items():
        entry = Field(name=field.name, path=f"{field.path}.{key}", node=node)
        if key == "asked_on":
            asked_on = entry.day()
        elif key == "yes":  # {asked_on: 2026-05-01, yes: [fever]}: all were asked on that day, these are yes
            inner = _red_flags(entry, ids, aliases)
            assert inner is not None
            answers |= dict(inner.answers)
        elif not entry.nothing():
            key_field = Field(name=field.name, path=field.path, node=Node(value=key, line=node.line))
            flag = key_field.known(ids.red_flags, aliases, "red flag")
            said = entry.yes_no_unknown()
            answers[flag] = "unknown" if said is None else ("yes" if said else "no")
    return RedFlags(answers=tuple(answers.items()), all_asked="yes" in field.node.value, asked_on=asked_on)


def _names(field: Field, names: frozenset[str], aliases: dict[str, str], what: str) -> tuple[str, ...] | Unknown:
    if field.is_unknown():
        return UNKNOWN
    if _says_none(field):
        return ()
    return tuple(dict.fromkeys(f.known(names, aliases, what) for f in field.items()))


def _listed(field: Field, read_one: Callable[[Field], T]) -> tuple[T, ...] | Unknown:
    if field.is_unknown():
        return UNKNOWN
    return () if _says_none(field) else tuple(read_one(item) for item in field.items())


def _says_none(field: Field) -> bool:
    value = field.node.value
    if isinstance(value, list) and len(value) == 1:  # [none] says the same as none and []
        value = value[0].value
    return isinstance(value, str) and value.strip().lower() in NONE_WORDS


def _kidney(field: Field) -> Kidney:
    if field.is_unknown():
        return Kidney(said_unknown=True)
    given = field.fields(("egfr", "creatinine_umol_l", "creatinine_mg_dl", "on"))
    measured = [key for key in ("egfr", "creatinine_umol_l", "creatinine_mg_dl") if key in given]
    if not measured or given[measured[0]].is_unknown():
        return Kidney(said_unknown=True)
    if len(measured) > 1:
        field.refuse(f"{' and '.join(measured)} are both given. Keep the one on the laboratory sheet.")
    on = given["on"].day() if "on" in given else None
    value = given[measured[0]]
    if measured[0] == "egfr":
        return Kidney(egfr=value.number(low=0, high=250, unit="mL/min/1.73 m2"), on=on)
    if measured[0] == "creatinine_umol_l":
        return Kidney(creatinine_umol_l=value.number(low=5, high=3000, unit="umol/L"), on=on)
    mg_dl = value.number(low=0.05, high=35, unit="mg/dL")
    return Kidney(creatinine_umol_l=units.umol_per_l_creatinine(mg_dl), on=on)


def _labs(field: Field) -> Labs:
    keys = {
        "serum_magnesium_mmol_l": (0.05, 12.0, "mmol/L"),
        "serum_magnesium_mg_dl": (0.1, 30.0, "mg/dL"),
        "urine_magnesium_mmol_l": (0.0, 100.0, "mmol/L"),
        "urine_creatinine_mmol_l": (0.01, 100.0, "mmol/L"),
        "serum_creatinine_umol_l": (5.0, 3000.0, "umol/L"),
        "lower_limit": (0.1, 3.0, "mmol/L"),
        "upper_limit": (0.1, 4.0, "mmol/L"),
    }
    given = field.fields((*keys, "on"))
    if "serum_magnesium_mmol_l" in given and "serum_magnesium_mg_dl" in given:
        field.refuse("serum magnesium is given twice. Keep the unit that stands on the laboratory sheet.")
    read_values = {
        key: given[key].number(low=low, high=high, unit=unit)
        for key, (low, high, unit) in keys.items()
        if key in given and not given[key].is_unknown()
    }
    serum = read_values.get("serum_magnesium_mmol_l")
    in_mg_dl = "serum_magnesium_mg_dl" in read_values
    if in_mg_dl:
        serum = units.mmol_per_l_magnesium(read_values["serum_magnesium_mg_dl"])
    limits = [read_values.get("lower_limit"), read_values.get("upper_limit")]
    # The laboratory prints its range in the unit of the value beside it.
    lower, upper = (units.mmol_per_l_magnesium(v) if v is not None and in_mg_dl else v for v in limits)
    if lower is not None and upper is not None and lower >= upper:
        given["lower_limit"].refuse(
            "the lower limit is not below the upper limit. Copy both from the laboratory sheet."
        )
    return Labs(
        serum_magnesium_mmol_l=serum,
        urine_magnesium_mmol_l=read_values.get("urine_magnesium_mmol_l"),
        urine_creatinine_mmol_l=read_values.get("urine_creatinine_mmol_l"),
        serum_creatinine_umol_l=read_values.get("serum_creatinine_umol_l"),
        lower_limit_mmol_l=lower,
        upper_limit_mmol_l=upper,
        on=given["on"].day() if "on" in given else None,
    )


def _medicine(field: Field) -> Medicine:
    if isinstance(field.node.value, str):
        return Medicine(name=field.text())
    given = field.fields(("name", "dose", "times", "years"))
    if "name" not in given:
        field.refuse("the medicine's name is missing. Write {name: omeprazole, dose: 20 mg}.")
    return Medicine(
        name=given["name"].text(),
        dose=given["dose"].text() if "dose" in given else None,
        times=tuple(t.clock() for t in given["times"].items()) if "times" in given else (),
        years=_maybe(given.get("years"), low=0, high=100, unit="years"),
    )


def _supplement(field: Field, ids: Ids, aliases: dict[str, str]) -> Supplement:
    given = field.fields(("form", "elemental_mg", "salt_mg", "per_day", "what", "times"))
    if "form" not in given:
        field.refuse("form is missing. Write {form: citrate, elemental_mg: 100, per_day: 2}; unknown is an answer.")
    form = "unknown" if given["form"].is_unknown() else given["form"].known(ids.forms, aliases, "form of magnesium")
    if "elemental_mg" in given and "salt_mg" in given:
        field.refuse("both elemental_mg and salt_mg are given. Keep the one on the label.")
    return Supplement(
        form=form,
        elemental_mg=_maybe(given.get("elemental_mg"), low=0, high=100_000, unit="mg"),
        salt_mg=_maybe(given.get("salt_mg"), low=0, high=100_000, unit="mg"),
        per_day=given["per_day"].number(low=0, high=100, unit="a day") if "per_day" in given else 1,
        what=cast(Any, given["what"].word(("supplement", "antacid", "laxative"))) if "what" in given else "supplement",
        times=tuple(t.clock() for t in given["times"].items()) if "times" in given else (),
    )
