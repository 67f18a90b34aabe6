"""What people's measures weigh: a bowl, a handful, a tin, a pint, "1" of something. Always with how far it may be off.

In this order: mass; the food's own measure of that word; its own volume; what the word means for this kind of food; one
piece of it; what people eat of its kind at a time. What none of these knows is not guessed: `known` then says which
measures the food has. The weights are facts (facts/food/*).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dolomite.food.measure_facts import (
    CategoryMeasure,
    ClassMeasure,
    Density,
    SizeWord,
    UsualAmount,
    Vessel,
    Volume,
    rows,
)
from dolomite.food.piece import AMERICAN, Weight, piece, stands
from dolomite.food.portion import MASS_G, SAME, g_per_ml, try_grams
from dolomite.food.sizes import reach
from dolomite.food.table import Food
from dolomite.food.words import stem, stems

FAR_OFF = 4.0  # times: a measure so far from what its word weighs is another thing's
SOME = frozenset(
    {"portion", "serving", "helping", "some", "plate", "plateful", "bowl", "bowlful", "pot", "serve", "dish"}
)
ONE = frozenset(
    "piece whole item unit each one fruit fillet breast ball biscuit finger nugget link cake bun roll half".split()
)
ALIKE = {
    "tin": ("can",),
    "packet": ("packet", "bag", "package"),
    "sachet": ("packet",),
    "rasher": ("slice",),
    "bag": ("package",),
}
HOT = ("tea", "coffee", "chai")
DRINKS = (
    "milk",
    "juice",
    "water",
    "drink",
    "tea",
    "coffee",
    "beer",
    "wine",
    "lassi",
    "kefir",
    "smoothie",
    "cola",
    "cider",
    "squash",
)
AT_A_TIME = "what people eat of it at a time"
PARTS = frozenset({"slice", "piece"})
HEAPED = "tablespoon"  # of vegetables and beans nobody levels it


def weigh(
    food: Food, unit: str, *, typed: str = "", country: str | None = None, like: Food | None = None
) -> Weight | None:
    """One `unit` of this food [g], as somebody in that country means it (None: not known); None when nobody knows.

    `typed` are the person's words for the food; `like` is a food whose household measures it shares.
    """
    text = _Text(*(f" {' '.join(stems(words))} " for words in (typed, f"{typed} {food.name}")))
    core, factor = _sized(unit)
    for words, size in _tries(unit, core, factor):
        weight = _one(food, words, text, country, like)
        if weight is not None:
            return weight.times(size.low, size.typical, size.high)
    return None


class _Asked(NamedTuple):
    """One measure of one food, with what decides its meaning."""

    food: Food
    word: str
    text: _Text
    country: str | None
    like: Food | None


class _Text(NamedTuple):
    """The person's words, and these with the food's name, as stems between spaces."""

    typed: str
    whole: str


def known(food: Food, like: Food | None = None) -> tuple[str, ...]:
    """Measures this food has, for somebody whose own is not known."""
    own = (*food.portions, *(like.portions if like is not None else ()))
    return tuple(dict.fromkeys(portion.measure for portion in own))[:6]


def _tries(unit: str, core: str, factor: SizeWord) -> list[tuple[str, SizeWord]]:
    if core == unit:
        return [(unit, _no_size())]
    return [(unit, _no_size()), (core, factor)]


def _one(food: Food, unit: str, text: _Text, country: str | None, like: Food | None) -> Weight | None:
    word = " ".join(SAME.get(w, w) for w in _words(unit))
    if word in MASS_G:
        return Weight(low=MASS_G[word], grams=MASS_G[word], high=MASS_G[word], how="mass")
    if not word:
        return _natural(food, text, country, like)
    hot_cup = word in ("cup", "mug") and any(f" {drink} " in text.whole for drink in HOT) and country != AMERICAN
    if not hot_cup:
        heaped = _class_measure(_Asked(food, word, text, country, like)) if word == HEAPED else None
        if heaped is not None:
            return heaped
        own = _own(food, word, like) if word not in SOME and not _by_country(word, country) else None
        if own is not None and not _another_thing(own, _Asked(food, word, text, country, like)):
            return own
    asked = _Asked(food, word, text, country, like)
    for find in (_class_measure, _alike, _vessel, _volume, _category_measure):
        weight = find(asked)
        if weight is not None:
            return _no_more_than_one(weight, asked)
    if word in SOME:
        return _usual(food, like) or _own_piece_of(food, text, country, like)
    pieces = set(word.split())
    if pieces <= ONE or all(f" {part} " in text.whole or f" {part[:-1]} " in text.whole for part in pieces):
        return _natural(food, text, country, like)
    return None


def _another_thing(own: Weight, asked: _Asked) -> bool:
    """Whether the food's own measure is far from what the word weighs for a food of that name: the 6 g packet of an
    instant soup is the one with its flavour."""
    named = _class_row(asked, by_name=True)
    if named is None:
        return False
    return asked.country in named.countries or not named.low_g / FAR_OFF <= own.grams <= named.high_g * FAR_OFF


def _own_piece_of(food: Food, text: _Text, country: str | None, like: Food | None) -> Weight | None:
    """A portion of what is eaten by the piece: an egg, a wrap; only where a piece of it has a weight."""
    by_piece = piece(text.whole, country, text.typed) is not None or _own_piece(food) is not None
    return _natural(food, text, country, like) if by_piece else None


def _no_more_than_one(weight: Weight, asked: _Asked) -> Weight:
    """A slice of something weighs no more than one of it: three slices of crispbread are three crispbreads."""
    whole = piece(asked.text.typed, asked.country) if asked.word in PARTS else None
    return whole.weight if whole is not None and whole.weight.grams < weight.grams else weight


def _own(food: Food, word: str, like: Food | None) -> Weight | None:
    for candidate in (food, like):
        grams = try_grams(candidate, 1.0, word) if candidate is not None else None
        if candidate is not None and grams is not None:
            low, high = reach(candidate, word, grams, exact=word in MASS_G or _millilitres(word, None) is not None)
            return Weight(low=low, grams=grams, high=high, how=f"the food's own {word}")
    return None


def _alike(asked: _Asked) -> Weight | None:
    """The food's own measure by another word for it: a tin is a can."""
    for name in ALIKE.get(asked.word, ()):
        weight = _own(asked.food, name, asked.like)
        if weight is not None:
            return weight
    return None


