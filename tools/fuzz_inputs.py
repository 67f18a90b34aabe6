"""Inputs for tools/fuzz.py: real files, changed where people and hostile files change them. Chance comes in as `rng`."""

# ruff: noqa: E501 - long rows of inputs read better than long columns

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
CASES = ROOT / "tests" / "cases"

NUMBERS = (
    "0", "-0", "-1", "1", "0.5", "1e308", "-1e308", "1e-320", "nan", "inf", "-inf", "NaN", "1e999", "1_000", "0x10", "²",
    "٣", "9" * 40, "9" * 400, "1,5", "1/2", "1/0", "½", "1e3", "+5", ".", "-", "1.", ".5", "7", "2031", "10.0000001",
)  # fmt: skip
WORDS = (
    "", " ", "none", "unknown", "null", "~", "yes", "no", "[]", "{}", "[/b] soup", "[red]x[/red]", "\x1b[31mred", "\u202eabc",
    "=1+1", "</script>", "<!--", "&amp;", "\u0000", "\ufeff", "\ud7ff", "a" * 3000, "é" * 20, "magnesium", "placebo", "cup",
    "9999-12-31", "0001-01-01", "2026-02-30", "2026-W20-1", "24:00", "--help", "%s", "{0}", "../../x", "CON", "\\", '"', "'",
    "🙂", "day", "total", "supplement:citrate", "citrate", "2026-06-20", "\r", "\t", "\x85", "\u2028", "#", ":", "- -", "&a", "*a",
    "!!python/object:x", "<<: x", "? x", "|", ">",
)  # fmt: skip
SIGNS = (*"0123456789.,;:-+/%()[]{}\"'\\#&*!|>@`~^=<>?_ \t\n\r\0", "\u00a0", "é", "\u2212", "\ufeff", "\x1b")

Make = Callable[[random.Random], str]


def changed(text: str, rng: random.Random, *, most: int = 4) -> str:
    """The text with up to so many changes, each of a kind that happens: a number, a word, a line, a sign, a cut."""
    first, end, rest = text.partition("\n")
    if rest and rng.random() < 0.7:  # most often the first line of a table stays, so that what is below it is read
        return first + end + _changed(rest, rng, most)
    return _changed(text, rng, most)


def _changed(text: str, rng: random.Random, most: int) -> str:
    for _ in range(rng.randint(0, most)):
        text = rng.choice(_CHANGES)(text, rng)
    return text


def _tokens(text: str) -> list[str]:
    import re

    return re.findall(r"[\w.\-]+|\s+|[^\w\s]", text)


def _other_number(text: str, rng: random.Random) -> str:
    parts = _tokens(text)
    at = [i for i, part in enumerate(parts) if part[0].isdigit() or part[0] == "-"]
    if at:
        parts[rng.choice(at)] = rng.choice(NUMBERS)
    return "".join(parts)


def _other_word(text: str, rng: random.Random) -> str:
    parts = _tokens(text)
    if parts:
        parts[rng.randrange(len(parts))] = rng.choice(WORDS + NUMBERS)
    return "".join(parts)


def _swap_words(text: str, rng: random.Random) -> str:
    parts = _tokens(text)
    if len(parts) > 1:
        i, j = rng.randrange(len(parts)), rng.randrange(len(parts))
        parts[i], parts[j] = parts[j], parts[i]
    return "".join(parts)


