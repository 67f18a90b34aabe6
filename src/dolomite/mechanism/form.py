"""How the model takes a form of magnesium: how much of a dose dissolves in time, and over how many hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.mechanism.parameter import Provenance, triangular

if TYPE_CHECKING:
    from dolomite.mechanism.parameter import Array


class FormRow(facts.Row):
    """One form: the share of a dose released in time [1] with its range, and the hours of release [h] with theirs."""

    unique: ClassVar[tuple[str, ...]] = ("form",)

    form: str
    says: str
    released_share: float
    released_low: float
    released_high: float
    release_h: float
    release_low_h: float | None = None
    release_high_h: float | None = None
    provenance: Provenance

    def released(self, share: Array) -> Array:
        """Released shares [1] at these shares (0 to 1) of the form's uncertainty."""
        return _spread(self.released_share, self.released_low, self.released_high, share)

    def hours(self, share: Array) -> Array:
        """Hours of release [h] at these shares (0 to 1) of the form's uncertainty; 0 for a quick form."""
        return _spread(self.release_h, self.release_low_h, self.release_high_h, share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as one group of virtual persons meets it: `released` [1] and `release_h` [h], one value a person."""

    row: FormRow
    released: Array
    release_h: Array


def forms() -> tuple[FormRow, ...]:
    """Every form the model knows, in the order of the facts file. (Units are in the rows.)"""
    table: tuple[FormRow, ...] = facts.rows("mechanism/forms", FormRow)
    return table


def form_row(name: str) -> FormRow:
    """The form of that name. Raises InputError naming the forms that can be simulated."""
    table = {row.form: row for row in forms()}
    if name not in table:
        raise InputError(f"{name!r} cannot be simulated. Choose one of {', '.join(table)}.", field="form")
    return table[name]


def met_by(row: FormRow, share: Array) -> Form:
    """The form as persons meet it [1, h]; `share` (0 to 1) is each person's place in the form's uncertainty."""
    return Form(row=row, released=row.released(share), release_h=row.hours(share))


def _spread(value: float, low: float | None, high: float | None, share: Array) -> Array:
    if low is None or high is None or low == high:
        return share * 0 + value
    return triangular(share, low=low, mode=value, high=high)
