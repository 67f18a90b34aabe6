"""Use case: a made-up person to look at, in a store of its own that nobody can write to."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

from dolomite.app import bring_in, catalogue, household, read
from dolomite.app.household import SAMPLE
from dolomite.base import document
from dolomite.base.document import Node
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, Store

FOLDER = Path(__file__).parent / "made_up"
NAME = "Sample person"


@cache
def store(on: date) -> Store:
    """The sample's store with a week of food that ends on that day, gone with the program."""
    folder = Path(tempfile.mkdtemp(prefix="dolomite-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    new_store = open_store(folder / STORE)
    utc = datetime.now().astimezone()
    text = (FOLDER / "person.yaml").read_text(encoding="utf-8")
    keys = values_of(document.read(text, name="the sample person"))
    assert isinstance(keys, dict)
    household.keep_answers(new_store, SAMPLE, keys, day=on, utc=utc, name=NAME)
    foods = catalogue.opened(None)
    content = _ending_on((FOLDER / "diary.csv").read_text(encoding="utf-8"), on).encode()
    diary = read.diary(content, name="sample.csv", catalogue=foods)
    bring_in.bring_in(new_store, SAMPLE, diary, program="sample", content=content, catalogue=foods, utc=utc)
    return new_store


def values_of(node: Node) -> object:
    """A file's tree as texts, lists and mappings, as the record keeps answers."""
    value = node.value
    if isinstance(value, dict):
        return {key: values_of(child) for key, child in value.items()}
    return [values_of(child) for child in value] if isinstance(value, list) else value


def _ending_on(text: str, on: date) -> str:
    """The diary with its days moved, so that its last is that day."""
    days = sorted({line.partition(",")[0] for line in text.splitlines()[1:] if line.strip()})
    last = date.fromisoformat(days[-1])
    for day in days:
        moved = date.fromisoformat(day) + (on - last)
        text = text.replace(f"\n{day},", f"\n@{moved},")  # marked, so that no day is moved twice
    return text.replace("\n@", "\n")
