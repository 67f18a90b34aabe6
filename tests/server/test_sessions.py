"""Coming in: the launch token once, a code once, five tries a minute, thirty days, nothing of it on disk."""

import stat

from server.conftest import OURS

DAY = 86_400


def enter(served, **given):
    return served.stranger("POST", "/enter", headers=OURS, data=given)


def test_the_token_opens_once(served):
    token = served.sessions.token
    answer = enter(served, token=token)
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 204
    assert cookie.startswith("dolomite_8012=") and "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert f"Max-Age={30 * DAY}" in cookie and "Path=/" in cookie
    assert enter(served, token=token).status_code == 401


def test_the_code_opens_once_and_is_replaced(served):
    code = served.sessions.code
    answer = enter(served, code=f" {code[:4].upper()}-{code[4:]} ")
    assert answer.status_code == 303 and "set-cookie" in answer.headers
    assert served.codes == [served.sessions.code] and served.sessions.code != code
    assert enter(served, code=code).status_code == 401


def test_after_five_wrong_codes_in_a_minute_even_the_right_one_waits(served):
    for _ in range(5):
        assert enter(served, code="22222222").status_code == 401
    assert enter(served, code=served.sessions.code).status_code == 401
    served.clock[0] += 61
    assert enter(served, code=served.sessions.code).status_code == 303


def test_fifty_wrong_codes_retire_the_code(served):
    code = served.sessions.code
    for _ in range(50):
        served.clock[0] += 20
        enter(served, code="22222222")
    assert served.sessions.code != code


def test_a_session_ends_after_thirty_days(served):
    secret = served.sessions.by_token(served.sessions.token)
    headers = {**OURS, "cookie": f"dolomite_8012={secret}"}
    served.clock[0] += 30 * DAY - 1
    assert served.stranger("GET", "/start", headers=headers).status_code == 200
    served.clock[0] += 2
    assert served.stranger("GET", "/start", headers=headers).status_code == 401


def test_leaving_ends_the_session(served):
    assert served.ask("GET", "/start").status_code == 200
    assert served.ask("POST", "/leave").status_code == 200
    assert served.ask("GET", "/start").status_code == 401


def test_the_disk_holds_no_secret_and_only_the_owner_reads_it(served):
    secret = served.sessions.by_token(served.sessions.token)
    file = served.desk.data / "sessions.json"
    assert secret not in file.read_text() and served.sessions.code not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_session_outlives_a_restart(served):
    from dolomite.server.session import Sessions

    secret = served.sessions.by_token(served.sessions.token)
    again = Sessions(now=lambda: served.clock[0], file=served.desk.data / "sessions.json")
    assert again.knows(secret) and again.token != served.sessions.token


def test_a_garbled_sessions_file_lets_nobody_in(served):
    from dolomite.server.session import Sessions

    file = served.desk.data / "sessions.json"
    for text in ("", "[]", "{", '{"a": "b"}', "\x00"):
        file.write_text(text)
        assert Sessions(now=lambda: 0.0, file=file).count() == 0


def test_a_long_secret_is_not_read_to_its_end(served):
    assert enter(served, code="x" * 10_000).status_code == 413


def test_another_device_is_paired_by_a_code_shown_to_who_is_in(served):
    page = served.ask("GET", "/devices").text
    code = served.sessions.code
    assert f"{code[:4]}-{code[4:]}" in page and "One browser is signed in" in page
    assert enter(served, code=code).status_code == 303
    assert "2 browsers are signed in" in served.ask("GET", "/devices").text


def test_a_stranger_sees_no_code(served):
    answer = served.stranger("GET", "/devices", headers=OURS)
    assert answer.status_code == 401 and served.sessions.code[:4] not in answer.text


def test_every_browser_can_be_signed_out(served):
    served.ask("GET", "/start")
    assert served.ask("POST", "/devices", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert served.ask("GET", "/start").status_code == 200
    assert served.ask("POST", "/devices").status_code == 200
    assert served.ask("GET", "/start").status_code == 401
