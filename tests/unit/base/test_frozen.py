"""The frozen dataclass of the house behaves as the standard library's, whatever it defers."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping

import pytest

from dolomite.base import frozen

COUNTED = []


def both(body):
    """The same class, once by each decorator; `body` gives annotations and defaults anew."""
    made = []
    for decorate in (frozen.dataclass, dataclasses.dataclass):
        kind = type("Thing", (), {**body(), "__module__": __name__})
        made.append(decorate(frozen=True, slots=True, kw_only=True)(kind))
    return made


def things():
    return both(
        lambda: {
            "__annotations__": {"mg": "float", "name": "str", "also": "Mapping[str, int]", "key": "object"},
            "name": "salt",
            "also": dataclasses.field(default_factory=dict, hash=False),
            "key": dataclasses.field(default=None, repr=False, compare=False),
        }
    )


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A value that can be pickled, since it stands in a module."""

    mg: float
    notes: tuple[str, ...] = ()


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Child(Parent):
    """A value with a field more, and a look at itself after it was made."""

    grams: float = 0.0

    def __post_init__(self):
        COUNTED.append(self.mg)


@frozen.dataclass(frozen=True, slots=True)
class Placed:
    """Fields by their place."""

    first: int
    second: Mapping[str, int] = dataclasses.field(default_factory=dict)


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A class that says itself when two are equal."""

    mg: float

    def __eq__(self, other):
        return isinstance(other, Own)

    def __hash__(self):
        return 7

    def __repr__(self):
        return "mine"


def test_what_the_standard_library_says_it_says():
    ours, theirs = things()
    for kind in (ours, theirs):
        one, same, other = kind(mg=1.0), kind(mg=1.0, key=3), kind(mg=2.0)
        assert one == same and one != other and one != 1.0 and hash(one) == hash(same)
        assert repr(one) == "Thing(mg=1.0, name='salt', also={})"
        assert dataclasses.asdict(other) == {"mg": 2.0, "name": "salt", "also": {}, "key": None}
        assert dataclasses.replace(one, name="x").name == "x"
        assert one.also is not same.also
        assert kind.__match_args__ == () and kind.__slots__ == ("mg", "name", "also", "key")
        with pytest.raises(dataclasses.FrozenInstanceError, match="'mg'"):
            one.mg = 2.0
        with pytest.raises(dataclasses.FrozenInstanceError, match="'mg'"):
            del one.mg
        for wrong in ({}, {"mg": 1.0, "more": 1}):
            with pytest.raises(TypeError, match=r"Thing\.__init__|__init__"):
                kind(**wrong)
        with pytest.raises(TypeError):
            kind(1.0)
    assert hash(ours(mg=1.0)) == hash(theirs(mg=1.0))
    assert ours(mg=1.0) != theirs(mg=1.0)


def test_a_child_has_the_fields_of_its_parent_and_looks_at_itself():
    COUNTED.clear()
    made = Child(mg=3.0, grams=1.0)
    assert COUNTED == [3.0]
    assert made != Parent(mg=3.0) and [f.name for f in dataclasses.fields(made)] == ["mg", "notes", "grams"]
    dataclasses.replace(made, mg=4.0)
    assert COUNTED == [3.0, 4.0]


@pytest.mark.parametrize("value", [Parent(mg=1.0, notes=("a",)), Child(mg=2.0), Placed(1), Placed(1, {"a": 2})])
def test_it_can_be_copied_and_pickled(value):
    assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value


def test_fields_by_place_and_patterns():
    match Placed(3, {"a": 1}):
        case Placed(first, second):
            assert (first, second) == (3, {"a": 1})
    assert Placed(1).second == {}


def test_what_a_class_says_itself_stays():
    assert Own(mg=1.0) == Own(mg=2.0) and hash(Own(mg=1.0)) == 7 and repr(Own(mg=1.0)) == "mine"


def test_what_can_change_is_refused():
    with pytest.raises(TypeError, match="dataclasses"):
        frozen.dataclass(frozen=False)
