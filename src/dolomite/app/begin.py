"""Use case: a person file from plain questions, one after the other; every answer may be "not sure".

The emergency questions come first. An answer is read when it is given: what cannot be read is refused with a sentence
and asked again, so that nothing typed before it is lost. What nobody was asked stays out of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dolomite.app import first_checks, household, said_health
from dolomite.base.document import NO_WORDS, YES_WORDS
from dolomite.base.errors import InputError
from dolomite.base.parse_health import NONE_WORDS, NOT_SURE_WORDS
from dolomite.base.person import UNKNOWN, Answer, PainKind
from dolomite.intake import screener
from dolomite.need.life_stage import MONTHS_PER_YEAR, covers, stage_rows
from dolomite.safety.card import cards
from dolomite.supplement import label

CARD, FLAG, FOOD = "card.", "flag.", "food."
WOMAN = frozenset({"female", "woman", "f", "w", "girl"})
MAN = frozenset({"male", "man", "m", "boy"})
LACTATING = frozenset({"breastfeeding", "lactating", "nursing"})
A_DAY = re.compile(
    r"[,;x ]*\b(\d+(?:\.\d+)?)\s*(?:x|times|tablets?|capsules?|pills?)?\s*(?:a|per)\s*day\b", re.IGNORECASE
)
ANYBODY: Mapping[str, object] = {"sex": "female", "age_years": "40"}  # stands in while one answer alone is read
YES_OR_NO = "yes / no / not sure"
NO_PAIN = "no pain"
# The kinds of pain in the words that people have for them; the web app asks with the same.
PLACES: Mapping[PainKind, str] = {
    "low_back": "low back",
    "neck": "neck",
    "thoracic": "between the shoulder blades",
    "migraine": "migraine",
    "cramps": "leg cramps",
    "period": "period pain",
    "fibromyalgia": "fibromyalgia",
    "neuropathic": "nerve pain",
    "crps": "complex regional pain (CRPS)",
    "after_spine_surgery": "after back surgery",
    "musculoskeletal": "other muscles or joints",
}
Keys = Mapping[str, object]  # keys of a person file, as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: its id, what is asked, which answers there are, and what stands under it for who is not sure."""

    id: str
    asks: str
    answers: str
    check: str = ""


ABOUT = (
    Question(id="sex", asks="Are you a woman or a man? (Needs differ.)", answers="woman / man / not sure"),
    Question(id="age", asks="How old are you?", answers="years, or date of birth as 1984-05-02 / not sure"),
    Question(id="state", asks="Are you pregnant or breastfeeding?", answers="pregnant / breastfeeding / no / not sure"),
    Question(id="country", asks="Which country do you live in?", answers="as in GB or Germany / not sure"),
    Question(
        id="pain",
        asks="Where does it hurt most?",
        answers=f"{', '.join(PLACES.values())} / no pain / not sure",
    ),
    Question(id="weeks", asks="For how many weeks has it hurt?", answers="a number / not sure"),
    Question(
        id="kidneys",
        asks="Has anybody ever told you that something is wrong with your kidneys?",
        answers="yes / no / not sure, or your eGFR (a blood test) if you know it",
    ),
    Question(
        id="illnesses",
        asks="Which illnesses have you been told you have?",
        answers="names with commas / none / not sure",
    ),
    Question(
        id="medicines",
        asks="Which medicines do you take, also now and then?",
        answers="names with commas / none / not sure",
    ),
    Question(
        id="magnesium",
        asks="Do you take magnesium already: tablets, powder, an antacid, a laxative?",
        answers="as on the packet, as in: magnesium citrate 100 mg, 2 a day / none / not sure",
    ),
    Question(
        id="more",
        asks="Other warning signs matter before magnesium or exercise: one short question each. Now?",
        answers="yes / no",
    ),
    Question(
        id="screener",
        asks="Two minutes more: how often you eat twenty foods gives a first guess of your magnesium. Now?",
        answers="yes / no",
    ),
)


def next_question(said: Mapping[str, str], *, on: date) -> Question | None:
    """The question that follows after these answers (by question); None: all is asked."""
    return next((question for question in _all(said, on=on) if question.id not in said), None)


def _all(said: Mapping[str, str], *, on: date) -> tuple[Question, ...]:
    emergency = tuple(
        Question(id=f"{CARD}{card.id}", asks=f"{card.text}?", answers=YES_OR_NO, check=card.check) for card in cards()
    )
    about = tuple(
        question
        for question in ABOUT
        if (question.id != "state" or _may_be_pregnant(said, on=on))
        and (question.id != "weeks" or "pain" not in said or _hurts(said))
    )
    at = next(place for place, question in enumerate(about) if question.id == "more") + 1
    about = (*about[:at], *_signs(said, on=on), *about[at:])
    if said.get("screener", "").strip().lower() not in YES_WORDS:
        return emergency + about
    often = ", ".join(f"{number} = {row.says}" for number, row in enumerate(screener.often()))
    foods = tuple(
        Question(
            id=f"{FOOD}{food.id}", asks=f"{food.ask[0].upper()}{food.ask[1:]}: how often {food.portion}?", answers=often
        )
        for food in screener.items()
    )
    return emergency + about + foods


