"""Every route of the table is attacked: a new route is covered without being named."""

from dolomite.server.headers import CONTENT_POLICY
from server.conftest import ORIGIN, OURS

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
STRANGE_HOSTS = (
    "evil.example",
    "localhost",
    "localhost:8013",
    "127.0.0.1",
    "localhost:8012.evil.example",
    "",
    "[::1]:80",
)


def test_the_table_is_not_empty(shared):
    methods = {method for method, _ in shared.routes()}
    assert len(shared.routes()) >= 12 and {"GET", "POST"} <= methods


def test_a_strange_host_gets_nothing_on_any_route(shared):
    for method, path in shared.routes():
        for host in STRANGE_HOSTS:
            answer = shared.ask(method, path, headers={"host": host, "origin": f"http://{host}"})
            assert answer.status_code == 421, (method, path, host)
            assert "dolomite_" not in answer.headers.get("set-cookie", "")


def test_without_a_session_only_style_and_script_are_served(shared):
    for method, path in shared.routes():
        answer = shared.stranger(method, path, headers=OURS)
        assert answer.status_code == (200 if path.startswith("/static/") else 401), (method, path)


def test_a_wrong_or_foreign_cookie_opens_nothing(shared):
    for method, path in shared.routes():
        if path.startswith("/static/"):
            continue
        for cookie in (
            "dolomite_8012=",
            "dolomite_8012=x",
            "dolomite_8013=" + (shared.cookie or "x"),
            "a=b; dolomite_8012",
        ):
            assert shared.stranger(method, path, headers={**OURS, "cookie": cookie}).status_code == 401, (path, cookie)


def test_a_change_asked_for_by_another_page_changes_nothing(shared):
    who, before = shared.who, shared.state()
    assert who
    strange = (
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-site", "origin": "http://localhost:9000"},
        {"sec-fetch-site": "none", "origin": None},
        {"sec-fetch-site": "cross-site", "origin": ORIGIN},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
        {"sec-fetch-site": None, "origin": "null"},
        {"sec-fetch-site": None, "origin": None},
        {"sec-fetch-site": None, "origin": "http://localhost:8013"},
    )
    for method, path in shared.routes():
        if method not in UNSAFE:
            continue
        for headers in strange:
            answer = shared.ask(method, path, headers=headers, data={"all": "none", "sex": "male", "age": "30"})
            assert answer.status_code == 403, (method, path, headers)
    assert shared.state() == before


def test_a_form_of_our_own_page_passes_though_its_origin_is_null(shared):
    # With `no-referrer` browsers send Origin: null with a page's own forms; Sec-Fetch-Site then has to say it.
    answer = shared.ask("POST", "/start/checks", headers={"origin": "null"}, data={"all": "unsure"})
    assert answer.status_code == 200


def test_getting_changes_nothing(shared):
    before = shared.state()
    for method, path in shared.routes():
        if method == "GET":
            answer = shared.ask("GET", path)
            assert answer.status_code < 500, (path, answer.text[:500])
    assert shared.state() == before


def test_every_answer_carries_the_headers(shared):
    for method, path in shared.routes():
        for answer in (shared.ask(method, path), shared.stranger(method, path), shared.ask(method, path + "/nowhere")):
            assert answer.headers["content-security-policy"] == CONTENT_POLICY
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
            if not path.startswith("/static/"):
                assert answer.headers["cache-control"] == "no-store", path


def test_somebody_elses_address_is_nowhere(shared):
    for method, path in shared.routes():
        if shared.who in path:
            answer = shared.ask(method, path.replace(shared.who, "f" * 32))
            assert answer.status_code == 404, (method, path, answer.status_code)


def test_no_page_has_an_inline_style_or_script(shared):
    import re

    for method, path in shared.routes():
        if method == "GET":
            text = shared.ask("GET", path).text
            if text.lstrip().startswith("<!doctype"):
                assert not re.search(r"<[^>]+\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", text), path


def test_every_page_says_its_language_title_and_one_heading(shared):
    for method, path in shared.routes():
        if method == "GET":
            text = shared.ask("GET", path, follow=True).text
            if text.lstrip().startswith("<!doctype"):
                assert '<html lang="en-GB">' in text and text.count("<h1") == 1, path
