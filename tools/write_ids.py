"""Write the names of the safety room (red flags, conditions, symptoms and their plain words) into facts/ids.yaml.

    python tools/write_ids.py

Other lists of the file stay as they are. A house test says when this has to be run.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from dolomite.facts.compiled import FOLDER
from dolomite.facts.document import load_text_yaml
from dolomite.safety import country, redflag, vocabulary

HEAD = """\
# The names that a person file may use, one small list, so that light commands need not read every room's facts.
# A house test holds each list equal to what the rooms' own facts declare (tools/write_ids.py writes safety's part).
"""


def written(text: str) -> str:
    """The text of ids.yaml with safety's part renewed."""
    data = load_text_yaml(text)
    ours = {row.id for row in (*vocabulary.conditions(), *vocabulary.symptoms())}
    data["red_flags"] = sorted(redflag.flag_ids())
    data["conditions"] = sorted(row.id for row in vocabulary.conditions())
    data["symptoms"] = sorted(row.id for row in vocabulary.symptoms())
    data["countries"] = {row.id: f"{row.authority} {row.units} {row.name}" for row in country.countries()}
    data["country_words"] = {word: row.id for row in country.countries() for word in row.called}
    others = {plain: name for plain, name in (data.pop("aliases", None) or {}).items() if name not in ours}
    body = yaml.safe_dump(data, sort_keys=False, width=118, default_flow_style=None, allow_unicode=True)
    aliases = yaml.safe_dump({"aliases": {**others, **vocabulary.aliases()}}, sort_keys=False, allow_unicode=True)
    return HEAD + body + aliases


def main() -> None:
    path: Path = FOLDER / "ids.yaml"
    path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
