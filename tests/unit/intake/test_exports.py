"""Exports of other programs, each in its own layout, typed here: exact totals, a blank is never zero."""

import csv
import io
import json
import sqlite3
import zipfile
from datetime import date

import pytest

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.intake.diary import matched
from dolomite.intake.read import every
from dolomite.intake.read.cells import days, has_decimal_comma, number
from dolomite.intake.read.file import File, How


@pytest.fixture(scope="module")
def units(catalogue):
    return {unit.key: unit.unit for unit in catalogue.units}


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def read(units, content, name="file.csv", **how):
    content = content.encode() if isinstance(content, str) else content
    return every.read(File(name=name, content=content), How(units=units, **how))


def total(diary, nutrient="magnesium"):
    """Sum of what is given, and how many lines give nothing."""
    values = [dict(row.given or ()).get(nutrient) for row in diary.rows]
    return sum(one for one in values if one is not None), values.count(None)


SERVINGS = """\ufeffDay,Group,Food Name,Amount,Energy (kcal),Magnesium (mg),Vitamin A (IU),Vitamin D (IU),Category
2026-5-1,Breakfast,"Oats, rolled","50.00 g",190,69,0,0,Cereals
2026-5-1,Breakfast,"Oats, rolled","50.00 g",190,69,0,0,Cereals
2026-5-1,Lunch,Soup,"1.00 full recipe","1,160.5",,10,40,Soups
2026-5-1,,Total,,1540.5,138,10,40,
"""


def test_cronometer_servings(units):
    diary = read(units, SERVINGS)
    assert (diary.origin, len(diary.rows)) == ("Cronometer", 3)
    assert total(diary) == (138, 1)
    assert total(diary, "energy") == (1540.5, 0)
    assert total(diary, "vitamin_d")[0] == pytest.approx(1.0)
    assert total(diary, "vitamin_a") == (0, 3)  # IU of vitamin A cannot be converted without knowing its kind
    assert [row.line for row in diary.rows] == [2, 3, 4]
    assert diary.rows[0].on == date(2026, 5, 1)
    assert (diary.rows[2].amount, diary.rows[2].unit) == (1, "full recipe")


def test_cronometer_servings_with_semicolons_commas_and_kilojoules(units):
    text = "Day;Food Name;Amount;Energy (kJ);Magnesium (mg)\n1/27/2026;Oats;50,5 g;418,4;69,5\n"
    diary = read(units, text)
    assert total(diary) == (69.5, 0)
    assert total(diary, "energy")[0] == pytest.approx(100)
    assert (diary.rows[0].on, diary.rows[0].amount) == (date(2026, 1, 27), 50.5)


def test_cronometer_servings_without_nutrients_are_looked_up_by_name(units, catalogue):
    diary = read(units, "Day,Group,Food Name,Amount,Category\n2026-05-01,Snack,Almonds,100.00 g,Nuts\n")
    assert diary.rows[0].given is None
    assert matched(diary, catalogue=catalogue, ids=facts.ids()).eaten[0].food is not None


@pytest.mark.parametrize(
    "lines, header, expected, complete",
    [
        ("2026-05-01,1500,200,false\n2026-05-02,,,false\n", "", (200, 0), [None, None]),
        ("2026-05-01,1500,200,true\n2026-05-02,400,50,false\n", "", (250, 0), [True, False]),
        (
            "2026-05-01,500,80,false,Breakfast\n2026-05-01,1000,120,false,Dinner\n2026-05-01,1500,200,false,Total\n",
            ",Group",
            (200, 0),
            [None],
        ),
        (
            "2026-05-01,500,80,false,Breakfast\n2026-05-01,1000,120,false,Dinner\n"
            "2026-05-02,700,90,,Breakfast\n2026-05-02,700,90,,Total\n",
            ",Group",
            (290, 0),
            [None, None],
        ),
    ],
    ids=["completed never used", "completed used", "groups and a total", "a total on one day only"],
)
def test_cronometer_daily_summary(units, lines, header, expected, complete):
    diary = read(units, f"Date,Energy (kcal),Magnesium (mg),Completed{header}\n{lines}")
    assert total(diary) == expected
    assert [said for _, said in diary.complete] == complete


