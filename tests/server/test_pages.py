"""What pages keep and show, asked without a browser."""

from datetime import timedelta

from dolomite.food.words import stems
from server.conftest import NOON


def test_a_day_before_the_first_answer_can_be_written(served):
    day = (NOON.date() - timedelta(days=9)).isoformat()
    assert served.ask("GET", f"/p/{served.who}/food?day={day}").status_code == 200
    kept = served.ask("POST", f"/p/{served.who}/food/add", data={"words": "2 eggs", "day": day, "meal": "lunch"})
    assert kept.status_code == 303 and f"day={day}" in kept.headers["location"]
    assert "Egg" in served.ask("GET", f"/p/{served.who}/food?day={day}").text


def test_a_day_that_is_not_yet_here_is_today(served):
    served.ask("POST", f"/p/{served.who}/food/add", data={"words": "2 eggs", "day": "2999-01-01"})
    assert [one.day for one in served.desk.store.current(served.who, kinds=("food",))] == [NOON.date()]


def test_a_guess_is_confirmed_once_and_then_known(served):
    who, words = served.who, "cheesy rye thing"
    served.ask("POST", f"/p/{who}/food/add", data={"words": words})
    first = served.desk.store.current(who, kinds=("food",))[0]
    served.ask("POST", f"/p/{who}/food/change", data={"entry": first.uid, "food_id": "fndds:42100100"})
    served.ask("POST", f"/p/{who}/food/add", data={"words": words})
    names = [one.data["snapshot"]["name"] for one in served.desk.store.current(who, kinds=("food",))]
    assert names == ["Almonds, NFS", "Almonds, NFS"]
    assert all(one.data.get("sure", True) for one in served.desk.store.current(who, kinds=("food",)))


def test_a_line_that_names_several_foods_is_as_many_entries_each_corrected_alone_and_undone_as_one(served):
    who, uid = served.who, "c" * 32
    typed = {"words": "porridge with milk, banana and coffee", "meal": "breakfast", "uid": uid}
    for _ in range(2):  # a form that comes twice keeps its foods once
        assert served.ask("POST", f"/p/{who}/food/add", data=typed).status_code == 303
    kept = served.desk.store.current(who, kinds=("food",))
    assert [one.data["food"] for one in kept] == ["porridge", "milk", "banana", "coffee"]
    assert all(one.data["grams_g"] > 0 and one.data.get("sure", True) for one in kept)
    served.ask("POST", f"/p/{who}/food/change", data={"entry": kept[2].uid, "amount": "50", "unit": "g"})
    after = {one.data["food"]: one.data["grams_g"] for one in served.desk.store.current(who, kinds=("food",))}
    assert after["banana"] == 50 and after["milk"] == kept[1].data["grams_g"]
    served.ask("POST", f"/p/{who}/undo", data={"batch": uid})
    assert served.desk.store.current(who, kinds=("food",)) == ()


def test_a_list_of_fruits_is_no_jar_for_a_baby(served):
    served.ask("POST", f"/p/{served.who}/food/add", data={"words": "apple, orange"})
    kept = served.desk.store.current(served.who, kinds=("food",))
    assert [one.data["snapshot"]["name"] for one in kept] == ["Apple, raw", "Orange, raw"]


def test_the_list_offers_a_line_as_it_was_written(served):
    def offered(words):
        return served.ask("GET", f"/p/{served.who}/food/find", params={"q": words}).json()

    spoken, plain = offered("large handful of almonds"), offered("rye bread")
    assert (spoken[0]["id"], spoken[0]["name"]) == ("", "large handful of almonds")
    assert plain[0]["id"] and (plain[-1]["id"], plain[-1]["name"]) == ("", "rye bread")
    assert offered("qwertyuiop") == []


def test_the_list_under_the_field_names_no_food_twice(served):
    found = served.ask("GET", f"/p/{served.who}/food/find?q=banan").json()
    names = [tuple(stems(one["name"])) for one in found]
    assert len(names) > 4 and len(set(names)) == len(names)


def test_the_sample_person_is_looked_at_and_never_changed(served):
    assert "Sample person" in served.ask("GET", "/p/sample/answer").text
    answer = served.ask("POST", "/p/sample/food/add", data={"words": "2 eggs"})
    assert answer.status_code == 409 and served.desk.store.people() == ()


def test_a_yes_goes_before_everything_else(served):
    who = served.who
    served.ask("POST", f"/p/{who}/checks", data={"card": "bladder_bowel"})
    for place in ("", "/answer"):
        assert served.ask("GET", f"/p/{who}{place}").headers["location"].endswith("/now")
    page = served.ask("GET", f"/p/{who}/now").text
    assert "tel:" in page and "/magnesium" not in page and "/food" not in page


def test_a_name_in_another_script_and_markup_are_text(served):
    who = served.who
    served.ask("POST", f"/p/{who}/me/name", data={"name": "Łucja <script>alert(1)</script> 日本"})
    page = served.ask("GET", f"/p/{who}/me").text
    assert "<script>alert" not in page and "日本" in page and "Łucja" in page


def test_undo_leads_only_to_pages_of_ours(served):
    who = served.who
    served.ask("POST", f"/p/{who}/food/add", data={"words": "2 eggs", "uid": "e" * 32})
    for back in ("https://evil.example/", "//evil.example", f"/p/{who}/..//evil.example", "\\\\evil"):
        answer = served.ask("POST", f"/p/{who}/undo", data={"batch": "e" * 32, "back": back})
        assert answer.headers["location"].startswith(f"/p/{who}/food"), back


def test_pain_with_one_press_and_a_weight_as_it_is_said(served):
    who = served.who
    served.ask("POST", f"/p/{who}/body/pain", data={"pain": "4"})
    served.ask("POST", f"/p/{who}/body/pain", data={"pain": "6"})
    served.ask("POST", f"/p/{who}/body/weight", data={"weight": "11 st 3 lb"})
    held = served.desk.store.current(who, kinds=("pain", "weight"))
    assert [one.data.get("pain_nrs") for one in held if one.kind == "pain"] == [6.0]
    assert [round(one.data["weight_kg"], 1) for one in held if one.kind == "weight"] == [71.2]
    for path, data in (("pain", {"pain": "11"}), ("pain", {}), ("weight", {"weight": "heavy"}), ("weight", {})):
        assert served.ask("POST", f"/p/{who}/body/{path}", data=data).status_code == 422


def test_the_two_minute_questions_name_what_is_missing_and_then_answer(served):
    from dolomite.app.rough import questions

    who, ids = served.who, [one.id for one in questions().items]
    some = "&".join(f"{one}=once_a_week" for one in ids[1:])
    page = served.ask("GET", f"/p/{who}/rough?{some}")
    assert page.status_code == 422 and f'id="{ids[0]}-wrong"' in page.text
    page = served.ask("GET", f"/p/{who}/rough?{some}&{ids[0]}=never")
    assert page.status_code == 200 and "Roughly, you get between" in page.text


def test_a_stop_holds_on_every_page(served):
    """A stopped person: no page names a dose, offers a limit as leave, or leads to a trial."""
    who = served.who
    said = {"kidneys": "yes", "egfr": "20", "medicines": "no", "illnesses": "no"}
    served.ask("POST", f"/p/{who}/health", data=said)
    for place in ("answer", "magnesium", "report", "enough"):
        text = served.ask("GET", f"/p/{who}/{place}").text
        for word in ("The smallest dose", "Aim for", "limit beside food", "Work it out", "Test them on yourself"):
            assert word not in text, (place, word)
