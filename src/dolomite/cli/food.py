"""`dolomite food search | show | top | import | download`: the food tables."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from dolomite.cli.io import Json, print_json

app = typer.Typer(
    help="What is in food: search, one food, the richest foods, more foods.", no_args_is_help=True, add_completion=False
)

Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Where imported releases are kept (else DOLOMITE_DATA).")
]


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Ordinary words; slips are forgiven.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="How many foods at most.")] = 10,
    json: Json = False,
    data: Data = None,
) -> None:
    """Foods that the words may mean, plainest first, with magnesium per 100 g."""
    from dolomite.app import look_up_food

    found = look_up_food.search(" ".join(words), limit=limit, data=_folder(data))
    if json:
        _json(found)
        return
    if not found["foods"]:
        print(f'No food matches "{found["query"]}". Try fewer or other words.')
        return
    rows = [
        (food["id"], food["name"], food["data_type"], _shown(food["magnesium_mg_per_100g"])) for food in found["foods"]
    ]
    _table(("Id", "Food", "Kind", "Magnesium, mg/100 g"), rows)


@app.command()
def show(
    food_id: Annotated[str, typer.Argument(metavar="FOOD_ID", help="As fndds:63107010, sr28:09040, fdc:323121.")],
    grams: Annotated[float | None, typer.Option("--grams", metavar="G", help="Also for this weight.")] = None,
    json: Json = False,
    data: Data = None,
) -> None:
    """One food: nutrients, household measures, what it holds, where the values come from."""
    from dolomite.app import look_up_food

    food = look_up_food.show(food_id, grams=grams, data=_folder(data))
    if json:
        _json(food)
        return
    _show_food(food)


@app.command()
def top(
    nutrient: Annotated[str, typer.Argument(metavar="NUTRIENT", help="As magnesium, vitamin_d, fibre.")],
    per: Annotated[str, typer.Option("--per", metavar="100g|100kcal|serving", help="Compared per what.")] = "100g",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many foods.")] = 20,
    every: Annotated[bool, typer.Option("--all", help="Raw and dry foods, powders and baby food too.")] = False,
    json: Json = False,
    data: Data = None,
) -> None:
    """The foods with most of a nutrient."""
    from dolomite.app import look_up_food
    from dolomite.base.errors import InputError

    if per not in ("100g", "100kcal", "serving"):
        raise InputError(f"--per: {per!r} is not one of 100g, 100kcal, serving. Choose one of them.")
    found = look_up_food.top(nutrient, per=per, limit=limit, every=every, data=_folder(data))  # type: ignore[arg-type]
    if json:
        _json(found)
        return
    _show_top(found)


@app.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FOLDER_OR_ZIP", help="A FoodData Central CSV release.")],
    json: Json = False,
    data: Data = None,
) -> None:
    """Add the foods of a FoodData Central CSV release, Branded Foods too; broken off, it goes on where it stopped."""
    from dolomite.app.import_foods import import_release

    with _progress() as tell:
        done = import_release(path, data=_folder(data), tell=tell)
    if json:
        _json(done)
        return
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in done["kinds"].items())
    print(f"{'Imported' if done['new'] else 'Already here:'} {done['foods']:,} foods ({kinds}) as {done['release']}.")
    for reason, count in done["skipped"].items():
        print(f"Left out: {count:,} x {reason}.")


@app.command()
def download(
    release: Annotated[str, typer.Argument(metavar="RELEASE", help="As branded_food-2025-04-24.")],
    source: Annotated[str | None, typer.Option("--from", metavar="URL", help="Another address of the file.")] = None,
    json: Json = False,
    data: Data = None,
) -> None:
    """Fetch a FoodData Central CSV release from its publisher; broken off, it goes on where it stopped."""
    from dolomite.app.download_release import download as fetch

    with _progress() as bar:
        done = fetch(release, data=_folder(data), source=source, tell=lambda here, all_: bar(release, here, all_ or 0))
    if json:
        _json(done)
        return
    checked = "its checksum is right" if done["checksum_known"] else "no checksum of it is known"
    print(f"{'Fetched' if done['new'] else 'Already here:'} {done['file']} ({done['bytes'] / 1e6:,.1f} MB; {checked}).")
    print(f"Next: dolomite food import {done['file']}")


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for each table or file on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _what, _here, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress, TaskID

    with Progress(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, here: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total or None)
            bars.update(tasks[what], completed=here, total=total or None)

        yield tell


def _folder(given: Path | None) -> Path:
    from dolomite.cli.io import data_folder

    return data_folder(given)


def _json(data: dict[str, Any]) -> None:
    from dolomite.report.json import document

    releases = tuple(data.pop("releases", ()))
    print_json(document("food", data, releases=releases))


def _show_food(food: dict[str, Any]) -> None:
    place = food["category"]["name"] if food["category"] else "no category"
    print(f"{food['name']}  ({food['id']})")
    print(f"{food['data_type']}, {place}; release {food['release']}")
    yes = [facet.replace("_", " ") for facet, said in food["contains"].items() if said]
    if yes:
        print(f"Holds: {', '.join(yes)}")
    print()
    grams = food["grams"]
    known = {key: value for key, value in food["nutrients"].items() if value["per_100g"] is not None}
    first = [key for key in ("magnesium", "energy") if key in known]
    rows = []
    for key in [*first, *(key for key in known if key not in first)]:
        value = known[key]
        cells = [value["name"], _shown(value["per_100g"], value["decimals"], value["unit"])]
        rows.append(
            (*cells, *([_shown(value["amount"], value["decimals"], value["unit"])] if grams is not None else []))
        )
    _table(("Nutrient", "in 100 g", *([f"in {grams:g} g"] if grams is not None else [])), rows)
    unknown = [value["name"] for value in food["nutrients"].values() if value["per_100g"] is None]
    if unknown:
        print(f"\nUnknown: {', '.join(unknown)}")
    if food["magnesium_bounds_mg_per_100g"] is not None:
        low, high = food["magnesium_bounds_mg_per_100g"].values()
        print(f"Magnesium is not known for this food; 9 in 10 foods of its kind have {low:.0f} to {high:.0f} mg/100 g.")
    if food["portions"]:
        print()
        measures = [
            (f"{p['amount']:g} {p['measure']}", _shown(p["grams"], 1, "g"), _shown(p["magnesium_mg"], 1, "mg"))
            for p in food["portions"]
        ]
        _table(("Household measure", "Weight", "Magnesium"), measures)


def _show_top(found: dict[str, Any]) -> None:
    per = {"100g": "100 g", "100kcal": "100 kcal", "serving": "serving"}[found["per"]]
    print(f"Most {found['nutrient'].replace('_', ' ')} per {per}, {found['foods_compared']:,} foods compared")
    print()
    rows = [
        (
            str(food["rank"]),
            _shown(food["value"], found["decimals"], found["unit"]),
            food["name"],
            f"{food['grams']:.0f} g" + (f" ({food['measure']})" if food["measure"] else ""),
            food["id"],
        )
        for food in found["foods"]
    ]
    _table(("", "Amount", "Food", "In", "Id"), rows)
    notes = (
        ("foods_unknown", "no value is known, which is not zero"),
        ("foods_under_10_kcal_per_100g", "under 10 kcal in 100 g, so that 100 kcal would weigh over a kilogram"),
        ("foods_without_serving", "no usual serving is known"),
    )
    print()
    for key, why in notes:
        if found[key]:
            print(f"Left out: {found[key]:,} ({why}).")


def _shown(value: float | None, decimals: int = 0, unit: str = "") -> str:
    from dolomite.base.words import amount

    return amount(value, unit, decimals=decimals)


def _table(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table: drawn by Rich on a terminal, aligned plain text in a pipe (where importing Rich would cost more than
    the search)."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        drawn = Table(box=None, header_style="bold", pad_edge=False)
        for title in titles:
            drawn.add_column(title)
        for row in rows:
            drawn.add_row(*row)
        Console(highlight=False).print(drawn)
        return
    widths = [max(len(cell) for cell in column) for column in zip(titles, *rows, strict=True)]
    for row in (titles, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
