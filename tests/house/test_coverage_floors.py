"""Every room has a floor of coverage, held by tests that are there."""

from pathlib import Path

import coverage_rooms as coverage

ROOT = Path(__file__).parents[2]


def test_every_room_has_a_floor():
    assert sorted(coverage.FLOORS) == coverage.rooms()
    assert all(80 <= floor < 100 for floor in coverage.FLOORS.values())


def test_the_tests_of_every_room_are_there():
    missing = {suite for room in coverage.rooms() for suite in coverage.tests(room) if not (ROOT / suite).is_dir()}
    assert not missing
    assert coverage.TESTS.keys() <= set(coverage.rooms())
