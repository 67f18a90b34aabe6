"""A plan for an export of another program: no table is shown that has nothing in it."""

SERVINGS = """\
Day,Time,Group,Food Name,Amount,Energy (kcal),Magnesium (mg),Protein (g),Category
2026-11-21,07:40,Breakfast,"Oatmeal, Regular or Quick, Dry","45.00 g",170.55,62.10,5.92,Cereal
2026-11-21,12:30,Lunch,"Cheddar Cheese","30.00 g",121.00,8.10,7.00,Dairy
2026-11-21,18:30,Dinner,"Mum's Lasagne","1.00 full recipe",640.00,,35.00,
2026-11-22,08:00,Breakfast,"Cornflakes","40.00 g",151.00,4.00,3.00,Cereal
2026-11-22,13:00,Lunch,"White Rice, Cooked","180.00 g",234.00,21.60,4.90,Rice
"""
PERSON = """\
sex: female
age_years: 47
state: none
country: DE
red_flags: []
conditions: []
medicines: []
supplements: []
kidney: {egfr: 90, on: 2026-06-10}
"""


def test_where_only_more_food_would_help_no_empty_table_stands(dolomite, tmp_path):
    (tmp_path / "me.yaml").write_text(PERSON)
    (tmp_path / "servings.csv").write_text(SERVINGS)
    words = ("plan", tmp_path / "me.yaml", "--diary", tmp_path / "servings.csv", "--on", "2026-11-29")
    code, out, err = dolomite(*words)
    assert code == 0, err
    assert "No change of food reaches" in out
    assert "What giving way would buy" not in out, "its only row would be calories, which are hidden"
    person = (tmp_path / "me.yaml").read_text() + "hide_energy: false\n"
    (tmp_path / "me.yaml").write_text(person)
    assert "What giving way would buy" in dolomite(*words)[1]
