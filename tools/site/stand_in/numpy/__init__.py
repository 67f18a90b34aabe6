"""Stands where NumPy is not to be had: modules import, annotations hold, and whatever computes says so."""

from __future__ import annotations

from dolomite.base.errors import MissingError

SAYS = (
    "this part needs NumPy, a package that this copy of Dolomite does not carry. "
    "Dolomite installed on a computer has it."
)


class Missing:
    """Any name of NumPy: it can be named, and nothing can be done with it."""

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> Missing:
        return self

    def __or__(self, other: object) -> Missing:
        return self

    __ror__ = __or__

    def __call__(self, *args: object, **rest: object) -> None:  # noqa: ARG002 (as NumPy has it)
        raise MissingError(SAYS)


def __getattr__(name: str) -> Missing:
    if name.startswith("__"):
        raise AttributeError(name)
    return Missing()
