"""Command lines that a person could well have typed, for tools/fuzz_commands.py: most of them end with an answer.

A line that is refused at its first word tries nothing behind the door. So more than half of the commands are drawn
here: whole files, values that fit, places that can be written to; the rest is drawn wildly there.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

import fuzz_inputs as inputs

if TYPE_CHECKING:
    from fuzz_commands import World

    Draw = Callable[[World, random.Random], str]

EXAMPLES = inputs.EXAMPLES
PEOPLE = tuple(str(path) for path in sorted(EXAMPLES.glob("*.yaml")))
DIARIES = tuple(str(EXAMPLES / name) for name in ("person.csv", "walter.csv"))
LOGS = tuple(str(path) for path in sorted(EXAMPLES.glob("trial_*.csv")))
SURVEY = "person,day,magnesium,weight,group\n" + "".join(
    f"p{person},{day},{150 + 37 * person % 290 + 60 * day},{1 + person % 3},{'ab'[person % 2]}\n"
    for person in range(60)
    for day in (1, 2)
)
PRICES = "food,price\noats,2.0\n"


def _of(*values: str) -> Draw:
    return lambda _world, rng: rng.choice(values)


def _made(kind: str, texts: tuple[str, ...], ending: str) -> Draw:
    def draw(world: World, rng: random.Random) -> str:
        path = world.place / f"sound-{kind}{rng.randrange(len(texts))}{ending}"
        path.write_text(texts[int(path.stem[-1])], encoding="utf-8")
        return str(path)

    return draw


def _new(ending: str) -> Draw:
    return lambda world, rng: str(world.place / f"new{rng.randrange(10**9)}{ending}")


def _trial(world: World, _rng: random.Random) -> str:
    return str(world.whole())


def _plan(world: World, _rng: random.Random) -> str:
    return str(world.place / "plan.yaml")


def _kept(world: World, rng: random.Random) -> str:
    """A data folder with a record of one person."""
    from dolomite.store.opening import open_store
    from dolomite.store.port import STORE, Draft, new_uid

    place = world.place / f"kept{rng.randrange(4)}"
    store = open_store(place / STORE)
    draft = Draft(uid=new_uid(), day=date(2026, 6, 20), kind="pain", data={"pain_nrs": float(rng.randint(0, 10))})
    store.append("anna", [draft], utc=datetime(2026, 6, 20, 20, tzinfo=UTC))
    store.close()
    return str(place)


def _backup(world: World, rng: random.Random) -> str:
    from dolomite.store.port import STORE

    return str(Path(_kept(world, rng)) / STORE)


_PERSON, _DIARY, _ARTICLE = _of(*PEOPLE), _of(*DIARIES), _made("article", inputs.ARTICLES, ".html")
ARGUMENTS: dict[str, Draw] = {
    "init": _new(".yaml"), "report": _PERSON, "safety": _PERSON, "trial design": _PERSON, "trial start": _plan,
    "trial log": _trial, "trial status": _trial, "trial recover": _trial, "trial analyse": _of(*LOGS),
    "trial report": _trial, "trial pool": _of(*LOGS), "intake": _PERSON,
    "food search": _of("oats", "spinach", "rye bread", "banan", "½ avocado"),
    "food show": _of("fndds:56202960", "fndds:57602100"), "food top": _of("magnesium", "calcium", "iron"),
    "evidence": _of("migraine", "low back pain", "cramps"), "import": _made("export", inputs.EXPORTS, ".csv"),
    "plan": _PERSON, "deficiency": _PERSON, "supplement label": _of("Magnesium citrate 500 mg (80 mg magnesium)"),
    "supplement dose": _PERSON, "need": _PERSON, "data backup": _new(".sqlite"), "data restore": _backup,
    "data export": _new(".zip"), "data import": _new(".zip"), "facts review": _of("safety", "need", "evidence"),
    "check": _ARTICLE, "simulate": _PERSON, "pool": _made("pool", inputs.POOLS[2:3], ".csv"),
    "population": _made("survey", (SURVEY,), ".csv"), "completion": _of("bash", "zsh", "fish"),
}  # fmt: skip
OPTIONS: dict[str, Draw] = {
    "diary": _DIARY, "html": _new(".html"), "csv": _new(".csv"), "out": _new(".out"), "claim_review": _new(".json"),
    "on": _of("2026-11-16", "2026-11-20"), "dose": _of("100", "200", "350"), "limit": _of("3", "20"),
    "per": _of("100g", "kcal"), "pairs": _of("2", "3"), "period_days": _of("14", "28"), "washout": _of("0", "3"),
    "pain": _of("0", "5", "10"), "interference": _of("3"), "sleep": _of("7"), "rescue": _of("0", "2"),
    "stools": _of("1"), "taken": _of("1", "0"), "note": _of("slept badly", "[/b] was fine"), "day": _of("5", "6"),
    "blinding": _of("open", "helper"), "prescribed": _of("no"), "new_treatment": _of("no"), "form": _of("citrate"),
    "folder": _new(""), "helper": _new("-helper"), "grams": _of("30", "100"), "prefer": _of("smallest", "cheapest"),
    "estimator": _of("reml", "dl", "pm"), "measure": _of("or", "rr", "rd"), "bootstrap": _of("20"),
    "days": _of("3", "14"), "persons": _of("10", "20"), "body": _of("us", "efsa"), "active": _of("magnesium"),
    "against": _of("placebo"), "worthwhile": _of("1", "2"), "seconds": _of("1"), "person": _of("person", *PEOPLE),
    "by": _of("group"), "weight": _of("weight"), "amount": _of("magnesium"), "engine": _of("duckdb", "polars"),
    "nutrient": _of("magnesium"), "level": _of("0.9"), "drop": _of("a"), "data": _kept,
}  # fmt: skip
NEEDED = {"pool": ("measure",), "intake": ("diary",), "plan": ("diary", "on"), "trial pool": ("active", "against"),
          "trial analyse": ("active", "against"), "evidence": ("on",)}  # fmt: skip
FLAGS = ("json", "full", "show", "letter", "template", "preview", "every", "bias", "influence", "exact", "force")
NEVER = {("population", "person"): "person"}  # a column there, a file elsewhere


def line(world: World, commands: list[tuple[tuple[str, ...], click.Command]]) -> list[str]:
    """One command line in which every word fits its place, as far as one can tell without running it."""
    rng = world.rng
    path, command = rng.choice([pair for pair in commands if pair[1].params])
    words, name = list(path), " ".join(path)
    if any(isinstance(parameter, click.Argument) for parameter in command.params) and name in ARGUMENTS:
        words.append(ARGUMENTS[name](world, rng))
    options = [p for p in command.params if isinstance(p, click.Option) and p.name is not None]
    fitting = [p for p in options if p.name in (FLAGS if p.is_flag else OPTIONS)]
    wanted = [
        p
        for p in options
        if p.required or (p.name == "data" and path[0] == "data") or p.name in ("yes", *NEEDED.get(name, ()))
    ]
    for option in {p.name: p for p in (*wanted, *rng.sample(fitting, min(len(fitting), rng.randint(0, 3))))}.values():
        words.append(option.opts[0])
        if not option.is_flag:
            draw = OPTIONS.get(option.name or "")
            fixed = NEVER.get((name, option.name or ""))
            words.append(fixed or (draw(world, rng) if draw else world.word(option)))
    return words
