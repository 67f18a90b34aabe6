"""Fetching a release from a server on this machine that breaks off, changes the file, or answers wrongly."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dolomite.app import download_release
from dolomite.app.download_release import download
from dolomite.base.errors import InputError
from made_up_release import zipped

NAME = "branded_food-2024-10-31"  # a date of which no checksum is known


class Server:
    """Serves one file; `breaks_after` bytes it hangs up; `ranges` False: always the whole file."""

    def __init__(self, content):
        self.content, self.tag, self.status = content, '"one"', 200
        self.breaks_after, self.ranges, self.asked = None, True, []
        self.length = "true"
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/release.zip"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, handler):
        asked = handler.headers.get("Range")
        self.asked.append(asked)
        if self.status != 200:
            handler.send_error(self.status)
            return
        start = 0
        if asked and self.ranges and handler.headers.get("If-Range") == self.tag:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            handler.send_response(206)
            handler.send_header("Content-Range", f"bytes {start}-{len(self.content) - 1}/{len(self.content)}")
        else:
            handler.send_response(200)
        body = self.content[start:]
        if self.length is not None:
            handler.send_header("Content-Length", str(len(body)) if self.length == "true" else self.length)
        handler.send_header("ETag", self.tag)
        handler.end_headers()
        handler.wfile.write(body if self.breaks_after is None else body[: self.breaks_after])
        handler.close_connection = True


@pytest.fixture
def server(tmp_path_factory, monkeypatch):
    monkeypatch.setattr(download_release, "PAUSE_S", 0.0)
    monkeypatch.setattr(download_release, "CHUNK", 1000)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = Server(zipped(tmp_path_factory.mktemp("served") / "r.zip", 60).read_bytes())
    yield made
    made.server.shutdown()
    made.server.server_close()


def fetch(server, tmp_path, name=NAME, **given):
    return download(name, data=tmp_path, source=server.url, **given)


def arrived(tmp_path):
    return [path.name for path in (tmp_path / "downloads").iterdir()]


def test_a_whole_file_arrives(server, tmp_path):
    heard = []
    done = fetch(server, tmp_path, tell=lambda here, total: heard.append((here, total)))
    assert done.sha256 == hashlib.sha256(server.content).hexdigest()
    assert arrived(tmp_path) == ["FoodData_Central_branded_food_csv_2024-10-31.zip"]
    assert heard[-1] == (len(server.content), len(server.content))


def test_a_server_that_breaks_off_is_asked_for_the_rest(server, tmp_path):
    server.breaks_after = len(server.content) // 5
    done = fetch(server, tmp_path)
    assert done.sha256 == hashlib.sha256(server.content).hexdigest()
    assert server.asked[0] is None and server.asked[1] == f"bytes={server.breaks_after}-"


def test_a_run_that_was_given_up_is_continued_by_the_next(server, tmp_path):
    calls = 0

    def stop(_here, _total):
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(server, tmp_path, tell=stop)
    kept = download_release._size(tmp_path / "downloads" / ".FoodData_Central_branded_food_csv_2024-10-31.zip.part")
    assert 0 < kept < len(server.content)
    asked = len(server.asked)
    fetch(server, tmp_path)
    assert server.asked[asked] == f"bytes={kept}-"


def test_a_file_that_changed_meanwhile_is_fetched_from_the_beginning(server, tmp_path):
    server.breaks_after = len(server.content) // 2
    first = server.answer

    def change(handler):
        first(handler)
        server.content, server.tag, server.breaks_after = server.content + b"", '"two"', None

    server.answer = change
    assert fetch(server, tmp_path).sha256 == hashlib.sha256(server.content).hexdigest()
    assert len(server.asked) == 2


def test_a_server_without_ranges_is_read_from_the_beginning(server, tmp_path):
    server.ranges = False
    server.breaks_after = len(server.content) // 2
    with pytest.raises(InputError, match="cannot be fetched"):
        fetch(server, tmp_path)
    server.breaks_after = None
    assert fetch(server, tmp_path).bytes == len(server.content)


def test_what_is_here_is_not_fetched_again(server, tmp_path):
    fetch(server, tmp_path)
    asked = len(server.asked)
    assert fetch(server, tmp_path).new is False
    assert len(server.asked) == asked


def test_a_wrong_length_or_checksum_is_refused_and_forgotten(server, tmp_path):
    with pytest.raises(InputError, match="bytes came, 3,015,747 were expected"):
        fetch(server, tmp_path, name="foundation_food-2023-04-20")
    server.content = b"PK" + bytes(3_015_745)
    with pytest.raises(InputError, match="checksum differs"):
        fetch(server, tmp_path, name="foundation_food-2023-04-20")
    assert arrived(tmp_path) == []


def test_a_page_instead_of_the_file_is_refused(server, tmp_path):
    server.content = b"<html>We have moved.</html>"
    with pytest.raises(InputError, match="no zip file"):
        fetch(server, tmp_path)
    assert arrived(tmp_path) == []


def test_the_server_says_no(server, tmp_path):
    server.status = 404
    with pytest.raises(InputError, match="answers 404"):
        fetch(server, tmp_path)


def test_a_server_in_trouble_is_asked_again_and_then_given_up(server, tmp_path):
    server.status = 503
    with pytest.raises(InputError, match="cannot be fetched"):
        fetch(server, tmp_path)
    assert len(server.asked) == download_release.TRIES


def test_an_unknown_release_names_those_there_are(tmp_path):
    with pytest.raises(InputError, match="branded_food-2025-04-24"):
        download("everything", data=tmp_path)
    with pytest.raises(InputError, match="is not a web address"):
        download(NAME, data=tmp_path, source="file:///etc/passwd")


def test_nobody_listens(tmp_path, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(download_release, "PAUSE_S", 0.0)
    with pytest.raises(InputError, match="run the same command to go on"):
        download(NAME, data=tmp_path, source="http://127.0.0.1:9/x.zip")


@pytest.mark.parametrize("length", ["-5", "abc", "²", "9" * 40, "", "1e3", "10, 10"])
def test_a_length_that_is_none_is_not_believed(server, tmp_path, length):
    server.length = length
    server.breaks_after = None
    try:
        done = fetch(server, tmp_path)
    except InputError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert done.bytes == len(server.content)


def test_more_than_the_release_can_have_is_refused_at_once(server, tmp_path, monkeypatch):
    monkeypatch.setattr(download_release, "MOST_BYTES", 2000)
    with pytest.raises(InputError, match="announces"):
        fetch(server, tmp_path)
    server.length = None
    with pytest.raises(InputError, match="more than 2,000 bytes came"):
        fetch(server, tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_time_for_all_of_it_is_limited(server, tmp_path, monkeypatch):
    monkeypatch.setattr(download_release, "LIMIT_S", 0.0)
    with pytest.raises(InputError, match="longer than"):
        fetch(server, tmp_path)
    assert server.asked == [None]


BAD = [
    "http://",
    "https:///x.zip",
    "http://[bad/x.zip",
    "http://host:99999/x.zip",
    "http://ho st/x",
    "http://host/\n",
    "ftp://h/x",
]


@pytest.mark.parametrize("address", BAD)
def test_a_bad_address_is_refused_at_once(tmp_path, address, monkeypatch):
    monkeypatch.setattr(download_release, "_fetch", lambda *_: pytest.fail("it was tried"))
    with pytest.raises(InputError, match="is not a web address"):
        download(NAME, data=tmp_path, source=address)
