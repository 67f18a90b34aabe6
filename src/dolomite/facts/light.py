"""The light loader: the same facts files, checked the same way, into frozen records instead of pydantic rows.

Only for rooms on the path of a command that must start fast (need, food search): importing pydantic's models costs
more than everything else such a command does. A row type is a class on `LightRow` whose fields are text,
numbers, choices (Literal), their optional forms, and mappings or lists of numbers or text.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from math import isfinite
from pathlib import Path
from types import UnionType
from typing import Any, ClassVar, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from dolomite.base.errors import FactError
from dolomite.base.finding import Basis, Verified
from dolomite.facts.compiled import FOLDER
from dolomite.facts.document import raw_rows, refuse_groundless, refuse_twins

Convert = Callable[[object], object]
VERIFIED: dict[object, Verified] = {"true": True, "false": False, "partial": "partial"}


class LightRow:
    """What every row brings: its source, the place in it, further sources as (source, at), and whether verified.

    A frozen record that only the loader builds. Not a dataclass: making one costs half a millisecond at import, and a
    light command would pay for a dozen. Fields are the annotations of the class, defaults its attributes.
    """

    unique: ClassVar[tuple[str, ...]] = ()

    source: str | None = None
    at: str | None = None
    also: tuple[tuple[str, str], ...] = ()
    verified: Verified
    note: str | None = None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a facts row is frozen: {name} stays as its file says")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"

    @property
    def basis(self) -> tuple[Basis, ...]:
        """The grounds of this row: its source and place, then the further ones."""
        if self.source is None:
            return (Basis(source="unsourced", at=self.note or "no source given", verified=False),)
        assert self.at is not None
        first = Basis(source=self.source, at=self.at, verified=self.verified)
        return (first, *(Basis(source=s, at=at, verified=self.verified) for s, at in self.also))


L = TypeVar("L", bound=LightRow)


def light_rows(name: str, row_type: type[L], *, folder: Path = FOLDER) -> tuple[L, ...]:
    """All rows of one facts file, checked; `name` is ROOM/FILE without the ending, as "need/us_elements".

    Fields carry their units in their names. Raises FactError naming the file, the row and the remedy.
    """
    known: tuple[L, ...] | None = _LOADED.get((name, row_type, folder))
    if known is None:
        known = _LOADED[(name, row_type, folder)] = _rows(name, row_type, folder)
    return known


_LOADED: dict[tuple[str, type[LightRow], Path], Any] = {}  # rows are frozen, so one copy serves everybody


def _rows(name: str, row_type: type[L], folder: Path) -> tuple[L, ...]:
    plan = _plan(row_type)
    built = tuple(_row(where, values, row_type, plan, folder) for where, values in raw_rows(name, folder=folder))
    refuse_twins(name, row_type.unique, (tuple(getattr(row, f) for f in row_type.unique) for row in built))
    return built


class _Field(NamedTuple):
    """How a field's text becomes a value, whether it must be given, and what it is otherwise."""

    convert: Convert
    needed: bool
    default: object = None


def _plan(row_type: type[LightRow]) -> dict[str, _Field]:
    plan = {"verified": _Field(_verified, needed=True), "also": _Field(_also, needed=False, default=())}
    described = getattr(row_type, "__dataclass_fields__", {})  # a room may write its rows as dataclasses all the same
    for kind in reversed(row_type.__mro__):
        names = vars(sys.modules[kind.__module__]) if kind.__module__ in sys.modules else {}
        for field, hint in vars(kind).get("__annotations__", {}).items():
            if field in plan or "ClassVar" in str(hint):
                continue
            # Annotations are text mostly; typing.get_type_hints would do the same ten times slower.
            convert = _converter(eval(hint, names, None) if isinstance(hint, str) else hint)
            if field in described:
                declared = described[field]
                needed = declared.default is MISSING and declared.default_factory is MISSING
                default = declared.default if declared.default_factory is MISSING else declared.default_factory()
            else:
                needed = not hasattr(row_type, field)
                default = getattr(row_type, field, None)
            plan[field] = _Field(convert, needed, None if needed else default)
    return plan


def _row(where: str, values: Mapping[str, object], row_type: type[L], plan: dict[str, _Field], folder: Path) -> L:
    for key in values:
        if key not in plan:
            raise FactError(f"{where}: unknown key {key!r}. Known keys: {', '.join(plan)}.")
    converted: dict[str, object] = {}
    for key, field in plan.items():
        if key in values:
            try:
                converted[key] = field.convert(values[key])
            except (ValueError, TypeError) as error:
                raise FactError(f"{where}: {key} {values[key]!r}: {error}. Correct the value.") from None
        elif field.needed:
            raise FactError(f"{where}: {key} is missing. Add it.")
        else:
            converted[key] = field.default
    row = object.__new__(row_type)
    if hasattr(row_type, "__dataclass_fields__"):  # perhaps with slots, which no dictionary fills
        for key, value in converted.items():
            object.__setattr__(row, key, value)
    else:
        row.__dict__.update(converted)
    refuse_groundless(
        where,
        source=row.source,
        at=row.at,
        others=tuple(source for source, _ in row.also),
        verified=row.verified,
        note=row.note,
        folder=folder,
    )
    return row


def _verified(value: object) -> Verified:
    if value not in VERIFIED:
        raise ValueError("verified is true, partial or false")
    return VERIFIED[value]


def _also(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list) or any(not isinstance(a, dict) or set(a) != {"source", "at"} for a in value):
        raise ValueError("also is a list of {source: ..., at: ...}")
    return tuple((a["source"], a["at"]) for a in value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text belongs here")
    return value


def _number(value: object) -> float:
    try:
        number = float(_text(value))
    except ValueError:
        raise ValueError("a number belongs here") from None
    if not isfinite(number):
        raise ValueError("a finite number belongs here")
    return number


def _truth(value: object) -> bool:
    if value not in ("true", "false"):
        raise ValueError("true or false belongs here")
    return bool(value == "true")


def _converter(hint: object) -> Convert:
    """How text of the facts file becomes a value of this type; a type it does not know is an error of the room."""
    if hint is str:
        return _text
    if hint is float:
        return _number
    if hint is bool:
        return _truth
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType) and len(args) == 2 and type(None) in args:
        inner = _converter(next(a for a in args if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is Literal:
        return lambda value: _one_of(value, args)
    if origin is dict and args[0] is str:
        inner = _converter(args[1])
        return lambda value: {key: inner(each) for key, each in _mapping(value).items()}
    if origin is tuple and args[1:] == (...,):
        inner = _converter(args[0])
        return lambda value: tuple(inner(each) for each in _list(value))
    raise TypeError(f"light rows cannot hold {hint!r}")


def _one_of(value: object, words: tuple[object, ...]) -> object:
    if value not in words:
        raise ValueError(f"one of {', '.join(map(str, words))} belongs here")
    return value


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("a mapping belongs here")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("a list belongs here")
    return value
