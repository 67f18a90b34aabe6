"""Too large, too broken, too full: a page of its own each, what was typed kept, nothing of the person told."""

import socket
import subprocess
import sys

import pytest

from dolomite.server import limits
from dolomite.store import errors

CANARY = "kanarienvogel-7731"


def test_a_promised_length_over_the_limit_is_refused_unread(served):
    answer = served.ask("POST", "/start/checks", headers={"content-length": str(limits.FORM_BYTES + 1)}, content=b"x")
    assert answer.status_code == 413


def test_a_length_that_was_not_promised_is_counted(served, monkeypatch):
    monkeypatch.setattr(limits, "FORM_BYTES", 1000)

    async def parts():
        for _ in range(20):
            yield b"a=" + b"x" * 98

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert served.ask("POST", "/start/checks", headers=headers, content=parts()).status_code == 413


@pytest.mark.parametrize("length", ["-1", "x", "1e9"])
def test_a_length_that_is_no_number_is_refused(served, length):
    assert served.ask("POST", "/start/checks", headers={"content-length": length}, content=b"").status_code == 413


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (errors.FullError("the disk took nothing more. Free some space and send it again."), 507),
        (errors.StaleError("this was changed meanwhile."), 409),
        (errors.StoreError("the store is busy."), 422),
        (ZeroDivisionError(CANARY), 500),
    ],
)
def test_a_fault_of_the_store_keeps_what_was_typed_and_changes_nothing(served, monkeypatch, fault, status, caplog):
    who = served.who
    before = served.state()

    def fail(*_args, **_rest):
        raise fault

    monkeypatch.setattr(type(served.desk.store), "append", fail)
    answer = served.ask("POST", f"/p/{who}/person", data={"sex": "female", "age": "41", "name": CANARY})
    assert answer.status_code == status
    assert 'name="age" value="41"' in answer.text and "Send it again" in answer.text
    assert CANARY not in caplog.text and "Traceback" not in answer.text
    monkeypatch.undo()
    assert served.state() == before


def test_an_unknown_address_is_a_page(served):
    answer = served.ask("GET", f"/nowhere/{CANARY}")
    assert answer.status_code == 404 and "<h1>" in answer.text and CANARY not in answer.text


def test_a_form_sent_twice_is_kept_once(served):
    who = served.who
    form = {"sex": "female", "age": "43", "uid": "c" * 32}
    assert served.ask("POST", f"/p/{who}/person", data=form).status_code == 303
    before = served.state()
    assert served.ask("POST", f"/p/{who}/person", data=form).status_code == 303
    assert served.state() == before


def test_headers_that_never_end_are_cut_off_and_the_server_goes_on(tmp_path):
    """Without a bound a stranger's one request would fill the memory, before any session is asked for."""
    words = [sys.executable, "-m", "dolomite", "serve", "--port", "8652", "--no-open", "--data", str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            said = ""
            while "Ctrl-C" not in said:
                said += process.stdout.readline()
            at = ("127.0.0.1", int(said.split("localhost:")[1].split("/")[0]))
            with socket.create_connection(at, timeout=30) as endless, pytest.raises(ConnectionError):
                endless.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Endless: ")
                for _ in range(256):  # more than the buffers between the two hold
                    endless.sendall(b"a" * limits.HEADER_BYTES)
            with socket.create_connection(at, timeout=30) as other:
                other.sendall(b"GET / HTTP/1.1\r\nHost: nobody.example\r\n\r\n")
                assert other.recv(100).startswith(b"HTTP/1.1 4")
        finally:
            process.kill()


def test_what_does_not_exist_yet_is_not_called_a_fault_of_a_form(served):
    answer = served.ask("GET", f"/p/{served.who}/trial/result")
    assert answer.status_code == 422
    assert "That cannot be shown" in answer.text and "There is no trial yet" in answer.text
    assert "form cannot be used" not in answer.text
