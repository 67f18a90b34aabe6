"""The food table, read: a food by its id, all foods as columns, which releases an answer rests on.

Light on purpose: SQLite from the standard library, no NumPy unless columns are asked for.
"""

from __future__ import annotations

import json
import math
import warnings
from array import array
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dolomite.base.errors import InputError, LeftOutWarning
from dolomite.base.frozen import dataclass
from dolomite.food import opened
from dolomite.food.layout import BLOCK, SCHEMA

if TYPE_CHECKING:
    from dolomite.food.column import Columns

SHIPPED = Path(__file__).parent / "data" / "foods.sqlite"
FOLDER = "foods"  # inside the data folder: one file per imported release
MOST_BLOCKS = 12  # of portions and ingredients held in memory, some hundred kB each
MOST_KEPT = 2000  # foods held in memory, a few kB each
_Details = tuple[list[tuple[float, str, float]], list[tuple[str | None, str, float]]]  # portions and ingredients


class Unit(NamedTuple):
    """A nutrient of the table: its key, its name in words, its unit per 100 g, and decimals to show."""

    key: str
    name: str
    unit: str
    decimals: int


class Category(NamedTuple):
    """A food category: id ("wweia:6409", "sr28:1100") and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A household measure of one food: `amount` of `measure` weighs `grams` [g]."""

    amount: float
    measure: str
    grams: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """What a recipe food is made from: the id of the ingredient when we have it, its name, its weight [g]."""

    id: str | None
    name: str
    grams: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far the magnesium of a food may reach [mg per 100 g], where its value is doubtful: the verdict on it
    (stand_in: replaced, because the survey's recipe stands in for the food), why, and the source."""

    low: float
    high: float
    verdict: str
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Food:
    """One food. `nutrients` are per 100 g in the catalogue's units, None where the release gives none.

    `data_type` is "as eaten" (FNDDS), "analytical" (SR28, Foundation), "national" (another country's table), "recipe"
    (from our own recipes), "own" (the person's) or "label" (branded). `reach` bounds a doubtful magnesium value.
    `energy_from` names the column or id that energy came from. `yes` and `no` are the facets known to hold and known
    not to; the others are unknown. `typical_g` is the weight counted when nobody says how much was eaten [g].
    """

    id: str
    name: str
    other_names: tuple[str, ...]
    release: str
    data_type: str
    category: Category | None
    energy_from: str
    familiarity: float
    nutrients: Mapping[str, float | None]
    portions: tuple[Portion, ...]
    ingredients: tuple[Ingredient, ...]
    typical_g: float | None
    yes: frozenset[str]
    no: frozenset[str]
    reach: Reach | None = None

    def has(self, facet: str) -> bool | None:
        """Whether the food holds this (dairy, gluten, pork ...); None is unknown."""
        return True if facet in self.yes else False if facet in self.no else None

    def amount(self, nutrient: str, grams: float) -> float | None:
        """How much of a nutrient [its unit] that many grams [g] hold; None is unknown."""
        per_100_g = self.nutrients[nutrient]
        return None if per_100_g is None else per_100_g * grams / 100


class Shelf:
    """One catalogue file, open for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.db = opened.connect(path)
            meta = dict(self.db.execute("select key, value from meta"))
        except (TypeError, ValueError):
            raise InputError(f"{path.name}: the food table cannot be read. {opened.TO_DO}") from None
        if meta.get("schema") != str(SCHEMA) or "content" not in meta:
            raise InputError(f"{path.name}: the food table is of another version. Import the release again.")
        self.content = meta["content"]
        self._read_details: dict[int, list[_Details]] = {}

    @cached_property
    def releases(self) -> tuple[str, ...]:
        """Keys of the releases in this file."""
        return tuple(key for (key,) in self.db.execute("select key from release order by number"))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The nutrients in the order of the values; each names its unit."""
        return tuple(
            Unit(*row) for row in self.db.execute("select key, name, unit, decimals from nutrient order by number")
        )

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """All categories by number."""
        return tuple(Category(*row) for row in self.db.execute("select id, name from category order by number"))

    @cached_property
    def facets(self) -> tuple[str, ...]:
        """The facets by bit."""
        return tuple(facet for (facet,) in self.db.execute("select id from facet order by number"))

    @cached_property
    def reaches(self) -> dict[int, Reach]:
        """Doubtful magnesium values by food number [mg per 100 g]."""
        if not self._has("reach"):
            return {}
        rows = self.db.execute("select food, low, high, verdict, why, source from reach")
        return {f: Reach(low=low, high=high, verdict=v, why=why, source=s) for f, low, high, v, why, s in rows}

    @cached_property
    def home(self) -> dict[str, frozenset[str]]:
        """Countries (two letters, no unit) whose people know the foods of each release."""
        if not self._has("credit"):
            return {}
        return {key: frozenset(said.split()) for key, said in self.db.execute("select release, countries from credit")}

    @cached_property
    def credits(self) -> tuple[tuple[str, str, str], ...]:
        """Release, licence and attribution of each table in this file."""
        if not self._has("credit"):
            return ()
        return tuple(self.db.execute("select release, licence, attribution from credit"))

    def _has(self, table: str) -> bool:
        row = self.db.execute("select 1 from sqlite_master where type = 'table' and name = ?", (table,)).fetchone()
        return row is not None

    @cached_property
    def _blocks(self) -> dict[int, array[float]]:
        return {}

    @cached_property
    def _bounds(self) -> dict[str, tuple[array[float], array[float]] | None]:
        return {}

    def bounds(self, category: str) -> tuple[array[float], array[float]] | None:
        """5th and 95th percentiles of a category's known values by nutrient, per 100 g, NaN unknown [units in `units`];
        None: no such category here."""
        if category not in self._bounds:
            row = self.db.execute(
                "select low, high from bound join category on bound.category = category.number where category.id = ?",
                (category,),
            ).fetchone()
            self._bounds[category] = None if row is None else (array("d", row[0]), array("d", row[1]))
        return self._bounds[category]

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each nutrient among the values."""
        return {unit.key: place for place, unit in enumerate(self.units)}

    def values(self, number: int) -> array[float]:
        """Nutrients of the food with that number, per 100 g, NaN unknown [units in `units`]."""
        block, place = divmod(number, BLOCK)
        if block not in self._blocks:
            if len(self._blocks) > 512:
                self._blocks.clear()
            self._blocks[block] = self.read_block(block)
        width = len(self.units)
        return self._blocks[block][place * width : (place + 1) * width]

    def read_block(self, block: int) -> array[float]:
        """All values of one block of foods, food by food, per 100 g, NaN unknown [units in `units`]."""
        data = array("d")
        (packed,) = self.db.execute("select data from block where number = ?", (block,)).fetchone() or (None,)
        data.frombytes(opened.unpacked(packed, path=self.path))
        return data

    def _details(self, number: int) -> _Details:
        block, place = divmod(number, BLOCK)
        if block not in self._read_details:
            if len(self._read_details) >= MOST_BLOCKS:  # the one read first makes room
                del self._read_details[next(iter(self._read_details))]
            (packed,) = self.db.execute("select details from block where number = ?", (block,)).fetchone() or (None,)
            self._read_details[block] = json.loads(opened.unpacked(packed, path=self.path))
        portions, ingredients = self._read_details[block][place]
        return portions, ingredients

    def food(self, where: str, value: str | int) -> Food | None:
        """One food by `id` or `number` [FDC id]."""
        row = self.db.execute(
            "select number, id, name, other_names, release, data_type, category, energy_from, familiarity, yes, no, "
            f"typical_g from food where {where} = ?",
            (value,),
        ).fetchone()
        if row is None:
            return None
        number, identifier, name, others, release, kind, category, energy, familiarity, yes, no, typical = row
        values = self.values(number)
        portions, parts = self._details(number)
        return Food(
            id=identifier,
            name=name,
            other_names=tuple(others.split("; ")) if others else (),
            release=self.releases[release],
            data_type=kind,
            category=None if category is None else self.categories[category],
            energy_from=energy,
            familiarity=familiarity,
            nutrients=MappingProxyType(
                {unit.key: None if v != v else v for unit, v in zip(self.units, values, strict=True)}
            ),
            portions=tuple(Portion(amount=a, measure=m, grams=g) for a, m, g in portions),
            ingredients=tuple(Ingredient(id=i, name=n, grams=g) for i, n, g in parts),
            typical_g=typical,
            yes=frozenset(facet for bit, facet in enumerate(self.facets) if yes >> bit & 1),
            no=frozenset(facet for bit, facet in enumerate(self.facets) if no >> bit & 1),
            reach=self.reaches.get(number),
        )


class Catalogue:
    """The shipped food table and, after it, every imported release."""

    def __init__(self, shelves: tuple[Shelf, ...]) -> None:
        self.shelves = shelves
        self._found: dict[str, Food] = {}  # foods are frozen: a plan's check asks for the same few hundreds of times
        self._columns: dict[frozenset[str] | None, Columns] = {}

    @classmethod
    def open(cls, *, data: Path | None = None, shipped: Path = SHIPPED) -> Catalogue:
        """Open the shipped table and the imported ones in the data folder, if there is one.

        An imported file that cannot be used is named in a `LeftOutWarning`, and the rest is opened without it.
        """
        shelves = [Shelf(shipped)]
        for path in sorted((data / FOLDER).glob("*.sqlite")) if data is not None else ():
            wrong = opened.fault(path)
            try:
                if wrong is None:
                    shelves.append(Shelf(path))
                    continue
            except InputError as error:
                wrong = error.says
            warnings.warn(LeftOutWarning(f"{wrong} Its foods are left out. {opened.TO_DO}"), stacklevel=2)
        return cls(tuple(shelves))

    @property
    def releases(self) -> tuple[str, ...]:
        """Keys of all releases an answer may rest on, shipped first."""
        return tuple(release for shelf in self.shelves for release in shelf.releases)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The nutrients of the shipped table; each names its unit per 100 g."""
        return self.shelves[0].units

    def unit(self, nutrient: str) -> Unit:
        """One nutrient by key or name, with its unit. Raises InputError naming those that exist."""
        word = nutrient.strip().casefold().replace(" ", "_")
        for unit in self.units:
            if word in (unit.key, unit.name.casefold().replace(" ", "_")):
                return unit
        from difflib import get_close_matches

        keys = [unit.key for unit in self.units]
        near = get_close_matches(word, keys, n=3)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Choose one of {', '.join(keys)}."
        raise InputError(f"{nutrient}: no such nutrient in the food tables. {hint}")

    def find(self, food_id: str) -> Food | None:
        """The food with that id, or None."""
        known = self._found.get(food_id)
        if known is not None:
            return known
        for shelf in self.shelves:
            food = shelf.food("id", food_id.strip())
            if food is not None:
                if len(self._found) >= MOST_KEPT:
                    self._found.clear()
                self._found[food_id] = food
                return food
        return None

    def get(self, food_id: str) -> Food:
        """The food with that id. Raises InputError with the nearest ids when there is none."""
        food = self.find(food_id)
        if food is not None:
            return food
        near = self.near(food_id)
        hint = f" Did you mean {', '.join(f'{i} ({name})' for i, name in near)}?" if near else ""
        raise InputError(
            f"{food_id}: no food has this id.{hint} Ids look like fndds:63107010, sr28:09040 or fdc:323121; "
            "dolomite food search WORDS finds them."
        )

    def near(self, food_id: str, *, limit: int = 3) -> tuple[tuple[str, str], ...]:
        """Ids that resemble the one typed, at most `limit` [foods], each with its name: a zero left out, a digit
        wrong."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        wanted = food_id.strip().casefold()
        shelf = self.shelves[0]
        names = dict(shelf.db.execute("select id, name from food"))
        nearest = process.extract(wanted, list(names), scorer=OSA.distance, score_cutoff=2, limit=limit)
        return tuple((identifier, names[identifier]) for identifier, *_ in nearest)

    def values(self, food_id: str, *nutrients: str) -> tuple[float | None, ...]:
        """Some nutrients of one food, per 100 g [each its unit], without reading the rest of it; None is unknown."""
        for shelf in self.shelves:
            row = shelf.db.execute("select number from food where id = ?", (food_id,)).fetchone()
            if row is not None:
                got = dict(zip((unit.key for unit in shelf.units), shelf.values(row[0]), strict=True))
                wanted = (got.get(nutrient, math.nan) for nutrient in nutrients)
                return tuple(None if value != value else value for value in wanted)
        raise InputError(f"{food_id}: no food has this id. dolomite food search WORDS finds it.")

    def category(self, category_id: str | None) -> Category | None:
        """The category with that id."""
        if category_id is None:
            return None
        every = (category for shelf in self.shelves for category in shelf.categories)
        return next((category for category in every if category.id == category_id), None)

    def __iter__(self) -> Iterator[Food]:
        return self.each()

    def each(self, *, data_type: str | None = None) -> Iterator[Food]:
        """Every food, or those of one data type, shipped first."""
        for shelf in self.shelves:
            where, given = ("", ()) if data_type is None else ("where data_type = ? ", (data_type,))
            for (number,) in shelf.db.execute(f"select number from food {where}order by number", given).fetchall():
                food = shelf.food("number", number)
                assert food is not None
                yield food

    def __len__(self) -> int:
        return sum(shelf.db.execute("select count(*) from food").fetchone()[0] for shelf in self.shelves)

    def columns(self, *, data_types: frozenset[str] | None = None) -> Columns:
        """All shipped foods as arrays, per 100 g (shapes, units: column.Columns); `data_types` narrows them."""
        from dolomite.food.column import columns

        if data_types not in self._columns:
            shelf = self.shelves[0]
            self._columns[data_types] = columns(
                shelf.db,
                path=shelf.path,
                nutrients=tuple(unit.key for unit in shelf.units),
                categories=[category.id for category in shelf.categories],
                facets=shelf.facets,
                data_types=data_types,
            )
        return self._columns[data_types]
