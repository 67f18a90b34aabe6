"""The record as a file: saved, brought back elsewhere with the same bytes, and never half."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from dolomite.app import saved_file
from server.conftest import Served


def saved(served):
    answer = served.ask("GET", "/record.zip")
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip"
    return answer.content


def bring(served, content, name="dolomite.zip", at="/record"):
    return served.ask("POST", at, files={"file": (name, content, "application/zip")})


@pytest.fixture
def elsewhere(tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    made = Served(folder)
    yield made
    made.desk.store.close()


def eaten(served):
    data = {"words": "handful of almonds", "meal": "snack", "day": date(2026, 6, 20).isoformat(), "uid": "c" * 32}
    assert served.ask("POST", f"/p/{served.who}/food/add", data=data).status_code in (200, 303)


def test_a_deleted_record_comes_back_with_the_same_bytes(served, elsewhere):
    eaten(served)
    before = saved(served)
    answer = bring(elsewhere, before)
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    assert saved(elsewhere) == before
    assert bring(elsewhere, before).status_code == 303, "a second time nothing is new"
    assert saved(elsewhere) == before


def test_what_is_no_such_file_is_said_and_changes_nothing(served):
    before = saved(served) if served.who else b""
    state = served.state()
    other = BytesIO()
    with ZipFile(other, "w") as zipped:
        zipped.writestr("a.txt", "x")
    for content in (b"", b"no zip", other.getvalue(), before[: len(before) // 2], before[:-40] + bytes(40)):
        answer = bring(served, content, name="mine.zip", at=f"/p/{served.who}/record")
        assert answer.status_code == 422, content[:20]
        assert 'aria-invalid="true"' in answer.text and "record.zip" not in answer.text.replace("/record.zip", "")
    assert served.state() == state


def test_no_file_is_said_at_the_field(served):
    assert "Choose the file that you saved" in served.ask("POST", "/record", data={}).text


def test_inside_a_browser_the_page_says_where_the_record_lies(served):
    served.desk.inside = True
    assert "lies in this browser alone" in served.ask("GET", f"/p/{served.who}/record").text
    assert "In this browser" in served.ask("GET", f"/p/{served.who}/me").text


def test_inside_a_browser_it_is_said_when_a_file_was_saved_last(served):
    assert "You have not saved one" not in served.ask("GET", f"/p/{served.who}/me").text, "a computer makes backups"
    served.desk.inside = True
    for page in ("me", "record"):
        assert "You have not saved one from here yet." in served.ask("GET", f"/p/{served.who}/{page}").text
    eaten(served)
    saved(served)
    day = f"{served.desk.today:%d %B %Y}".lstrip("0")
    assert f"You last saved one on {day}." in served.ask("GET", f"/p/{served.who}/me").text
    eaten_again = {"words": "2 eggs", "meal": "snack", "day": "2026-06-20", "uid": "d" * 32}
    served.ask("POST", f"/p/{served.who}/food/add", data=eaten_again)
    assert f"You last saved one on {day}; 1 entry came since." in served.ask("GET", f"/p/{served.who}/record").text
    (served.desk.data / saved_file.FILE).write_text("torn")
    assert "You have not saved one from here yet." in served.ask("GET", f"/p/{served.who}/me").text
