"""Finding a food from ordinary words: as typed so far, with slips, in any order, in British or kitchen English.

A query is read in several ways (as typed, and with words people use at home put into the words of the tables). Each way
asks the index for names that hold all its words, plainest food first; the names are then compared word by word.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dolomite.base.frozen import dataclass
from dolomite.food import said
from dolomite.food.engine import Engine, Scored
from dolomite.food.table import Catalogue, Food, Shelf
from dolomite.food.words import EVERYDAY, SILENT, stem, words

# Weights of the ranking [dimensionless]. Chosen by us; the cases in tests/cases/food say what they have to achieve.
IMPORTED = 1.5
OWN = "own_foods"  # the person's own foods rank like shipped ones
MOST_ALIKE, LEAST_ALIKE = 4, 2  # foods that are compared, and that must be there to agree
MUCH_ALIKE = 0.25  # share by which their magnesium may differ
WITHIN_MG, USUAL_G = 5.0, 100.0  # or by so much in what is eaten at a time [mg], [g]
MUCH_WORSE = 2.0  # in score: a food so far behind the first is not what was meant
SHORT_WORD = 4  # letters
NEARER = 3  # candidates of the right kind put before the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One food found: `score` orders hits of one query [dimensionless]; `sure` says that all words were found and
    little of the name is left over, so that the food may be taken without asking. `strays`: the food is another than
    the last word typed names, as pasta with sauce for "pasta sauce". `known_as`: what people call it."""

    id: str
    name: str
    release: str
    data_type: str
    category: str | None
    score: float
    sure: bool
    strays: bool = False
    known_as: str | None = None
    typical_g: float | None = None  # what is counted when nobody says how much [g]
    fits: bool = False  # every word typed stands in its name
    everyday: bool = False  # found by what people call it, not by the table's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What some words mean: the food when that is sure, else None; and the candidates, best first. `category` is the
    food category that the best candidates share, if they do. `low_mg` and `high_mg`: how far the words reach where
    tables differ [mg magnesium per 100 g]; `like`: the food whose household measures count; `known_as`: its usual
    name."""

    food: Food | None
    confident: bool
    candidates: tuple[Hit, ...]
    category: str | None
    low_mg: float | None = None
    high_mg: float | None = None
    like: Food | None = None
    known_as: str | None = None


def search(catalogue: Catalogue, text: str, *, limit: int = 10, country: str | None = None) -> tuple[Hit, ...]:
    """Foods that the words typed so far may mean, at most `limit` [foods], best first; shipped foods before imported
    ones, and those of the
    person's country (two letters) before other nations'."""
    ranked: list[tuple[float, Shelf, Scored]] = []
    for order, shelf in enumerate(catalogue.shelves):
        engine = _engine(shelf)
        behind = IMPORTED if order > 0 and OWN not in shelf.releases else 0.0
        ranked += [(hit.score - behind, shelf, hit) for hit in engine.find(text, limit, country)]
    ranked.sort(key=lambda item: (-item[0], catalogue.shelves.index(item[1]), item[2].food))
    hits: dict[str, Hit] = {}
    for score, shelf, scored in ranked[: 2 * limit]:  # a release may hold a food that is shipped, too
        hit = _hit(shelf, scored, score)
        hits.setdefault(hit.id, hit)
    return tuple(hits.values())[:limit]


def match(catalogue: Catalogue, text: str, *, country: str | None = None) -> Match:
    """What a line of a diary means: an id, or words. Confident only when the words name one plain food: as a whole
    phrase, in the index, or without words that hardly say which food it is (tinned, sliced)."""
    by_id = catalogue.find(text) if ":" in text else None
    if by_id is not None:
        return Match(food=by_id, confident=True, candidates=(), category=by_id.category.id if by_id.category else None)
    said_food = said.phrase_match(catalogue, text, country)
    if said_food is not None:
        return _said(catalogue, said_food)
    bought = said.without_maker(text)
    if bought:
        food = match(catalogue, bought, country=country)
        if food.confident:
            return food
    hits = search(catalogue, f"{text} ", limit=5, country=country)  # whoever wrote it had finished the last word
    if not (hits and hits[0].sure):
        bare, is_cooked = said.without_loose_words(text)
        again = said.phrase_match(catalogue, bare, country) if bare else None
        if again is not None:
            return _said(catalogue, again, is_cooked=is_cooked)
        if bare:
            closer = search(catalogue, f"{bare} ", limit=5, country=country)
            if closer and closer[0].sure and closer[0].everyday and not said.apart(text, closer[0].id, closer[0].name):
                hits = closer
    alike = hits[:NEARER]
    if hits and hits[0].strays:
        alike = tuple(hit for hit in hits if hit.sure)[:1] or _nearer(catalogue, text)
        others = tuple(hit for hit in hits if hit.id not in {near.id for near in alike})
        hits = (*alike, *others)[: len(hits)]
    slip = _short_slip(catalogue, text)
    another = bool(hits) and said.apart(text, hits[0].id, hits[0].name)
    if another:
        hits = (replace(hits[0], fits=False), *hits[1:])
    sure = bool(hits) and hits[0].sure and not slip and not another
    agreed = None if sure or slip else _agreed(catalogue, text, hits)
    if not sure and agreed is None and not slip and not said.JOINED.search(text):
        dish = said.by_head(catalogue, text, country)
        if dish is not None:
            return replace(_said(catalogue, dish), candidates=hits)
    # Each table has categories of its own: the best candidate's table says which of them are compared.
    named = [hit.category for hit in alike if hit.category is not None]
    categories = {category for category in named if category.partition(":")[0] == named[0].partition(":")[0]}
    return Match(
        food=catalogue.find(hits[0].id) if sure or agreed is not None else None,
        confident=sure or agreed is not None,
        candidates=hits,
        category=categories.pop() if len(categories) == 1 else None,
        low_mg=agreed[0] if agreed is not None else None,
        high_mg=agreed[1] if agreed is not None else None,
        known_as=hits[0].known_as if sure else None,
    )


def _short_slip(catalogue: Catalogue, text: str) -> bool:
    """Whether a short word of these stands in no table: one slip makes another food of it (Milo is no milk)."""
    typed = [stem(word) for word in words(text) if word not in SILENT and word.isalpha() and len(word) <= SHORT_WORD]
    return any(all(not _engine(shelf).knows(word) for shelf in catalogue.shelves) for word in typed)


def _agreed(catalogue: Catalogue, text: str, hits: tuple[Hit, ...]) -> tuple[float, float] | None:
    """Where several foods may be meant and they differ little (boiled with salt or without): how far the magnesium of
    them all reaches [mg per 100 g]. None: they differ, or a word typed is in none of them."""
    if not hits or said.JOINED.search(text):
        return None
    near = [hit for hit in hits[:MOST_ALIKE] if hit.score >= hits[0].score - MUCH_WORSE]
    fit = [hit for hit in near if hit.fits and not said.apart(text, hit.id, hit.name)]
    if len(fit) < LEAST_ALIKE or fit[0] is not hits[0] or len({hit.name.partition(",")[0] for hit in fit}) > 1:
        return None
    values = [value for hit in fit for value in catalogue.values(hit.id, "magnesium") if value is not None]
    if len(values) < len(fit):
        return None
    usual_g = max(hit.typical_g if hit.typical_g is not None else USUAL_G for hit in fit)
    if max(values) > (1 + MUCH_ALIKE) * min(values) and (max(values) - min(values)) * usual_g / 100 > WITHIN_MG:
        return None
    return min(values), max(values)


def _said(catalogue: Catalogue, said_food: said.SaidFood, *, is_cooked: bool = False) -> Match:
    """A whole phrase that means a food."""
    food_id = said_food.cooked if is_cooked and said_food.cooked is not None else said_food.food
    food = catalogue.get(food_id)
    return Match(
        food=food,
        confident=True,
        candidates=(),
        category=food.category.id if food.category is not None else None,
        low_mg=said_food.low,
        high_mg=said_food.high,
        like=catalogue.find(said_food.measures_of) if said_food.measures_of is not None else None,
        known_as=said_food.shown,
    )


def _nearer(catalogue: Catalogue, text: str) -> tuple[Hit, ...]:
    """Foods of the kind that the last word names, by as many of the words before it as any of them has."""
    typed = text.split()
    for start in range(1, len(typed)):
        hits = search(catalogue, f"{' '.join(typed[start:])} ", limit=2 * NEARER)
        kept = tuple(replace(hit, sure=False) for hit in hits if not hit.strays)
        if kept:
            return kept[:NEARER]
    return ()


def _hit(shelf: Shelf, scored: Scored, score: float) -> Hit:
    food_id, name, release, data_type, category, typical_g = shelf.db.execute(
        "select id, name, release, data_type, category, typical_g from food where number = ?", (scored.food,)
    ).fetchone()
    return Hit(
        id=food_id,
        name=name,
        release=shelf.releases[release],
        data_type=data_type,
        category=None if category is None else shelf.categories[category].id,
        score=round(score, 3),
        sure=scored.sure,
        fits=scored.fits,
        strays=scored.strays,
        known_as=said.known_as(shelf).get(food_id),
        typical_g=typical_g,
        everyday=scored.kind == EVERYDAY,
    )


@lru_cache(maxsize=8)
def _engine(shelf: Shelf) -> Engine:
    return Engine(shelf.db, shelf.home, shelf.releases)
