"""In which language are a few words? Asked only of texts too short for counting the little words of many languages."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

# The languages whose little words jusText ships that are met most; each as its list is called there.
LANGUAGES = tuple(
    "German French Spanish Italian Portuguese Dutch Polish Swedish Danish Norwegian_Bokmal Finnish Czech Hungarian "
    "Romanian Turkish".split()
)
# The lists were counted in encyclopaedias: English words stand in all of them, and the English list knows no "my".
SURELY_ENGLISH = frozenset(
    "the and with that this from which you your it my we our us they them am can cannot dont cant not get got go has "
    "had more most back pain".split()
)
# Written in English texts too, so they speak for no other language; nor do they speak for English.
IN_BOTH = frozenset(
    "me hit per data test normal person fine study studies plan in via post standard ham dr prof mr mrs vs mg pro la "
    "et al".split()
)
NOT_ENGLISH = frozenset(("de",))  # in the English list for its many names
SHORTEST = 2  # letters: single ones are abbreviations and units
SIGNS = 2  # little words of the language, and words with letters that English does not have
ENGLISH_WEIGHS = 2  # how many such signs one little English word outweighs
LAST_ENGLISH_LETTER = 127  # the end of ASCII
_WORD = re.compile(r"[^\W\d_]+")
_SHORTENED = re.compile(r"(?:n['’]t|['’](?:ve|m|s|re|ll|d))\b", re.IGNORECASE)


def foreign_language(text: str) -> str | None:
    """The language a short `text` is in when that is not English; None where it is English, or nobody can tell.

    A little word of the language has to be there in small letters: names and titles alone say nothing.

    >>> foreign_language("Magnesium hilft gegen Rückenschmerzen."), foreign_language("Dr. Müller takes magnesium.")
    ('German', None)
    """
    written = _WORD.findall(_SHORTENED.sub("", text))
    words = [word.lower() for word in written]
    marked = sum(any(ord(letter) > LAST_ENGLISH_LETTER for letter in word) for word in words)
    for language, (own, english) in _little_words().items():
        signs = sum(word in own for word in words) + marked
        against = ENGLISH_WEIGHS * sum(word in english for word in words)
        if signs >= SIGNS and signs > against and any(word in own for word in written):
            return language
    return None


@cache
def _little_words() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Of each language: its little words that are not English, and the English ones that it does not have."""
    try:
        folder = resources.files("justext") / "stoplists"
    except ModuleNotFoundError:  # inside a browser: a short text is then read as it stands
        return {}

    def listed(language: str) -> frozenset[str]:
        words = (folder / f"{language}.txt").read_text(encoding="utf-8").lower().split()
        return frozenset(word for word in words if len(word) >= SHORTEST)

    english = listed("English") - NOT_ENGLISH
    of = {language: listed(language) for language in LANGUAGES}
    return {
        language: (words - english - SURELY_ENGLISH - IN_BOTH, (english - words - IN_BOTH) | SURELY_ENGLISH)
        for language, words in of.items()
    }
