"""What cannot be an article in English is refused by name, before anybody takes "no claims" for an answer."""

from __future__ import annotations

import re
from typing import NoReturn

from dolomite.base.errors import InputError
from dolomite.claim.short_text import foreign_language

# How files of other kinds begin, by their formats' own definitions.
BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "an Office file or a zip archive", "Save it as text, HTML or PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "Save it as text, HTML or PDF"),
    (b"{\\rtf", "rich text (RTF)", "Save it as text, HTML or PDF"),
    (b"\x89PNG", "an image", "Type or copy its text into a file"),
    (b"\xff\xd8\xff", "an image", "Type or copy its text into a file"),
    (b"GIF8", "an image", "Type or copy its text into a file"),
    (b"RIFF", "an image or a recording", "Type or copy its text into a file"),
    (b"\x1f\x8b", "a compressed file", "Unpack it first"),
    (b"SQLite format 3", "a database", "Name the article"),
)
CONTROLS = 0.05  # share of control characters from which a file is no text
# Little words that any text of a language is full of. A list of foods has few of either kind and is let through.
_ENGLISH = frozenset("the of and to in is that for it as was with be by on not are this have from or which you".split())
_OTHER = frozenset(
    "der das und nicht ist ein eine zu den dem im für auf sich von le les et des est une dans pour qui sur du "
    "au el los las que por con una para del se il di che della sono het een van niet wordt voor os um uma não "
    "em och att som på är nie jest się je ve bir için".split()
)
ENOUGH_WORDS = 30  # fewer are looked at word by word (short_text)
FOREIGN = 0.05  # at least this share of all words are little words of another language, and more than of English
NOT_LATIN = 0.5  # share of letters outside the Latin alphabets
_WORD = re.compile(r"[^\W\d_]+")
LAST_LATIN = 0x024F  # the end of the Unicode block Latin Extended-B


def refuse_other_kinds(data: bytes, *, name: str) -> None:
    """Raise InputError for an empty file and for one that is no text, HTML or PDF."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        _refuse(name, "the file is empty. Give the article as text, HTML or PDF.")
    for start, what, way_out in BEGINNINGS:
        if data.startswith(start):
            _refuse(name, f"this is {what}, not an article as text, HTML or PDF. {way_out}.")
    head = data[:4096]
    utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not utf16 and sum(byte < 9 or 13 < byte < 32 for byte in head) > CONTROLS * len(head):
        _refuse(name, "this is no text. Give the article as text, HTML or PDF.")


def refuse_other_languages(text: str, *, name: str) -> None:
    """Raise InputError for a text that is not in English: its sentences would all be passed over in silence."""
    words = [word.lower() for word in _WORD.findall(text[:50_000])]
    letters = [character for character in text[:5_000] if character.isalpha()]
    foreign = sum(word in _OTHER for word in words)
    other_script = sum(ord(letter) > LAST_LATIN for letter in letters) > NOT_LATIN * len(letters) > 0
    if len(words) < ENOUGH_WORDS:
        by_words = foreign_language(text) is not None
    else:
        by_words = foreign > max(FOREIGN * len(words), sum(word in _ENGLISH for word in words))
    if other_script or by_words:
        _refuse(name, "this text does not seem to be in English, and only English is checked. Give a translation.")


def _refuse(name: str, sentence: str) -> NoReturn:
    raise InputError(sentence, file=name)
