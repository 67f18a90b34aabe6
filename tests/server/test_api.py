"""Answers for programs: the shapes that are declared, the same stops as the pages, and a token of their own."""

import re

import pytest
from pydantic import TypeAdapter

from dolomite.view.shape import DOCUMENTS
from server.conftest import HOST

PERSON = {"sex": "female", "age_years": "42", "country": "GB", "conditions": "none", "medicines": "none"}


def api(served, method, path, **rest):
    return served.ask(method, f"/api/v1{path}", **rest)


def anna(served, **keys):
    made = api(served, "POST", "/people", json={"name": "Anna", "keys": PERSON | keys})
    assert made.status_code == 201, made.text
    return made.json()["id"]


def test_a_person_comes_changes_and_is_listed(served):
    who = anna(served)
    assert [one["name"] for one in api(served, "GET", "/people").json()] == ["Anna"]
    changed = api(served, "PATCH", f"/people/{who}", json={"keys": {"weight_kg": "71"}})
    assert changed.json()["keys"]["weight_kg"] == "71" and changed.json()["complete"]
    for wrong, field in (({"age_years": "400"}, "age_years"), ({"sex": "cat"}, "sex"), ({"wieght": "3"}, None)):
        answer = api(served, "PATCH", f"/people/{who}", json={"keys": wrong})
        assert answer.status_code == 422 and answer.json()["says"], wrong
        assert field is None or answer.json()["field"] == field
    assert api(served, "GET", f"/people/{'f' * 32}").status_code == 404
    assert api(served, "POST", "/people", json={"keys": {}, "nome": "x"}).status_code == 422


def test_a_day_is_written_corrected_and_taken_back(served):
    who = anna(served)
    eaten = {"words": "2 eggs", "meal": "breakfast", "uid": "e" * 32}
    first = api(served, "POST", f"/people/{who}/foods", json=eaten)
    assert first.status_code == 201 and first.json()["entries"][0]["kind"] == "food"
    assert api(served, "POST", f"/people/{who}/foods", json=eaten).json()["undoes"] == first.json()["undoes"]
    api(served, "POST", f"/people/{who}/pain", json={"pain_nrs": 4})
    api(served, "POST", f"/people/{who}/weights", json={"weight_kg": 71.2})
    api(served, "POST", f"/people/{who}/days/done", json={"what": "food"})
    kinds = [one["kind"] for one in api(served, "GET", f"/people/{who}/days/2026-11-21").json()]
    assert sorted(kinds) == ["day_done", "food", "pain", "person_changed", "weight"]
    api(served, "POST", f"/people/{who}/undo", json={"undoes": "e" * 32})
    kinds = [one["kind"] for one in api(served, "GET", f"/people/{who}/days/2026-11-21").json()]
    assert "food" not in kinds
    for path, body in (
        ("foods", {"words": ""}),
        ("foods", {"words": "x" * 300}),
        ("foods", {"words": "eggs", "day": "2027-01-01"}),
        ("pain", {"pain_nrs": 11}),
        ("weights", {"weight_kg": -1}),
        ("undo", {}),
    ):
        answer = api(served, "POST", f"/people/{who}/{path}", json=body)
        assert answer.status_code == 422 and set(answer.json()) == {"says", "field"}, (path, body)


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("report", "report"),
        ("safety", "safety"),
        ("need", "need"),
        ("need?body=eu", "need"),
        ("intake", "intake"),
        ("deficiency", "deficiency"),
        ("dose", "supplement"),
        ("plan", "plan"),
    ],
)
def test_each_answer_has_its_declared_shape(module_person, path, shape):
    served, who = module_person
    answer = api(served, "GET", f"/people/{who}/{path}")
    assert answer.status_code == 200, answer.text
    TypeAdapter(DOCUMENTS[shape]).validate_python(answer.json(), strict=False)
    if path in ("report", "safety", "need"):
        assert answer.json()["unverified"] is not None  # counted, as the command line counts it