@pytest.mark.parametrize(
    "text, weights",
    [
        ("Day,Group,Metric,Unit,Amount\n2026-05-01,Default,Weight,kg,72.5\n2026-05-01,Default,Heart Rate,bpm,61\n", 1),
        ("Day,Time,Group,Exercise,Minutes,Calories Burned\n2026-05-01,9:00 AM,Cardio,Running,30,-300\n", 0),
        (f'Day,Group,Note\n2026-05-01,Default,"{"a long note, " * 60}"\n', 0),
    ],
    ids=["biometrics", "exercises", "notes"],
)
def test_cronometer_files_without_food(units, text, weights):
    diary = read(units, text)
    assert (len(diary.rows), len(diary.proposals)) == (0, weights)
    if weights:
        assert (diary.proposals[0].kind, diary.proposals[0].value, diary.proposals[0].unit) == ("weight", 72.5, "kg")


def test_servings_and_summary_of_one_day_count_once(units):
    summary = (
        "Date,Energy (kcal),Magnesium (mg),Completed\n"
        "2026-05-01,1540.5,138,true\n2026-05-02,900,110,true\n2026-05-03,,,false\n"
    )
    both = zipped(servings_dot_csv=SERVINGS, dailysummary_dot_csv=summary)
    diary = read(units, both, "export.zip")
    assert total(diary) == (138 + 110, 1)
    assert [said for _, said in diary.complete] == [True, True, False]
    assert any("counts twice" in note for note in diary.notes)


def test_all_faults_of_an_export_are_told_by_line(units):
    text = (
        "Day,Food Name,Amount,Magnesium (mg)\n2026-05-01,Oats,50 g,-3\n2026-05-01,Oats,50 g,much\n"
        "2026-13-01,Oats,50 g,3\n2026-05-02,Oats,50 g,99999999999\n"
    )
    with pytest.raises(InputError) as refused:
        read(units, text)
    said = str(refused.value)
    assert all(f"line {line}" in said for line in (2, 3, 4, 5)), said


def test_a_line_that_stands_out_is_asked_about(units, catalogue):
    rows = "".join(f"2026-05-0{day},Oats,50 g,300\n" for day in (1, 2, 3)) + "2026-05-03,Pumpkin seeds,2 cup,1265\n"
    diary = read(units, "Day,Food Name,Amount,Magnesium (mg)\n" + rows)
    notes = matched(diary, catalogue=catalogue, ids=facts.ids()).notes
    assert any("1,265 mg" in note and "Line 5" in note and "Is the amount right?" in note for note in notes)


MFP = "Date,Meal,Calories,Fat (g),Sodium (mg),Carbohydrates (g),Protein (g),Vitamin A,Calcium,Iron"


@pytest.mark.parametrize("more", ["", ",Note"])
def test_myfitnesspal_has_no_magnesium(units, catalogue, more):
    diary = read(units, f"{MFP}{more}\n2026-03-06,Breakfast,214.5,14.9,193.5,1.4,18.6,0,7.2,13.9\n")
    assert total(diary) == (0, 1)
    assert total(diary, "energy") == (214.5, 0)
    assert total(diary, "calcium") == (0, 1)  # per cent of a daily value
    (one,) = matched(diary, catalogue=catalogue, ids=facts.ids()).eaten
    assert (one.food, one.candidates, one.category) == (None, (), None)  # a meal's name is no food


def test_myfitnesspal_zip_brings_weights_as_proposals(units):
    both = zipped(
        **{
            "Nutrition-Summary_dot_csv": f"{MFP}\n2026-03-06,Lunch,500,1,1,1,1,0,0,0\n",
            "Measurement-Summary_dot_csv": "Date,Weight\n2026-03-06,150.2\n",
            "Exercise-Summary_dot_csv": "Date,Exercise,Type\n2026-03-06,Walk,Cardio\n",
        }
    )
    diary = read(units, both, "File-Export.zip")
    assert len(diary.rows) == 1
    assert [(one.kind, one.value, one.unit) for one in diary.proposals] == [("weight", 150.2, "")]


