"""A label line as printed, read into elemental magnesium, or into the two things it can mean.

Labels state the compound or the magnesium in it, and "magnesium citrate 500 mg" stands on shelves with both meanings.
The words decide, then the percentage of the daily value; the size of the number never does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base import units, words
from dolomite.base.errors import InputError
from dolomite.base.finding import Basis
from dolomite.base.span import Span
from dolomite.supplement.form import Form, elemental_mg, forms

LONGEST = 2000  # characters; a label line is far shorter
NEAR = 20  # characters between a number and the name it belongs to
Role = Literal["elemental", "salt", "either"]

_AMOUNT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+[.,]\d+|\d+)\s*"
    r"(milligrams?|mgs?|grams?|gm|g|micrograms?|mcg|µg|ug|mmol|millimoles?|meq|milliequivalents?)\b",
    re.IGNORECASE,
)
# "48 %", "48% DV", but not "100% chelated".
_PERCENT = re.compile(
    r"(\d+(?:\.\d+)?)\s*%\s*\**(?:\s*(?:of\s+)?(?:the\s+)?(?:nrv|rda|rdi|ri|dv|daily value)\b|(?!\s*[a-z]))",
    re.IGNORECASE,
)
# English number words, and metric prefixes: definitions of language and of SI, not health facts.
_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "half": 0.5}
# Milligrams in each unit of mass.
_MG = {"mg": 1.0, "g": 1000.0, "ug": 0.001}


class WordsRow(facts.Row):
    """Words of one kind that labels use."""

    unique: ClassVar[tuple[str, ...]] = ("kind",)
    kind: str
    words: tuple[str, ...]


class DailyValueRow(facts.Row):
    """What 100 % on a label means for magnesium [mg]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    name: str
    mg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One thing the label can mean: elemental magnesium [mg] per what it is stated for, and why."""

    elemental_mg: Span
    reading: Literal["magnesium itself", "the whole compound"]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a label line says. `meanings` has one entry when it is clear, two when it can mean two things.

    `per_units` is how many capsules (or what `unit_name` says) the amount is stated for; None when it does not say.
    """

    text: str
    forms: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    salt_mg: float | None
    per_units: float | None
    unit_name: str | None
    percent: float | None
    notes: tuple[str, ...]
    basis: tuple[Basis, ...]

    @property
    def elemental_mg(self) -> Span | None:
        """Elemental magnesium [mg] for the stated amount; None when the label can mean two things or says nothing."""
        return self.meanings[0].elemental_mg if len(self.meanings) == 1 else None

    @property
    def per_unit_mg(self) -> Span | None:
        """Elemental magnesium [mg] per capsule, tablet ...; None when it is not clear."""
        if self.elemental_mg is None or self.per_units is None or self.per_units <= 0:
            return None
        return self.elemental_mg.scaled(1 / self.per_units)


@dataclass(frozen=True, slots=True)
class _Amount:
    mg: float
    role: Role
    start: int
    end: int
    why: str


