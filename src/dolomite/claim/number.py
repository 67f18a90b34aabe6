"""Numbers written as words: "four hundred and twenty", "three hundred", "half", "two thirds of"."""

from __future__ import annotations

from collections.abc import Sequence

from dolomite.claim.lexicon import Token

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6, "billion": 1e9}
ROUND = {"hundreds": 300.0, "thousands": 3000.0, "dozen": 12.0, "dozens": 36.0}  # vague words: a few of them
FRACTIONS = {"half": 0.5, "½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "quarter": 0.25}


def spelled(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """The number that words spell from a token [its place] on, and the token after it; None where none begins."""
    form = tokens[at].form
    if form in ROUND:
        return ROUND[form], at + 1
    if form in FRACTIONS:
        return FRACTIONS[form], at + 1
    total, group, after = 0.0, 0.0, at
    seen = False
    while after < len(tokens):
        form = tokens[after].form
        if form in SMALL:
            if seen and (group % 10 or (group % 100 and group % 100 < 20)):
                break  # "two four": two numbers, not one
            group += SMALL[form]
        elif form in TENS:
            if seen and group % 100:
                break
            group += TENS[form]
        elif form == "hundred":
            group = (group or 1) * SCALES[form]
        elif form in SCALES:
            total, group = total + (group or 1) * SCALES[form], 0.0
        elif not (form == "and" and seen and group % 100 == 0 and group and _counts(tokens, after + 1)):
            break
        seen = True
        after += 1
    return (total + group, after) if seen else (None, at)


def _counts(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].form in SMALL or tokens[at].form in TENS)