LOSE_IT = """Date,Name,Icon,Type,Quantity,Units,Calories,Deleted,Fat (g),Protein (g),Sodium (mg)
01/02/2026,Almonds,Almond,Breakfast,30,Grams,174,0,15,6,0
01/02/2026,"Almonds",Almond,Snacks,30,Grams,174,1,15,6,0
01/02/2026,Zzyzx bar,Bar,Snacks,1,Each,210,0,n/a,n/a,n/a
"""


def test_lose_it(units, catalogue):
    diary = read(
        units, zipped(**{"food-logs_dot_csv": LOSE_IT, "steps_dot_csv": "Date,Steps\n01/02/2026,9\n"}), "l.zip"
    )
    assert len(diary.rows) == 2
    assert total(diary, "energy") == (384, 0)
    assert total(diary, "fat") == (15, 1)  # n/a
    assert diary.rows[0].on == date(2026, 1, 2)  # month first, everywhere
    almonds, bar = matched(diary, catalogue=catalogue, ids=facts.ids()).eaten
    assert almonds.food is not None and almonds.grams == 30
    assert bar.food is None


def test_macrofactor_and_other_tables(units):
    text = (
        "\ufeffDate;Time;Food Name;Serving Size;Serving Qty;Calories (kcal);Magnesium (mg)\n"
        "14.05.2026;08:00;Haferflocken;50 g;1,5;285;103,5\n14.05.2026;12:00;Suppe;Teller;1;300;\n"
    )
    diary = read(units, text, "MacroFactor.csv")
    assert diary.origin == "MacroFactor"
    assert total(diary) == (103.5, 1)
    assert diary.rows[0].on == date(2026, 5, 14)
    assert any("magnesium (mg) = magnesium" in note for note in diary.notes)


def test_a_table_whose_headings_nobody_knows_is_mapped_once(units):
    text = "Wann,Was,Mg\n2026-05-14,Haferflocken,69\n"
    with pytest.raises(InputError):
        read(units, text)
    diary = read(units, text, columns={"Wann": "date", "Was": "food", "Mg": "magnesium (mg)"})
    assert total(diary) == (69, 0)
    assert diary.rows[0].food == "Haferflocken"


def xlsx(rows):
    """A workbook in its least form: one sheet of texts and numbers."""

    def cell(value):
        return (
            f"<c><v>{value}</v></c>"
            if isinstance(value, (int, float))
            else f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        )

    sheet = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        **{
            "[Content_Types]_dot_xml": f'<Types xmlns="{types}">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{parts}.sheet.main+xml"/></Types>',
            "_rels__.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl__workbook_dot_xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Food Log" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl___rels__workbook_dot_xml_dot_rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl__worksheets__sheet1_dot_xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        }
    )


def test_a_workbook(units):
    book = xlsx([("Date", "Food Name", "Serving Size", "Magnesium (mg)"), ("2026-05-14", "Oats", "50 g", 69.5)])
    diary = read(units, book, "log.xlsx")
    assert total(diary) == (69.5, 0)


def apple(records):
    return (
        f'<?xml version="1.0"?>\n<!DOCTYPE HealthData [\n<!ELEMENT broken >\n]>\n<HealthData>\n{records}</HealthData>'
    )


def dietary(kind, value, unit, source="Lifesum", when="2026-05-14 10:00:00 +0200"):
    return (
        f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="{source}" unit="{unit}" '
        f'device="&lt;HK &gt;, a > b" startDate="{when}" endDate="{when}" value="{value}"/>\n'
    )


@pytest.mark.parametrize("is_zip", [False, True])
def test_apple_health(units, is_zip):
    text = apple(
        dietary("DietaryMagnesium", "0.08", "g")
        + dietary("DietaryEnergyConsumed", 300, "Cal")
        + dietary("DietaryEnergyConsumed", 418.4, "kJ", when="2026-05-14 12:00:00 +0200")
        + "\x0b"
        + dietary("BodyMass", 71.5, "kg")
        + dietary("StepCount", 999, "count")
    )
    content = zipped(apple_health_export__export_dot_xml=text) if is_zip else text
    diary = read(units, content, "export.zip" if is_zip else "export.xml")
    assert diary.origin == "Apple Health"
    assert total(diary)[0] == pytest.approx(80)
    assert total(diary, "energy")[0] == pytest.approx(400)
    assert [row.line for row in diary.rows] == [6, 8]
    assert [(one.kind, one.value, one.unit) for one in diary.proposals] == [("weight", 71.5, "kg")]