def _natural(food: Food, text: _Text, country: str | None, like: Food | None) -> Weight | None:
    """One of it: a banana, an egg, a wrap. The person's own word counts before the food's name, and that before what a
    food of the same kind weighs."""
    said = piece(text.typed, country)
    if said is not None and said.country_known:
        return said.weight
    own = _own_piece(food)
    by_name = piece(text.whole, country, text.typed)
    if own is not None:
        near = said or by_name
        inside = near is not None and near.weight.low <= own <= near.weight.high
        if near is None or inside:
            low, high = (near.weight.low, near.weight.high) if near is not None else reach(food, "", own)
            return Weight(low=low, grams=own, high=high, how="one of it, as the food table weighs it")
        if near is said and near.all_typed:
            return near.weight
        low, high = reach(food, "", own)
        return Weight(low=low, grams=own, high=high, how="one of it, as the food table weighs it")
    if said is not None or by_name is not None:
        best = said or by_name
        assert best is not None
        return best.weight
    named = _named(text)
    if named is not None:
        return named
    theirs = _own_piece(like) if like is not None else None
    if theirs is not None:
        return Weight(low=theirs, grams=theirs, high=theirs, how="one of its kind, as the food table weighs it")
    return _usual(food, like)


def _named(text: _Text) -> Weight | None:
    """One of what the words name as a measure themselves: two ragi roti are two roti."""
    for row in rows("class_measures", ClassMeasure):
        said = [word for word in row.words if stands(word, text.typed)]
        if said and any(stands(name, text.typed) for name in row.foods) and set(said) & set(row.foods):
            return Weight(low=row.low_g, grams=row.typical_g, high=row.high_g, how=f"one {said[0]}")
    return None


def _own_piece(food: Food) -> float | None:
    """What one weighs [g]: any size, the measure called as the food, the middle size, and only then a piece of it."""
    heads = stems(food.name.partition(",")[0])
    name = heads[-1] if heads else ""
    bare = next(
        (portion.grams / portion.amount for portion in food.portions if name and stems(portion.measure) == [name]), None
    )
    whole = not any("slice, any size" in portion.measure for portion in food.portions)  # a slice of a steak is not one
    any_size = try_grams(food, 1.0, "any size") if whole else None
    if any_size is not None or bare is not None:
        return any_size if any_size is not None else bare
    for unit in ("medium", "full circle", name, "piece", "regular", "item", "fruit"):
        grams = try_grams(food, 1.0, unit) if unit else None
        if grams is not None:
            return grams
    return None


def _class_measure(asked: _Asked) -> Weight | None:
    row = _class_row(asked, by_name=False)
    if row is None:
        return None
    return Weight(low=row.low_g, grams=row.typical_g, high=row.high_g, how=f"a {asked.word}: {row.kind}")


