"""A quantity with unknown parts. Unknown is not zero: it is named, and it widens the answer."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

from dolomite.base.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A quantity of which some parts may be unknown. The unit is the caller's and stands in the name that holds it.

    `known` is the sum of what is known (None: nothing is). `low` and `high` count each unknown part at its low and
    high end; `high` is None when an unknown part has no upper bound. `unknown` names the unknown parts.
    """

    known: float | None
    low: float | None
    high: float | None
    unknown: tuple[str, ...] = ()

    @classmethod
    def exactly(cls, value: float) -> Span:
        """A quantity known without unknown parts [caller's unit]."""
        return cls(known=value, low=value, high=value)

    @classmethod
    def nothing_known(cls, name: str, *, low: float | None = 0.0, high: float | None = None) -> Span:
        """One unknown part called `name`, between `low` and `high` (None: no bound) [caller's unit]."""
        return cls(known=None, low=low, high=high, unknown=(name,))

    @classmethod
    def total(cls, parts: Iterable[Span]) -> Span:
        """Sum of the parts [their unit]. The sum of no parts is 0; the sum of nothing known has `known` None.

        >>> Span.total([Span.exactly(120.0), Span.nothing_known("soup", low=5.0, high=40.0)])
        Span(known=120.0, low=125.0, high=160.0, unknown=('soup',))
        >>> Span.total([Span.nothing_known("soup")])
        Span(known=None, low=0.0, high=None, unknown=('soup',))
        """
        some = tuple(parts)
        knowns = [p.known for p in some if p.known is not None]
        lows = [p.low for p in some if p.low is not None]
        highs = [p.high for p in some]
        return cls(
            known=fsum(knowns) if knowns or not some else None,
            low=fsum(lows),
            high=None if any(h is None for h in highs) else fsum(h for h in highs if h is not None),
            unknown=tuple(dict.fromkeys(name for p in some for name in p.unknown)),
        )

    @property
    def at_least(self) -> float:
        """The low end, and 0 where nothing bounds it from below: no amount is negative [the span's unit].

        >>> Span(known=None, low=None, high=None, unknown=("soup",)).at_least
        0.0
        """
        return self.low if self.low is not None else 0.0

    @property
    def middle(self) -> float | None:
        """One figure for it [the span's unit]: what is known when all is, else the middle of its ends; None: open.

        >>> Span(known=120.0, low=125.0, high=160.0, unknown=("soup",)).middle
        142.5
        >>> Span.nothing_known("soup").middle
        """
        if not self.unknown:
            return self.known
        return None if self.low is None or self.high is None else (self.low + self.high) / 2

    def scaled(self, factor: float) -> Span:
        """The quantity times a non-negative `factor` [dimensionless]: per day, per week, per portion."""
        return Span(
            known=None if self.known is None else self.known * factor,
            low=None if self.low is None else self.low * factor,
            high=None if self.high is None else self.high * factor,
            unknown=self.unknown,
        )
