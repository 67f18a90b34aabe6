"""Harms are told in the trial's words: the arms where they were read, else the note, else what was stated."""

from types import SimpleNamespace

import pytest

from dolomite.view.evidence_data import harms


def result(**given):
    usual = {"domain": "harm", "name": "diarrhoea", "scale": "people", "arms": (), "note": None, "stated": None}
    return SimpleNamespace(**(usual | given))


ARM = SimpleNamespace(label="magnesium", mean=None, events=3, n=20)


@pytest.mark.parametrize(
    "given, says",
    [
        ({"note": "more in one group", "stated": "p = 0.2"}, "diarrhoea: more in one group"),
        ({"stated": "p = 0.2"}, "diarrhoea: p = 0.2"),
        ({"arms": (ARM,), "note": "more in one group"}, "diarrhoea (people): magnesium 3 of 20"),
    ],
)
def test_what_is_told_of_a_harm(given, says):
    trial = SimpleNamespace(id="t", harms=None, results=(result(**given),))
    assert harms([trial]) == [{"trial": "t", "says": says}]
