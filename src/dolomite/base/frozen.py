"""Frozen dataclasses that cost little to define: what only some commands use is made when it is first used.

The standard library writes six methods of every dataclass as text and compiles them when the module is imported: half a
millisecond a class, and a light command imports sixty. Here the fields are collected as the standard library does it
(so `fields`, `replace`, `asdict` and patterns work), comparison and hash are one `operator.attrgetter`, which is as
fast, and `__init__` is compiled at the first instance. To a type checker this is `dataclasses.dataclass`.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
else:

    def dataclass(*, frozen, slots=False, kw_only=False):
        """A frozen dataclass, as `dataclasses.dataclass` gives it; `frozen` must be True."""
        if not frozen:
            raise TypeError("for what can change use dataclasses.dataclass")

        def decorate(kind):
            own = frozenset(vars(kind))
            if kind.__doc__ is None:  # the standard library would put the signature together
                kind.__doc__ = kind.__name__
            kind = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(kind)
            return _finished(kind, own, slots)

        return decorate


__all__ = ["dataclass"]


def _finished(kind: type, own: frozenset[str], slots: bool) -> type:
    """The class with its methods; those that it wrote itself stay."""
    of = dataclasses.fields(kind)
    compared = _values(tuple(f.name for f in of if f.compare))
    hashed = _values(tuple(f.name for f in of if (f.compare if f.hash is None else f.hash)))

    def equal(instance: object, other: object) -> bool:
        return compared(instance) == compared(other) if other.__class__ is instance.__class__ else NotImplemented

    def hash_of(instance: object) -> int:
        return hash(hashed(instance))

    methods: dict[str, object] = {
        "__init__": _first_init(kind),
        "__repr__": _repr,
        "__setattr__": _set,
        "__delattr__": _delete,
    }
    if "__eq__" not in own:
        methods |= {"__eq__": equal, "__hash__": hash_of}
    if slots:
        methods |= {"__getstate__": _state, "__setstate__": _restore}
    for name, method in methods.items():
        if name not in own:
            setattr(kind, name, method)
    return kind


def _values(names: tuple[str, ...]) -> Callable[[object], object]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _first_init(kind: type) -> Callable[..., None]:
    def first(instance: object, *args: object, **named: object) -> None:
        kind.__init__ = _init(kind)  # type: ignore[misc]
        kind.__init__(instance, *args, **named)  # type: ignore[misc]

    return first


def _init(kind: type) -> Callable[..., None]:
    """`__init__` of a frozen dataclass: each field by `object.__setattr__`, then `__post_init__`."""
    known: dict[str, object] = {"set__": object.__setattr__, "GIVEN__": dataclasses.MISSING}
    placed, named, body = ["self"], list[str](), list[str]()
    for f in dataclasses.fields(kind):
        default, value = "", f.name
        if f.default is not dataclasses.MISSING:
            known[f"{f.name}__"], default = f.default, f"={f.name}__"
        elif f.default_factory is not dataclasses.MISSING:
            known[f"{f.name}__"], default = f.default_factory, "=GIVEN__"
            value = f"{f.name}__() if {f.name} is GIVEN__ else {f.name}"
        (named if f.kw_only else placed).append(f.name + default)
        body.append(f" set__(self, {f.name!r}, {value})")
    if hasattr(kind, "__post_init__"):
        body.append(" self.__post_init__()")
    given = ", ".join([*placed, *(["*", *named] if named else [])])
    namespace: dict[str, Callable[..., None]] = {}
    exec(f"def __init__({given}):\n" + ("\n".join(body) or " pass"), known, namespace)
    method = namespace["__init__"]
    method.__qualname__, method.__module__ = f"{kind.__qualname__}.__init__", kind.__module__
    return method


def _repr(self: object) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)  # type: ignore[arg-type]
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _set(_one: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_one: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: object) -> list[object]:
    return [getattr(self, f.name) for f in dataclasses.fields(self)]  # type: ignore[arg-type]


def _restore(self: object, state: list[object]) -> None:
    for f, value in zip(dataclasses.fields(self), state, strict=True):  # type: ignore[arg-type]
        object.__setattr__(self, f.name, value)
