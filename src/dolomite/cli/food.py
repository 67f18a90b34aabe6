"""`dolomite food search | show | top | own | label | import | download`: the food tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import Group

if TYPE_CHECKING:
    from dolomite.view.food import Per

HEAVIEST_G = 1e6  # a typing error is beyond it
MOST_FOODS = 1000  # in one table


@click.group(
    "food",
    cls=Group,
    examples=(
        "dolomite food search pumpkin seeds",
        "dolomite food show fndds:63107010 --grams 120",
        "dolomite food top magnesium --per serving",
    ),
)
def command() -> None:
    """What is in food: search, one food, the richest foods, more foods."""


@command.command(
    "search", examples=("dolomite food search pumpkin seeds", "dolomite food search almnds --limit 3 --json")
)
@click.argument(
    "words", type=kinds.TEXT, nargs=-1, required=True, metavar="WORDS...", help="Words; slips are forgiven."
)
@click.option(
    "--limit", type=kinds.whole(1, 200, "foods"), default=10, metavar="N", show_default=True, help="At most so many."
)
@options.json
@options.data
def search(words: tuple[str, ...], limit: int, json: bool, data: Path | None) -> None:
    """Foods that the words may mean, plainest first, with magnesium per 100 g."""
    from dolomite.app import look_up_food

    section = look_up_food.search(" ".join(words), limit=limit, data=files.data_folder(data))
    screen.answer("food", section, json=json)


@command.command(
    "show", examples=("dolomite food show fndds:63107010", "dolomite food show fndds:63107010 --grams 120")
)
@click.argument("food_id", type=kinds.TEXT, metavar="FOOD_ID", help="As fndds:63107010, sr28:09040, fdc:323121.")
@click.option("--grams", type=kinds.number(0, HEAVIEST_G, "g"), metavar="G", help="Also for this weight.")
@options.json
@options.data
def show(food_id: str, grams: float | None, json: bool, data: Path | None) -> None:
    """One food: nutrients, household measures, what it holds, where the values come from."""
    from dolomite.app import look_up_food

    screen.answer("food", look_up_food.show(food_id, grams=grams, data=files.data_folder(data)), json=json)


@command.command(
    "top", examples=("dolomite food top magnesium", "dolomite food top magnesium --per serving --limit 5 --all")
)
@click.argument("nutrient", type=kinds.TEXT, metavar="NUTRIENT", help="As magnesium, vitamin_d, fibre.")
@click.option(
    "--per",
    type=kinds.word("100g", "100kcal", "serving"),
    default="100g",
    metavar="100g|100kcal|serving",
    help="Compared per what (100g).",
)
@click.option(
    "--limit", type=kinds.whole(1, MOST_FOODS, "foods"), default=20, metavar="N", show_default=True, help="How many."
)
@click.option("--all", "every", is_flag=True, help="Raw and dry foods, powders and baby food too.")
@options.json
@options.data
def top(nutrient: str, per: Per, limit: int, every: bool, json: bool, data: Path | None) -> None:
    """The foods with most of a nutrient."""
    from dolomite.app import look_up_food

    section = look_up_food.top(nutrient, per=per, limit=limit, every=every, data=files.data_folder(data))
    screen.answer("food", section, json=json)


@command.command("import", examples=("dolomite food import my-release --data my-foods", "dolomite food import ausnut"))
@click.argument("path", type=kinds.FILE, metavar="FOLDER_OR_ZIP", help="A FoodData Central CSV release; or ausnut.")
@options.json
@options.data
def import_table(path: Path, json: bool, data: Path | None) -> None:
    """Add the foods of a FoodData Central CSV release, Branded Foods too; broken off, it goes on where it stopped."""
    from dolomite.app.import_foods import import_release
    from dolomite.app.switch_table import APART, switch_on
    from dolomite.cli.progress import bars
    from dolomite.view.food_kept import imported

    if str(path) in APART and not path.exists():
        screen.answer("food", switch_on(str(path), data=files.data_folder(data)), json=json)
        return
    with bars() as tell:
        done = import_release(path, data=files.data_folder(data), tell=tell)
    screen.answer("food", imported(done), json=json)


@command.command("download", examples=("dolomite food download branded_food-2025-04-24",))
@click.argument("release", type=kinds.TEXT, metavar="RELEASE", help="As branded_food-2025-04-24.")
@click.option("--url", type=kinds.TEXT, metavar="URL", help="Another address of the file.")
@click.option("--from", "old_url", type=kinds.TEXT, hidden=True, help="The old name of --url.")
@options.json
@options.data
def download(release: str, url: str | None, old_url: str | None, json: bool, data: Path | None) -> None:
    """Fetch a FoodData Central CSV release from its publisher; broken off, it goes on where it stopped."""
    from dolomite.app.download_release import download as fetch
    from dolomite.cli.progress import bar
    from dolomite.view.food_kept import fetched

    source = url if url is not None else old_url
    with bar(release) as tell:
        done = fetch(release, data=files.data_folder(data), source=source, tell=tell)
    screen.answer("food", fetched(done), json=json)


@command.command(
    "own", examples=("dolomite food own", "dolomite food own my-foods.yaml", "dolomite food own --remove own:my-bar")
)
@click.argument("file", type=kinds.FILE, required=False, metavar="FOODS.yaml", help="Labels, recipes; YAML or CSV.")
@click.option("--remove", type=kinds.TEXT, metavar="ID", help="Take one of them away.")
@options.json
@options.data
def own(file: Path | None, remove: str | None, json: bool, data: Path | None) -> None:
    """Your own foods: values from a label, recipes. Without a file: those you have."""
    from dolomite.app import own_foods
    from dolomite.view import food_kept as view

    if file is not None and remove is not None:
        raise InputError("--remove takes a food away, and a file adds some. Do one after the other.")
    folder = files.data_folder(data)
    gone = None if remove is None else own_foods.remove(folder, remove).name
    if file is not None:
        read = own_foods.read(files.read_text(file), name=files.shown_name(file), folder=folder)
        kept = own_foods.keep(folder, read)
    else:
        kept = own_foods.shown_foods(folder)
    screen.answer("food", view.own(kept, removed=gone), json=json)


@command.command(
    "label",
    examples=(
        'dolomite food label "per 100 g: Energy 450 kcal; Magnesium 90 mg; Salt 0.5 g" --name "Oat biscuit"',
        'dolomite food label "Calories 180; Magnesium 40mg" --name "Nut bar" --serving 40',
    ),
)
@click.argument("text", type=kinds.TEXT, metavar="TEXT", help="What the label says, lines or parts with semicolons.")
@click.option("--name", type=kinds.TEXT, required=True, metavar="NAME", help="What you call the food.")
@click.option("--serving", type=kinds.number(0.1, HEAVIEST_G, "g"), metavar="G", help="What one serving weighs.")
@click.option("--like", type=kinds.TEXT, metavar="ID", help="A food of the same kind: bounds what is not said.")
@options.json
@options.data
def label(text: str, name: str, serving: float | None, like: str | None, json: bool, data: Path | None) -> None:
    """A food of your own from the words of its label."""
    from dolomite.app import own_foods
    from dolomite.view import food_kept as view

    food = own_foods.label(text, name=name, serving_g=serving, like=like)
    screen.answer("food", view.own(own_foods.keep(files.data_folder(data), (food,))), json=json)
