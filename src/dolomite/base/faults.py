"""All faults of one file at once: reading goes on after a fault, and what was found is told together."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

from dolomite.base.errors import FaultsError, InputError

MOST_FAULTS = 20  # told at once; about reading, no health number


class Faults:
    """Collects what cannot be used: each `with faults:` reads one value, `end()` raises all that was found.

    >>> faults = Faults()
    >>> with faults:
    ...     raise InputError("'x' is no number.", file="me.yaml", line=3)
    >>> len(faults.found)
    1
    """

    def __init__(self) -> None:
        self.found: list[InputError] = []

    def __enter__(self) -> Faults:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, InputError):
            return False
        self.found.extend(error.each if isinstance(error, FaultsError) else (error,))
        return True

    def end(self) -> None:
        """Raise what was found, one fault or all of them, in the order of the file. Nothing found: nothing happens."""
        if self.found:
            raise together(sorted(self.found, key=lambda one: one.line if one.line is not None else 0))


def together(faults: Sequence[InputError]) -> InputError:
    """All faults of one file as one error: a sentence a line. (No unit.)"""
    if len(faults) == 1:
        return faults[0]
    shown_here = [str(fault) for fault in faults[:MOST_FAULTS]]
    left = len(faults) - len(shown_here)
    more = [f"... and {left} more."] if left else []
    return FaultsError("\n".join((f"{len(faults)} lines cannot be used:", *shown_here, *more)), each=tuple(faults))
