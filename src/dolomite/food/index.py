"""Building the search index of a catalogue file: names, stems, vocabulary, and the words people use at home.

Names are numbered from the plainest and most familiar food to the least, so that a query can stop at the first
candidates. The words come from facts/food; they are written into the file so that a search need not read them.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from dolomite import facts
from dolomite.base.errors import FactError
from dolomite.facts.compiled import FOLDER
from dolomite.food import table_words
from dolomite.food.said import TOLD, makers
from dolomite.food.words import EVERYDAY, OFFICIAL, OTHER, phrase, stem, stems, words

TABLES = """
drop table if exists name; drop table if exists word; drop table if exists alias; drop table if exists neutral;
drop table if exists vocabulary; drop table if exists said; drop table if exists head;
create table name (number integer primary key, food integer not null, kind integer not null, quality real not null,
  stems text not null);
create virtual table word using fts5(stems, content='', detail=none, columnsize=0, prefix='1 2 3');
create table alias (typed text not null, means text not null, cost real not null);
create table neutral (stem text primary key, weight real not null) without rowid;
create table vocabulary (words blob not null);
create table head (stem text primary key, foods integer not null) without rowid;
create table said (words text primary key, food text not null, shown text, low real, high real, measures_of text,
  cooked text) without rowid;
"""
# First parts of names that only say where the food stands.
SHELVES = frozenset(
    {
        "fish", "crustaceans", "mollusks", "nuts", "seeds", "spices", "cereal", "cereals", "cereals ready-to-eat",
        "beverages", "alcoholic beverage", "snacks", "candies", "soft drink", "cheese", "game meat", "leavening agents",
        "sweeteners", "syrups", "babyfood", "restaurant", "fast foods", "cheese product",
    }
)  # fmt: skip

# Weights of the order in which foods are offered [dimensionless]: chosen by us, checked by tests/cases/food.
EATEN_BONUS = {"as eaten": 1.0, "national": 0.6, "recipe": 1.0, "own": 2.0, "analytical": 0.2, "label": 0.0}
PER_WORD = 0.12
EVERYDAY_BONUS = 3.0
OTHER_NAME = -6.0
LESS_USUAL = {"baby_food": -2.0, "powder": -1.5, "dry_mix": -1.0}
BRAND = -1.0
NOT_A_FOOD_BY_ITSELF = -2.0
UNSPECIFIED = 0.6
BARE = 0.8  # a name that says nothing but what the food is
SHORT = 3
SURVEY_FOOD = "fndds:11100000"  # stands in the shipped table alone
WHERE_MAGNESIUM = (("count(*)", ""), ("number", "where key = 'magnesium'"))
MUCH_ALIKE = 0.15  # share by which the magnesium of two foods may differ for the same words to mean either


class Alias(facts.Row):
    """Words people type and the words of the tables they stand for; `cost` from 0 (the same) to 1."""

    unique: ClassVar[tuple[str, ...]] = ("typed",)

    typed: str
    means: tuple[str, ...]
    cost: float = 0.0


class Everyday(facts.Row):
    """The plain food that ordinary words mean."""

    unique: ClassVar[tuple[str, ...]] = ("food",)

    food: str
    name: str
    words: tuple[str, ...]


class Said(facts.Row):
    """Whole phrases and the food they mean, its magnesium's span where tables differ [mg per 100 g], the name to show,
    the food whose measures it takes, and the same food cooked."""

    unique: ClassVar[tuple[str, ...]] = ()

    food: str
    words: tuple[str, ...]
    shown: str | None = None
    low_mg: float | None = None
    high_mg: float | None = None
    measures_of: str | None = None
    cooked: str | None = None


class Translation(facts.Row):
    """Words of another language and the English phrase they mean."""

    unique: ClassVar[tuple[str, ...]] = ("language", "means")

    language: str
    means: str
    words: tuple[str, ...]


class Neutral(facts.Row):
    """A word of the tables that hardly changes what food it is (NFS, raw, plain); weight from 0 to 1."""

    unique: ClassVar[tuple[str, ...]] = ("word",)

    word: str
    weight: float


def build(path: Path) -> str:
    """Put the search index into a catalogue file anew, and give the SHA-256 of what went in."""
    db = sqlite3.connect(path)
    try:
        db.executescript("pragma journal_mode = off; pragma synchronous = off;" + TABLES)
        digest = hashlib.sha256()
        _write_words(db, digest)
        _write_said(db, digest)
        db.execute("create temp table entry (food integer, kind integer, quality real, stems text)")
        db.executemany("insert into entry values (?, ?, ?, ?)", _entries(db))
        counts: Counter[str] = Counter()
        heads: Counter[str] = Counter()  # foods called by one word alone
        rows = db.execute("select food, kind, quality, stems from entry order by quality desc, food, kind, stems")
        for number, (food, kind, quality, text) in enumerate(rows):
            db.execute("insert into name values (?, ?, ?, ?, ?)", (number, food, kind, quality, text))
            db.execute("insert into word (rowid, stems) values (?, ?)", (number, text.replace("|", " ")))
            counts.update(set(text.replace("|", " ").split()))
            head = text.partition("|")[0]
            heads[head] += kind == OFFICIAL and " " not in head
            digest.update(f"{food}\t{kind}\t{quality}\t{text}\n".encode())
        db.executemany("insert into head values (?, ?)", sorted((word, n) for word, n in heads.items() if n))
        db.execute("insert into word (word) values ('optimize')")
        listed = "\n".join(f"{word} {count}" for word, count in sorted(counts.items()))
        db.execute("insert into vocabulary values (?)", (zlib.compress(listed.encode(), 9),))
        db.executemany(
            "insert or replace into meta values (?, ?)", [("words", words_digest()), ("index", digest.hexdigest())]
        )
        db.commit()
        db.execute("vacuum")
    finally:
        db.close()
    return digest.hexdigest()


def words_digest() -> str:
    """SHA-256 of the facts files that the index was made from, to tell a stale index."""
    total = hashlib.sha256()
    for name in ("aliases", "everyday", "makers", "neutral", "said", "translations"):
        total.update((FOLDER / "food" / f"{name}.yaml").read_bytes())
    return total.hexdigest()


def quality(*, name: str, data_type: str, familiarity: float, category: str | None, traits: frozenset[str]) -> float:
    """How early a food should be offered when several fit [dimensionless]: familiar, plain and as eaten come first."""
    text = name.casefold()
    total = familiarity + EATEN_BONUS[data_type] - PER_WORD * len(words(name))
    total += sum(points for trait, points in LESS_USUAL.items() if trait in traits)
    if category == "wweia:9999" or "as ingredient" in text or "for use " in text:
        total += NOT_A_FOOD_BY_ITSELF
    if "nfs" in text or "ns as to" in text:
        total += UNSPECIFIED
    if name.endswith(", NFS") or ("," not in name and len(words(name)) <= SHORT):
        total += BARE
    if data_type == "analytical" and re.search(r"\b[A-Z]{3,}", name):
        total += BRAND
    return round(total, 4)


def _entries(db: sqlite3.Connection) -> Iterator[tuple[int, int, float, str]]:
    facets = [row[0] for row in db.execute("select id from facet order by number")]
    categories = dict(db.execute("select number, id from category"))
    everyday = {row.food: row for row in facts.rows("food/everyday", Everyday)}
    rows = db.execute("select number, id, name, other_names, data_type, category, familiarity, yes from food")
    for number, food_id, name, others, data_type, category, familiarity, yes in rows:
        traits = frozenset(facet for bit, facet in enumerate(facets) if yes >> bit & 1)
        worth = quality(
            name=name,
            data_type=data_type,
            familiarity=familiarity,
            category=categories.get(category),
            traits=traits,
        )
        yield number, OFFICIAL, worth, parted(name)
        for other in others.split("; ") if others else ():
            if not other.startswith("NDB "):
                yield number, OTHER, round(worth + OTHER_NAME, 4), parted(other)
        if food_id in everyday:
            if everyday[food_id].name != name:
                raise FactError(
                    f"facts/food/everyday.yaml: {food_id} is called {name!r}, not {everyday[food_id].name!r}. "
                    "Correct the id or the name."
                )
            for said in everyday[food_id].words:
                yield number, EVERYDAY, round(worth + EVERYDAY_BONUS, 4), parted(said)


def parted(name: str) -> str:
    """A name as stems, with a bar after the part before the first comma: what the food is, then how.

    Where that part is only the shelf it stands on (Fish, Nuts, Beverages), the next part says what the food is.

    >>> parted("Bananas, ripe and slightly ripe, raw")
    'banana|ripe slightly ripe raw'
    >>> parted("Fish, salmon, NFS")
    'salmon|fish nfs'
    """
    head, _, rest = name.partition(",")
    if head.casefold() in SHELVES and rest and not rest.strip().casefold().startswith(("nfs", "ns as to")):
        second, _, rest = rest.partition(",")
        head, rest = second, f"{head} {rest}"
    return f"{' '.join(stems(head))}|{' '.join(stems(rest))}"


def _write_said(db: sqlite3.Connection, digest: hashlib._Hash) -> None:
    known = {food for (food,) in db.execute("select id from food")}
    if SURVEY_FOOD not in known:
        return  # an imported release: the phrases are the shipped table's
    magnesium = dict(_magnesium(db))
    everyday = {phrase(said): row.food for row in facts.rows("food/everyday", Everyday) for said in row.words}
    for row in facts.rows("food/said", Said):
        if row.food not in known:
            raise FactError(f"facts/food/said.yaml: {row.food} is no food of the table. Correct the id.")
        for words_said in row.words:
            # The survey's food, which has measures, where the two hardly differ.
            usual = everyday.get(phrase(words_said))
            food = usual if usual is not None and _alike(magnesium.get(usual), magnesium.get(row.food)) else row.food
            held = (phrase(words_said), food, row.shown, row.low_mg, row.high_mg, row.measures_of, row.cooked)
            db.execute("insert or ignore into said values (?, ?, ?, ?, ?, ?, ?)", held)
            digest.update(repr(held).encode())
    for key, food in everyday.items():  # an ordinary word alone is no search: it means its plain food
        db.execute("insert or ignore into said values (?, ?, null, null, null, null, null)", (key, food))
    told = _told(db, magnesium)
    _write_translations(
        db, digest, everyday | {meaning.words: meaning.food for meaning in told if meaning.words not in everyday}
    )
    for meaning in told:
        held = (f"{TOLD}{meaning.words}", meaning.food, None, meaning.low, meaning.high, None, None)
        db.execute("insert or ignore into said values (?, ?, ?, ?, ?, ?, ?)", held)
        digest.update(repr(held).encode())


def _write_translations(db: sqlite3.Connection, digest: hashlib._Hash, everyday: dict[str, str]) -> None:
    """The words of other languages, each with the food and the span of the English phrase it means."""
    said = "select food, low, high, measures_of, cooked from said where words = ?"
    for row in facts.rows("food/translations", Translation):
        key = phrase(row.means)
        meant = db.execute(said, (key,)).fetchone()
        if meant is None and key in everyday:
            meant = (everyday[key], None, None, None, None)
        if meant is None:
            raise FactError(f"facts/food/translations.yaml: {row.means!r} is no phrase of said.yaml or everyday.yaml.")
        food, *rest = meant
        for words_said in row.words:
            held = (phrase(words_said), food, None, *rest)
            other = db.execute("select food from said where words = ?", held[:1]).fetchone()
            if other is not None and other[0] != food:  # Pommes are apples in French, and chips in German
                held = (f"{row.language}|{held[0]}", *held[1:])
            db.execute("insert or ignore into said values (?, ?, ?, ?, ?, ?, ?)", held)
            digest.update(repr(held).encode())


def _told(db: sqlite3.Connection, magnesium: dict[str, float]) -> list[table_words.Told]:
    """The phrases that the tables themselves give [mg per 100 g]."""
    rows = (
        table_words.Row(food, name, tuple(others.split("; ")) if others else (), data_type, category, typical_g, worth)
        for food, name, others, data_type, category, typical_g, worth in db.execute(
            "select id, name, other_names, data_type, category, typical_g, familiarity from food order by number"
        )
    )
    return list(table_words.told(rows, magnesium, frozenset(makers())))


def _magnesium(db: sqlite3.Connection) -> Iterator[tuple[str, float]]:
    """Magnesium of every food that has it [mg per 100 g]."""
    width, place = (db.execute(f"select {what} from nutrient {where}").fetchone()[0] for what, where in WHERE_MAGNESIUM)
    data = array("d")
    for (packed,) in db.execute("select data from block order by number"):
        data.frombytes(zlib.decompress(packed))
    for number, food in db.execute("select number, id from food order by number"):
        value = data[number * width + place]
        if value == value:
            yield food, value


def _alike(first: float | None, second: float | None) -> bool:
    return first is not None and second is not None and abs(first - second) <= MUCH_ALIKE * max(first, second)


def _write_words(db: sqlite3.Connection, digest: hashlib._Hash) -> None:
    for alias in facts.rows("food/aliases", Alias):
        for means in alias.means:
            row = (" ".join(stems(alias.typed)), " ".join(stems(means)), alias.cost)
            db.execute("insert into alias values (?, ?, ?)", row)
            digest.update(repr(row).encode())
    for neutral in facts.rows("food/neutral", Neutral):
        db.execute("insert or replace into neutral values (?, ?)", (stem(neutral.word), neutral.weight))
        digest.update(f"{neutral.word} {neutral.weight}".encode())
