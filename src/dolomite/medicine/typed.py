"""A medicine line as typed, taken apart: the name, and what stands around it (dose, form, how often, by which way)."""

from __future__ import annotations

import re
from typing import Literal

from dolomite.base.frozen import dataclass
from dolomite.medicine.names import folded

Way = Literal["mouth", "drops", "injected", "on_the_body"]  # drops: nobody said whether into an eye or swallowed
SWALLOWED: frozenset[Way] = frozenset({"mouth", "drops"})  # perhaps, for drops

_AMOUNT = (
    r"(?i)(?<![a-z0-9])(\d+(?:[.,]\d+)*)\s*"
    r"(mg|mgs|milligrams?|mcg|µg|μg|ug|micrograms?|g|grams?|gm|ml|mls|iu|units?|%|mmol|puffs?|drops?)"
    r"(?:\s*/\s*(?:\d+(?:[.,]\d+)?\s*)?(?:mg|mcg|ml|g|h|hr|hour|day|dose|puff))*(?![a-z])"
)
_NUMBER = r"(?i)(?<![a-z0-9])\d+(?:[.,/]\d+)*(?![a-z])"
_BETWEEN = r"\s*(?:[/+&,;])\s*"
# A number of times a day: "five times a day", "3x daily", "2x täglich", "3 fois par jour", "every 4 hours".
_COUNTED = (
    r"(?i)(?<!\w)(?:(?P<count>\d{1,2}|five|six|seven|eight)\s*(?:x|×|times|mal|fois|veces)"
    r"|x\s*(?P<after>\d{1,2}))\s*(?:(?:a|per|/|am|par|al|pro)\s*)?"
    r"(?:day|daily|d|täglich|taeglich|tgl|tag|jour|día|dia)\b"
)
_EVERY = (
    r"\b(?:every|cada|alle|toutes les)\s*(\d{1,2})\s*(?:h|hrs?|hours?|horas|stunden|heures)\b|\b(\d{1,2}) ?hourly\b"
)
_SCHEME = r"(?<![\d.,-])(\d)-(\d)-(\d)(?:-(\d))?(?![\d-])"  # morning, midday, evening, night: German plans
_WORDS = {"five": 5, "six": 6, "seven": 7, "eight": 8}
HOURS_PER_DAY = 24  # a unit, by definition
Moment = Literal["morning", "midday", "evening", "night"]
_MOMENTS: tuple[tuple[Moment, str], ...] = (
    (
        "morning",
        r"\b(mane|o\.?m\.?|in the morning|every morning|mornings?|breakfast|on waking|morgens|le matin)(?!\w)",
    ),
    ("midday", r"\b(midday|noon|lunch|lunchtime|mittags|le midi)\b"),
    ("evening", r"\b(evenings?|dinner|supper|teatime|abends|le soir)\b"),
    (
        "night",
        r"\b(nocte|o\.n\.?|on(?=$)|at night|every night|nightly|bedtime|before bed|zur nacht|au coucher)(?!\w)",
    ),
)
# The words of a prescription line that are not the name. Latin and English, as UK and US people write them.
_OFTEN: tuple[tuple[str, float], ...] = (
    (r"\b(four times( a| per)?( day| daily)?|q\.?d\.?s|q\.?i\.?d|every 6 hours|6 ?hourly)\b", 4.0),
    (r"\b(three times( a| per)?( day| daily)?|t\.?d\.?s|t\.?i\.?d|every 8 hours|8 ?hourly)\b", 3.0),
    (r"\b(twice( a| per)?( day| daily)?|two times( a| per)? day|b\.?d|b\.?i\.?d|every 12 hours|12 ?hourly)\b", 2.0),
    (
        r"\b(once( a| per)?( day| daily)?|daily|o\.?d|q\.?d|nocte|o\.?n(?! (?:the|my|his|her)\b)|mane|o\.?m|every day|"
        r"a day|per day|each day)\b",
        1.0,
    ),
)  # how often a day; a reading of words, no health fact
_STRIP = (
    r"(?i)\b(tablets?|tabs?|capsules?|caps?|pills?|caplets?|sachets?|oral|by mouth|po|liquid|syrup|suspension|solution|"
    r"soln|susp|powder|chewable|dispersible|soluble|effervescent|enteric coated|gastro resistant|modified release|"
    r"slow release|prolonged release|extended release|immediate release|sustained release|long acting|"
    r"sr|xl|mr|er|xr|la|cr|ec|gr|dr|pr|ir|odt|retard|"
    r"in the (morning|evening|afternoon)|at (night|bedtime|lunch|dinner|breakfast)|morning|evening|night|bedtime|"
    r"nocte|mane|(on )?waking|noon|midday|lunchtime|supper|teatime|nightly|mornings|evenings|"
    r"morgens|mittags|abends|zur nacht|täglich|tgl|le (matin|midi|soir)|au coucher|comprim[eé]s?|tabletten|"
    r"(with|after|before|at) (my |the )?(food|meals?|breakfast|lunch|dinner|supper|tea|coffee|water|milk|juice|bed)|"
    r"(last |this |since |in )?(january|february|march|april|june|july|august|september|october|november|december)|"
    r"(on )?((mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?)|"
    r"when (needed|required)|as (needed|required)|if needed|prn|stat|weekly|once a week|every week|a week|week|"
    r"monthly|once a month|take|taking|taken|takes|i|my|for|pain|dose|low dose|high dose|generic|brand|half|one|two|"
    r"of|the|each|every|hours?|days?|x|otc|prescribed|prescription)\b"
)
_SALTS = (
    r"\b(hydrochloride|hcl|hydrobromide|maleate|besilate|besylate|mesilate|mesylate|tartrate|fumarate|succinate|"
    r"acetate|sodium|potassium|calcium|phosphate|nitrate|bromide|citrate|trihydrate|monohydrate|dihydrate|hyclate|"
    r"magnesium|erbumine|arginine|medoxomil|axetil|disoproxil|xinafoate|dipropionate|propionate|furoate|valerate)\b"
)
_FORM = r"(?i)\b(tablets?|tabs?|capsules?|caps?|pills?)\b"
_INJECTED = r"\b(injections?|inj|infusions?|iv|im|sc|subcut|drip|pen|vial|ampoules?|depot|once a year)\b"
_ON_THE_BODY = (
    r"\b(cream|(?<!liqui-)(?<!liqui )(?<!soft-)(?<!soft )gel(?!\W?(?:caps?|capsules?|tabs?|tablets?)\b)|ointment|"
    r"lotion|patch(es)?|eyes?|ears?|eyedrops|eardrops|ophthalmic|otic|nose|nostrils?|nasal|spray|inhaler|inhaled|"
    r"puffs?|nebuli[sz]er|pessar(y|ies)|suppositor(y|ies)|topical|skin|scalp|mouthwash|shampoo|foam)\b"
)
_DROPS = r"\b(drops?|gtts?|tropfen|gouttes|gocce|gotas)\b"
# Said to be no longer taken; "never stopped", or a line that goes on with what is taken now, does not say so.
_STOPPED = (
    r"(?i)\b(stopped|finished|discontinued|no longer|used to take|came off|ceased|completed|abgesetzt|arrêté|arrete|"
    r"until (?:19|20)\d\d)(?:\s*(?:in|on|since|taking|it|the course|last (?:week|month|year)))*"
    r"(?:\s*(?:\w+ )?(?:19|20)\d\d)?|\b(?:last|this) (?:week|month|year)\b|\bago\b"
)
_NOT_STOPPED = r"(?i)\b(never|not|n't|nicht|now|instead|switched|started|restarted|but|again|almost)\b|n't\b"
_FRACTIONS = {"½": " half ", "¼": " quarter ", "¾": " "}
_INSTRUCTION = (
    r"(?i)\b(x ?\d+|\d+ ?/ ?7|\d+ ?/ ?52|for \d+ (?:days?|weeks?|months?)|sig|disp|rx|#\d+|no\.? ?\d+|"
    r"(?:the )?(?:doctor|gp|hospital) (?:gave|put|started) me(?: on)?|i(?:'m| am) on|on repeat|only|jabs?|"
    r"quarter|every other day|alternate days|course of)\b"
)
_IN_MG = {"mg": 1.0, "mgs": 1.0, "milligram": 1.0, "milligrams": 1.0, "g": 1000.0, "gram": 1000.0, "grams": 1000.0,
          "gm": 1000.0}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the line: `name` in plain form, `dose_mg` [mg per intake], `times_a_day` [1/d], the way it goes
    in, and the `moments` of the day that were named.

    `full` is the line without amounts, before words of form and time were taken out; `kept` are readings in which
    numbers and other words that may belong to the name still stand ("PEG 3350", "Panadol Night"). None: not said.
    """

    text: str
    full: str
    name: str
    dose_mg: float | None
    times_a_day: float | None
    way: Way
    moments: tuple[Moment, ...] = ()
    kept: tuple[str, ...] = ()
    stopped: bool = False


def take_apart(name: str, dose: str | None = None) -> Typed:
    """The parts of a typed medicine and of its dose text, when given. [mg per intake, intakes per day]

    >>> t = take_apart("Frusemide 40 mg tablets, twice a day"); (t.name, t.dose_mg, t.times_a_day)
    ('frusemide', 40.0, 2.0)
    """
    stopped = is_stopped(name)
    for sign, word in _FRACTIONS.items():
        name = name.replace(sign, word)
    whole = f"{name} {dose or ''}".lower()
    times_a_day, rest = _how_often(whole)
    way: Way = "mouth"
    if re.search(_ON_THE_BODY, whole):
        way = "on_the_body"
    elif re.search(_INJECTED, whole):
        way = "injected"
    elif re.search(_DROPS, whole):
        way = "drops"
    said = re.sub(_STOPPED, " ", name.lower()) if stopped else name.lower()
    own, before = re.sub(_INSTRUCTION, " ", said), ""
    while own != before:  # two medicines in one line may each say how often
        before, (_, own) = own, _how_often(own)
    amountless = re.sub(_AMOUNT, " ", own)
    full = re.sub(_BETWEEN, " and ", re.sub(_NUMBER, " ", amountless))
    bare = folded(
        re.sub(_STRIP, " ", re.sub(_DROPS, " ", re.sub(_ON_THE_BODY, " ", re.sub(_INJECTED, " ", full))))
    ) or folded(name)
    return Typed(
        text=name,
        full=folded(full),
        name=bare,
        dose_mg=_dose_mg(rest),
        times_a_day=times_a_day,
        way=way,
        moments=_moments(whole),
        kept=tuple(
            dict.fromkeys(
                folded(text)
                for text in (
                    re.sub(_FORM, " ", re.sub(_AMOUNT, " ", said)),
                    amountless,
                    re.sub(_FORM, " ", amountless),
                    re.sub(
                        _FORM, " ", re.sub(_DROPS, " ", re.sub(_ON_THE_BODY, " ", re.sub(_INJECTED, " ", amountless)))
                    ),
                )
            )
        ),
        stopped=stopped,
    )


def is_stopped(text: str) -> bool:
    """Whether the line says that this is no longer taken.

    >>> is_stopped("warfarin - finished 2020"), is_stopped("never stopped warfarin")
    (True, False)
    """
    return re.search(_STOPPED, text) is not None and re.search(_NOT_STOPPED, text) is None


def without_salt(name: str) -> str:
    """The name without words for a salt ("sodium", "hydrochloride"); itself when nothing is left."""
    return " ".join(re.sub(_SALTS, " ", name).split()) or name


def _moments(text: str) -> tuple[Moment, ...]:
    """The moments of the day named in the line, in the day's order; none when none is named."""
    scheme = re.search(_SCHEME, text)
    if scheme is not None:
        return tuple(moment for (moment, _), taken in zip(_MOMENTS, scheme.groups("0"), strict=True) if int(taken))
    return tuple(moment for moment, pattern in _MOMENTS if re.search(pattern, text.strip()))


def _how_often(text: str) -> tuple[float | None, str]:
    counted = re.search(_COUNTED, text)
    if counted is not None:
        said = counted["count"] or counted["after"]
        return float(_WORDS.get(said) or said), _without(text, counted)
    every = re.search(_EVERY, text)
    if every is not None and int(every[1] or every[2]):
        return float(HOURS_PER_DAY // int(every[1] or every[2])) or None, _without(text, every)
    scheme = re.search(_SCHEME, text)
    if scheme is not None:
        return float(sum(int(taken) > 0 for taken in scheme.groups("0"))) or None, _without(text, scheme)
    for pattern, times in _OFTEN:
        hit = re.search(pattern, text)
        if hit is not None:
            return times, _without(text, hit)
    return None, text


def _without(text: str, hit: re.Match[str]) -> str:
    return text[: hit.start()] + " " + text[hit.end() :]


def _dose_mg(text: str) -> float | None:
    for amount, unit in re.findall(_AMOUNT, text):
        if unit.lower() in _IN_MG:
            return float(amount.replace(",", "")) * _IN_MG[unit.lower()]
    return None