@cache
def _words(kind: str) -> re.Pattern[str]:
    for row in facts.rows("supplement/label_words", WordsRow):
        if row.kind == kind:
            longest_first = sorted(row.words, key=len, reverse=True)
            return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
    raise KeyError(kind)


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every spelling of a form with its id, the longest first; the bare name counts only near the word magnesium."""
    pairs: dict[str, str] = {}
    for form in forms():
        bare = form.row.id.replace("l_", "l-").replace("_", " ")
        for spelling in (*form.row.spellings, f"mag {bare}", f"mg {bare}", bare):
            pairs.setdefault(spelling, form.row.id)
    ordered = sorted(pairs.items(), key=lambda pair: -len(pair[0]))
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(text)}(?!\w)".replace(r"\ ", r"[\s\-]+"), re.IGNORECASE), name)
        for text, name in ordered
    )


def read(text: str) -> Label:
    """What one label line (or a few) says of magnesium [mg elemental].

    Raises InputError when it holds no magnesium or no amount.
    """
    if len(text) > LONGEST:
        raise InputError(f"label: the text is longer than {LONGEST} characters. Give the line that names magnesium.")
    line = " ".join(text.split())
    part = _magnesium_part(line)
    named = _found_forms(part)
    per_units, unit_name = _serving(line)
    amounts = _amounts(part, named)
    percent = _percent(part)
    if not amounts and percent is None:
        raise InputError(f"label: no amount of magnesium in {line[:60]!r}. Give the line with the number and its unit.")
    notes: list[str] = []
    basis: list[Basis] = [Basis(source="person", at="label text")]
    meanings = _meanings(amounts, percent, tuple(named), notes, basis)
    salts = [a.mg for a in amounts if a.role == "salt"]
    return Label(
        text=text,
        forms=tuple(named),
        meanings=meanings,
        salt_mg=salts[0] if salts else None,
        per_units=per_units,
        unit_name=unit_name,
        percent=percent,
        notes=tuple(notes),
        basis=tuple(dict.fromkeys(basis)),
    )


def _magnesium_part(line: str) -> str:
    """From the first word of magnesium to the next other nutrient; a form's own name counts as magnesium's."""
    starts = [m.start() for m in re.finditer(r"(?<!\w)mag(?:nesium|tein)?(?!\w)|(?<!\w)mg\s*\(", line, re.IGNORECASE)]
    starts += [m.start() for pattern, _ in _spellings() if (m := pattern.search(line)) is not None]
    if not starts:
        raise InputError(f"label: {line[:60]!r} does not name magnesium. Give the line that does.")
    start = min(starts)
    # "100 mg elemental magnesium", "providing 200 mg of magnesium": the number stands before the word.
    before = list(_AMOUNT.finditer(line, 0, start))
    if before and not _words("other_nutrient").search(line, 0, start) and start - before[-1].end() <= 2 * NEAR:
        start = before[-1].start()
    other = _words("other_nutrient").search(line, start)
    while other is not None and _inside_brackets(line, start, other.start()):
        other = _words("other_nutrient").search(line, other.end())
    return line[start : other.start() if other is not None else len(line)]


def _inside_brackets(line: str, start: int, at: int) -> bool:
    return line.count("(", start, at) > line.count(")", start, at)


def _found_forms(part: str) -> dict[str, Form]:
    """The forms named, in order of appearance."""
    at: dict[str, int] = {}
    taken: list[tuple[int, int]] = []
    for pattern, name in _spellings():
        for match in pattern.finditer(part):
            if all(match.end() <= a or match.start() >= b for a, b in taken):
                taken.append((match.start(), match.end()))
                at[name] = min(at.get(name, match.start()), match.start())
    known = {form.row.id: form for form in forms()}
    return {name: known[name] for name in sorted(at, key=lambda n: at[n])}


def named_forms(text: str) -> tuple[str, ...]:
    """The ids of the forms that a text names, in order."""
    return tuple(_found_forms(" ".join(text.split())))


def _serving(line: str) -> tuple[float | None, str | None]:
    unit = _words("unit_taken").pattern
    count = r"(\d+(?:\.\d+)?|" + "|".join(_NUMBER_WORDS) + r")"
    for lead in (r"serving size:?\s*", r"(?:per|in|each|from|for every|take)\s+", r"(?<![\w.])"):
        match = re.search(lead + count + r"\s*(?:level |vegetarian |veg |vegan |chewable )?(" + unit + ")", line, re.I)
        if match is not None:
            many = _NUMBER_WORDS.get(match[1].lower())
            return (float(match[1]) if many is None else many), match[2].lower()
    single = re.search(r"(?:per|each|every|/)\s*(" + unit + ")", line, re.I)
    return (1.0, single[1].lower()) if single is not None else (None, None)


def _amounts(part: str, named: dict[str, Form]) -> list[_Amount]:
    matches = [m for m in _AMOUNT.finditer(part) if not re.match(r"\s*/\s*(kg|ml|l)\b", part[m.end() :], re.I)]
    amounts = [_role(part, m, matches[i - 1].end() if i else 0, bool(named)) for i, m in enumerate(matches)]
    if any(a.role == "elemental" for a in amounts):
        return [a if a.role != "either" else _Amount(a.mg, "salt", a.start, a.end, "the compound") for a in amounts]
    return amounts


def _role(part: str, match: re.Match[str], since: int, named: bool) -> _Amount:
    unit = match[2].lower()
    value = float(
        match[1].replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", match[1]) else match[1].replace(",", ".")
    )
    before, after = part[since : match.start()], part[match.end() :]
    close = after[:28]

    def amount(mg: float, role: Role, why: str) -> _Amount:
        return _Amount(mg, role, match.start(), match.end(), why)

    if unit.startswith(("mmol", "millimol")):
        return amount(value * units.MG_PER_MMOL_MAGNESIUM, "elemental", "millimoles count magnesium itself")
    if unit.startswith(("meq", "milliequ")):
        return amount(value * units.MG_PER_MMOL_MAGNESIUM / 2, "elemental", "milliequivalents count magnesium itself")
    mg = value * _MG["g" if unit.startswith("g") else "ug" if unit.startswith(("mc", "mic", "ug", "µg")) else "mg"]
    elemental = _words("elemental")
    next_number = _AMOUNT.search(close)
    close = close[: next_number.start()] if next_number else close
    if elemental.search(before[-28:]) or re.match(r"\s*(?:of\s+)?(?:" + elemental.pattern + ")", close, re.I):
        return amount(mg, "elemental", "the label says elemental")
    if _words("gives").search(before[-40:]):
        return amount(mg, "elemental", "the label says what the compound provides")
    if re.search(r"\b(from|of)\s*$", before, re.I) and named:
        return amount(mg, "salt", "the label says it is the compound's weight")
    if re.search(r"\((?:as|from|in the form of)\s*$", before, re.I) and named:
        return amount(mg, "salt", "the label says it is the compound's weight")
    if re.search(r"\((?:as|from|in the form of)\b[^()]*\)\s*[:.\s]*$", before, re.I):
        return amount(mg, "elemental", "a panel line 'magnesium (as ...)' states magnesium itself")
    if re.search(r"^[^()]*\)\s*[:.\s]*$", before) and re.search(r"\((?:as|from)[^()]*$", part[:since], re.I):
        return amount(mg, "elemental", "a panel line 'magnesium (as ...)' states magnesium itself")
    if re.match(r"\s*(?:of\s+)?magnesium\s*(?:\((?:as|from)|,?\s*\b(?:as|from|in the form of)\b)", after, re.I):
        return amount(mg, "elemental", "'magnesium as ...' states magnesium itself")
    if re.search(r"magnesium\s*,?\s*(?:as|from|in the form of)\s[^()]*$", before, re.I):
        return amount(mg, "elemental", "'magnesium as ...' states magnesium itself")
    if _words("compound_only").search(before[-NEAR:]) or _words("compound_only").match(after.lstrip()):
        return amount(mg, "salt", "the name is the compound's alone")
    if _is_compound(before, after):
        return amount(mg, "either", "the number stands beside the compound's name")
    return amount(mg, "elemental", "the number stands beside the word magnesium alone")


def _is_compound(before: str, after: str) -> bool:
    """Is the nearest name beside the number a compound (magnesium oxide) and not the element (magnesium)?"""
    near_before = max((m.end() for p, _ in _spellings() for m in p.finditer(before)), default=-1)
    near_after = min((m.start() for p, _ in _spellings() for m in p.finditer(after)), default=len(after) + NEAR + 1)
    bare = re.search(r"magnesium\s*[:.\-]*\s*$", before, re.I)
    if bare is not None and re.match(r"\s*(?:\(|as\b|from\b)", after, re.I):
        return False
    return near_before >= 0 or near_after <= NEAR


def _percent(part: str) -> float | None:
    match = _PERCENT.search(part)
    return float(match[1]) if match is not None else None


def _meanings(
    amounts: list[_Amount], percent: float | None, form_ids: tuple[str, ...], notes: list[str], basis: list[Basis]
) -> tuple[Meaning, ...]:
    elementals = [a for a in amounts if a.role == "elemental"]
    if elementals:
        first = elementals[0]
        _say_doubts(first, amounts, percent, form_ids, notes, basis)
        return (Meaning(elemental_mg=Span.exactly(first.mg), reading="magnesium itself", why=first.why),)
    either = [a for a in amounts if a.role in ("either", "salt")]
    if not either:
        assert percent is not None
        return _from_percent(percent, notes, basis)
    first = either[0]
    compound = _as_compound(first.mg, form_ids, basis)
    if first.role == "salt":
        return (compound,)
    itself = Meaning(
        elemental_mg=Span.exactly(first.mg), reading="magnesium itself", why="if the number counts magnesium alone"
    )
    if percent is not None:
        fits = [m for m in (itself, compound) if _fits(m.elemental_mg, percent, basis)]
        if len(fits) == 1:
            why = f"{percent:g} % of the daily value fits this reading only"
            return (Meaning(elemental_mg=fits[0].elemental_mg, reading=fits[0].reading, why=why),)
        notes.append(f"The {percent:g} % on the label does not settle which of the two is meant.")
    return (compound, itself)


def _as_compound(salt_mg: float, form_ids: tuple[str, ...], basis: list[Basis]) -> Meaning:
    named = [form for form in forms() if form.row.id in form_ids]
    spans = [elemental_mg(form, salt_mg) for form in named]
    for form in named:
        basis.extend(form.basis)
    if not spans:
        span = Span.nothing_known("which compound it is", high=salt_mg)
    elif len(spans) == 1:
        span = spans[0]
    else:
        lows, highs = [s.low for s in spans if s.low is not None], [s.high for s in spans if s.high is not None]
        mixture = words.listed([form.row.name.lower() for form in named])
        span = Span(known=None, low=min(lows), high=max(highs), unknown=(f"how much of each: {mixture}",))
    return Meaning(elemental_mg=span, reading="the whole compound", why="if the number counts the whole compound")


def _fits(span: Span, percent: float, basis: list[Basis]) -> bool:
    for row in facts.rows("supplement/daily_values", DailyValueRow):
        at = percent * row.mg / 100
        half_a_percent = row.mg / (2 * 100)  # labels round to whole percents
        low = span.low if span.low is not None else 0.0
        high = span.high if span.high is not None else low
        if low - half_a_percent <= at <= high + half_a_percent:
            basis.extend(row.basis)
            return True
    return False


def _from_percent(percent: float, notes: list[str], basis: list[Basis]) -> tuple[Meaning, ...]:
    rows = facts.rows("supplement/daily_values", DailyValueRow)
    values = [percent * row.mg / 100 for row in rows]
    for row in rows:
        basis.extend(row.basis)
    notes.append("Only a percentage is given; it depends on which daily value the label uses.")
    span = Span(known=None, low=min(values), high=max(values), unknown=("which daily value the label uses",))
    return (Meaning(elemental_mg=span, reading="magnesium itself", why="from the percentage of the daily value"),)


def _say_doubts(
    first: _Amount,
    amounts: list[_Amount],
    percent: float | None,
    form_ids: tuple[str, ...],
    notes: list[str],
    basis: list[Basis],
) -> None:
    if percent is not None and not _fits(Span.exactly(first.mg), percent, basis):
        notes.append(
            f"{percent:g} % of the daily value does not fit {first.mg:g} mg; the label may mean something else."
        )
    salts = [a for a in amounts if a.role == "salt"]
    named = [form for form in forms() if form.row.id in form_ids]
    if salts and named:
        most = max(form.share[1] for form in named) * salts[0].mg
        if first.mg > most + max(1.0, most / NEAR):  # a twentieth more is rounding on the label
            notes.append(
                f"{salts[0].mg:g} mg of {words.listed([form.row.name.lower() for form in named])} cannot hold "
                f"{first.mg:g} mg of magnesium (at most {most:.0f} mg); another salt may be mixed in."
            )
    if not form_ids:
        notes.append("The label line does not name the form.")
