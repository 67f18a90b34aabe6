"""Readers of the national food tables (CoFID, CIQUAL, Swiss, AUSNUT): each row as a food of ours, unknown kept.

Values stand as printed: N (present, not known), a dash, "traces" and "< x" are no number and stay unknown. Which
column holds which nutrient is a fact (facts/food/national_columns.yaml).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from dolomite import facts
from dolomite.food import facet
from dolomite.food.nutrient import Nutrient
from dolomite.food.write import NewFood
from food_releases import Row, one_of, open_text

UNITS = {"gram": "g", "milligram": "mg", "microgram": "ug", "kilocalorie": "kcal", "µg": "ug"}
KCAL_PER_KJ = 1 / 4.184  # by definition
GRAMS = {"g": 1.0, "mg": 1e-3, "ug": 1e-6}
UNIT_AT_END = re.compile(r"(?:_|\()(kcal|kj|g|mg|ug|µg)(?:/100g\))?$")
# One value that is surely a misprint: canned rice cake with 130 mg of magnesium.
MISPRINTS = {("ciqual:39232", "magnesium")}
COFID_NUMBER = re.compile(r"\d\d-\d+")


class Column(facts.Row):
    """Where each table keeps one nutrient. (Units stand in the headings.)"""

    unique: ClassVar[tuple[str, ...]] = ("key",)

    key: str
    cofid: str | None = None
    ciqual: str | None = None
    swiss: str | None = None
    ausnut: str | None = None
    zero_is_unknown: bool = False


def cofid(folder: Path, nutrients: tuple[Nutrient, ...]) -> Iterator[NewFood]:
    """CoFID 2021; foods without a code are numbered by their name's place."""
    for place, row in enumerate(_rows(folder, "cofid_2021*.csv*")):
        code = row["food_code"].strip()
        food_id = f"cofid:{code}" if COFID_NUMBER.fullmatch(code) else f"cofid:x{place}"
        group = f"cofid:{code[:2]}" if COFID_NUMBER.fullmatch(code) else None
        yield _food("cofid_2021", food_id, row["name"], (), group, row, nutrients, "cofid")


def ciqual(folder: Path, nutrients: tuple[Nutrient, ...]) -> Iterator[NewFood]:
    """CIQUAL 2020, English names with the French ones beside them."""
    for row in _rows(folder, "ciqual_2020*.csv*"):
        group = f"ciqual:{row['alim_ssgrp_code']}"
        others = (row["alim_nom_fr"].strip(),)
        yield _food(
            "ciqual_2020", f"ciqual:{row['alim_code']}", row["alim_nom_eng"], others, group, row, nutrients, "ciqual"
        )


def swiss(folder: Path, nutrients: tuple[Nutrient, ...]) -> Iterator[NewFood]:
    """The Swiss table's foods per 100 g; those per 100 ml are left out, for their weight is another quantity."""
    for row in _rows(folder, "swiss_2018*.csv*"):
        if "100ml" in row["energy kJ | matrix unit"]:
            continue
        others = tuple(
            dict.fromkeys(filter(None, (row["name D"], row["synonyms D"], row["name F"], row["synonyms E"])))
        )
        group = f"swiss:{row['category E'].split('/')[0].split(';')[0].strip()}"
        yield _food("swiss_2018", f"swiss:{row['ID']}", row["name E"], others, group, row, nutrients, "swiss")


def ausnut(folder: Path, nutrients: tuple[Nutrient, ...]) -> Iterator[NewFood]:
    """AUSNUT 2011-13."""
    for row in _rows(folder, "ausnut_2011_13*.csv*"):
        food_id, group = f"ausnut:{row['AUSNUT_CODE']}", f"ausnut:{row['three_dig_c']}"
        yield _food("ausnut_2011_13", food_id, row["eight_dig_d"], (), group, row, nutrients, "ausnut")


def categories(folder: Path) -> dict[str, str]:
    """The groups of the shipped national tables: id -> name."""
    found = {f"cofid:{number}": f"CoFID group {number}" for number in _cofid_groups(folder)}
    for row in _rows(folder, "ciqual_2020*.csv*"):
        name = row["alim_ssgrp_nom_eng"].strip()
        found[f"ciqual:{row['alim_ssgrp_code']}"] = name if name != "-" else row["alim_grp_nom_eng"].strip()
    for row in _rows(folder, "swiss_2018*.csv*"):
        name = row["category E"].split("/")[0].split(";")[0].strip()
        found[f"swiss:{name}"] = name
    return found


def ausnut_categories(folder: Path) -> dict[str, str]:
    """The groups of AUSNUT: id -> name."""
    return {f"ausnut:{row['three_dig_c']}": row["three_dig_d"].strip() for row in _rows(folder, "ausnut_2011_13*.csv*")}


def number(text: str) -> float | None:
    """A printed value; None for N, a dash, a trace, "< x" and a blank: unknown is not zero.

    >>> [number(t) for t in ("2,86", "0.5", "N", "-", "< 0,01", "Tr", "")]
    [2.86, 0.5, None, None, None, None, None]
    """
    plain = text.strip().replace(",", ".")
    return float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _cofid_groups(folder: Path) -> list[str]:
    return sorted(
        {row["food_code"][:2] for row in _rows(folder, "cofid_2021*.csv*") if COFID_NUMBER.fullmatch(row["food_code"])}
    )


def _food(
    release: str,
    food_id: str,
    name: str,
    others: tuple[str, ...],
    group: str | None,
    row: Row,
    nutrients: tuple[Nutrient, ...],
    table: str,
) -> NewFood:
    read = _reader(table)
    values = tuple(None if (food_id, n.key) in MISPRINTS else read(row, n) for n in nutrients)
    plain = " ".join(name.split())
    return NewFood(
        id=food_id,
        name=plain,
        other_names=tuple(other.replace(";", ",") for other in others if other and other != plain),
        release=release,
        data_type="national",
        category=group,
        energy_from="",
        values=values,
        facets=tuple(facet.read(plain).values()),
    )


def _reader(table: str) -> Callable[[Row, Nutrient], float | None]:
    columns = {column.key: column for column in facts.rows("food/national_columns", Column)}

    def read(row: Row, nutrient: Nutrient) -> float | None:
        column = columns.get(nutrient.key)
        heading = getattr(column, table) if column is not None else None
        if column is None or heading is None:
            return None
        value = number(row[heading])
        if value is None or (table == "cofid" and value == 0.0 and column.zero_is_unknown):
            return None
        if table == "swiss":
            unit = UNITS[row[f"{heading} | unit"]]
        else:
            match = UNIT_AT_END.search(heading)
            if match is None:
                raise SystemExit(f"{heading}: no unit in the heading")
            unit = UNITS.get(match[1], match[1])
        return float(f"{value * factor(unit, nutrient.unit):.12g}")

    return read


def factor(theirs: str, ours: str) -> float:
    """What a value in their unit is multiplied with to be in ours."""
    if theirs == ours:
        return 1.0
    if (theirs, ours) == ("kj", "kcal"):
        return KCAL_PER_KJ
    if (theirs, ours) == ("g", "L"):
        return 0.001  # 1 g of water is counted as 1 mL
    return GRAMS[theirs] / GRAMS[ours]


def _rows(folder: Path, pattern: str) -> Iterator[Row]:
    with open_text(one_of(folder, pattern), "utf-8-sig") as lines:
        yield from csv.DictReader(lines)
