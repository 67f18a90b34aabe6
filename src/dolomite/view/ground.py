"""Grounds and quantities as JSON shows them: the one place for these small shapes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dolomite.base.finding import Basis, Finding
from dolomite.base.span import Span

if TYPE_CHECKING:
    from dolomite.view.shape import shape


def sources(basis: Iterable[Basis]) -> list[shape.Source]:
    """Where a statement comes from: source, place in it, and whether it was verified."""
    return [{"source": ground.source, "at": ground.at, "verified": ground.verified} for ground in basis]


def grounded(finding: Finding) -> shape.Grounded:
    """A finding's sentence with its grounds."""
    return {"says": finding.says, "sources": sources(finding.basis)}


def span(quantity: Span) -> shape.Span:
    """A quantity with unknown parts, and their names [the quantity's own unit]."""
    return {"known": quantity.known, "low": quantity.low, "high": quantity.high, "unknown": list(quantity.unknown)}


def known(quantity: Span) -> shape.Known:
    """A quantity with unknown parts, without their names [the quantity's own unit]."""
    return {"known": quantity.known, "low": quantity.low, "high": quantity.high}
