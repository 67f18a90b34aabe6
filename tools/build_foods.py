"""Build the shipped food table from the releases: tools/build_foods.py FOLDER [--out FILE]

FOLDER holds usda_fndds (FNDDS 2021-2023 workbooks as CSV, and the Nutrient Values of two older releases), usda_sr28,
usda_fdc (the Foundation Foods archive of April 2023), nhanes/foods_2007-2012 (how often each food is reported) and
food_tables (CoFID, CIQUAL, the Swiss table, AUSNUT). AUSNUT becomes a file of its own, under its own licence. The same
input gives the same content hash.
With --words only the search words are put in anew, without any release at hand.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import national_tables as national
from dolomite import facts
from dolomite.food import facet, fdc, index
from dolomite.food.nutrient import Nutrient, nutrients, scaled, shipped
from dolomite.food.table import SHIPPED
from dolomite.food.write import Head, NewFood, write
from food_releases import Archive, Row, fndds_table, reported_codes, sr28_table
from stand_in_foods import mended, own_recipes, refuse_unjudged

FNDDS, SR28, FOUNDATION = "usda_fndds_2021_2023", "usda_sr28", "usda_fdc_2023_04"
UNSPECIFIED = "quantity not specified"


def main(arguments: list[str] | None = None) -> int:
    """Build, and print the content hash."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--words", action="store_true", help="only put the search words in anew")
    given = parser.parse_args(arguments)
    if not given.words:
        if given.folder is None:
            parser.error("name the folder that holds the releases")
        content = build(given.folder, given.out)
        print(f"content {content}")
        ausnut = given.out.with_name("ausnut.sqlite")
        print(f"ausnut  {build_ausnut(given.folder, ausnut)}, index {index.build(ausnut)}")
    print(f"index   {index.build(given.out)}")
    print(f"{given.out.name}: {given.out.stat().st_size / 1e6:.1f} MB")
    return 0


