"""Write the picture of the layers into ARCHITECTURE.md from .importlinter; a house test holds it to be current."""

from __future__ import annotations

import configparser
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- layers -->", "<!-- /layers -->"
WHAT = {
    "cli": "commands",
    "server": "guards; one application",
    "web": "pages and forms",
    "app": "one question a file; siblings meet here",
    "view": "what a room tells: words, tables, charts, JSON",
    "report": "tree and renderers; entries kept; many people",
    "adequacy": "answers that need several rooms below",
    "intake": "what was eaten; what is safe",
    "need": "subjects that stand alone",
    "medicine": "names of medicines; meta-analysis",
    "facts": "rows with their sources",
    "base": "values, units, errors, the door",
}


def layers() -> list[str]:
    """The layers of the contract, uppermost first, each a line of rooms."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    lines = contract["importlinter:contract:layers"]["layers"].split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def picture() -> str:
    """The layers as text, a line a layer."""
    rows = layers()
    wide = max(map(len, rows))
    told = [f"  {row:<{wide}}   {WHAT.get(row.split(' ')[0], '')}".rstrip() for row in rows]
    return "\n".join([BEGIN, "```text", *told, "```", END])


def page() -> str:
    """ARCHITECTURE.md with a current picture."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    return before + picture() + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
