"""For programs: a trial from its plan to its answer, a file brought in and taken back, everything out and in again."""

import json

import pytest
from pydantic import TypeAdapter

from dolomite.app import trial_place
from dolomite.view.shape import DOCUMENTS
from server.test_trial_pages import Clocked

CHOICES = {"points": 2, "how": "helper", "pairs": "3", "prescribed": "no", "new_treatment": "no"}
DIARY = "date,meal,food,amount,unit\n2026-11-19,lunch,almonds,30,g\n2026-11-20,lunch,a food of no table,100,g\n"
STOPPED = {"kidney": {"egfr": 22}}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("dolomite.trial.power.TRIALS", 4)
    monkeypatch.setattr("dolomite.trial.power.SEQUENCES", 1)


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setattr("dolomite.report.pdf.from_html", lambda page: b"%PDF-1.4")
    made = Clocked(tmp_path)
    yield made
    made.desk.store.close()


def api(app, method, path, **rest):
    return app.ask(method, f"/api/v1{path}", **rest)


def test_a_trial_is_planned_begun_logged_and_sealed_until_its_end(app):
    base = f"/people/{app.id}/trial"
    assert api(app, "GET", base).json() is None
    plan = api(app, "POST", f"{base}/plan", json=CHOICES).json()
    assert plan["may_start"] and "cannot tell" in plan["power"][0]
    assert not api(app, "POST", f"{base}/plan", json=CHOICES | {"prescribed": ""}).json()["may_start"]
    assert api(app, "POST", base, json=CHOICES | {"prescribed": ""}).status_code == 422
    begun = api(app, "POST", base, json=CHOICES)
    assert begun.status_code == 201 and begun.json()["day"] == 1 and begun.json()["take"] is None
    app.day(2)
    assert api(app, "POST", f"{base}/days", json={"pain_nrs": 5}).json()["kept"]
    assert api(app, "GET", base).json()["today_written"]
    for path, body in (("days", {"pain_nrs": 5, "day": 3}), ("days", {"pain_nrs": 11}), ("guesses", {"period": 1})):
        assert api(app, "POST", f"{base}/{path}", json=body).status_code == 422, (path, body)
    assert api(app, "GET", f"{base}/result").status_code == 422
    assert api(app, "POST", f"{base}/open").status_code == 422
    heard = api(app, "POST", f"{base}/wrong", json={"says": "numb around my bottom"}).json()
    assert "emergency department" in json.dumps(heard)
    ended = api(app, "POST", f"{base}/wrong", json={"says": "enough", "ends": True})
    assert ended.status_code == 201 and api(app, "GET", base).json()["stopped"]


def test_a_trial_that_is_over_answers_with_its_declared_shape(app):
    base = f"/people/{app.id}/trial"
    api(app, "POST", base, json=CHOICES)
    known = trial_place.standing(app.desk.data, app.id, None, on=app.at.date())
    for number in range(1, known.days + 1):
        app.day(number)
        api(app, "POST", f"{base}/days", json={"pain_nrs": 4 + number % 3})
    app.day(known.days + 1)
    for period in range(1, 7):
        assert api(app, "POST", f"{base}/guesses", json={"period": period, "arm": "unknown"}).status_code == 201
    assert api(app, "POST", f"{base}/open").json()["opened"]
    found = api(app, "GET", f"{base}/result")
    assert found.status_code == 200, found.text
    TypeAdapter(DOCUMENTS["trial"]).validate_python(found.json(), strict=False)


def test_a_stop_holds_for_a_trial_and_for_the_model(tmp_path):
    made = Clocked(tmp_path, **STOPPED)
    plan = api(made, "POST", f"/people/{made.id}/trial/plan", json=CHOICES).json()
    assert plan["stopped"] and not plan["power"] and plan["length"] is None and not plan["may_start"]
    assert api(made, "POST", f"/people/{made.id}/trial", json=CHOICES).status_code in (409, 422)
    assert made.folder is None
    found = api(made, "GET", f"/people/{made.id}/simulate?dose=300").json()
    TypeAdapter(DOCUMENTS["simulate"]).validate_python(found, strict=False)
    assert found["stopped"] and "reach the blood" not in json.dumps(found)
    made.desk.store.close()


def test_a_file_is_looked_at_brought_in_and_taken_back(app):
    base = f"/people/{app.id}"
    looked = api(app, "POST", f"{base}/import?name=mine.csv", content=DIARY.encode())
    assert looked.status_code == 201, looked.text
    assert looked.json()["preview"]["days"] == 2 and looked.json()["preview"]["known"] == 1
    assert api(app, "GET", f"{base}/days/2026-11-19").json() == []
    kept = api(app, "POST", f"{base}/import/{looked.json()['id']}", json={}).json()
    kinds = [one["kind"] for one in api(app, "GET", f"{base}/days/2026-11-19").json()]
    assert sorted(kinds) == ["food", "import"]  # the batch's own entry stands on its first day
    api(app, "POST", f"{base}/undo", json={"undoes": kept["undoes"]})
    assert api(app, "GET", f"{base}/days/2026-11-19").json() == []
    wrong = api(app, "POST", f"{base}/import?name=x.csv", content=b"\x00\x01")
    assert wrong.status_code == 422 and wrong.json()["says"]
    assert api(app, "POST", f"{base}/import/{'f' * 32}", json={}).status_code == 422
    assert api(app, "POST", f"{base}/import/..%2Fx", json={}).status_code in (404, 422)


def test_everything_goes_out_comes_back_and_is_put_back(app, tmp_path):
    base = f"/people/{app.id}"
    api(app, "POST", f"{base}/pain", json={"pain_nrs": 4})
    packed = api(app, "GET", "/export.zip").content
    assert packed[:2] == b"PK" and api(app, "GET", "/export.zip").content == packed
    assert api(app, "POST", "/import", content=packed).json()["entries"] == 0
    broken = api(app, "POST", "/import", content=b"no zip")
    assert broken.status_code == 422 and str(tmp_path) not in broken.text
    kept = api(app, "POST", "/backups")
    assert kept.status_code == 201 and [one["file"] for one in api(app, "GET", "/backups").json()]
    api(app, "POST", f"{base}/pain", json={"pain_nrs": 9})
    assert api(app, "POST", "/backups/restore", json={"file": "../x"}).status_code == 422
    assert api(app, "POST", "/backups/restore", json={"file": kept.json()["file"]}).status_code == 201
    (pain,) = (one for one in api(app, "GET", f"{base}/days/2026-11-21").json() if one["kind"] == "pain")
    assert pain["data"]["pain_nrs"] == 4
