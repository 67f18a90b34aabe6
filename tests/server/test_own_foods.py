"""Own foods by form: a label, a recipe, what is wrong at its field with everything still there, and taken away."""


def post(served, what, **data):
    return served.ask("POST", f"/p/{served.who}/food/own/{what}", data=data)


def test_a_label_becomes_a_food_that_is_found_and_eaten(served):
    done = post(
        served, "label", label_name="Granny's bar", label="Per 100 g: Magnesium 80 mg, Protein 6 g", serving_g="40"
    )
    assert done.status_code == 303
    assert "80 mg" in served.ask("GET", f"/p/{served.who}/food/own").text
    found = served.ask("GET", f"/p/{served.who}/food/find", params={"q": "granny"}).json()
    assert found and found[0]["id"] == "own:grannys-bar"
    served.ask("POST", f"/p/{served.who}/food/add", data={"words": "bar", "food_id": found[0]["id"]})
    kept = served.desk.store.current(served.who, kinds=("food",))[0].data
    assert kept["snapshot"]["nutrients_per_100_g"]["magnesium_mg"] == 80.0 and kept["grams_g"] == 40.0


def test_a_recipe_is_made_of_what_one_would_write_in_a_diary(served):
    lines = "100 g almonds\n2 tablespoons of peanut butter\n1 banana"
    assert post(served, "recipe", recipe_name="Snack", ingredients=lines, servings="4").status_code == 303
    found = served.ask("GET", f"/p/{served.who}/food/find", params={"q": "snack"}).json()
    assert any(one["id"] == "own:snack" for one in found)
    assert "Snack" in served.ask("GET", f"/p/{served.who}/food/own").text


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(served):
    for what, data, field in (
        ("label", {"label_name": "Bar", "label": "very healthy"}, "label"),
        ("label", {"label_name": "Bar", "label": "Magnesium 40 mg per serving"}, "serving_g"),
        ("label", {"label_name": "Bar", "label": "Magnesium 40 mg", "serving_g": "much"}, "serving_g"),
        ("label", {"label_name": "", "label": "Magnesium 40 mg"}, "label_name"),
        ("recipe", {"recipe_name": "Soup", "ingredients": ""}, "ingredients"),
        ("recipe", {"recipe_name": "Soup", "ingredients": "200 g xyzzyplugh"}, "ingredients"),
        ("recipe", {"recipe_name": "Soup", "ingredients": "200 g rice", "servings": "none"}, "ingredients"),
    ):
        answer = post(served, what, **data)
        assert answer.status_code == 422 and f'id="{field}-wrong"' in answer.text, (data, field)
        assert all(value in answer.text for value in data.values())


def test_a_day_that_was_shown_knows_a_food_that_was_changed_since(served):
    where = f"/p/{served.who}/food"
    post(served, "label", label_name="Bar", label="Per 100 g: Magnesium 80 mg")
    eaten = {"words": "bar", "food_id": "own:bar", "amount": "50", "unit": "g"}
    served.ask("POST", f"{where}/add", data=eaten)
    assert "<option>serving</option>" not in served.ask("GET", where).text
    post(served, "label", label_name="Bar", label="Per 100 g: Magnesium 80 mg", serving_g="40")
    assert "<option>serving</option>" in served.ask("GET", where).text


def test_it_can_be_taken_away_and_what_was_eaten_stays(served):
    post(served, "label", label_name="Bar", label="Per 100 g: Magnesium 80 mg")
    served.ask(
        "POST", f"/p/{served.who}/food/add", data={"words": "bar", "food_id": "own:bar", "amount": "50", "unit": "g"}
    )
    assert post(served, "remove", food_id="own:bar").status_code == 303
    assert post(served, "remove", food_id="own:bar").status_code == 422
    assert "40 mg" in served.ask("GET", f"/p/{served.who}/food").text
