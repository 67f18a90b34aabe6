"""The app inside a browser: one request in, one answer out, under the hosted profile, and what it wrote is told."""

import asyncio

import pytest

from dolomite.app import profile
from dolomite.server.inside import begin
from dolomite.server.kept import Kept


@pytest.fixture
def app(tmp_path):
    before = profile.current()
    inside = begin(tmp_path / "data")
    yield inside
    inside.desk.store.close()
    profile.use(before)


def ask(app, method, url, body=b"", headers=()):
    return asyncio.run(app.answer(method, url, headers, body))


def test_a_page_is_answered_with_its_guards_and_whatever_host_was_asked(app):
    reply = ask(app, "GET", "/", headers=[("Host", "elsewhere.example"), ("Content-Length", "999"), ("Accept", "*/*")])
    names = {name.lower() for name, _ in reply.headers}
    assert reply.status == 200 and b"<html" in reply.body
    assert "content-security-policy" in names
    assert profile.current() == "information"


def test_what_is_not_there_is_a_page_too_and_a_body_has_a_bound(app):
    assert ask(app, "GET", "/no%20such/p%C3%A4ge?x=1").status == 404
    assert ask(app, "POST", "/start", body=b"x" * 40_000_000).status == 413


def test_what_an_answer_wrote_is_told_once_and_comes_back(app, tmp_path):
    kept = Kept(folder=app.data)
    first, gone = kept.changed()
    assert first and not gone
    assert kept.changed() == ({}, ())
    (app.data / "new").mkdir()
    (app.data / "new" / "a.txt").write_bytes(b"a")
    assert kept.changed() == ({"new/a.txt": b"a"}, ())
    (app.data / "new" / "a.txt").write_bytes(b"ab")
    assert kept.changed() == ({"new/a.txt": b"ab"}, ())
    (app.data / "new" / "a.txt").unlink()
    assert kept.changed() == ({}, ("new/a.txt",))
    other = Kept(folder=tmp_path / "again")
    other.restore("new/a.txt", b"ab")
    assert (tmp_path / "again" / "new" / "a.txt").read_bytes() == b"ab"
    assert other.changed() == ({}, ())
