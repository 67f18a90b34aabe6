"""A claim fact that evidence answers holds as far as the evidence goes: a direction or a trifle alone is no effect."""

from types import SimpleNamespace

import pytest

from dolomite.claim import ask

FACT = SimpleNamespace(ask="q", holds="high", certainty="high")


@pytest.mark.parametrize(
    "direction, size, holds",
    [
        ("favours_magnesium", "small", "low"),
        ("favours_magnesium", "trivial", "no_effect"),
        ("unclear", "small", "no_effect"),
        ("favours_control", "trivial", "no_effect"),
    ],
)
def test_an_effect_needs_a_direction_and_a_size(monkeypatch, direction, size, holds):
    found = SimpleNamespace(certainty="low", direction=direction, size=SimpleNamespace(word=size))
    monkeypatch.setattr(ask, "_answers", lambda: {"q": found})
    assert ask.known(FACT) == (holds, "low")
