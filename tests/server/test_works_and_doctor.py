"""How it could work, and the sheet for a doctor: misses first, stops held, what is not known said."""

import re

import pytest

from dolomite.app import household, works_place
from dolomite.base.errors import MissingError
from dolomite.report import pdf
from dolomite.view.doctor import NOT_ASKED
from server.test_trial_pages import Clocked


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setattr(works_place, "PERSONS", 20)
    made = Clocked(tmp_path)
    yield made
    made.desk.store.close()


def page(app, path, **rest):
    answer = app.ask("POST" if rest else "GET", f"/p/{app.id}/{path}", **rest)
    return answer, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_the_misses_are_said_before_anything_else(app):
    answer, words = page(app, "works?dose=300&form=oxide&days=30")
    assert re.search(r"Of \d+ published figures it misses \d+;", words)
    assert answer.text.index("published figures it misses") < answer.text.index("<form")
    assert 'value="300"' in answer.text


@pytest.mark.parametrize(
    ("query", "field"), [("dose=lots", "dose"), ("days=x", "days"), ("form=dust", "form"), ("dose=9e9", "dose")]
)
def test_a_faulty_question_is_said_at_its_field(app, query, field):
    answer, _ = page(app, f"works?{query}")
    assert answer.status_code == 422 and f'id="{field}-wrong"' in answer.text


def test_a_copy_without_the_package_says_so_and_asks_nothing(app, monkeypatch):
    def missing(*_, **__):
        raise MissingError("this part needs NumPy, a package that this copy does not carry.")

    monkeypatch.setattr(works_place, "shown", missing)
    answer, words = page(app, "works")
    assert answer.status_code == 200 and "This part needs NumPy" in words
    assert "cannot be used" not in words and f'action="/p/{app.id}/works"' not in answer.text


def test_a_stop_takes_the_curves_away(app):
    household.keep_answers(app.desk.store, app.id, {"kidney": {"egfr": 12}}, day=app.at.date(), utc=app.at)
    answer, _ = page(app, "works?dose=300")
    assert "reach the blood each day" not in answer.text and answer.status_code == 200


def test_the_sliders_get_the_part_that_follows_them(app):
    answer, words = page(app, "works/curves?dose=300&days=30")
    assert "<html" not in answer.text and answer.text.count('class="curve"') == 4 and "style=" not in answer.text
    assert "a daily 300 mg" in words
    faulty, words = page(app, "works/curves?dose=lots")
    assert faulty.status_code == 422 and "lots is no number" in words


def test_other_kidneys_are_a_question_that_lifts_no_stop(app):
    own, weaker = page(app, "works/curves?dose=300")[1], page(app, "works/curves?dose=300&egfr=60")[1]
    assert own != weaker and "a daily 300 mg" in weaker
    assert "a daily 300 mg" not in page(app, "works/curves?dose=300&egfr=20")[1]
    assert page(app, "works/curves?dose=300&egfr=900")[0].status_code == 422
    household.keep_answers(app.desk.store, app.id, {"kidney": {"egfr": 12}}, day=app.at.date(), utc=app.at)
    assert "a daily 300 mg" not in page(app, "works/curves?dose=300&egfr=95")[1]


def test_the_sheet_says_what_is_known_and_what_nobody_asked(app):
    household.keep_answers(app.desk.store, app.id, {"medicines": None}, day=app.at.date(), utc=app.at)
    _, words = page(app, "doctor")
    assert f"Medicines {NOT_ASKED}" in words and "eGFR 95" in words and "no day of food" in words
    assert "May I try magnesium" in words


def test_the_sheet_says_how_much_comes_with_food(app):
    app.ask("POST", f"/p/{app.id}/food/add", data={"words": "50 g almonds"})
    _, words = page(app, "doctor")
    assert re.search(r"Magnesium in food \d+ mg a day, over 1 day\.", words)


def test_the_question_stands_on_the_sheet_and_is_not_kept(app):
    before = app.state()
    answer, _ = page(app, "doctor", data={"asks": "Is <b>200</b> mg too much?"})
    assert "<b>200" not in answer.text and "&lt;b&gt;200" in answer.text
    assert app.state() == before


def test_the_paper_is_one_file(app, monkeypatch):
    monkeypatch.setattr(pdf, "from_html", lambda text: b"%PDF " + text.encode())
    answer, _ = page(app, "doctor", data={"asks": "Is it safe?", "as": "pdf"})
    assert answer.headers["content-type"] == "application/pdf" and b"Is it safe?" in answer.content


def test_a_running_trial_stands_on_the_sheet_without_its_order(app, monkeypatch):
    from server.test_trial_pages import PLAN

    monkeypatch.setattr("dolomite.trial.power.TRIALS", 4)
    monkeypatch.setattr("dolomite.report.pdf.from_html", lambda page: b"%PDF-1.4")
    app.post("/start", **PLAN)
    _, words = page(app, "doctor")
    assert "Your trial is on day 1" in words and not re.search(r"placebo|Today's arm", words)
