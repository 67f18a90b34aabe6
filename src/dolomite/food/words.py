"""Names and typed words as stems: lower case, accents off, plurals and the two spellings made one."""

from __future__ import annotations

import re
import unicodedata

OFFICIAL, OTHER, EVERYDAY = 0, 1, 2  # kinds of name in the search index: the release's, a further one, at home

_WORD = re.compile(r"\d+(?:\.\d+)?%|[a-z]+|\d+(?:\.\d+)?")
_APOSTROPHE = re.compile("['\u2019`]")

# Words of grammar: they carry nothing about the food.
SILENT = frozenset({"a", "an", "the", "of", "and", "or", "with", "in", "on", "some", "my", "from", "for", "by", "at"})

# Plurals that no rule of ending gives, and spellings that differ between British and American English.
ODD = {
    "leaves": "leaf",
    "loaves": "loaf",
    "halves": "half",
    "calves": "calf",
    "geese": "goose",
    "mice": "mouse",
    "yoghurt": "yogurt",
    "yoghourt": "yogurt",
    "yogourt": "yogurt",
    "omelette": "omelet",
    "omelettes": "omelet",
    "doughnut": "donut",
    "doughnuts": "donut",
    "fibre": "fiber",
    "flavour": "flavor",
    "flavoured": "flavored",
    "flavours": "flavor",
    "grey": "gray",
    "colour": "color",
    "coloured": "colored",
    "unflavoured": "unflavored",
    "sulphur": "sulfur",
    "caesar": "cesar",
    "whisky": "whiskey",
    "chilli": "chili",
    "chillies": "chili",
    "chilies": "chili",
    "hommus": "hummus",
    "houmous": "hummus",
    "humous": "hummus",
    "rotis": "roti",
    "chapatis": "chapati",
    "chapattis": "chapatti",
    "idlis": "idli",
    "kiwis": "kiwi",
    "zucchinis": "zucchini",
    "pierogis": "pierogi",
    "onigiris": "onigiri",
    "ketsup": "ketchup",
    "catsup": "ketchup",
}
_KEEP = re.compile(r"(?:ss|us|is)$")


# Letters that are no letter with an accent to Unicode.
_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def flat(text: str) -> str:
    """Text in lower case, without accents and apostrophes."""
    flat = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text).casefold().translate(_LETTERS))
    return "".join(sign for sign in flat if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The words of a text, plain; "2%" is one word.

    >>> words("Milk, reduced fat (2%), Crème")
    ['milk', 'reduced', 'fat', '2%', 'creme']
    """
    return _WORD.findall(text.lower() if text.isascii() and "'" not in text else flat(text))


def stem(word: str) -> str:
    """A word without its plural and in one spelling.

    >>> [stem(w) for w in ("almonds", "cookies", "cherry", "cherries", "potatoes", "radishes", "2%", "hummus")]
    ['almond', 'cooky', 'cherry', 'cherry', 'potato', 'radish', '2pct', 'hummus']
    """
    if word in ODD:
        return ODD[word]
    if word.startswith("yogh"):  # the British spelling, as far as it is typed
        word = "yog" + word[4:]
    if word[-1] == "%":
        return word[:-1].replace(".", "p") + "pct"
    if len(word) < 4:
        return word.replace(".", "p")
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("ie"):
        return word[:-2] + "y"
    if word.endswith("oes"):
        return word[:-2]
    if word.endswith(("sses", "ches", "shes", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not _KEEP.search(word):
        return word[:-1]
    return word.replace(".", "p")


def stems(text: str) -> list[str]:
    """The stems of a text, words of grammar left out."""
    return [stem(word) for word in words(text) if word not in SILENT]


def phrase(text: str) -> str:
    """The key of a whole phrase: its stems in order, without spaces, so that joined and hyphened forms are one.


    >>> phrase("Mange-tout"), phrase("mangetouts"), phrase("Cup of tea")
    ('mangetout', 'mangetout', 'cuptea')
    """
    return "".join(stems(text))
