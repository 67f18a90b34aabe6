"""Going through all foods reads each part of the table once."""

import zlib

from dolomite.food.table import Catalogue


def test_a_pass_over_all_foods_unpacks_each_block_once(monkeypatch):
    unpacked = []
    unpack = zlib.decompress
    monkeypatch.setattr("dolomite.food.opened.zlib.decompress", lambda data: unpacked.append(1) or unpack(data))
    foods = sum(1 for _ in Catalogue.open())
    assert foods > 10 * len(unpacked)
