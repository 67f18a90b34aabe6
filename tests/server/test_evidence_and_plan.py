"""Evidence, pool and the smallest change in the app: sources and commands shown, wishes solved again, stops held."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from dolomite.app import evidence_place, household
from dolomite.evidence import answer as answers
from server.test_trial_pages import Clocked

EAT = {"white bread": "200", "chicken breast": "200", "white rice": "300", "butter": "30", "apple": "150"}  # [g]
LITTLE = {"butter": "100"}  # [g] a day from which no six changes reach the aim
OFFERED = r'name="never" value="([^"]+)" aria-label="I'
TABLE = "study,yi,sei\na,-0.5,0.2\nb,-0.1,0.3\nc,0.2,0.25\n"


@pytest.fixture
def app(tmp_path):
    made = Clocked(tmp_path)
    yield made
    made.desk.store.close()


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def pool(app, **form):
    return app.ask("POST", "/pool", data={"table": TABLE, "measure": "gen", "estimator": "dl"} | form)


def test_every_kind_of_pain_and_one_of_them(app):
    page = app.ask("GET", "/evidence").text
    assert 'href="/evidence/low_back_chronic"' in page and "very low" in page
    one = app.ask("GET", "/evidence/migraine?estimator=dl&drop=peikert-1996")
    assert "Left out at your wish: peikert-1996" in one.text and "--drop peikert-1996" in one.text
    assert app.ask("GET", "/evidence/unheard_of").status_code == 422
    assert app.ask("GET", "/evidence/migraine?drop=nobody").status_code == 422


def test_a_chart_that_needs_width_is_its_table_on_a_phone(app):
    page = app.ask("GET", "/evidence/low_back_chronic").text
    assert re.search(r'<div class="narrow">\s*<div class="scroll"[^>]*><table', page)
    assert '<div class="narrow"><svg' in app.ask("GET", "/evidence/migraine").text


def test_the_page_says_up_to_when_was_searched_and_what_is_new(app):
    page = words(app.ask("GET", "/evidence/migraine"))
    found = evidence_place.page("migraine", route="", drop=(), estimator="", on=app.at.date())
    assert found.since[0] in page and found.since[1] in page
    days = {part.question.searched_on for part in answers.answer("migraine").answers}
    assert f"Searched up to {date.fromisoformat(max(days)):%-d %B %Y}" in page


def test_a_stop_stands_in_front_of_the_trials(app):
    url = f"/p/{app.id}/evidence/migraine"
    before = "something has to be settled before you take any magnesium"
    assert before not in app.ask("GET", url).text
    household.keep_answers(app.desk.store, app.id, {"kidney": {"egfr": 22}}, day=app.at.date(), utc=app.at)
    assert before in app.ask("GET", url).text


def test_a_pasted_table_is_pooled_with_its_methods_and_command(app):
    page = words(pool(app))
    assert "For the methods of a paper" in page and "dolomite pool studies.csv --measure gen --estimator dl" in page


@pytest.mark.parametrize(
    "form", [{"table": ""}, {"table": "study,yi\na,1\n"}, {"table": "x" * 50}, {"measure": "none"}, {"measure": ""}]
)
def test_a_faulty_table_is_said_and_kept(app, form):
    answer = pool(app, **form)
    assert answer.status_code == 422 and 'id="faults"' in answer.text
    assert form.get("table", TABLE).strip() in answer.text.replace("&#34;", '"')


def test_without_a_day_of_food_the_plan_says_what_to_do(app):
    page = app.ask("GET", f"/p/{app.id}/plan").text
    assert "Nothing to plan from yet" in page and f'href="/p/{app.id}/food"' in page


def eaten(app, foods=EAT):
    for food, grams in foods.items():
        found = app.ask("GET", f"/p/{app.id}/food/find", params={"q": food}).json()[0]
        form = {"words": food, "food_id": found["id"], "amount": grams, "unit": "g"}
        assert app.ask("POST", f"/p/{app.id}/food/add", data=form).status_code == 303
    app.ask("POST", f"/p/{app.id}/food/done", data={"what": "food"})


def test_wishes_that_cannot_hold_together_are_named_with_their_price(app):
    eaten(app, LITTLE)
    page = words(app.ask("GET", f"/p/{app.id}/plan"))
    assert "These cannot hold together" in page and "What giving way would buy" in page


def brought(app):
    """The example's diary, kept."""
    diary = (Path(__file__).parents[2] / "examples" / "person.csv").read_bytes()
    looked = app.ask("POST", f"/p/{app.id}/import", files={"file": ("person.csv", diary)})
    identifier = re.search(r'name="file" value="([0-9a-f]{32})"', looked.text)[1]
    assert app.ask("POST", f"/p/{app.id}/import/keep", data={"file": identifier}).status_code == 303


