"""What a person file says of health: red flags, illnesses, kidneys, laboratory values, medicines and supplements."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, TypeVar, get_args

from dolomite.base import units
from dolomite.base.document import NO_WORDS, YES_WORDS, Field, Node, resembles, shown
from dolomite.base.errors import Faults
from dolomite.base.person import UNKNOWN, Answer, Bound, Ids, Kidney, Labs, Medicine, RedFlags, Remedy, Supplement

Unknown = Literal["unknown"]
T = TypeVar("T")
NONE_WORDS = frozenset({"none", "no", "nothing", "nil"})
NO_ILLNESS_WORDS = NONE_WORDS | {"healthy", "no illnesses", "no illness", "n/a", "na", "-"}
# Answers of people who are neither sure of yes nor of no: they count as not sure, never as no.
NOT_SURE_WORDS = frozenset(
    {"sometimes", "maybe", "perhaps", "not sure", "unsure", "a bit", "a little", "occasionally", "possibly",
     "now and then", "don't know", "dont know", "?", "slightly", "on and off", "comes and goes"}
)  # fmt: skip
MOST_LISTED = 300  # entries of one list: nobody takes more medicines; about reading, no health number
LONGEST_NAME = 200  # letters of one name
_BOUND = r"(?P<sign>>=?|≥|<=?|≤|over|above|more than|at least|under|below|less than)\s*(?P<value>\d+(?:\.\d+)?)"
_OVER = frozenset({">", ">=", "≥", "over", "above", "more than", "at least"})
LOWEST_UPPER_END = 30  # an eGFR under this is told by the band alone; "<60" hides how low it is [mL/min/1.73 m2]


def red_flags(field: Field, ids: Ids, aliases: dict[str, str]) -> RedFlags | None:
    """The answers to the red-flag questions; None when the answer to all of them is unknown."""
    if field.is_unknown():
        return None
    if _says_none(field):
        return RedFlags(answers=(), all_asked=True)
    if not isinstance(field.node.value, dict):
        yes = tuple(f.known(ids.red_flags, aliases, "red flag") for f in field.items())
        return RedFlags(answers=tuple((flag, "yes") for flag in dict.fromkeys(yes)), all_asked=True)
    answers: dict[str, Answer] = {}
    asked_on = None
    faults = Faults()
    for key, node in field.node.value.items():
        entry = Field(name=field.name, path=f"{field.path}.{key}", node=node)
        with faults:
            if key == "asked_on":
                asked_on = entry.day()
            elif key == "yes":  # {asked_on: 2026-05-01, yes: [fever]}: all were asked on that day, these are yes
                inner = red_flags(entry, ids, aliases)
                assert inner is not None
                answers |= dict(inner.answers)
            elif not entry.nothing():
                key_field = Field(name=field.name, path=field.path, node=Node(value=key, line=node.line))
                flag = key_field.known(ids.red_flags, aliases, "red flag")
                said = _yes_no_or_not_sure(entry)
                answers[flag] = "unknown" if said is None else ("yes" if said else "no")
    faults.end()
    return RedFlags(answers=tuple(answers.items()), all_asked="yes" in field.node.value, asked_on=asked_on)


def _yes_no_or_not_sure(field: Field) -> bool | None:
    """yes, no, or None for an answer between the two ("sometimes"): not sure is never no."""
    text = field.text().lower()
    if text in NOT_SURE_WORDS:
        return None
    if text not in {*YES_WORDS, *NO_WORDS, UNKNOWN}:
        field.refuse(f"{shown(text)} is neither yes nor no. Write yes, no, or unknown when you are not sure.")
    return field.yes_no_unknown()


def conditions(
    field: Field, known: frozenset[str], aliases: dict[str, str]
) -> tuple[tuple[str, ...] | Unknown, tuple[str, ...]]:
    """The known illnesses by id, and the words of those that are not known, as typed."""
    if field.is_unknown():
        return UNKNOWN, ()
    if _says_none(field, NO_ILLNESS_WORDS):
        return (), ()
    ids: list[str] = []
    others: list[str] = []
    for entry in _some(field):
        identifier = entry.known_or_none(known, aliases)
        if identifier is None:
            others.append(_name(entry))
        else:
            ids.append(identifier)
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(others))


def names(
    field: Field,
    names: frozenset[str],
    aliases: dict[str, str],
    what: str,
    *,
    free: Callable[[str], str | None] | None = None,
) -> tuple[str, ...] | Unknown:
    """Known names by id, none, or unknown; another name is refused, unless `free` takes it and it resembles no known
    name: a slip must not pass for a word of its own."""
    if field.is_unknown():
        return UNKNOWN
    if _says_none(field):
        return ()
    faults, chosen = Faults(), []
    for entry in _some(field):
        with faults:
            known = entry.known_or_none(names, aliases)
            own = (
                free(entry.text())
                if free is not None and known is None and not resembles(entry.text(), names)
                else None
            )
            chosen.append(known or own or entry.known(names, aliases, what))
    faults.end()
    return tuple(dict.fromkeys(chosen))


def listed(field: Field, read_one: Callable[[Field], T]) -> tuple[T, ...] | Unknown:
    """Every entry of the list as `read_one` reads it, none, or unknown. (Units as there.)"""
    if field.is_unknown():
        return UNKNOWN
    if _says_none(field):
        return ()
    faults, entries = Faults(), []
    for item in _some(field):
        with faults:
            entries.append(read_one(item))
    faults.end()
    return tuple(entries)


def _some(field: Field) -> tuple[Field, ...]:
    """The entries of a list that a person can have written."""
    items = field.items()
    if len(items) > MOST_LISTED:
        field.refuse(f"{len(items)} entries are more than can be read here. Name at most {MOST_LISTED}.")
    return items


def _name(field: Field) -> str:
    """A name as typed, on one line, of a length that a name has."""
    text = " ".join(field.text().split())
    if len(text) > LONGEST_NAME:
        field.refuse(f"{shown(text)} has {len(text)} letters. Write one name a line, of at most {LONGEST_NAME}.")
    return text


def _says_none(field: Field, words: frozenset[str] = NONE_WORDS) -> bool:
    value = field.node.value
    if isinstance(value, list) and len(value) == 1:  # [none] says the same as none and []
        value = value[0].value
    return isinstance(value, str) and value.strip().lower() in words


def kidney(field: Field) -> Kidney:
    """The kidney value that was given [mL/min/1.73 m2 or umol/L], or that it is not known."""
    if field.is_unknown():
        return Kidney(said_unknown=True)
    given = field.fields(("egfr", "creatinine_umol_l", "creatinine_mg_dl", "on", "told_weak"))
    told_weak = given["told_weak"].yes_no_unknown() if "told_weak" in given else None
    measured = [key for key in ("egfr", "creatinine_umol_l", "creatinine_mg_dl") if key in given]
    if not measured or given[measured[0]].is_unknown():
        return Kidney(said_unknown=True, told_weak=told_weak)
    if len(measured) > 1:
        field.refuse(f"{' and '.join(measured)} are both given. Keep the one on the laboratory sheet.")
    on = given["on"].day() if "on" in given else None
    value = given[measured[0]]
    if measured[0] == "egfr":
        egfr, bound = _egfr(value)
        return Kidney(egfr=egfr, egfr_is=bound, on=on, told_weak=told_weak)
    if measured[0] == "creatinine_umol_l":
        return Kidney(creatinine_umol_l=value.number(low=5, high=3000, unit="umol/L"), on=on, told_weak=told_weak)
    mg_dl = value.number(low=0.05, high=35, unit="mg/dL")
    return Kidney(creatinine_umol_l=units.umol_per_l_creatinine(mg_dl), on=on, told_weak=told_weak)


def _egfr(field: Field) -> tuple[float, Bound]:
    """An eGFR [mL/min/1.73 m2] as laboratories print it: 54, ">90" (at least 90), "<15" (at most 15)."""
    match = re.fullmatch(_BOUND, field.text().lower())
    if match is None:
        return field.number(low=0, high=250, unit="mL/min/1.73 m2"), "exact"
    value = float(match["value"])
    if not 0 <= value <= 250:
        field.refuse(f"{shown(field.text())} is outside 0 to 250 mL/min/1.73 m2. Check the number and its unit.")
    if match["sign"] in _OVER:
        return value, "at_least"
    if value > LOWEST_UPPER_END:
        field.refuse(f"{shown(field.text())} does not say how low it is. Ask for the number, or write unknown.")
    return value, "at_most"


def labs(field: Field) -> Labs:
    """The laboratory values [mmol/L, umol/L] with the laboratory's own range."""
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


