"""The one door for a person: text in, a valid metric `Person` out, or one plain sentence.

The door knows shapes, not lists: the names of red flags, conditions and so on come in as `Ids`. The bounds below are
bounds of the plausible (a typing error is outside them), not health facts; health rules stand behind the door.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

from dolomite.base import units
from dolomite.base.document import Field, read, refuse
from dolomite.base.errors import Faults, InputError
from dolomite.base.frozen import dataclass
from dolomite.base.parse_health import (
    conditions,
    kidney,
    labs,
    listed,
    maybe,
    medicine,
    names,
    red_flags,
    screener,
    supplement,
)
from dolomite.base.person import (
    UNKNOWN,
    Activity,
    Day,
    Ids,
    Pain,
    PainKind,
    Person,
)

Values = dict[str, Any]  # what was read so far, for the person to be built from
FASTEST_CHANGE_LB_PER_WEEK = 2.0  # the calorie goal's own span, from -2 to +2 lb a week
_FEET = r"(\d+)\s*(?:ft|feet|foot|')\s*(?:(\d+(?:\.\d+)?)\s*(?:in|inch|inches|\"|'')?)?"
_POUNDS = r"(\d+(?:\.\d+)?)\s*(?:lb|lbs|pounds?)"
_METRIC = r"(\d+(?:\.\d+)?)\s*(cm|kg)"
_STONE = r"(\d+)\s*(?:st|stone)\s*(?:(\d+(?:\.\d+)?)\s*(?:lb|lbs|pounds?)?)?"

PERSON_KEYS = frozenset(
    {
        "born", "age_years", "sex", "state", "gestation_weeks", "weight_before_pregnancy_kg", "months_since_birth",
        "height_cm", "height", "weight_kg", "weight", "units", "activity", "goal", "body", "pain", "red_flags",
        "conditions", "kidney", "labs", "medicines", "day", "supplements", "symptoms", "avoid", "hide_energy",
        "country", "screener",
    }
)  # fmt: skip
SEX_LETTERS = {"f": "female", "m": "male"}
STATE_KEYS = frozenset({"gestation_weeks", "weight_before_pregnancy_kg", "months_since_birth"})


def person(text: str, *, name: str, ids: Ids) -> Person:
    """The person that a YAML or JSON text describes (lengths [cm], mass [kg], serum values [mmol/L, umol/L]).

    `name` is how messages call the text, `ids` the names that are known. Raises InputError with file and line.
    """
    root = Field(name=name, path="person", node=read(text, name=name))
    faults = Faults()
    given = root.fields(PERSON_KEYS, faults)
    values: Values = {}
    with faults:
        if "sex" not in given:
            root.refuse("sex is missing. Add `sex: female` or `sex: male`.")
        sex = given["sex"]
        values["sex"] = SEX_LETTERS.get(sex.text().lower()) or sex.word(("female", "male"))
    for reads in (_age, _state, _body_size, _goal, _country, _words, _health):
        reads(_Given(root=root, fields=given, ids=ids, faults=faults), values)
    if "hide_energy" not in values and values.get("weekly_change_kg") is not None:  # a weight goal asks for calories
        values["hide_energy"] = False
    faults.end()
    try:
        return Person(**values)
    except InputError as error:
        refuse(name, root.node.line, error.says, field=error.field)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """The file's values by key, the names that are known, and the faults found so far."""

    root: Field
    fields: dict[str, Field]
    ids: Ids
    faults: Faults


def single_food(text: str) -> str | None:
    """A single food in plain words, to be avoided by its name; None where a known group may be meant."""
    return " ".join(text.split()).lower() if re.fullmatch(r"[^\W\d_]+(?:[ '-][^\W\d_]+){0,3}", text) else None


def _words(given: _Given, values: Values) -> None:
    """What is one word or a few, and sets nothing else."""
    ids, aliases = given.ids, dict(given.ids.aliases)

    def avoid(field: Field) -> tuple[str, ...]:
        avoided = names(field, ids.avoid, aliases, "food group to avoid", free=single_food)
        return () if avoided == UNKNOWN else avoided

    readers: dict[str, Callable[[Field], object]] = {
        "units": lambda field: field.word(("metric", "us")),
        "activity": lambda field: field.word(get_args(Activity)),
        "body": lambda field: field.word(ids.bodies),
        "pain": _pain,
        "avoid": avoid,
        "day": _day,
        "hide_energy": lambda field: field.yes_no(),
        "screener": screener,
    }
    _each(given, values, readers)


def _health(given: _Given, values: Values) -> None:
    ids, aliases = given.ids, dict(given.ids.aliases)
    readers: dict[str, Callable[[Field], object]] = {
        "red_flags": lambda field: red_flags(field, ids, aliases),
        "symptoms": lambda field: names(field, ids.symptoms, aliases, "symptom"),
        "kidney": kidney,
        "labs": labs,
        "medicines": lambda field: listed(field, medicine),
        "supplements": lambda field: listed(field, lambda entry: supplement(entry, ids, aliases)),
    }
    _each(given, values, readers)
    if "conditions" in given.fields:
        with given.faults:
            values["conditions"], values["other_conditions"] = conditions(
                given.fields["conditions"], ids.conditions, aliases
            )


