"""The nutrients of the food tables: our name and unit, and where each release keeps the value. Used when building."""

from __future__ import annotations

from typing import ClassVar

from dolomite import facts
from dolomite.base.errors import FactError

# What one release unit is in ours: definitions of units, and 1 g of water counted as 1 mL.
FACTOR = {("mg", "ug"): 1000.0, ("g", "L"): 0.001}


class Nutrient(facts.Row):
    """One nutrient: `unit` per 100 g in our tables; column or ids in the releases, of which the first present counts.

    `decimals` is for showing only. `fdc_iu` is an id that holds international units, worth `ug_per_iu` each [ug].
    """

    unique: ClassVar[tuple[str, ...]] = ("key",)

    key: str
    name: str
    unit: str
    decimals: int
    release_unit: str | None = None
    fndds: str | None = None
    sr28: tuple[str, ...] = ()
    fdc: tuple[str, ...] = ()
    fdc_iu: str | None = None
    ug_per_iu: float | None = None

    @property
    def factor(self) -> float:
        """What a value of the release is multiplied with to be in our unit [our unit per release unit]."""
        if self.release_unit is None or self.release_unit == self.unit:
            return 1.0
        try:
            return FACTOR[self.release_unit, self.unit]
        except KeyError:
            raise FactError(
                f"facts/food/nutrients.yaml: {self.key}: no factor from {self.release_unit} to {self.unit}. "
                "Add it to food/nutrient.py or correct the units."
            ) from None


def nutrients() -> tuple[Nutrient, ...]:
    """All nutrients in the order of the table's columns; each names its own unit."""
    return facts.rows("food/nutrients", Nutrient)


def scaled(text: str, factor: float) -> float:
    """The decimal number in `text` times `factor`, without binary dust: 0.057 mg times 1000 is 57 ug.

    `factor` is our unit per release unit. Raises ValueError when the text is not a number.
    """
    value = float(text)
    return value if factor == 1.0 else float(f"{value * factor:.12g}")


class Shipped(facts.Row):
    """A release that the shipped table is built from, and what for."""

    unique: ClassVar[tuple[str, ...]] = ("key",)

    key: str
    title: str
    use: str


def shipped() -> tuple[Shipped, ...]:
    """The releases behind the shipped table, in the order in which their foods stand there."""
    return facts.rows("food/shipped", Shipped)
