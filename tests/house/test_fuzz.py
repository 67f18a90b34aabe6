"""A short run of our own fuzzer (tools/fuzz.py): the same inputs each time, through every door."""

from __future__ import annotations

import pytest

import fuzz


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(fuzz, "OUT", tmp_path)


def test_every_door_answers_or_refuses_in_one_sentence():
    found = fuzz.Found()
    fuzz.through_doors(found, seed=1, until=lambda count: count >= 2000)
    assert set(found.tried) == set(fuzz.DOORS)
    assert not found.buckets, found.report()
    for door in ("person", "diary", "log", "plan", "journal", "label", "export"):
        # A fuzzer whose every input is refused at once looks behind no door.
        assert 0.02 < found.refused[door] / found.tried[door] < 0.98, door


def test_a_planted_fault_lands_in_a_bucket(monkeypatch):
    def broken(text, rng):
        return [][1]

    monkeypatch.setitem(fuzz.DOORS, "label", broken)
    found = fuzz.Found()
    fuzz.through_doors(found, seed=1, until=lambda count: count >= 3, only="label")
    assert sum(found.buckets.values()) == 3
    assert "IndexError" in next(iter(found.buckets))


def test_a_door_that_never_ends_lands_in_a_bucket(monkeypatch):
    def endless(text, rng):
        while True:
            pass

    monkeypatch.setitem(fuzz.DOORS, "label", endless)
    monkeypatch.setattr(fuzz, "LONGEST_S", 1)
    found = fuzz.Found()
    fuzz.through_doors(found, seed=1, until=lambda count: count >= 1, only="label")
    assert next(iter(found.buckets)).startswith("longer than 1 s")