def _lines(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            lines[i], lines[j] = lines[j], lines[i]
        case 1:
            lines.insert(i, lines[j])
        case 2:
            del lines[i]
        case 3:
            lines[i] = "  " + lines[i]
        case _:
            lines[i] = lines[i] + lines[j]
    return "\n".join(lines)


def _sign(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    cut = rng.choice((0, 0, 1))
    return text[:at] + rng.choice(SIGNS) + text[at + cut :]


def _cut(text: str, rng: random.Random) -> str:
    i, j = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    return text[:i] if rng.random() < 0.3 else text[:i] + text[j:] if rng.random() < 0.5 else text[i:]


_CHANGES = (_other_number, _other_number, _other_word, _other_word, _swap_words, _lines, _sign, _sign, _cut)


def as_bytes(text: str, rng: random.Random) -> bytes:
    """The text as a file: UTF-8 most often, now and then another coding or a byte that belongs to none."""
    coding = rng.choice(("utf-8",) * 12 + ("utf-8-sig", "utf-16", "latin-1"))
    data = bytearray(text.encode(coding, errors="replace"))
    if data and rng.random() < 0.05:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def seeds() -> dict[str, list[str]]:
    """What is changed, by door: the examples, and the texts of the case tables."""
    person = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.yaml"))]
    diary = [
        (EXAMPLES / "person.csv").read_text(encoding="utf-8"),
        (EXAMPLES / "walter.csv").read_text(encoding="utf-8"),
    ]
    log = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("trial_*.csv"))]
    often = 12  # a file that can be used, for each that a case table says is refused
    pool = [
        (EXAMPLES / "magnesium_mi.csv").read_text(encoding="utf-8"),
        *POOLS * often,
        *(text for text in _case_texts("pool", "refused.yaml") if text.startswith("study")),
    ]
    return {
        "person": person * often * 3 + _case_texts("base", "person_refused.yaml"),
        "diary": ["\n".join(text.split("\n")[:12]) + "\n" for text in diary] * often * 2
        + [text for text in _case_texts("base", "diary_refused.yaml") if text.startswith("date")],
        "export": list(EXPORTS),
        "pool": pool,
        "log": ["\n".join(text.split("\n")[:30]) + "\n" for text in log],
        "label": _case_texts("supplement", "labels.yaml") or ["Magnesium citrate 400 mg, 2 capsules a day"],
        "article": _case_texts("claim", "sentences.yaml") + _case_texts("claim", "dangerous.yaml") + list(ARTICLES),
    }


def _case_texts(room: str, name: str) -> list[str]:
    """Every longer text of a case table, whatever its keys are called."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, str) and len(node) > 8:
            found.append(node)
        elif isinstance(node, dict):
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(yaml.safe_load((CASES / room / name).read_text(encoding="utf-8")))
    return found


EXPORTS = (
    "Day,Group,Food Name,Amount,Energy (kcal),Magnesium (mg),Calcium (mg)\n"
    "2026-05-14,Breakfast,Oats,50 g,190,69,27\n2026-05-14,Lunch,Bread,2 slices,150,40,\n2026-05-15,Dinner,Total,,100,1,1\n",
    "Date,Energy (kcal),Magnesium (mg),Vitamin D (IU),Completed\n2026-05-14,2000,310,200,true\n2026-05-15,1800,,10,false\n",
)
POOLS = (
    "study,yi,vi\na,0.1,0.04\nb,-0.2,0.1\nc,0.4,0.02\nd,0,0.05\n",
    "study,n_t,mean_t,sd_t,n_c,mean_c,sd_c,dose\na,20,5,2,22,6,2.1,300\nb,15,4.1,1.9,15,5,2,400\nc,40,5.5,2.2,41,5.6,2,200\n",
    "study,events_t,n_t,events_c,n_c\na,1,10,2,10\nb,3,20,5,20\nc,4,30,6,30\nd,9,90,16,90\n",
    "study,n,mean_change,sd_change\na,20,-1,2\nb,30,-0.5,1.5\n",
    "study,ratio,ratio_low,ratio_high\na,0.8,0.5,1.3\nb,1.2,0.9,1.6\nc,0.7,0.4,1.2\n",
)
ARTICLES = (
    "<html><body><article><p>Magnesium cures back pain. Take 400 mg of magnesium oxide every day.</p>"
    "<p>Almonds hold 270 mg per 100 g. The RDA for women is 320 mg.</p></article></body></html>",
    "# Magnesium\n\nA 2013 trial by Yousef of 80 people found that magnesium lowers low back pain.\n",
)
