"""`dolomite serve`: a real server from start to Ctrl-C, opened by its token, closed to others; refusals."""

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest


def served(*words):
    return [sys.executable, "-m", "dolomite", "serve", *words]


def refused(*words):
    done = subprocess.run(served(*words), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    return done.stderr


def ask(url, *, data=None, headers=None):
    request = urllib.request.Request(url, data=data, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_from_start_to_the_end(tmp_path):
    words = ("--host", "localhost", "--port", "8431", "--data", str(tmp_path / "mine"), "--no-open")
    process = subprocess.Popen(served(*words), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        lines = []
        while not any("Ctrl-C" in line for line in lines):
            lines.append(process.stdout.readline())
            assert lines[-1], "it ended before it served"
        address, token = re.search(r"(http://localhost:\d+/)#(\S+)", "".join(lines)).groups()
        assert ask(address)[0] == 401
        ours = {"Origin": address.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        status, headers = ask(f"{address}enter", data=f"token={token}".encode(), headers=ours)
        assert status == 204
        cookie = headers["set-cookie"].partition(";")[0]
        assert ask(address, headers={"Cookie": cookie})[0] == 200
        assert ask(f"{address}enter", data=f"token={token}".encode(), headers=ours)[0] == 401
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, 130)
    finally:
        process.kill()
        process.wait()


def test_beyond_this_machine_needs_tls(tmp_path):
    assert "without TLS" in refused("--host", "0.0.0.0", "--data", str(tmp_path))


@pytest.mark.parametrize("words", [("--tls-cert", "nowhere.pem"), ("--tls-key", "nowhere.pem")])
def test_certificate_and_key_go_together(tmp_path, words):
    assert "go together" in refused(*words, "--data", str(tmp_path))


def test_a_certificate_that_is_not_there_is_named(tmp_path):
    said = refused("--tls-cert", "nowhere.pem", "--tls-key", "nokey.pem", "--data", str(tmp_path))
    assert "nowhere.pem" in said


def test_a_port_that_cannot_be_is_refused(tmp_path):
    assert refused("--port", "70000", "--data", str(tmp_path))
