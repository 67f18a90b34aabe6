"""Too large, too broken, too full: a page of its own each, what was typed kept, nothing of the person told."""

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
