"""What can go wrong and be put right: each is one sentence (what, where, what to do), shown without a traceback.

All faults of one file are told at once: reading goes on after a fault, and what was found is told together.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

MOST_FAULTS = 20  # told at once; about reading, no health number


class DolomiteError(Exception):
    """Something the person or an editor of facts can put right."""


class InputError(DolomiteError):
    """A value somebody gave cannot be used as it stands.

    `says` is the sentence (what is wrong, what to do); `file` and `line` (from 1) are where the value stands, `field`
    is its path in the person, the form or the question ("kidney.egfr", "dose_mg"). A coat puts its own words around
    them: the command line the option's name, a form the mark at its field, the API the path. As text all stand in
    front of the sentence.

    >>> str(InputError("'x' is no number.", file="me.yaml", line=3, field="height_cm"))
    "me.yaml, line 3: height_cm: 'x' is no number."
    """

    def __init__(
        self, says: str, *, file: str | None = None, line: int | None = None, field: str | None = None
    ) -> None:
        super().__init__(says)
        self.says = says
        self.file = file
        self.line = line
        self.field = field

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return ": ".join(part for part in (where, self.field, self.says) if part is not None)


class FaultsError(InputError):
    """Several values of one file cannot be used: `each` of them, and all their sentences as text, one a line.

    `field` is that of the first, so that a coat which mends one answer after the other can begin.
    """

    def __init__(self, says: str, *, each: tuple[InputError, ...]) -> None:
        super().__init__(says, file=each[0].file, line=each[0].line, field=each[0].field)
        self.each = each

    def __str__(self) -> str:
        return self.says


class MissingError(InputError):
    """A package that this answer needs is not part of this copy of Dolomite; nothing that was given is at fault."""


class FactError(DolomiteError):
    """A facts file is faulty."""


class StoppedError(DolomiteError):
    """Asked for something that safety stops; the sentence carries the reason."""


class UnsolvedError(DolomiteError):
    """A solver ended without an answer; nothing was decided either way."""


class LeftOutWarning(UserWarning):
    """Something was left out of an answer that could be given all the same; the sentence says what, and what to do."""


class Faults:
    """Collects what cannot be used: each `with faults:` reads one value, `end()` raises all that was found.

    >>> faults = Faults()
    >>> with faults:
    ...     raise InputError("'x' is no number.", file="me.yaml", line=3)
    >>> len(faults.errors)
    1
    """

    def __init__(self) -> None:
        self.errors: list[InputError] = []

    def __enter__(self) -> Faults:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, InputError):
            return False
        self.errors.extend(error.each if isinstance(error, FaultsError) else (error,))
        return True

    def end(self) -> None:
        """Raise what was found, one fault or all of them, in the order of the file. Nothing found: nothing happens."""
        if self.errors:
            raise together(sorted(self.errors, key=lambda fault: fault.line if fault.line is not None else 0))


def together(faults: Sequence[InputError]) -> InputError:
    """All faults of one file as one error: a sentence a line."""
    if len(faults) == 1:
        return faults[0]
    shown_here = [str(fault) for fault in faults[:MOST_FAULTS]]
    left = len(faults) - len(shown_here)
    more = [f"... and {left} more."] if left else []
    return FaultsError("\n".join((f"{len(faults)} lines cannot be used:", *shown_here, *more)), each=tuple(faults))
