"""A file of a person's own foods, YAML or CSV, as values; all its faults are told together."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from math import fsum

from dolomite.base import document
from dolomite.base.document import Field, Node, refuse, shown
from dolomite.base.errors import Faults, InputError
from dolomite.food import facet, label_text, own
from dolomite.food.own import OwnFood, Part

MOST_G = 100_000.0  # of one pot or one packet; a slip is beyond it
MOST_FOODS = 1000  # in one file
KEYS = ("name", "id", "per", "serving_g", "measure", "like", "label", "nutrients", "ingredients", "makes_g", "servings",
        "contains", "free_of")  # fmt: skip
PART_KEYS = ("food", "grams", "amount", "unit")
PLAIN = frozenset({"name", "id", "per", "serving_g", "measure", "like", "contains", "free_of"})
_VALUE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(kcal|kj|mcg|[µμ]g|ug|mg|g)?", re.IGNORECASE)
_IN_NAME = re.compile(r"^(.*?)[ _]?\(?(kcal|kj|mcg|ug|mg|g)\)?$", re.IGNORECASE)

Resolve = Callable[[str, float | None, str], Part]  # words or id, amount, unit: the food and its weight [g]


def read(text: str, *, name: str, resolve: Resolve) -> tuple[OwnFood, ...]:
    """The foods of a file (values per 100 g in the unit of our tables, weights in g).

    Raises InputError with every fault and its line.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    entries = _from_csv(text, name) if _is_csv(first) else _from_yaml(text, name)
    if not entries:
        refuse(name, None, "no food is in it. Write `- name: ...` with nutrients or ingredients.")
    if len(entries) > MOST_FOODS:
        refuse(name, None, f"more than {MOST_FOODS:,} foods are in it. Split the file.")
    faults = Faults()
    foods: dict[str, OwnFood] = {}
    for entry in entries:
        with faults:
            food = _food(entry, faults, resolve)
            if food.key in foods:
                entry.refuse(f"{food.name} stands twice. Keep one, or give one an id.")
            foods[food.key] = food
    faults.end()
    return tuple(foods.values())


def from_label(
    text: str, *, name: str, serving_g: float | None = None, like: str | None = None, measure: str = "serving"
) -> OwnFood:
    """A food from the text of its label; `serving_g` [g] where the text does not say what a serving weighs.

    Raises InputError when no nutrient is in the text, or it is per serving and nobody says what that weighs.
    """
    said = label_text.read(text)
    weight = serving_g if serving_g is not None else said.serving_g
    if said.per == "serving" and weight is None:
        raise InputError("what one serving weighs is not said. Give it in g.", field="serving_g")
    share = weight if said.per == "serving" else None
    values = own.per_100_g(said.values, serving_g=share)
    food = OwnFood(name=name, values=values, serving_g=weight, like=like, measure=measure)
    own.refuse_impossible(food)
    return food


def _is_csv(first: str) -> bool:
    cells = [cell.strip().casefold() for cell in re.split("[,;\t]", first)]
    return len(cells) > 1 and "name" in cells


def _from_yaml(text: str, name: str) -> list[Field]:
    root = document.read(text, name=name)
    if isinstance(root.value, dict) and "foods" in root.value:
        root = root.value["foods"]
    if not isinstance(root.value, list):
        refuse(name, root.line, "a list of foods belongs here, each beginning with `- name:`.")
    return [Field(name=name, path=f"food {at}", node=node) for at, node in enumerate(root.value, start=1)]


def _from_csv(text: str, name: str) -> list[Field]:
    """Rows as the same tree: what is no key of a food is a nutrient, its unit in the heading."""
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text.splitlines()[0], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    reader = csv.DictReader(io.StringIO(text), dialect=dialect)
    entries = []
    for row in reader:
        line = reader.line_num
        plain: dict[str, Node] = {}
        nutrients: dict[str, Node] = {}
        for heading, cell in row.items():
            if heading is None or cell is None or not cell.strip():
                continue
            key = heading.strip().casefold()
            if key in ("contains", "free_of"):
                each = [Node(value=word.strip(), line=line) for word in re.split(r"[|;/ ]+", cell.strip()) if word]
                plain[key] = Node(value=each, line=line)
            else:
                (plain if key in PLAIN else nutrients)[key] = Node(value=cell.strip(), line=line)
        if not plain and not nutrients:
            continue
        plain["nutrients"] = Node(value=nutrients, line=line)
        entries.append(Field(name=name, path=f"row {line}", node=Node(value=plain, line=line)))
    return entries


