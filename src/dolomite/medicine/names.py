"""The table of medicines: ingredients, their other names, brands, and groups that rules speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.base.errors import FactError

_IN_A_NAME = re.compile(r"[a-z0-9]+")


class IngredientRow(facts.LightRow):
    """One ingredient: the name shown, other names and spellings, codes where they were checked (null: not looked up).

    `by_mouth` false: never swallowed, so nothing can bind it in the gut.
    """

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    name: str
    spellings: tuple[str, ...] = ()
    by_mouth: bool = True
    atc: str | None = None
    rxcui: str | None = None


class BrandRow(facts.LightRow):
    """Brand names (or names of combined products) and the ingredients they stand for."""

    ingredients: tuple[str, ...]
    brands: tuple[str, ...]


class GroupRow(facts.LightRow):
    """A group of ingredients that a rule speaks of as one."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    members: tuple[str, ...]


class OtherRow(facts.LightRow):
    """Real medicines that look like another one and that we know nothing about: they must stay unknown."""

    names: tuple[str, ...]


class AskRow(facts.LightRow):
    """Names of ours that mean different medicines, by country or by the reader."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    names: tuple[str, ...]


@cache
def ingredients() -> Mapping[str, IngredientRow]:
    """Every ingredient by its id."""
    return {row.id: row for row in facts.light_rows("medicine/ingredients", IngredientRow)}


def shown(ids: Iterable[str]) -> tuple[str, ...]:
    """Ingredients by the names that a reader is shown."""
    return tuple(ingredients()[ingredient].name for ingredient in ids)


def with_each_other(contents: Iterable[str]) -> str:
    """Names of contents as one medicine: "valsartan with hydrochlorothiazide"."""
    return " with ".join(contents)


@cache
def known_names() -> Mapping[str, tuple[str, ...]]:
    """Every known name in plain form (`folded`) and the ingredient ids it stands for.

    Raises FactError when one name stands for two different things or an ingredient is missing from the table.
    """
    table = ingredients()
    names: dict[str, tuple[str, ...]] = {}

    def add(name: str, ids: tuple[str, ...], where: str) -> None:
        for ingredient in ids:
            if ingredient not in table:
                raise FactError(
                    f"facts/medicine/{where}.yaml: ingredient {ingredient!r} has no row in ingredients.yaml."
                )
        key = folded(name)
        if names.setdefault(key, ids) != ids:
            raise FactError(f"facts/medicine/{where}.yaml: {name!r} stands for {names[key]} and for {ids}. Keep one.")

    for row in table.values():
        for name in (row.name, *row.spellings):
            add(name, (row.id,), "ingredients")
    for brand in facts.light_rows("medicine/brands", BrandRow):
        for name in brand.brands:
            add(name, brand.ingredients, "brands")
    return names


@cache
def ingredient_names() -> frozenset[str]:
    """Plain names and spellings of ingredients, without brands."""
    return frozenset(folded(name) for row in ingredients().values() for name in (row.name, *row.spellings))


@cache
def others() -> frozenset[str]:
    """Plain names of real medicines outside the table that must never be taken for one inside it."""
    return frozenset(folded(name) for row in facts.light_rows("medicine/others", OtherRow) for name in row.names)


@cache
def plain_words() -> frozenset[str]:
    """Plain words that a register has as a product's name and that name no medicine in a line."""
    rows = facts.light_rows("medicine/plain_words", OtherRow)
    return frozenset(folded(name) for row in rows for name in row.names)


@cache
def kind_words() -> frozenset[str]:
    """Words for a kind of medicine that by themselves say what the name before them is."""
    return frozenset(folded(name) for row in facts.light_rows("medicine/kind_words", OtherRow) for name in row.names)


@cache
def describing() -> frozenset[str]:
    """Phrases of a remark that tell a kind of medicine or a finding, and name no second medicine."""
    return frozenset(folded(name) for row in facts.light_rows("medicine/describing", OtherRow) for name in row.names)


@cache
def ask_which() -> frozenset[str]:
    """Plain names that must be asked about unless the country's register answers."""
    return frozenset(folded(name) for row in facts.light_rows("medicine/ask_which", AskRow) for name in row.names)


@cache
def groups() -> Mapping[str, frozenset[str]]:
    """For each ingredient id the groups it belongs to. Raises FactError for a member without a row."""
    by_member: dict[str, set[str]] = {}
    for row in facts.light_rows("medicine/groups", GroupRow):
        for member in row.members:
            if member not in ingredients():
                raise FactError(f"facts/medicine/groups.yaml: {row.id}: {member!r} has no row in ingredients.yaml.")
            by_member.setdefault(member, set()).add(row.id)
    return {member: frozenset(ids) for member, ids in by_member.items()}


def groups_of(ingredient: str) -> frozenset[str]:
    """The groups this ingredient id belongs to; none where it is in none."""
    return groups().get(ingredient, frozenset())


def folded(name: str) -> str:
    """A name for comparison: lower case, letters and digits only, single spaces.

    >>> folded(" Adcal-D3 ")
    'adcal d3'
    """
    if name.isascii():  # nearly every name, and thousands of them are read for one question
        return " ".join(_IN_A_NAME.findall(name.lower()))
    import unicodedata

    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.lower()).split())