def _signs(said: Mapping[str, str], *, on: date) -> tuple[Question, ...]:
    """The other red-flag questions that this person should be asked, once they said yes to being asked."""
    if said.get("more", "").strip().lower() not in YES_WORDS:
        return ()
    from dolomite.app.case import Case

    before = {key: text for key, text in said.items() if not key.startswith((FLAG, FOOD)) and key != "screener"}
    keys = document(before, on=on)
    if not {"born", "age_years"} & keys.keys() or "sex" not in keys:
        return ()
    case = Case(person=household.read_document(keys, on=on), on=on)
    return tuple(
        Question(id=f"{FLAG}{row.id}", asks=row.question, answers=YES_OR_NO)
        for row in first_checks.open_questions(case)
        if row.id not in _flags(before)
    )


def check(question: Question, text: str, *, on: date) -> str:
    """The answer as it counts, trimmed; nothing typed is not sure. Raises InputError with the sentence."""
    typed = " ".join(text.split()) or UNKNOWN
    keys = _keys({question.id: typed}, on=on)
    try:
        household.read_document({**ANYBODY, **_fitting(keys)}, on=on)
    except InputError as error:
        raise InputError(error.says) from None
    return typed


def _fitting(keys: Mapping[str, object]) -> Keys:
    """The keys, with the age that stands in taken out where one is given."""
    age = {"age_years": None} if "born" in keys else {}
    return {**age, **{key: value for key, value in keys.items() if value is not None}}


def document(said: Mapping[str, str], *, on: date) -> Keys:
    """The keys of a person file from these answers; what was not asked is not in it. (Units as in a person file.)"""
    return {key: value for key, value in _keys(said, on=on).items() if value is not None}


def _keys(said: Mapping[str, str], *, on: date) -> Keys:
    keys: dict[str, object] = {}
    flags = _flags(said)
    if flags:
        keys["red_flags"] = {"asked_on": on.isoformat(), **flags}
    if "sex" in said:
        keys["sex"] = _sex(said["sex"])
    if not _unsure(said.get("age", UNKNOWN)):
        keys["born" if "-" in said["age"].lstrip("-") else "age_years"] = said["age"]
    if not _unsure(said.get("state", UNKNOWN)):
        keys["state"] = _state(said["state"])
    if not _unsure(said.get("country", UNKNOWN)):
        keys["country"] = said["country"]
    if _hurts(said):
        pain = {"kind": _place(said["pain"])}
        keys["pain"] = pain if _unsure(said.get("weeks", UNKNOWN)) else {**pain, "duration_weeks": said["weeks"]}
    elif not _unsure(said.get("weeks", UNKNOWN)):
        keys["pain"] = {"kind": "low_back", "duration_weeks": said["weeks"]}  # only while this answer is checked
    keys |= dict(_health(said))
    foods = {key.removeprefix(FOOD): _often(text) for key, text in said.items() if key.startswith(FOOD)}
    if foods:
        keys["screener"] = foods
    for later in ("more", "screener"):
        if later in said:
            yes_no(said[later])
    return keys


def _flags(said: Mapping[str, str]) -> dict[str, str]:
    """Red flags by id, from the emergency cards and from the questions one by one."""
    flags: dict[str, str] = {}
    for card in cards():
        if f"{CARD}{card.id}" in said:
            flags |= dict.fromkeys(card.flags, yes_no(said[f"{CARD}{card.id}"]))
    return flags | {key.removeprefix(FLAG): yes_no(text) for key, text in said.items() if key.startswith(FLAG)}


def _health(said: Mapping[str, str]) -> Keys:
    keys: dict[str, object] = {}
    kidneys, illnesses = said.get("kidneys"), said.get("illnesses")
    if kidneys is not None or illnesses is not None:
        number = kidneys is not None and any(sign.isdigit() for sign in kidneys)
        answers = said_health.answers(
            said_health.Said(
                kidneys="yes" if number else yes_no(kidneys or UNKNOWN),
                egfr=(kidneys or "") if number else "",
                medicines=UNKNOWN,
                illnesses=UNKNOWN if illnesses is None or _unsure(illnesses) else "no" if _none(illnesses) else "yes",
                named="" if illnesses is None or _unsure(illnesses) or _none(illnesses) else illnesses,
            ),
            before={},
        )
        keys |= {
            key: answers[key] for key, told in (("kidney", kidneys), ("conditions", illnesses)) if told is not None
        }
        if kidneys is not None and answers["conditions"] != UNKNOWN:
            keys["conditions"] = answers["conditions"]
    if "medicines" in said:
        keys["medicines"] = _list(said["medicines"])
    if "magnesium" in said:
        text = said["magnesium"]
        keys["supplements"] = UNKNOWN if _unsure(text) else [] if _none(text) else [_supplement(text)]
    return keys