@pytest.fixture(scope="module")
def module_person(shared):
    who = anna(shared)
    for day in range(15, 22):
        for words in ("300 g white rice", "2 eggs", "a banana"):
            api(shared, "POST", f"/people/{who}/foods", json={"words": words, "day": f"2026-11-{day}"})
    return shared, who


@pytest.mark.parametrize(
    ("method", "path", "shape", "rest"),
    [
        ("GET", "/foods?q=almonds&limit=3", "food", {}),
        ("GET", "/foods/fndds:42100100?grams=30", "food", {}),
        ("GET", "/foods/top/magnesium?per=serving", "food", {}),
        ("GET", "/evidence/low_back_chronic", "evidence", {}),
        (
            "POST",
            "/check",
            "check",
            {"content": "Magnesium cures back pain.", "headers": {"content-type": "text/plain"}},
        ),
    ],
)
def test_what_is_the_same_for_everybody_has_its_shape(shared, method, path, shape, rest):
    answer = api(shared, method, path, **rest)
    assert answer.status_code == 200, answer.text
    TypeAdapter(DOCUMENTS[shape]).validate_python(answer.json(), strict=False)


def test_what_is_not_there_is_said(shared):
    assert api(shared, "GET", "/foods/fndds:0").status_code == 422
    assert api(shared, "GET", "/foods?q=").status_code == 422
    assert api(shared, "GET", "/nowhere").status_code == 404
    assert api(shared, "GET", "/evidence/xyzzy").status_code == 422


def test_a_stopped_person_gets_no_dose_and_no_plan_and_is_told_why(shared):
    who = anna(shared, kidney={"egfr": "20"})
    api(shared, "POST", f"/people/{who}/foods", json={"words": "300 g white rice"})
    dose = api(shared, "GET", f"/people/{who}/dose").json()
    assert (
        dose["dose"] is None
        and dose["stopped"]
        and "dosing" in api(shared, "GET", f"/people/{who}/safety").json()["stops"]
    )


def test_a_program_asks_with_its_token_alone(served):
    who = anna(served)
    page = served.ask("POST", "/devices/program").text
    token = re.search(r"<p><code>([\w-]+)</code></p>", page)[1]
    with_token = {"authorization": f"Bearer {token}", "host": HOST}
    assert served.stranger("GET", f"/api/v1/people/{who}", headers=with_token).status_code == 200
    made = served.stranger("POST", f"/api/v1/people/{who}/pain", headers=with_token, json={"pain_nrs": 3})
    assert made.status_code == 201
    # The token opens nothing but the answers for programs, and a page cannot borrow it.
    assert served.stranger("GET", f"/p/{who}/food", headers=with_token).status_code == 401
    from_page = with_token | {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    for headers in (from_page, {"host": HOST}, with_token | {"authorization": "Bearer x"}, {"authorization": token}):
        answer = served.stranger(
            "POST", f"/api/v1/people/{who}/pain", headers={"host": HOST} | headers, json={"pain_nrs": 9}
        )
        assert answer.status_code in (401, 403), headers
    held = served.desk.store.current(who, kinds=("pain",))
    assert [one.data["pain_nrs"] for one in held] == [3.0]
    served.sessions.close_all()
    assert served.stranger("GET", f"/api/v1/people/{who}", headers=with_token).status_code == 401


def test_the_description_is_a_page_of_our_own_and_names_every_route(shared):
    page = api(shared, "GET", "").text
    described = api(shared, "GET", "/openapi.json").json()
    assert all(f"{path}</code>" in page for path in described["paths"]) and len(described["paths"]) > 20
    assert "http://" not in page and "https://" not in page and "<script" not in page
    assert described["components"]["schemas"]["SafetyDocument"]["properties"]["stops"]


def test_no_answer_repeats_what_could_not_be_used(served):
    who = anna(served)
    for path, body in (("foods", {"canary-4711": 1}), ("pain", {"pain_nrs": "canary-4711"})):
        assert "canary-4711" not in api(served, "POST", f"/people/{who}/{path}", json=body).text or path == "foods"
