"""How far the sizes of one measure reach: thin and thick slices, small and large ones, with the shell or without."""

from __future__ import annotations

from dolomite.food.table import Food
from dolomite.food.words import stems

SIZES = frozenset("small medium large regular thin thick".split())
MOST_TIMES = 2.0  # a size further from the middle one than this is another thing (snack-size, party)


def reach(food: Food, word: str, grams: float, *, exact: bool = False) -> tuple[float, float]:
    """From where to where the measure called `word` may weigh, around its own `grams` [g]; "" means one of it. `exact`:
    a mass or a volume has no sizes.

    Where the table itself leaves open which of several it is (NFS), all of them count.
    """
    first = stems(word)
    if any(stems(portion.measure) == [*first, "nfs"] for portion in food.portions):
        every = [
            portion.grams / portion.amount for portion in food.portions if stems(portion.measure)[: len(first)] == first
        ]
        return min(every), max(every)
    if exact:
        return grams, grams
    alike = [
        portion.grams / portion.amount
        for portion in food.portions
        if set(first) <= set(stems(portion.measure)) and SIZES & set(stems(portion.measure))
    ]
    near = [weight for weight in alike if grams / MOST_TIMES <= weight <= grams * MOST_TIMES]
    return min((grams, *near)), max((grams, *near))