def _food(entry: Field, faults: Faults, resolve: Resolve) -> OwnFood:
    fields = entry.fields(KEYS, faults)
    if "name" not in fields:
        entry.refuse("the name of the food is missing. Write `name: ...`.")
    name = fields["name"].text()
    serving_g = _weight(fields, "serving_g")
    measure = fields["measure"].text() if "measure" in fields else "serving"
    like = fields["like"].text() if "like" in fields else None
    food_id = own.own_id(fields["id"].text().removeprefix(own.PREFIX)) if "id" in fields else ""
    holds = _facets(fields["contains"], absent=False) if "contains" in fields else ()
    free_of = _facets(fields["free_of"], absent=True) if "free_of" in fields else ()
    common = {"name": name, "id": food_id, "like": like, "measure": measure, "holds": holds, "free_of": free_of}
    if "ingredients" in fields:
        parts = _parts(fields["ingredients"], faults, resolve)
        makes_g = _weight(fields, "makes_g")
        servings = fields["servings"].number(low=0.1, high=1000, unit="servings") if "servings" in fields else None
        whole = makes_g if makes_g is not None else fsum(part.grams for part in parts)
        each = whole / servings if servings is not None and serving_g is None else serving_g
        return OwnFood(**common, parts=parts, yield_g=makes_g, serving_g=each)  # type: ignore[arg-type]
    values, per = _values(fields, faults, entry)
    if "per" in fields:
        per = "serving" if fields["per"].word(("100g", "100 g", "serving")) == "serving" else "100 g"
    if per == "serving" and serving_g is None:
        entry.refuse("the values are per serving, and what a serving weighs is not said. Write serving_g: 40.")
    kept = own.per_100_g(values, serving_g=serving_g if per == "serving" else None)
    food = OwnFood(**common, values=kept, serving_g=serving_g)  # type: ignore[arg-type]
    try:
        own.refuse_impossible(food)
    except InputError as error:
        entry.refuse(error.says)
    return food


def _values(fields: dict[str, Field], faults: Faults, entry: Field) -> tuple[dict[str, float], str]:
    values: dict[str, float] = {}
    per, before = "100 g", len(faults.errors)
    if "label" in fields:
        with faults:
            try:
                said = label_text.read(fields["label"].text())
            except InputError as error:
                fields["label"].refuse(error.says)
            values |= said.values
            per = said.per
            weight = said.serving_g
            if per == "serving" and "serving_g" not in fields and weight is not None:
                node = Node(value=f"{weight:g}", line=fields["label"].node.line)
                fields["serving_g"] = Field(name=entry.name, path="serving_g", node=node)
                values = dict(own.per_100_g(values, serving_g=weight))
                per = "100 g"
    if "nutrients" in fields:
        node = fields["nutrients"].node
        if not isinstance(node.value, dict):
            fields["nutrients"].refuse("nutrients belong here, as in `magnesium: 40 mg`.")
        for key, stated in node.value.items():
            if stated.value is not None:
                with faults:
                    nutrient, amount = _nutrient(Field(name=entry.name, path=key, node=stated), key)
                    values[nutrient] = amount
    if not values and len(faults.errors) == before:
        entry.refuse("no nutrient and no ingredient is given. Write nutrients: or ingredients:.")
    return values, per


def _nutrient(field: Field, key: str) -> tuple[str, float]:
    text = field.text()
    match = _VALUE.fullmatch(text)
    if match is None:
        field.refuse(f"{shown(text)} is no amount. Write it as 40 mg; leave out what the label does not say.")
    inside = _IN_NAME.match(key)
    word, unit = (inside[1], inside[2]) if inside is not None and _known(inside[1]) else (key, None)
    try:
        read_as = label_text.nutrient(word, float(match[1].replace(",", ".")), match[2] or unit, ours=True)
    except InputError as error:
        field.refuse(error.says)
    if read_as is None:
        field.refuse(f"{shown(key)} is no nutrient that a label states as our tables do. {label_text.near(word)}")
    return read_as


def _known(word: str) -> bool:
    return label_text.nutrient(word, 0.0, None, ours=True) is not None


def _parts(field: Field, faults: Faults, resolve: Resolve) -> tuple[Part, ...]:
    parts, before = [], len(faults.errors)
    for item in field.items():
        with faults:
            given = item.fields(PART_KEYS, faults)
            if "food" not in given:
                item.refuse("the food is missing. Write {food: fndds:63107010, grams: 120}.")
            if "grams" in given:
                amount, unit = given["grams"].number(low=0.01, high=MOST_G, unit="g"), "g"
            elif "amount" in given:
                amount = given["amount"].number(low=0.001, high=MOST_G, unit="of the unit")
                unit = given["unit"].text() if "unit" in given else ""
            else:
                item.refuse("how much goes in is missing. Write grams: 120, or amount: 1 and unit: cup.")
            try:
                parts.append(resolve(given["food"].text(), amount, unit))
            except InputError as error:
                item.refuse(error.says)
    if not parts and len(faults.errors) == before:
        field.refuse("a recipe needs at least one ingredient. Write {food: fndds:63107010, grams: 120}.")
    return tuple(parts)


def _weight(fields: dict[str, Field], key: str) -> float | None:
    return fields[key].number(low=0.1, high=MOST_G, unit="g") if key in fields else None


def _facets(field: Field, *, absent: bool) -> tuple[str, ...]:
    """Facets by their names; what is absent may be said in the words of what people avoid (nuts: peanuts too)."""
    known = facet.ids()
    said: list[str] = []
    for item in field.items():
        each = facet.must_be_absent((item.text().lower(),)) if absent else ()
        said += each if set(each) & set(known) else (item.known(known, {}, "thing a food can hold"),)
    return tuple(dict.fromkeys(said))
