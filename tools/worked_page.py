"""Write docs/reference/worked.md: for each command one example, and the first lines of what it prints.

    python tools/worked_page.py           # write it anew
    python tools/worked_page.py --check   # 1 when what is printed has changed since

A test runs every example again and compares. What differs from day to day and from fact to fact (the digest at the
foot, a folder's name) is left out of both.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from dolomite.cli.main import run  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "worked.md"
DAY = "2026-11-29"
LINES, COLUMNS = 14, "88"
PERSON, DIARY = "examples/person.yaml", "examples/person.csv"
# The command, and why somebody would type it.
EXAMPLES = (
    (f"report {PERSON} --diary {DIARY} --on {DAY}", "The answer on one screen."),
    (f"safety examples/walter.yaml --on {DAY}", "Is it safe, or should somebody look first?"),
    (f"need {PERSON} --on {DAY}", "How much does this person need?"),
    ("food search boiled spinich", "What is it called in the food table? Slips of the pen are understood."),
    ("food top magnesium --per serving", "Which usual servings hold most?"),
    (f"intake {PERSON} --diary {DIARY} --on {DAY}", "What do these days of food give?"),
    (f"plan {PERSON} --diary {DIARY} --on {DAY}", "Which is the smallest change that closes the gap?"),
    (f"deficiency {PERSON} --on {DAY}", "What raises the risk of low magnesium, and what can tests tell?"),
    ('supplement label "magnesium citrate 1000 mg"', "What does the packet mean?"),
    (f"supplement dose {PERSON} --diary {DIARY} --on {DAY}", "If a supplement: how much, and when?"),
    (f"evidence --on {DAY}", "What do the trials say, and how sure can anybody be?"),
    ("check examples/article.txt", "Which sentences of an article hold? The worst stands first."),
    (f"simulate {PERSON} --dose 300 --form citrate --days 60 --on {DAY}", "How far could a dose reach?"),
    ("pool examples/magnesium_mi.csv --measure or", "A meta-analysis of a table of studies."),
    (f"trial design {PERSON} --out plan.yaml --on {DAY}", "How would a trial in one person run?"),
    ("facts names", "Which names may a person file use?"),
)
HEAD = """# What each command prints

Generated (`python tools/worked_page.py`); a test runs every line again. Of long answers the beginning is shown;
`...` says that more follows. The people are made up: their safety answers are nobody's.
"""
VARIES = re.compile(r"facts [0-9a-f]{8}")


def page() -> str:
    """The page as Markdown."""
    return "\n".join((HEAD, *(part(words, why) for words, why in EXAMPLES)))


def part(words: str, why: str) -> str:
    """One example with its heading."""
    lines = printed(words)
    shown = [*lines[:LINES], *(["..."] if len(lines) > LINES else [])]
    name = " ".join(word for word in words.split()[:2] if word.isalpha())
    name = name.removesuffix(" boiled").removesuffix(" magnesium")
    return f"## {name}\n\n{why}\n\n```text\n$ dolomite {words}\n" + "\n".join(shown) + "\n```\n"


def printed(words: str) -> list[str]:
    """What one command prints, as lines, without what differs from day to day."""
    with in_a_folder_of_its_own(), contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            run(shlex.split(words))
        except SystemExit as left:
            assert not left.code, f"dolomite {words} ended with {left.code}"
    return VARIES.sub("facts ...", out.getvalue().strip("\n")).splitlines()


@contextlib.contextmanager
def in_a_folder_of_its_own() -> Iterator[None]:
    """A folder with the examples, lines of a known width, and no record of anybody."""
    before, kept = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        os.environ |= {"COLUMNS": COLUMNS, "DOLOMITE_DATA": f"{folder}/data", "HOME": folder}
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(kept)


if __name__ == "__main__":
    made = page()
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != made)
    PAGE.write_text(made, encoding="utf-8")