def begun(app, uid="a" * 32):
    """The first plan, begun today."""
    answer = app.ask("POST", f"/p/{app.id}/plan/start", data={"plan": "1", "uid": uid})
    assert answer.status_code == 303, words(answer)[:600]
    return list(app.desk.store.current(app.id, kinds=("planned",)))


def test_a_plan_that_is_begun_is_proposed_and_not_eaten(app):
    brought(app)
    before = list(app.desk.store.current(app.id, kinds=("food",)))
    laid = begun(app)
    assert {one.day for one in laid} <= {app.at.date() + timedelta(days=n) for n in range(7)}
    assert list(app.desk.store.current(app.id, kinds=("food",))) == before
    assert len(begun(app)) == len(laid) and len(begun(app, "b" * 32)) == len(laid)  # sent twice; begun again
    first = min((one for one in laid if one.data["more"]), key=lambda one: one.day)
    app.at += timedelta(days=(first.day - app.at.date()).days)
    page = app.ask("GET", f"/p/{app.id}/food")
    assert "Proposed, not counted" in words(page) and "Nothing is written on this day yet" in words(page)
    chosen = first.data
    form = {"words": chosen["food"], "food_id": chosen["food_id"], "amount": str(chosen["grams_g"]), "unit": "g"}
    assert app.ask("POST", f"/p/{app.id}/food/add", data=form).status_code == 303
    assert f'aria-label="Eaten: {chosen["food"]}"' not in app.ask("GET", f"/p/{app.id}/food").text
    assert app.ask("POST", f"/p/{app.id}/undo", data={"batch": "b" * 32}).status_code == 303
    assert [one.batch for one in app.desk.store.current(app.id, kinds=("planned",))] == ["a" * 32] * len(laid)


@pytest.mark.parametrize(("keys", "says"), [({"kidney": {"egfr": 12}}, ""), ({"sex": "male"}, "your answers changed")])
def test_nothing_of_a_plan_that_was_begun_outlives_a_changed_answer(app, keys, says):
    brought(app)
    begun(app)
    assert "From your plan" in app.ask("GET", f"/p/{app.id}/food").text
    household.keep_answers(app.desk.store, app.id, keys, day=app.at.date(), utc=app.at)
    page = app.ask("GET", f"/p/{app.id}/food").text
    assert "From your plan" not in page and says in page


def test_a_plan_that_is_not_there_is_not_begun(app):
    brought(app)
    assert app.ask("POST", f"/p/{app.id}/plan/start", data={"plan": "9"}).status_code == 422


def test_food_and_enough_lead_to_the_smallest_change(app):
    for place in ("food", "enough"):
        assert f'href="/p/{app.id}/plan"' in app.ask("GET", f"/p/{app.id}/{place}").text, place


def test_what_nobody_would_eat_is_gone_when_solved_again(app):
    brought(app)
    url = f"/p/{app.id}/plan"
    page = app.ask("GET", url).text
    never = re.findall(OFFERED, page)
    assert never, words(app.ask("GET", url))[:800]
    again = app.ask("GET", f"{url}?never={never[0]}").text
    assert never[0] not in re.findall(OFFERED, again) and "Allow " in again
    assert "Let " in app.ask("GET", f"{url}?always={never[0]}&prefer=fewest").text


def test_a_wish_is_typed_and_an_unclear_one_is_asked_back(app):
    brought(app)
    url = f"/p/{app.id}/plan"
    clear = app.ask("GET", f"{url}?wish=tofu&as=never&prefer=fewest")
    assert clear.status_code == 303 and "never=" in clear.headers["location"]
    page = app.ask("GET", clear.headers["location"].partition("#")[0]).text
    assert re.search(r"Allow [^<]*[Tt]ofu[^<]* again", page) and 'value="fewest" aria-pressed="true"' in page
    unknown = app.ask("GET", f"{url}?wish=qqqxyz&as=always")
    assert unknown.status_code == 422 and 'id="wish-wrong"' in unknown.text and 'value="qqqxyz"' in unknown.text
    assert "A plan" in unknown.text  # what was shown stays


def test_a_stop_on_plans_shows_no_food(app):
    eaten(app)
    household.keep_answers(app.desk.store, app.id, {"kidney": {"egfr": 12}}, day=app.at.date(), utc=app.at)
    page = app.ask("GET", f"/p/{app.id}/plan").text
    assert "Why no plan is shown" in page and 'name="never"' not in page


def test_an_unknown_food_in_the_address_is_refused(app):
    eaten(app)
    assert app.ask("GET", f"/p/{app.id}/plan?never=nothing").status_code == 422
