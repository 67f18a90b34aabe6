"""A document told a piece at a time is the document, letter for letter."""

import math
from datetime import date

import pytest

from dolomite.report.json import document, pieces, render

HEAD = {"on": date(2026, 11, 29), "releases": ("SR28",), "unverified": 3}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "one\ntwo \u2028 <é>", "claims": [{"a": [1, {"b": None}], "s": "x\ny"}, {"a": []}]},
        {"empty": [], "tuple": (1, "two", (3,)), "none": None, "number": math.inf, "nested": {"list": [1, [2, [3]]]}},
        {"schema": "of its own", "version": "0"},
    ],
)
def test_the_pieces_are_the_document(data):
    assert "".join(pieces("check", data, **HEAD)) == render(document("check", data, **HEAD))


def test_a_long_list_comes_item_by_item():
    told = list(pieces("check", {"claims": [{"text": "é" * 1000}] * 50}))
    assert max(map(len, told)) < 1100
