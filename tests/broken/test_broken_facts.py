"""A faulty facts file is refused in plain words: file, row, remedy. One fault per case."""

from dataclasses import dataclass

import pytest
from pydantic import Field

from dolomite.base.errors import FactError
from dolomite.facts import LightRow, Row, light_rows, rows

SOUND = """
what: Requirements of nobody
rows:
  - {id: a, limit_mg: 5, source: book, at: "p. 1", verified: true}
"""

BROKEN = {
    "unknown file key": (SOUND + "colour: red\n", "unknown key 'colour'"),
    "no what": ("rows:\n  - {id: a, limit_mg: 5, source: book, at: p, verified: true}\n", "say in one sentence `what`"),
    "no rows": ("what: nothing\n", "`rows` must be a list"),
    "unknown row key": (SOUND.replace("limit_mg: 5", "limit_mg: 5, limt: 6"), "row 1: unknown key 'limt'"),
    "missing value": (SOUND.replace("limit_mg: 5, ", ""), "row 1: limit_mg is missing"),
    "not a number": (SOUND.replace("limit_mg: 5", "limit_mg: five"), "row 1: limit_mg 'five'"),
    "unknown source": (SOUND.replace("source: book", "source: bok"), "Add facts/sources/bok.yaml"),
    "no place": (SOUND.replace(', at: "p. 1"', ""), "say where in book"),
    "no source but verified": (SOUND.replace('source: book, at: "p. 1", ', ""), "only with `verified: false`"),
    "no source, no reason": (
        SOUND.replace('source: book, at: "p. 1", verified: true', "verified: false"),
        "needs a `note`",
    ),
    "unknown unit": (SOUND.replace("rows:", "unit: furlong\nrows:"), "unit 'furlong' is not known"),
    "verified is a third word": (SOUND.replace("verified: true", "verified: maybe"), "verified is true, partial or"),
    "twins": (
        SOUND + '  - {id: a, limit_mg: 6, source: book, at: "p. 2", verified: true}\n',
        "row 2: id 'a' stands already in row 1",
    ),
    "a key twice": (SOUND.replace("limit_mg: 5", "limit_mg: 5, limit_mg: 6"), "stands twice"),
    "not yaml": ("what: [", "cannot be read as YAML"),
    "not a mapping": ("- a\n- b\n", "a mapping with `what` and `rows`"),
}


class Limit(Row):
    unique = ("id",)
    id: str
    limit_mg: float | None = Field()


class LightLimit(LightRow):
    unique = ("id",)
    id: str
    limit_mg: float | None


@dataclass(frozen=True, slots=True, init=False)
class SlottedLimit(LightRow):
    unique = ("id",)
    id: str
    limit_mg: float | None


# Both loaders read the same files and refuse the same faults in the same words.
LOADERS = {
    "rows": lambda name, folder: rows(name, Limit, folder=folder),
    "light_rows": lambda name, folder: light_rows(name, LightLimit, folder=folder),
    "light_rows of a dataclass": lambda name, folder: light_rows(name, SlottedLimit, folder=folder),
}


@pytest.fixture(params=LOADERS)
def load(request):
    return LOADERS[request.param]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "book.yaml").write_text("title: A book\nseen: p. 1\n")
    return tmp_path


def test_a_sound_file_loads_with_its_grounds(folder, load):
    (folder / "sound.yaml").write_text(SOUND)
    (row,) = load("sound", folder)
    assert row.limit_mg == 5
    assert (row.basis[0].source, row.basis[0].at, row.basis[0].verified) == ("book", "p. 1", True)


def test_null_stays_unknown(folder, load):
    (folder / "null.yaml").write_text(SOUND.replace("limit_mg: 5", "limit_mg: null"))
    assert load("null", folder)[0].limit_mg is None


def test_a_row_without_a_source_says_so(folder, load):
    text = SOUND.replace('source: book, at: "p. 1", verified: true', "note: nobody looked, verified: false")
    (folder / "open.yaml").write_text(text)
    basis = load("open", folder)[0].basis[0]
    assert (basis.source, basis.at, basis.verified) == ("unsourced", "nobody looked", False)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_refused_in_plain_words(folder, load, fault):
    text, words = BROKEN[fault]
    (folder / "broken.yaml").write_text(text)
    with pytest.raises(FactError) as refusal:
        load("broken", folder)
    assert words in str(refusal.value)
    assert "facts/broken.yaml" in str(refusal.value)


def test_a_missing_file_is_named(folder, load):
    with pytest.raises(FactError, match=r"facts/gone\.yaml is missing"):
        load("gone", folder)