def test_apple_health_across_pieces_of_the_stream(units, monkeypatch):
    from dolomite.intake.read import apple_health

    text = apple("".join(dietary("DietaryMagnesium", "0.001", "g") for _ in range(500)))
    whole = read(units, text, "export.xml")
    monkeypatch.setattr(apple_health, "CHUNK", 701)
    pieces = read(units, text, "export.xml")
    assert total(pieces)[0] == pytest.approx(500) == total(whole)[0]
    assert pieces.rows == whole.rows


def test_two_apps_do_not_count_twice(units):
    text = apple(dietary("DietaryMagnesium", "0.08", "g") + dietary("DietaryMagnesium", "0.07", "g", source="Other"))
    diary = read(units, text + "", "export.xml", writer="Other")
    assert total(diary)[0] == pytest.approx(70)
    chosen = read(units, text, "export.xml")
    assert len(chosen.rows) == 1 and any("Several apps" in note for note in chosen.notes)


def health_connect(tmp_path, *, per_kcal, apps=1):
    path = tmp_path / "health_connect_export.db"
    base = sqlite3.connect(path)
    base.execute("create table application_info_table (row_id integer, app_name text)")
    base.execute(
        "create table nutrition_record_table (row_id integer, app_info_id integer, start_time integer, "
        "start_zone_offset integer, meal_type integer, meal_name text, energy real, protein real, "
        "total_carbohydrate real, total_fat real, magnesium real, sodium real)"
    )
    base.execute("create table weight_record_table (row_id integer, time integer, zone_offset integer, weight real)")
    late = 1_778_796_000_000  # 2026-05-14 22:00 UTC, the next day in Berlin
    for app in range(1, apps + 1):
        base.execute("insert into application_info_table values (?, ?)", (app, f"App {app}"))
        base.execute(
            "insert into nutrition_record_table values (1,?,?,7200,1,'Porridge',?,10,30,5,0.08,5e-324)",
            (app, late, 205 * per_kcal),
        )
    base.execute(
        "insert into nutrition_record_table values (2,1,?,7200,3,null,?,10,30,5,5e-324,null)", (late, 205 * per_kcal)
    )
    base.execute("insert into weight_record_table values (1, ?, 7200, 71800)", (late,))
    base.commit()
    base.close()
    return zipped(health_connect_export_dot_db=path.read_bytes())


@pytest.mark.parametrize("per_kcal", [1000.0, 4184.0], ids=["calories", "joules"])
def test_health_connect(units, tmp_path, per_kcal):
    diary = read(units, health_connect(tmp_path, per_kcal=per_kcal), "Health Connect.zip")
    assert total(diary)[0] == pytest.approx(80) and total(diary)[1] == 1
    assert total(diary, "energy")[0] == pytest.approx(410)
    assert total(diary, "sodium") == (0, 2)  # the smallest double is "not recorded"
    assert {row.on for row in diary.rows} == {date(2026, 5, 15)}
    assert [(one.value, one.unit) for one in diary.proposals] == [(71.8, "kg")]
    assert [row.food for row in diary.rows] == ["Porridge", "dinner"]


def test_health_connect_energy_that_fits_nothing_is_refused(units, tmp_path):
    with pytest.raises(InputError, match="neither joules nor calories"):
        read(units, health_connect(tmp_path, per_kcal=77.0), "hc.zip")


def test_health_connect_two_apps(units, tmp_path):
    diary = read(units, health_connect(tmp_path, per_kcal=1000.0, apps=2), "hc.zip")
    assert total(diary)[0] == pytest.approx(80)
    assert any("Several apps wrote food: App 1 is counted" in note for note in diary.notes)


def test_asa24(units):
    head = "UserName,ReportingDate,FoodCode,FoodAmt,KCAL,MAGN,Food_Description\n"
    one = head + "A,01/18/2026,51180010.0,34.5,91.08,10.005,Bagel\nA,01/18/2026,11111000,244,120,,Milk\n"
    diary = read(units, one)
    assert total(diary) == (10.005, 1)
    assert diary.rows[0].on == date(2026, 1, 18)
    with pytest.raises(InputError, match="2 people"):
        read(units, one + "B,01/18/2026,11111000,244,120,27,Milk\n")
    assert len(read(units, one + "B,01/18/2026,11111000,244,120,27,Milk\n", writer="B").rows) == 1