def build(folder: Path, out: Path) -> str:
    """Write the food table and give its content hash."""
    columns = nutrients()
    sr28 = list(read_sr28(folder / "usda_sr28", columns))
    foundation = list(read_foundation(foundation_archive(folder / "usda_fdc"), columns))
    reports = Counter(reported_codes(folder / "nhanes" / "foods_2007-2012"))
    foods = list(read_fndds(folder / "usda_fndds", columns, sr28, foundation, reports))
    refuse_unjudged(folder / "usda_fndds", foods, sr28)
    tables = folder / "food_tables"
    abroad = [food for read in (national.cofid, national.ciqual, national.swiss) for food in read(tables, columns)]
    foods = list(mended(folder / "usda_fndds", columns, foods, [*sr28, *abroad]))
    own = list(own_recipes(columns, [*foods, *sr28, *abroad]))
    sr28, foundation = share_familiarity(foods, sr28, foundation)
    groups = {f"sr28:{row['FdGrp_Cd']}": row["FdGrp_Desc"] for row in sr28_table(folder / "usda_sr28", "FD_GROUP")}
    wweia = {
        f"wweia:{row['WWEIA Category number']}": row["WWEIA Category description"]
        for row in fndds_table(folder / "usda_fndds", "Foods_and_Beverages")
    }
    head = Head(
        releases=tuple((row.key, row.title) for row in shipped() if row.use == "foods"),
        nutrients=tuple((n.key, n.name, n.unit, n.decimals) for n in columns),
        facets=facet.ids(),
        categories=tuple(sorted((wweia | groups | national.categories(tables)).items())),
        credits=credits_of({row.key for row in shipped()}),
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    return write(out, head, [*foods, *sr28, *foundation, *abroad, *own])


def build_ausnut(folder: Path, out: Path) -> str:
    """Write AUSNUT as a file of its own, under its own licence, and give its content hash."""
    columns = nutrients()
    head = Head(
        releases=(("ausnut_2011_13", "AUSNUT 2011-13"),),
        nutrients=tuple((n.key, n.name, n.unit, n.decimals) for n in columns),
        facets=facet.ids(),
        categories=tuple(sorted(national.ausnut_categories(folder / "food_tables").items())),
        credits=credits_of({"ausnut_2011_13"}),
    )
    return write(out, head, national.ausnut(folder / "food_tables", columns))


class Credit(facts.Row):
    """A table's countries, licence and attribution."""

    key: str
    countries: tuple[str, ...]
    licence: str
    attribution: str


def credits_of(keys: set[str]) -> tuple[tuple[str, str, str, str], ...]:
    """What stands in a catalogue of each of its tables."""
    rows = facts.rows("food/tables", Credit)
    return tuple((r.key, " ".join(r.countries), r.licence, r.attribution) for r in rows if r.key in keys)


def foundation_archive(folder: Path) -> Archive:
    """The Foundation Foods archive of April 2023."""
    found = sorted(folder.glob("*foundation_food_csv_2023-04-20*"))
    if not found:
        raise SystemExit(f"{folder} holds no Foundation Foods release of 2023-04-20")
    return Archive(found[0])


def read_sr28(folder: Path, columns: tuple[Nutrient, ...]) -> Iterator[NewFood]:
    """Every food of SR28; a nutrient without a row stays unknown."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    wanted = {number for column in columns for number in column.sr28}
    for row in sr28_table(folder, "NUT_DATA"):
        if row["Nutr_No"] in wanted:
            values[row["NDB_No"].zfill(5)][row["Nutr_No"]] = row["Nutr_Val"]
    portions: dict[str, list[tuple[float, str, float]]] = defaultdict(list)
    for row in sr28_table(folder, "WEIGHT"):
        portions[row["NDB_No"].zfill(5)].extend(measured(row["Amount"], row["Msre_Desc"], row["Gm_Wgt"]))
    codes: dict[str, set[str]] = defaultdict(set)
    for row in sr28_table(folder, "LANGUAL"):
        codes[row["NDB_No"].zfill(5)].add(row["Factor_Code"])
    for row in sr28_table(folder, "FOOD_DES"):
        number = row["NDB_No"].zfill(5)
        group = f"sr28:{row['FdGrp_Cd'].zfill(4)}"
        name = row["Long_Desc"].strip()
        said = facet.read(name, group=group, languals=frozenset(codes[number]))
        got = tuple(first_of(values[number], column.sr28, column.factor) for column in columns)
        yield NewFood(
            id=f"sr28:{number}",
            name=name,
            other_names=tuple(filter(None, (row.get("ComName", "") or "").split(","))),
            release=SR28,
            data_type="analytical",
            category=group,
            energy_from="208",
            values=got,
            facets=tuple(said.values()),
            portions=tuple(portions[number]),
        )


def read_foundation(archive: Archive, columns: tuple[Nutrient, ...]) -> Iterator[NewFood]:
    """The current Foundation foods: those of foundation_food.csv. The other rows of food.csv are the samples and
    purchases that the means were made of, older versions, and FNDDS foods.
    """
    current = {row["fdc_id"]: row["NDB_number"] for row in archive.table("foundation_food")}
    wanted = {number for column in columns for number in column.fdc}
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for row in archive.table("food_nutrient"):
        if row["fdc_id"] in current and row["nutrient_id"] in wanted and row["amount"] != "":
            values[row["fdc_id"]].setdefault(row["nutrient_id"], row["amount"])
    units = {row["id"]: row["name"] for row in archive.table("measure_unit")}
    portions: dict[str, list[tuple[float, str, float]]] = defaultdict(list)
    for row in archive.table("food_portion"):
        if row["fdc_id"] in current:
            said = [units.get(row["measure_unit_id"], ""), row["modifier"].strip(), row["portion_description"].strip()]
            measure = ", ".join(part for part in said if part and part != "undetermined")
            portions[row["fdc_id"]].extend(measured(row["amount"], measure, row["gram_weight"]))
    for row in archive.table("food"):
        if row["fdc_id"] not in current or row["data_type"] != "foundation_food":
            continue
        fdc_id = row["fdc_id"]
        group = fdc.sr_group(row["food_category_id"])
        energy = next((i for i in columns[0].fdc if i in values[fdc_id]), "")
        yield NewFood(
            id=f"fdc:{fdc_id}",
            name=row["description"].strip(),
            other_names=(f"NDB {current[fdc_id]}",) if current[fdc_id] else (),
            release=FOUNDATION,
            data_type="analytical",
            category=group,
            energy_from=energy,
            values=tuple(first_of(values[fdc_id], column.fdc, column.factor) for column in columns),
            facets=tuple(facet.read(row["description"], group=group).values()),
            portions=tuple(portions[fdc_id]),
        )


def read_fndds(
    folder: Path,
    columns: tuple[Nutrient, ...],
    sr28: list[NewFood],
    foundation: list[NewFood],
    reports: Mapping[str, int],
) -> Iterator[NewFood]:
    """Every food of FNDDS 2021-2023, `Milk, human` without nutrients among them."""
    values = {row["Food code"]: row for row in fndds_table(folder, "FNDDS_Nutrient_Values")}
    rows = list(fndds_table(folder, "Foods_and_Beverages"))
    portions: dict[str, list[tuple[float, str, float]]] = defaultdict(list)
    typical: dict[str, float] = {}
    for row in fndds_table(folder, "Portions_and_Weights"):
        description, grams = row["Portion description"].strip(), row["Portion weight (g)"]
        if description.casefold() == UNSPECIFIED:
            if float(grams) > 0:
                typical[row["Food code"]] = float(grams)
        elif not description.casefold().startswith("guideline amount"):
            amount, measure = counted(description)
            portions[row["Food code"]].extend(measured(str(amount), measure, grams))
    by_ndb = {name[4:]: food.id for food in foundation for name in food.other_names if name.startswith("NDB ")}
    known = {food.id for food in sr28}
    links: dict[str, list[tuple[str | None, str, float]]] = defaultdict(list)
    codes = {row["Food code"] for row in rows}
    for row in fndds_table(folder, "FNDDS_Ingredients"):
        found = ingredient_id(row["Ingredient code"], codes, known, by_ndb)
        links[row["Food code"]].append((found, row["Ingredient description"], float(row["Ingredient weight (g)"])))
    said = Facetted(rows, links, sr28, foundation)
    often = familiarity(codes, reports)
    for row in rows:
        code = row["Food code"]
        got = values.get(code)
        yield NewFood(
            id=f"fndds:{code}",
            name=row["Main food description"].strip(),
            other_names=tuple(p.strip() for p in row["Additional food description"].split(";") if p.strip()),
            release=FNDDS,
            data_type="as eaten",
            category=f"wweia:{row['WWEIA Category number']}",
            energy_from=columns[0].fndds or "",
            values=tuple(fndds_value(got, column) for column in columns),
            facets=tuple(said.of(f"fndds:{code}").values()),
            familiarity=often[code],
            typical_g=typical.get(code),
            portions=tuple(portions[code]),
            ingredients=tuple(links[code]),
        )


class Facetted:
    """Facets of FNDDS foods, from their ingredients down to single foods."""

    def __init__(
        self,
        rows: list[Row],
        links: Mapping[str, list[tuple[str | None, str, float]]],
        sr28: list[NewFood],
        foundation: list[NewFood],
    ) -> None:
        names = facet.ids()
        self.done: dict[str, facet.Facets] = {
            food.id: dict(zip(names, food.facets, strict=True)) for food in (*sr28, *foundation)
        }
        self.rows = {f"fndds:{row['Food code']}": row for row in rows}
        self.links = links
        self.open: set[str] = set()

    def of(self, food_id: str) -> facet.Facets:
        """The facets of one food."""
        if food_id in self.done:
            return self.done[food_id]
        row = self.rows[food_id]
        own = facet.read(row["Main food description"], group=f"wweia:{row['WWEIA Category number']}")
        self.open.add(food_id)
        parts = [
            self.of(found) if found is not None and found not in self.open else facet.read(description)
            for found, description, _ in self.links[row["Food code"]]
        ]
        self.open.discard(food_id)
        group = f"wweia:{row['WWEIA Category number']}"
        unsure = facet.left_open(row["Main food description"])
        self.done[food_id] = facet.together(own, parts, group=group, unsure=unsure)
        return self.done[food_id]


def ingredient_id(code: str, codes: set[str], sr28: set[str], by_ndb: Mapping[str, str]) -> str | None:
    """The id of an FNDDS ingredient: another FNDDS food, an SR28 food (leading zero restored) or a Foundation food."""
    if code in codes:
        return f"fndds:{code}"
    number = f"sr28:{code.zfill(5)}"
    return number if number in sr28 else by_ndb.get(code)


def familiarity(codes: Iterable[str], reports: Mapping[str, int]) -> dict[str, float]:
    """How often each food is reported, as log10(1 + reports). Reports of codes that have gone since are shared evenly
    among the newer codes that begin alike (longest beginning first, at least five digits).
    """
    counts: dict[str, float] = {code: float(reports.get(code, 0)) for code in codes}
    fresh = sorted(code for code, count in counts.items() if count == 0)
    begins: dict[str, list[str]] = defaultdict(list)
    for code in fresh:
        for length in (7, 6, 5):
            begins[code[:length]].append(code)
    for code, count in sorted(reports.items()):
        if code in counts:
            continue
        heirs = next((begins[code[:length]] for length in (7, 6, 5) if code[:length] in begins), [])
        for heir in heirs:
            counts[heir] += count / len(heirs)
    return {code: math.log10(1 + count) for code, count in counts.items()}


def share_familiarity(
    foods: list[NewFood], sr28: list[NewFood], foundation: list[NewFood]
) -> tuple[list[NewFood], list[NewFood]]:
    """A single food is as familiar as the reported foods that are mostly made of it."""
    counts: Counter[str] = Counter()
    for food in foods:
        total = sum(grams for *_, grams in food.ingredients)
        for found, _, grams in food.ingredients:
            if found is not None and total > 0:
                counts[found] += (10**food.familiarity - 1) * (grams / total) ** 2  # type: ignore[assignment]

    def known(food: NewFood) -> NewFood:
        fields = {name: getattr(food, name) for name in NewFood.__slots__}
        return NewFood(**fields | {"familiarity": math.log10(1 + counts[food.id])})

    return [known(food) for food in sr28], [known(food) for food in foundation]


def first_of(values: Mapping[str, str], ids: tuple[str, ...], factor: float) -> float | None:
    """The first of several ids that has a value, in our unit; None when none has."""
    text = next((values[i] for i in ids if i in values), None)
    return None if text is None or text == "" else scaled(text, factor)


def fndds_value(row: Row | None, column: Nutrient) -> float | None:
    """One cell of the Nutrient Values table in our unit; a nutrient FNDDS does not have is unknown."""
    if row is None or column.fndds is None or row[column.fndds].strip() == "":
        return None
    return scaled(row[column.fndds], column.factor)


def counted(description: str) -> tuple[float, str]:
    """A portion description as amount and measure: "1 cup, sliced", "1/2 bagel", "1 100 calorie package"."""
    first, _, rest = description.partition(" ")
    try:
        above, _, below = first.partition("/")
        amount = float(above) / float(below) if below else float(above)
    except ValueError:
        return 1.0, description
    return (amount, rest.strip()) if rest.strip() and amount > 0 else (1.0, description)


def measured(amount: str, measure: str, grams: str) -> Iterator[tuple[float, str, float]]:
    """One portion, unless its amount or weight is missing or zero, which would say that a measure weighs nothing."""
    try:
        count, weight = float(amount), float(grams)
    except ValueError:
        return
    if count > 0 and weight > 0 and measure.strip():
        yield count, " ".join(measure.split()), weight


if __name__ == "__main__":
    sys.exit(main())