def _each(given: _Given, values: Values, reads: Mapping[str, Callable[[Field], object]]) -> None:
    for key, read_one in reads.items():
        if key in given.fields:
            with given.faults:
                values[key] = read_one(given.fields[key])


def _day(field: Field) -> Day:
    day = field.fields(("wakes", "sleeps"))
    if len(day) != 2:
        field.refuse("both wakes and sleeps are needed, as in {wakes: 07:00, sleeps: 23:00}.")
    return Day(wakes=day["wakes"].clock(), sleeps=day["sleeps"].clock())


def _country(given: _Given, values: Values) -> None:
    """The country, and what it sets where the file does not: whose reference values, and the units shown."""
    if "country" in given.fields:
        with given.faults:
            code, values["body"], values["units"] = _place(given.fields["country"], given.ids)
            values["country"] = code


def _place(field: Field, ids: Ids) -> tuple[str, str, str]:
    """The code, the authority and the units of a country."""
    known = {code: (body, shown) for code, body, shown in ids.countries}
    code = field.text().upper()
    code = dict(ids.country_words).get(" ".join(field.text().lower().split()), code)
    if code not in known:
        field.refuse(
            f"{field.text()!r} is not a country that we hold. Use the two letters of its ISO code, as in GB; for any "
            "other country leave the line out, and all emergency numbers are shown."
        )
    return code, *known[code]


def _age(all_given: _Given, values: Values) -> None:
    root, given = all_given.root, all_given.fields
    with all_given.faults:
        _read_age(root, given, values)


def _read_age(root: Field, given: dict[str, Field], values: Values) -> None:
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


def _state(all_given: _Given, values: Values) -> None:
    with all_given.faults:
        _read_state(all_given.fields, values)


def _read_state(given: dict[str, Field], values: Values) -> None:
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


def _body_size(all_given: _Given, values: Values) -> None:
    given = all_given.fields
    with all_given.faults:
        if "height" in given and "height_cm" in given:
            given["height"].refuse("both height and height_cm are given. Keep one.")
        if "height_cm" in given:
            values["height_cm"] = given["height_cm"].number(low=30, high=260, unit="cm")
        if "height" in given:
            values["height_cm"] = _height(given["height"])
    with all_given.faults:
        if "weight" in given and "weight_kg" in given:
            given["weight"].refuse("both weight and weight_kg are given. Keep one.")
        if "weight_kg" in given:
            values["weight_kg"] = given["weight_kg"].number(low=0.5, high=500, unit="kg")
        if "weight" in given:
            values["weight_kg"] = _weight(given["weight"])


def _height(field: Field) -> float:
    metric = re.fullmatch(_METRIC, field.text().lower())
    if metric is not None and metric[2] == "cm" and 30 <= float(metric[1]) <= 260:
        return float(metric[1])
    match = re.fullmatch(_FEET, field.text().lower())
    if match is None:
        field.refuse(f"{field.text()!r} is not feet and inches. Write 5 ft 6 in, or use height_cm: 168.")
    feet, inches = map(float, match.groups("0"))
    cm = units.cm_from_feet_inches(feet, inches)
    if inches >= units.INCHES_PER_FOOT or not 30 <= cm <= 260:
        field.refuse(f"{field.text()!r} is not a plausible height. Write it as 5 ft 6 in.")
    return cm


def _weight(field: Field) -> float:
    text = field.text().lower()
    stone, pounds, metric = re.fullmatch(_STONE, text), re.fullmatch(_POUNDS, text), re.fullmatch(_METRIC, text)
    if metric is not None and metric[2] == "kg" and 0.5 <= float(metric[1]) <= 500:
        return float(metric[1])
    if stone is not None:
        stones, rest = map(float, stone.groups("0"))
        lb = stones * 14 + rest  # 14 lb make a stone, by definition
    elif pounds is not None:
        lb = float(pounds[1])
    else:
        field.refuse(f"{field.text()!r} is not a weight. Write it as 71 kg, 157 lb or 11 st 3 lb.")
    kg = units.kg_from_lb(lb)
    if not 0.5 <= kg <= 500:
        field.refuse(f"{field.text()!r} is not a plausible weight. Write it as 71 kg, 157 lb or 11 st 3 lb.")
    return kg


def _goal(all_given: _Given, values: Values) -> None:
    if "goal" in all_given.fields:
        with all_given.faults:
            _read_goal(all_given.fields, values)


def _read_goal(given: dict[str, Field], values: Values) -> None:
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
        duration_weeks=maybe(given.get("duration_weeks"), low=0, high=5200, unit="weeks"),
        spreads_to_leg=given["spreads_to_leg"].yes_no_unknown() if "spreads_to_leg" in given else None,
        severity_nrs=maybe(given.get("severity_nrs"), low=0, high=10, unit="points"),
        first_episode=given["first_episode"].yes_no_unknown() if "first_episode" in given else None,
    )