def _class_row(asked: _Asked, *, by_name: bool) -> ClassMeasure | None:
    """What the word means for this kind of food: the row with the longest name that fits; only such where `by_name`."""
    fits: list[tuple[int, ClassMeasure]] = []
    category = asked.food.category.id if asked.food.category is not None else ""
    for row in rows("class_measures", ClassMeasure):
        if asked.word not in row.words and asked.word not in [" ".join(stems(said)) for said in row.words]:
            continue
        longest = max((len(name) for name in row.foods if stands(name, asked.text.whole)), default=0)
        kind = category in row.categories or (not row.foods and not row.categories)
        if longest or (kind and not by_name):
            fits.append((longest, row))
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _vessel(asked: _Asked) -> Weight | None:
    fits = [
        (max((len(name) for name in row.foods if stands(name, asked.text.whole)), default=0), -place, row)
        for place, row in enumerate(rows("vessels", Vessel))
        if asked.word in row.words or asked.word in [" ".join(stems(said)) for said in row.words]
    ]
    fits = [fit for fit in fits if fit[0] or not fit[2].foods]
    if not fits:
        return None
    row = max(fits, key=lambda fit: fit[:2])[2]
    heavy = _density(asked.food, asked.like) or (1.0, 1.0, 1.0)
    return Weight(
        low=row.low_ml * heavy[0], grams=row.typical_ml * heavy[1], high=row.high_ml * heavy[2], how=f"a {asked.word}"
    )


def _volume(asked: _Asked) -> Weight | None:
    ml = _millilitres(asked.word, asked.country)
    if ml is None:
        return None
    heavy = _density(asked.food, asked.like)
    if heavy is None and (ml <= 1 or any(f" {drink} " in asked.text.whole for drink in DRINKS)):
        heavy = (1.0, 1.0, 1.0)
    if heavy is None:
        return None
    return Weight(low=ml * heavy[0], grams=ml * heavy[1], high=ml * heavy[2], how=f"{asked.word}, by volume")


def _millilitres(word: str, country: str | None) -> float | None:
    fits = [row for row in rows("volumes", Volume) if word in row.words]
    at_home = [row for row in fits if country in row.countries]
    anywhere = [row for row in fits if not row.countries]
    american = [row for row in fits if AMERICAN in row.countries]
    return next((row.ml for row in (*at_home, *anywhere, *american)), None)


def _by_country(word: str, country: str | None) -> bool:
    """Whether the word means another volume in the person's country than in the food survey's."""
    ours, theirs = _millilitres(word, country), _millilitres(word, AMERICAN)
    return ours is not None and theirs is not None and abs(ours - theirs) > theirs / 10


def _density(food: Food, like: Food | None) -> tuple[float, float, float] | None:
    for candidate in (food, like):
        own = g_per_ml(candidate) if candidate is not None else None
        if own is not None:
            return own, own, own
    for candidate in (food, like):
        if candidate is not None and candidate.category is not None:
            row = _densities().get(candidate.category.id)
            if row is not None:
                return row.low, row.typical, row.high
    return None


def _category_measure(asked: _Asked) -> Weight | None:
    for candidate in (asked.food, asked.like):
        category = candidate.category.id if candidate is not None and candidate.category is not None else ""
        for row in rows("category_measures", CategoryMeasure):
            if row.category == category and row.measure == asked.word:
                return Weight(low=row.low_g, grams=row.typical_g, high=row.high_g, how=f"a {asked.word} of its kind")
    return None


def _usual(food: Food, like: Food | None) -> Weight | None:
    """What is eaten at a time: the survey's weight for "quantity not specified", between the quartiles of its kind."""
    for candidate in (food, like):
        if candidate is None:
            continue
        row = _usuals().get(candidate.category.id) if candidate.category is not None else None
        middle = candidate.typical_g if candidate.typical_g is not None else row.p50_g if row is not None else None
        if middle is None:
            continue
        low, high = (row.p25_g, row.p75_g) if row is not None else (middle, middle)
        return Weight(low=min(low, middle), grams=middle, high=max(high, middle), how=AT_A_TIME)
    return None


def _sized(unit: str) -> tuple[str, SizeWord]:
    """A unit without its size word, and what that word does."""
    core = _words(unit)
    for row in rows("size_words", SizeWord):
        for word in row.words:
            if word in core:
                return " ".join(w for w in core if w != word), row
    return unit, _no_size()


@cache
def _no_size() -> SizeWord:
    return next(row for row in rows("size_words", SizeWord) if "medium" in row.words)


@cache
def _densities() -> dict[str, Density]:
    return {row.category: row for row in rows("densities", Density)}


@cache
def _usuals() -> dict[str, UsualAmount]:
    return {row.category: row for row in rows("usual_amounts", UsualAmount)}


def _words(unit: str) -> list[str]:
    plain = unit.casefold().replace("fl. oz", "fl oz").replace("fluid ounce", "fl oz").replace(".", " ")
    stemmed = [
        stem(word) for word in plain.replace("(", " ").replace(")", " ").split() if word not in ("of", "a", "an")
    ]
    return [SAME.get(word, word) for word in stemmed]