def yes_no(text: str) -> Answer:
    """yes, no or unknown from what was typed. Raises InputError for anything else."""
    said = text.strip().lower()
    if said in YES_WORDS:
        return "yes"
    if said in NO_WORDS or said in NONE_WORDS:
        return "no"
    if _unsure(said):
        return "unknown"
    raise InputError(f"{text!r} is neither yes nor no. Answer yes, no, or not sure.")


def rough(document: Mapping[str, object], *, on: date) -> str | None:
    """The screener's sentence from a person file's answers [mg/d]; None without all of them."""
    from dolomite.app.case import Case

    if not {"sex"} <= document.keys() or not {"born", "age_years"} & document.keys():
        return None
    screened = Case(person=household.read_document(document, on=on), on=on).rough
    return None if screened is None else screened.rough.says


def still_needed(document: Mapping[str, object]) -> str | None:
    """What a person file lacks before there is any answer, in a sentence; None where nothing is missing."""
    missing = [word for word, keys in (("sex", {"sex"}), ("age", {"born", "age_years"})) if not keys & document.keys()]
    if not missing:
        return None
    return f"Still needed before there is an answer: {' and '.join(missing)}. Fill them in with a text editor."


def _unsure(text: str) -> bool:
    return text.strip().lower() in NOT_SURE_WORDS | {UNKNOWN, "", "skip"}


def _none(text: str) -> bool:
    return text.strip().lower() in NONE_WORDS


def _sex(text: str) -> str | None:
    said = text.strip().lower()
    if said in WOMAN:
        return "female"
    if said in MAN:
        return "male"
    if _unsure(said):
        return None
    raise InputError(f"{text!r} is not known here. Answer woman, man, or not sure.")


def _state(text: str) -> str:
    said = text.strip().lower()
    return "none" if said in NO_WORDS or _none(said) else "lactating" if said in LACTATING else said


def _hurts(said: Mapping[str, str]) -> bool:
    """Whether a place was named that hurts; no pain and not sure leave it out."""
    place = said.get("pain", UNKNOWN)
    return not (_unsure(place) or _none(place) or place.strip().lower() in NO_WORDS | {NO_PAIN})


def _place(text: str) -> str:
    """The kind of pain from its words here, or from its name in a person file; what else was typed is checked later."""
    said = _word_set(text)
    of = {kind: (_word_set(words), _word_set(kind)) for kind, words in PLACES.items()}
    whole = [kind for kind, names in of.items() if said in names]
    kinds = whole or [kind for kind, (words, _) in of.items() if said and said <= words]
    return kinds[0] if len(kinds) == 1 else "_".join(text.lower().replace("-", " ").split())


def _word_set(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


def _list(text: str) -> object:
    if _unsure(text):
        return UNKNOWN
    return [] if _none(text) else [part.strip() for part in text.split(",") if part.strip()]


def _often(text: str) -> str:
    """The id of how often, from its number or its words; not sure is kept as such."""
    said, rows = text.strip().lower(), screener.often()
    if _unsure(said):
        return UNKNOWN
    for number, row in enumerate(rows):
        if said in (str(number), row.says, row.id):
            return row.id
    raise InputError(f"{text!r} is not an answer. Type a number from 0 to {len(rows) - 1}, or not sure.")


def _supplement(text: str) -> Keys:
    """What the packet says, as a person file has it; two readings of it are an unknown amount."""
    times = A_DAY.search(text)
    on_label = label.read(text if times is None else A_DAY.sub("", text))
    amount = on_label.per_unit_mg if on_label.per_unit_mg is not None else on_label.elemental_mg
    kept: dict[str, object] = {"form": on_label.forms[0] if len(on_label.forms) == 1 else UNKNOWN}
    if amount is not None and amount.known is not None:
        kept["elemental_mg"] = f"{amount.known:g}"
    if times is not None:
        kept["per_day"] = times[1]
    return kept


def _may_be_pregnant(said: Mapping[str, str], *, on: date) -> bool:
    """A woman of an age for which the tables have a row for pregnancy or breastfeeding, or whose age is not told."""
    if _sex(said.get("sex", UNKNOWN)) != "female":
        return False
    age = said.get("age", UNKNOWN)
    if _unsure(age):
        return True
    person = household.read_document({**ANYBODY, **_fitting(_keys({"age": age}, on=on))}, on=on)
    months = person.age_years(on) * MONTHS_PER_YEAR
    return any(
        covers(months, from_years=row.from_years, below_years=row.below_years)
        for row in stage_rows()
        if row.state != "none"
    )