def observation(code, value, unit, on):
    coding = {"coding": [{"system": "http://loinc.org", "code": code}]}
    return {
        "resource": {
            "resourceType": "Observation",
            "status": "final",
            "code": coding,
            "effectiveDateTime": on,
            "valueQuantity": {"value": value, "unit": unit},
        }
    }


def test_a_health_record_only_proposes(units):
    medicine = {"resourceType": "MedicationRequest", "status": "active", "medicationCodeableConcept": {"text": "Lasix"}}
    old = medicine | {"status": "stopped", "medicationCodeableConcept": {"text": "Old"}}
    entries = [
        observation("33914-3", 41, "mL/min", "2026-03-01"),
        observation("98979-8", 52, "mL/min", "2026-01-01"),
        observation("98979-8", 50, "mL/min", "2025-01-01"),
        {"resource": medicine},
        {"resource": old},
    ]
    diary = read(units, json.dumps({"resourceType": "Bundle", "entry": entries}), "record.json")
    assert diary.rows == () and diary.complete == ()
    assert [(one.kind, one.name, one.value) for one in diary.proposals] == [
        ("lab", "eGFR (CKD-EPI 2021)", 52),
        ("medicine", "Lasix", None),
    ]


@pytest.mark.parametrize(
    "content, name, says",
    [
        ("com.samsung.health.food_intake,5120\n1,2\n", "x.csv", "Samsung Health"),
        (b"%PDF-1.7\n", "x.pdf", "PDF"),
        (zipped(readme_dot_txt="hello"), "x.zip", "no part of it"),
    ],
    ids=["samsung", "pdf", "zip"],
)
def test_what_is_not_read_is_named(units, content, name, says):
    with pytest.raises(InputError, match=says):
        read(units, content, name)


@pytest.mark.parametrize(
    "cell, comma, value",
    [
        ("1,160.5", False, 1160.5),
        ("1.160,5", True, 1160.5),
        ("1,160", False, 1160),
        ("12,5", False, 12.5),
        ("12,5", True, 12.5),
        ("1.160", True, 1160),
        ("1.160", False, 1.16),
        ("-3", False, None),
        ("1e400", False, float("inf")),
        ("NaN", False, None),
        ("", False, None),
    ],
)
def test_numbers_as_programs_write_them(cell, comma, value):
    assert number(cell, comma=comma) == value


def test_the_decimal_sign_is_the_files():
    assert has_decimal_comma(["1.160", "12,5"])
    assert not has_decimal_comma(["1,160", "12.5"])
    assert not has_decimal_comma(["1,160"])


@pytest.mark.parametrize(
    "texts, how, first",
    [
        (["2011-4-18"], {}, date(2011, 4, 18)),
        (["1/2/2026", "1/27/2026"], {}, date(2026, 1, 2)),
        (["1/2/2026", "27/1/2026"], {}, date(2026, 2, 1)),
        (["1.2.2026"], {}, date(2026, 2, 1)),
        (["5/10/26", "5/11/26"], {"on": date(2026, 5, 30)}, date(2026, 5, 10)),
        (["1/2/2026"], {"day_first": True}, date(2026, 2, 1)),
        (["1/2/2026"], {"day_first": False}, date(2026, 1, 2)),
        (["2026-05-14T08:00:00"], {}, date(2026, 5, 14)),
    ],
)
def test_dates_are_settled_from_the_whole_file(texts, how, first):
    assert days(texts, name="f", **how)(texts[0], 2) == first


def test_dates_that_can_be_read_both_ways_are_asked_about():
    with pytest.raises(InputError, match="day-first or month-first"):
        days(["1/2/2026", "3/4/2026"], name="f")


def test_entries_are_the_same_each_time(units):
    assert read(units, SERVINGS) == read(units, SERVINGS)
    assert list(csv.reader(io.StringIO(SERVINGS)))  # the fixture is a table
