"""Serving: a port that is taken, TLS beyond this machine, nothing printed that is not meant to be."""

import os
import socket
import stat

import pytest

from dolomite.base.errors import InputError
from dolomite.server.listen import listen
from dolomite.server.place import Place, is_loopback
from dolomite.server.run import Wish, built, check_tls


def test_a_taken_port_is_named_with_its_holder_and_the_next_is_taken():
    first, _ = listen("127.0.0.1", 8712)
    port = first.getsockname()[1]
    second, taken = listen("127.0.0.1", port)
    assert second.getsockname()[1] > port
    assert taken[0].startswith(f"Port {port} is taken by ") and f"(process {os.getpid()})" in taken[0]
    first.close()
    second.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "example.org", "::"])
def test_beyond_this_machine_only_with_tls(tmp_path, host):
    assert not is_loopback(host)
    with pytest.raises(InputError, match="without TLS"):
        check_tls(Wish(data=tmp_path, host=host))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "[::1]", "127.8.8.8"])
def test_this_machine_needs_none(tmp_path, host):
    assert is_loopback(host)
    check_tls(Wish(data=tmp_path, host=host))


def test_a_certificate_without_its_key_is_refused(tmp_path):
    with pytest.raises(InputError, match="go together"):
        check_tls(Wish(data=tmp_path, certificate=tmp_path / "c.pem"))


def test_under_tls_the_cookie_is_bound_to_the_host_and_the_origin_is_https():
    place = Place(port=443, names=("home.example",), secure=True)
    assert place.cookie == "__Host-dolomite_443"
    assert place.hosts == {"home.example:443", "home.example"}
    assert place.origins == {"https://home.example:443", "https://home.example"}


def test_the_app_is_built_before_the_first_request_in_a_folder_of_the_owner(tmp_path):
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    served = built(Wish(data=tmp_path / "data"), bound, say=lambda line: None)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert served.place.hosts >= {f"localhost:{bound.getsockname()[1]}"}
    bound.close()
