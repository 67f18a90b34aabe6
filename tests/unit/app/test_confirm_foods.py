"""What a person's own words mean is asked once, remembered, and can be taken back."""

import pytest

from dolomite.app import confirm_foods, read
from dolomite.base.errors import InputError
from dolomite.food.table import Catalogue

CATALOGUE = Catalogue.open()
LINES = "2026-05-01,lunch,toast and marmalade,80,g\n2026-05-02,lunch,Toast and  Marmalade,80,g\n"
TEXT = f"date,meal,food,amount,unit\n{LINES}"


def diary(folder):
    return read.diary(TEXT.encode(), name="d.csv", catalogue=CATALOGUE, chosen=confirm_foods.chosen(folder))


def test_a_phrase_is_asked_about_once_with_its_candidates(tmp_path):
    (one,) = confirm_foods.unsure(diary(tmp_path))
    assert one.lines == (2, 3)
    assert one.candidates


def test_the_choice_is_remembered_and_can_be_taken_back(tmp_path):
    made = confirm_foods.remember(tmp_path, "Toast  and marmalade", "fndds:51101010", catalogue=CATALOGUE)
    assert not confirm_foods.unsure(diary(tmp_path))
    assert {one.food.id for one in diary(tmp_path).eaten} == {"fndds:51101010"}
    assert confirm_foods.undo(tmp_path) == made
    assert confirm_foods.undo(tmp_path) is None
    assert confirm_foods.unsure(diary(tmp_path))


def test_a_damaged_file_is_named_and_nothing_is_lost(tmp_path):
    path = tmp_path / confirm_foods.FILE
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="no list of confirmed words"):
        confirm_foods.chosen(tmp_path)
    assert path.read_text(encoding="utf-8") == "{"


def test_a_food_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(InputError, match="no food has this id"):
        confirm_foods.remember(tmp_path, "soup", "fndds:1", catalogue=CATALOGUE)
    assert not (tmp_path / confirm_foods.FILE).exists()
