"""A file that is sent: looked at first, then one batch, undone as one; what is hostile costs one sentence."""

from pathlib import Path

import pytest

from dolomite.app import apart
from dolomite.base.errors import InputError

DIARY = b"date,meal,food,amount,unit\n2026-11-20,lunch,almonds,30,g\n2026-11-20,dinner,xyzzy,1,cup\n"


def send(served, content, name="mine.csv"):
    return served.ask("POST", f"/p/{served.who}/import", files={"file": (name, content)})


def waiting(text):
    return text.partition('name="file" value="')[2].partition('"')[0]


def foods(served):
    return list(served.desk.store.current(served.who, kinds=("food",)))


def test_a_file_is_looked_at_kept_and_taken_back(served):
    before = served.state() if served.who else None
    page = send(served, DIARY)
    assert page.status_code == 200 and "2, of which 1 have a known value" in page.text
    assert served.state() == before
    kept = served.ask("POST", f"/p/{served.who}/import/keep", data={"file": waiting(page.text), "uid": "d" * 32})
    assert kept.status_code == 303 and len(foods(served)) == 2
    assert list((served.desk.data / "uploads").iterdir()) == []
    served.ask("POST", f"/p/{served.who}/undo", data={"batch": "d" * 32})
    assert foods(served) == []


def test_no_leaves_nothing_behind(served):
    page = send(served, DIARY)
    served.ask("POST", f"/p/{served.who}/import/keep", data={"file": waiting(page.text), "no": "yes"})
    assert foods(served) == [] and list((served.desk.data / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe", b"PK\x03\x04broken", b"hello", b"date,meal,food,amount,unit\n"]
)
def test_what_cannot_be_used_is_said_and_goes(served, content):
    page = send(served, content)
    assert page.status_code == 422 and 'id="file-wrong"' in page.text
    folder = served.desk.data / "uploads"
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize("identifier", ["", "../dolomite.sqlite", "a" * 31, "A" * 32, "/etc/passwd"])
def test_only_an_id_of_ours_names_a_file(served, identifier):
    answer = served.ask("POST", f"/p/{served.who}/import/keep", data={"file": identifier})
    assert answer.status_code == 422


@pytest.fixture
def findable(monkeypatch):
    """The process apart finds this module too."""
    tests = Path(__file__).parents[1]
    monkeypatch.setenv("PYTHONPATH", f"{tests}:{tests.parent / 'src'}")


def hangs(_path):
    while True:
        pass


def grows(_path):
    return len(bytearray(4 * 1024**3))


def crashes(_path):
    import os

    os.abort()


def calls_home(_path):
    import socket

    return socket.create_connection(("127.0.0.1", 9))


def reads(path):
    return len(Path(path).read_bytes())


@pytest.mark.parametrize(
    ("function", "says"),
    [(hangs, "longer|broke off"), (grows, "memory"), (crashes, "broke off"), (calls_home, "broke off")],
)
def test_what_a_hostile_file_does_stays_apart(function, says, tmp_path, findable):
    with pytest.raises(InputError, match=says):
        apart.run_apart(function, str(tmp_path), seconds=1)


def test_what_is_read_apart_comes_back(tmp_path, findable):
    (tmp_path / "x").write_bytes(b"123")
    assert apart.run_apart(reads, str(tmp_path / "x")) == 3
