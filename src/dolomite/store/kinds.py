"""What an entry's `data` holds, by kind. Units stand in the names; null is unknown, never zero.

The models are the border of the store: `data` is checked here before it is kept. Keys are only ever added, so that
what an older version kept can be read for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dolomite.base.document import JsonObject
from dolomite.store.errors import StoreError

LONGEST_TEXT = 20_000  # characters of a note; a bound against accidents
Name = Annotated[str, Field(min_length=1, max_length=500)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Amount = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Nutrients = Mapping[str, float | None]  # "magnesium_mg": 60.0; the unit is the end of the name


class Data(BaseModel):
    """Something kept: frozen, nothing beside what is declared."""

    # An infinite number would else be written as null, which says "unknown".
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, ser_json_inf_nan="constants")


class Reach(Data):
    """How far a doubtful magnesium value may reach [mg per 100 g], the verdict on it, why, and the source."""

    low: float
    high: float
    verdict: str
    why: str
    source: str


class Snapshot(Data):
    """A food as its release had it on the day it was written: values per 100 g, so that a newer table changes no
    old day. `nutrients_per_100_g` names its units; `category` is the food category's id, `yes` and `no` its facets."""

    food_id: Name
    name: Name
    release: Name
    data_type: str
    category: str | None = None
    nutrients_per_100_g: Nutrients
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    reach: Reach | None = None


class Food(Data):
    """Something eaten or drunk. `food` and `unit` are as typed; `grams_g` is what that weighs (null: not known).

    `snapshot` is null where the words were not recognised. `given` are values that another program sent with the
    line, for the amount eaten. `sure` is false while a first guess waits to be confirmed. `low_g` and `high_g` bound a
    weight that is not exact, `weight_says` what it rests on; `low_mg` and `high_mg` bound magnesium per 100 g where
    the words leave it open; `category` is that of words that were not recognised. `part`: what `given` is of, where it
    is not all that is known of one food.
    """

    meal: str = ""
    food: Name
    amount: Amount | None = None
    unit: str = ""
    grams_g: Amount | None = None
    snapshot: Snapshot | None = None
    given: Nutrients | None = None
    sure: bool = True
    low_g: Amount | None = None
    high_g: Amount | None = None
    weight_says: str | None = None
    low_mg: Amount | None = None
    high_mg: Amount | None = None
    known_as: str | None = None
    category: str | None = None
    low: Amount | None = None
    high: Amount | None = None
    part: Literal["named", "sum"] | None = None
    time: Clock | None = None


class Planned(Data):
    """What a food plan proposes for a day: so much more or less of a food [g]. Nothing of it counts as eaten."""

    food_id: Name
    food: Name
    grams_g: Amount
    more: bool = True
    meal: str = ""


class Supplement(Data):
    """A magnesium product swallowed: elemental or salt mass of one unit [mg], how many units, and when.

    `low_mg` and `high_mg` are the ends of the elemental mass of one unit where the label leaves it open.
    """

    form: Name
    elemental_mg: Amount | None = None
    salt_mg: Amount | None = None
    low_mg: Amount | None = None
    high_mg: Amount | None = None
    units: Amount = 1
    what: Literal["supplement", "antacid", "laxative"] = "supplement"
    name: str | None = None
    time: Clock | None = None


class MedicineTaken(Data):
    """A medicine taken on a day, as typed."""

    name: Name
    dose: str | None = None
    time: Clock | None = None


class Pain(Data):
    """Pain as rated: 0 none to 10 worst [points]."""

    pain_nrs: Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]
    where: str | None = None
    time: Clock | None = None


class Weight(Data):
    """Body weight [kg], and what was typed for it."""

    weight_kg: Annotated[float, Field(ge=0.5, le=500, allow_inf_nan=False)]
    typed: str | None = None


class Lab(Data):
    """A laboratory value with the unit on the sheet, and the laboratory's own range in that unit."""

    name: Name
    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: Name
    lower_limit: float | None = None
    upper_limit: float | None = None


class Note(Data):
    """Free words on a day."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]


class DayDone(Data):
    """The day is complete in this respect, or (done: false) it is not."""

    what: Literal["food", "drinks", "supplements", "medicines"] = "food"
    done: bool = True


class TookNone(Data):
    """Asked, and none was taken that day: not a blank."""

    what: Literal["supplements", "medicines"] = "supplements"


class PersonChanged(Data):
    """Keys of the person file that were answered or changed; null takes an answer back (nobody asked).

    `name` is how the household calls the person; null leaves the name as it is.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    keys: Mapping[str, object] = {}


class Import(Data):
    """A file that came in: what it was, and its bytes' SHA-256. What it held shares this entry's batch."""

    file: Name
    format: Name
    sha256: str | None = None
    entries: int
    first_day: date | None = None
    last_day: date | None = None


class Portion(Data):
    """A household measure of an own food and what it weighs [g]."""

    measure: Name
    grams_g: Amount


class Ingredient(Data):
    """One part of a recipe, weighed [g]."""

    snapshot: Snapshot
    grams_g: Amount


class OwnFood(Data):
    """A food or recipe of the person's own: from a label (values per 100 g) or from its ingredients."""

    name: Name
    nutrients_per_100_g: Nutrients
    portions: tuple[Portion, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    cooked_g: Amount | None = None
    barcode: str | None = None


class Word(Data):
    """These words mean this food for this person: a guess that was confirmed once."""

    words: Name
    food_id: Name


class NewerValue(Data):
    """What was answered when a newer release had other values for a food; `snapshot` holds them where accepted."""

    food_id: Name
    release_from: Name
    release_to: Name
    says: Literal["from_today", "all_days", "no"]
    snapshot: Snapshot | None = None


class Trial(Data):
    """Where a trial's folder lies and the last hash of its journal, which stays the truth of the trial."""

    folder: Name
    last_hash: str | None = None
    state: str | None = None


class Empty(Data):
    """Nothing: the entry's own columns say it all."""


KINDS: dict[str, type[Data]] = {
    "food": Food,
    "planned": Planned,
    "supplement": Supplement,
    "medicine_taken": MedicineTaken,
    "pain": Pain,
    "weight": Weight,
    "lab": Lab,
    "note": Note,
    "day_done": DayDone,
    "took_none": TookNone,
    "person_changed": PersonChanged,
    "import": Import,
    "own_food": OwnFood,
    "word": Word,
    "newer_value": NewerValue,
    "trial": Trial,
    "undo": Empty,
    "removed": Empty,
}


def checked(kind: str, data: Mapping[str, object]) -> JsonObject:
    """The data as it is kept: declared keys alone, those left at their default left out. (Units in the names.)

    Raises StoreError with every fault at once.
    """
    model = KINDS.get(kind)
    if model is None:
        raise StoreError(f"{kind!r} is no kind of entry. Use one of: {', '.join(KINDS)}.")
    try:
        return model.model_validate(dict(data)).model_dump(mode="json", exclude_unset=True)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or kind}: {fault['msg'].lower()}" for fault in error.errors()[:10]
        )
        raise StoreError(f"{kind}: {faults}. Correct it and send it again.") from None
    except ValueError:  # something that JSON has no word for
        raise StoreError(f"{kind}: a value is no number or no readable text. Correct it and send it again.") from None
