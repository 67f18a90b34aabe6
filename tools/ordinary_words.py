"""Write the ordinary words that would be read as a misspelt word of a warning sign.

    python tools/ordinary_words.py WORDS     (a list of English words, one a line)

Run it whenever words are added to `facts/safety/own_words*.yaml`. A word of the list that is itself in the vocabulary
is understood and needs no row.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dolomite.facts.light import FOLDER
from dolomite.safety.note import SHORTEST_SWAPPED, misspelt_from
from dolomite.safety.own_words import READINGS, vocabulary

WIDTH = 150
HEAD = """\
what: Ordinary words that stand near a word of a warning sign
note: "By tools/ordinary_words.py: English words that the spelling repair would misread; they are what they are."
defaults: {verified: true, source: scowl_small, at: "the list of size small, American spelling"}
rows:
"""


def main(arguments: list[str]) -> int:
    """Write `facts/safety/own_words_ordinary.yaml`."""
    lines = Path(arguments[0]).read_text("utf-8").splitlines()
    known = [vocabulary(files) for files in READINGS]
    near = sorted({word for line in lines for some in known if (word := read(line, some))})
    rows: dict[str, list[str]] = {}
    for word in near:
        rows.setdefault(word[0], []).append(word)
    text = HEAD + "".join(f"  - {{id: {letter}_words, words: [{shown(words)}]}}\n" for letter, words in rows.items())
    (FOLDER / "safety" / "own_words_ordinary.yaml").write_text(text, encoding="utf-8")
    print(f"{len(near)} words")
    return 0


def read(line: str, known: frozenset[str]) -> str | None:
    """The word of this line when it would be misread, else None."""
    word = line.strip().lower()
    if not word.endswith("ss") and (word.removesuffix("s") in known or word.removesuffix("es") in known):
        return None
    if len(word) < SHORTEST_SWAPPED - 1 or not (word.isascii() and word.isalpha()) or word in known:
        return None
    return word if misspelt_from(word, known) else None


def shown(words: list[str]) -> str:
    """The words of a row; what YAML takes for true, false or null is quoted."""
    return ", ".join(
        f'"{word}"' if word in {"true", "false", "null", "yes", "no", "on", "off"} else word for word in words
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
