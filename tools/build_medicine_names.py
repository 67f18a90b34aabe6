"""Build the shipped table of medicine names: python tools/build_medicine_names.py NAMES.csv.gz TABLES [--out FILE]

NAMES is the merged list of names (name, kind, ingredients, country, source, resolved, collision), TABLES the folder of
public tables that it was merged from. Written are the table itself (one line a reading, sorted, so that a reader can
look a name up without reading the rest) and facts/medicine/name_tables.yaml: each public table with its date, licence,
SHA-256 and number of rows used, and the hash of the result. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import yaml

from dolomite.medicine.names import folded
from dolomite.medicine.register import SHIPPED

TABLES = Path(__file__).parents[1] / "src" / "dolomite" / "facts" / "medicine" / "name_tables.yaml"


class Public(NamedTuple):
    """One public table: the files that hold it, whose it is, and under which licence it may be passed on."""

    files: tuple[str, ...]
    title: str
    licence: str


PUBLIC = {
    "us_ndc_2019": Public(
        ("us_fda_ndc_product_2019-04.csv.gz",),
        "National Drug Code Directory, US Food and Drug Administration, April 2019",
        "public domain (US government)",
    ),
    "us_drugsatfda_2018": Public(
        ("us_drugsatfda_products_2018-08.csv.gz",),
        "Drugs@FDA, US Food and Drug Administration, August 2018",
        "public domain (US government)",
    ),
    "us_unii_2025": Public(
        ("us_fda_unii_names_2025-06.csv.gz",),
        "UNII names, US Food and Drug Administration, June 2025",
        "public domain (US government)",
    ),
    "drugbank_open": Public(
        ("drugbank_open_vocabulary.csv.gz",), "DrugBank open data: vocabulary, April 2026", "CC0 1.0"
    ),
    "ca_dpd_2026": Public(
        ("ca_dpd_drug_2026-04.csv.gz", "ca_dpd_ingredient_2026-04.csv.gz"),
        "Drug Product Database, Health Canada, April 2026",
        "Open Government Licence - Canada",
    ),
    "fr_bdpm_2026": Public(
        ("fr_bdpm_CIS_2026-01.csv.gz", "fr_bdpm_CIS_COMPO_2026-01.csv.gz"),
        "Base de donnees publique des medicaments, France, January 2026",
        "Licence Ouverte / Open Licence (Etalab)",
    ),
    "sg_hsa_2017": Public(
        ("sg_hsa_registered_therapeutic_products_2017.csv.gz",),
        "Registered therapeutic products, Health Sciences Authority of Singapore, December 2017",
        "Singapore Open Data Licence",
    ),
    "eu_ema_2024": Public(
        ("eu_ema_medicines_2024-08.csv.gz",),
        "Medicines output, European Medicines Agency, August 2024",
        "reuse with the source named (EMA legal notice)",
    ),
    "uk_bnf_2020": Public(
        ("uk_nhsbsa_bnf_products_2020-02.csv.gz",),
        "BNF code information, NHS Business Services Authority, February 2020",
        "Open Government Licence v3.0",
    ),
    "ch_epha_2019": Public(
        ("ch_epha_product_names_2019.csv.gz",), "EPha reference data: Swiss product names, 2019", "MIT"
    ),
}
KINDS = {"brand": "b", "ingredient": "i", "combination": "c", "abbreviation": "a"}
RESOLVED = {"yes": "y", "lead": "l", "no": "n"}
WITHOUT_A_COUNTRY = "int"


def main(arguments: list[str] | None = None) -> int:
    """Build, and print the hash."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", type=Path)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    given = parser.parse_args(arguments)
    with gzip.open(given.names, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    body = "".join(f"{line}\n" for line in table(rows)).encode("utf-8")
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_bytes(body)
    said = described(rows, given.tables, body)
    if given.out == SHIPPED:
        TABLES.write_text(said, encoding="utf-8")
    print(f"{given.out.name}: {len(rows)} rows, {len(body) / 1e6:.1f} MB, sha256 {hashlib.sha256(body).hexdigest()}")
    return 0


def table(rows: Iterable[dict[str, str]]) -> list[str]:
    """The lines of the table (plain name, flags, contents, countries), sorted by the name's bytes."""
    merged: dict[tuple[str, str, str], set[str]] = {}
    for row in rows:
        name = folded(row["name"])
        if not name:
            continue
        contents = ";".join(sorted(part.strip() for part in row["ingredients"].split(";") if part.strip()))
        flags = KINDS[row["kind"]] + (RESOLVED[row["resolved"]] if contents else "n")
        if contents == name:
            contents = "="
        countries = {one for one in row["country"].split(";") if one != WITHOUT_A_COUNTRY}
        merged.setdefault((name, flags, contents), set()).update(countries)
    lines = [
        f"{name}\t{flags}\t{contents}\t{' '.join(sorted(places))}" for (name, flags, contents), places in merged.items()
    ]
    return sorted(lines, key=lambda line: line.encode("utf-8"))


def described(rows: list[dict[str, str]], folder: Path, body: bytes) -> str:
    """The facts file that says what the table was built from."""
    used = Counter(source for row in rows for source in row["source"].split(";"))
    found = []
    for key, public in PUBLIC.items():
        hashes = [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in public.files]
        found.append(
            {
                "id": key,
                "title": public.title,
                "licence": public.licence,
                "rows_used": str(used[key]),
                "sha256": hashes,
                "source": "medicine_registers",
                "at": key,
                "note": "names and contents as published; the licence word is the publisher's known term, "
                "to be read at the publisher before a release",
            }
        )
    data = {
        "what": "The public tables that the shipped names of medicines were built from",
        "note": f"Built by tools/build_medicine_names.py; sha256 of the table {hashlib.sha256(body).hexdigest()}.",
        "defaults": {"verified": "partial"},
        "rows": found,
    }
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=118)


if __name__ == "__main__":
    sys.exit(main())
