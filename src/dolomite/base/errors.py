"""What can go wrong and be put right: each is one sentence (what, where, what to do), shown without a traceback."""

from __future__ import annotations


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