def medicine(field: Field) -> Medicine:
    """One medicine as typed. (Years it has been taken.)"""
    if isinstance(field.node.value, str) and field.node.value.strip().lower() in YES_WORDS | NO_WORDS:
        field.refuse(f"{shown(field.node.value)} names no medicine. Name each, as in [ibuprofen]; [] says none.")
    if isinstance(field.node.value, str):
        return Medicine(name=_name(field))
    given = field.fields(("name", "dose", "times", "years", "for"))
    if "name" not in given:
        field.refuse("the medicine's name is missing. Write {name: omeprazole, dose: 20 mg}.")
    return Medicine(
        name=_name(given["name"]),
        dose=given["dose"].text() if "dose" in given else None,
        times=tuple(t.clock() for t in given["times"].items()) if "times" in given else (),
        years=maybe(given.get("years"), low=0, high=100, unit="years"),
        taken_for=_name(given["for"]) if "for" in given else None,
    )


def supplement(field: Field, ids: Ids, aliases: dict[str, str]) -> Supplement:
    """One supplement [mg a unit, units a day]."""
    given = field.fields(("form", "elemental_mg", "salt_mg", "per_day", "what", "times"))
    if "form" not in given:
        field.refuse("form is missing. Write {form: citrate, elemental_mg: 100, per_day: 2}; unknown is an answer.")
    form = "unknown" if given["form"].is_unknown() else given["form"].known(ids.forms, aliases, "form of magnesium")
    if "elemental_mg" in given and "salt_mg" in given:
        field.refuse("both elemental_mg and salt_mg are given. Keep the one on the label.")
    return Supplement(
        form=form,
        elemental_mg=maybe(given.get("elemental_mg"), low=0, high=100_000, unit="mg"),
        salt_mg=maybe(given.get("salt_mg"), low=0, high=100_000, unit="mg"),
        per_day=given["per_day"].number(low=0, high=100, unit="a day") if "per_day" in given else 1,
        what=given["what"].word(get_args(Remedy)) if "what" in given else "supplement",
        times=tuple(t.clock() for t in given["times"].items()) if "times" in given else (),
    )


def screener(field: Field) -> tuple[tuple[str, str], ...] | None:
    """The answers of the two-minute screener, question by question; None when all of it is unknown.

    Which questions and answers there are, the screener itself knows.
    """
    if field.is_unknown():
        return None
    if not isinstance(field.node.value, dict):
        field.refuse("the answers belong here, one a line, as in `coffee: once_a_day`. `dolomite init` asks them.")
    given = field.fields(tuple(field.node.value))
    return tuple((key, answer.text()) for key, answer in given.items() if not answer.is_unknown())


def maybe(field: Field | None, *, low: float, high: float, unit: str) -> float | None:
    """A number from `low` to `high` [unit as said], or None: left out or unknown."""
    return None if field is None or field.is_unknown() else field.number(low=low, high=high, unit=unit)
