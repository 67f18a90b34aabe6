"""A diary with its foods looked up. What cannot be matched with confidence stays, unknown, with its best candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dolomite.base.diary import Diary, DiaryRow, Proposal
from dolomite.base.document import nearest, shown
from dolomite.base.errors import InputError, together
from dolomite.base.finding import Basis
from dolomite.base.person import Ids, Supplement
from dolomite.food.table import Catalogue
from dolomite.intake import unusual
from dolomite.intake.apart import lines
from dolomite.intake.eaten import Eaten
from dolomite.intake.look_up import MAGNESIUM, LookUp
from dolomite.supplement import diary_line
from dolomite.supplement.beside_food import DiaryDay, Dose, dose_of

SUPPLEMENT = "supplement:"
NONE_TAKEN = "supplements"
MOST_G_A_LINE = 20_000.0  # more than anybody eats or drinks of one thing in a day: a slip, no health fact
MOST_SWALLOWED = 100_000.0  # mg, or pieces; the bound of a plan's dose as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Swallowed:
    """Something swallowed beside food on one day [mg/d]; `what` None: asked, took none."""

    on: date
    line: int
    what: Dose | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The diary looked up: foods, supplements, and which days are complete (None: the file does not say)."""

    eaten: tuple[Eaten, ...]
    swallowed: tuple[Swallowed, ...]
    complete: tuple[tuple[date, bool | None], ...]
    name: str
    notes: tuple[str, ...]
    origin: str = "diary"
    proposals: tuple[Proposal, ...] = ()

    @property
    def says_complete(self) -> bool:
        """True when the file itself says of any day whether it is complete."""
        return any(said is not None for _, said in self.complete)

    def counted_days(self) -> tuple[date, ...]:
        """The days that count (local dates, no unit): called complete, or, where nothing is said, with food written."""
        with_food = {line.row.on for line in self.eaten}
        return tuple(day for day, said in self.complete if said is True or (said is None and day in with_food))

    def days_swallowed(self) -> tuple[DiaryDay, ...]:
        """What each day says was swallowed beside food [mg elemental]; a day without such a line says nothing."""
        doses: dict[date, list[Dose]] = {}
        for swallowed in self.swallowed:
            doses.setdefault(swallowed.on, []).extend(() if swallowed.what is None else (swallowed.what,))
        counted = set(self.counted_days())
        return tuple(
            DiaryDay(on=day, counted=day in counted, doses=tuple(doses[day]) if day in doses else None)
            for day, _ in self.complete
        )


def matched(
    diary: Diary,
    *,
    catalogue: Catalogue,
    ids: Ids,
    country: str | None = None,
    chosen: Mapping[str, str] | None = None,
    apart: bool = True,
) -> Matched:
    """Each line as a food with its weight [g], or as a supplement [mg elemental or salt].

    `country` (two letters) decides which pint and whose food tables; `chosen` are the foods a person confirmed for
    their own words (`words.key` to food id); `apart`: a line that names several foods may become several. Raises
    InputError for supplement lines that cannot be read, all of them at once; a food that cannot be matched is kept as
    unknown.
    """
    look = LookUp(catalogue, country, chosen or {})
    faults: list[InputError] = []
    eaten: list[Eaten] = []
    swallowed: list[Swallowed] = []
    asks: list[str] = []
    for row in diary.rows:
        if row.food.lower().startswith(SUPPLEMENT) and row.amount is not None and row.amount > MOST_SWALLOWED:
            says = f"{row.amount:,.12g} {row.unit} is more than anybody swallows. Check the number and its unit."
            faults.append(InputError(says, file=diary.name, line=row.line))
        elif row.food == NONE_TAKEN and row.unit == "none":
            swallowed.append(Swallowed(on=row.on, line=row.line, what=None))
        elif row.food.lower().startswith(SUPPLEMENT):
            try:
                dose, question = _supplement(row, diary.name, ids)
            except InputError as fault:
                faults.append(fault)
                continue
            swallowed.append(Swallowed(on=row.on, line=row.line, what=dose))
            asks += [] if question is None else [f"Line {row.line}, {row.food}: {question}"]
        elif diary_line.is_swallowed(row):
            read = diary_line.line(row, magnesium=MAGNESIUM)
            if read.dose is not None:
                swallowed.append(Swallowed(on=row.on, line=row.line, what=read.dose))
            asks += [] if read.asks is None else [f"Line {row.line}, {row.food}: {read.asks}"]
        else:
            foods = lines(look, row) if apart else (look.eaten(row),)
            eaten += foods
            for food in foods:
                faults += _implausible(food, diary.name)
    if faults:
        raise together(faults)
    return Matched(
        eaten=tuple(eaten),
        swallowed=tuple(swallowed),
        complete=diary.complete,
        name=diary.name,
        notes=(*diary.notes, *_once(asks), *unusual.asked(diary.rows, MAGNESIUM)),
        origin=diary.origin,
        proposals=diary.proposals,
    )


def _once(asks: list[str]) -> tuple[str, ...]:
    """Each question once, at the first line it is about, however often the same thing was swallowed."""
    seen: dict[str, str] = {}
    for question in asks:
        seen.setdefault(question.partition(", ")[2], question)
    return tuple(seen.values())


def _implausible(eaten: Eaten, name: str) -> list[InputError]:
    """What nobody eats at a time is refused: 1,000 cups are a slip, and would drown every other line."""
    if eaten.grams is None or eaten.grams <= MOST_G_A_LINE:
        return []
    row = eaten.row
    says = (
        f"{row.amount:,.12g} {row.unit} of {shown(row.food)} is {eaten.grams / 1000:,.0f} kg, more than anybody eats "
        "in a day. Check the number and its unit."
    )
    return [InputError(says, file=name, line=row.line)]


def _supplement(row: DiaryRow, name: str, ids: Ids) -> tuple[Dose, str | None]:
    where = f"{name}, line {row.line}"
    typed = row.food[len(SUPPLEMENT) :].strip()
    plain = " ".join(typed.lower().replace("_", " ").replace("-", " ").split())
    key = "_".join(plain.split())
    form = key if key in ids.forms or key == "unknown" else dict(ids.aliases).get(plain)
    if form is None or (form not in ids.forms and form != "unknown"):
        raise InputError(f"{where}: {shown(typed)} is not a known form of magnesium. {nearest(typed, ids.forms)}")
    unit = " ".join(row.unit.lower().split())
    if row.amount is None:
        return dose_of(Supplement(form=form)), None
    if unit == "mg elemental":
        return dose_of(Supplement(form=form, elemental_mg=row.amount)), None
    if unit == "mg salt":
        return dose_of(Supplement(form=form, salt_mg=row.amount)), None
    if unit == "mg":
        mg, question = diary_line.either(form, row.amount)
        return Dose(typed=typed, form=form, mg=mg, basis=(Basis(source="diary", at=f"line {row.line}"),)), question
    raise InputError(f"{where}: unit {shown(row.unit)} of a supplement is not clear. Write mg elemental or mg salt.")
