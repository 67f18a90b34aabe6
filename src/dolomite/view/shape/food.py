"""The objects of `dolomite food`: search, show, top, own foods, import, download."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head, Range

DataType = Literal["as eaten", "analytical", "national", "recipe", "own", "label"]


class Category(TypedDict):
    """A food's group in its own release."""

    id: str
    name: str


class FoundFood(TypedDict):
    """One food that the words may mean."""

    id: str
    name: str
    data_type: DataType
    release: str
    category: Category | None
    magnesium_mg_per_100g: float | None
    energy_kcal_per_100g: float | None
    score: float
    sure: bool
    """Whether the words say enough to take this food without asking."""


class Search(TypedDict):
    """`dolomite food search --json`."""

    command: Literal["search"]
    query: str
    foods: list[FoundFood]


class Amount(TypedDict):
    """One nutrient of a food, in its own `unit`."""

    name: str
    unit: str
    per_100g: float | None
    amount: float | None
    """In the weight asked for; null without one."""
    decimals: int


class Portion(TypedDict):
    """A household measure."""

    amount: float
    measure: str
    grams: float
    magnesium_mg: float | None


class Serving(TypedDict):
    """The usual serving."""

    grams: float
    measure: str


class Ingredient(TypedDict):
    """A food that this one is counted from."""

    id: str | None
    name: str | None
    grams: float


class Show(TypedDict):
    """`dolomite food show --json`."""

    command: Literal["show"]
    id: str
    name: str
    other_names: list[str]
    data_type: DataType
    release: str
    category: Category | None
    energy_from: str | None
    grams: float | None
    nutrients: dict[str, Amount]
    magnesium_bounds_mg_per_100g: Range | None
    """Where magnesium is unknown: the 5th and 95th percentile of its category."""
    portions: list[Portion]
    usual_serving: Serving | None
    contains: dict[str, bool | None]
    ingredients: list[Ingredient]


class TopFood(TypedDict):
    """One of the richest foods: `value` in the nutrient's unit, in `grams` of it."""

    rank: int
    id: str
    name: str
    data_type: DataType
    release: str
    value: float
    grams: float
    measure: str | None
    per_100g: float


class Top(TypedDict):
    """`dolomite food top --json`."""

    command: Literal["top"]
    nutrient: str
    unit: str
    per: Literal["100g", "100kcal", "serving"]
    decimals: int
    foods: list[TopFood]
    foods_compared: int
    foods_unknown: int
    foods_under_10_kcal_per_100g: int
    foods_without_serving: int


class Import(TypedDict):
    """`dolomite food import --json`."""

    command: Literal["import"]
    release: str
    new: bool
    """False: it was here already."""
    foods: int
    kinds: dict[str, int]
    skipped: dict[str, int]
    file: str
    bytes: int
    content: str
    """SHA-256 of what is in the file."""


class Download(TypedDict):
    """`dolomite food download --json`."""

    command: Literal["download"]
    release: str
    new: bool
    file: str
    bytes: int
    sha256: str
    checksum_known: bool
    url: str


class Reaches(TypedDict):
    """Magnesium per 100 g [mg]: what is known, and how far it can reach."""

    known: float | None
    low: float | None
    high: float | None


class OwnFood(TypedDict):
    """One food of the person's own."""

    id: str
    name: str
    magnesium_mg_per_100g: Reaches
    serving_g: float | None
    notes: list[str]


class Own(TypedDict):
    """`dolomite food own --json`, `dolomite food label --json`."""

    command: Literal["own"]
    foods: list[OwnFood]


class SearchDocument(Head, Search):
    """`dolomite food search --json`."""


class ShowDocument(Head, Show):
    """`dolomite food show --json`."""


class TopDocument(Head, Top):
    """`dolomite food top --json`."""


class ImportDocument(Head, Import):
    """`dolomite food import --json`."""


class DownloadDocument(Head, Download):
    """`dolomite food download --json`."""


class OwnDocument(Head, Own):
    """`dolomite food own --json`, `dolomite food label --json`."""


FoodDocument = Annotated[
    SearchDocument | ShowDocument | TopDocument | OwnDocument | ImportDocument | DownloadDocument,
    Field(discriminator="command"),
]
"""`dolomite food search | show | top | own | label | import | download --json`."""
