"""Names without the shorthand of the survey database, for every food that is shipped."""

import pytest

from dolomite.food.name import short_name
from dolomite.food.table import Catalogue


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Milk, NFS", "Milk"),
        ("Potato, mashed, NFS", "Potato, mashed"),
        ("Pizza, cheese, from restaurant, NS as to type of crust", "Pizza, cheese, from restaurant"),
        ("Cereal (Kellogg's), NFS", "Cereal (Kellogg's)"),
        ("Almonds, NFSA brand", "Almonds, NFSA brand"),
        ("NFS", "NFS"),
    ],
)  # fmt: skip
def test_what_was_left_open_is_left_out(name, read):
    assert short_name(name) == read


def test_no_shipped_food_is_read_with_shorthand(tmp_path):
    names = [short_name(food.name) for food in Catalogue.open(data=tmp_path)]
    assert not [name for name in names if "NFS" in name.split(", ") or "NS as to" in name or not name]
