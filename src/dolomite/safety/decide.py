"""What may be said: the one place that clears advice.

Whoever advises (a dose, a plan, the start of a trial, a report section) asks for a `Cleared` argument, and only
`Clearance.allow` makes one, so that advice past a stop cannot be written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from dolomite.base.frozen import dataclass
from dolomite.safety.alert import Advice, Alert, Urgency

_KEY = object()  # known to this module alone: without it no Cleared can be built


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """Proof that safety was asked and does not stop this advice. Built only by `Clearance.allow`."""

    advice: Advice
    cautions: tuple[Alert, ...]
    key: object = field(repr=False)

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise TypeError("Cleared is built by Clearance.allow alone: ask safety.decide first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Why this advice may not be shown: the alerts that stop it, most urgent first."""

    advice: Advice
    because: tuple[Alert, ...]

    @property
    def reason(self) -> str:
        """One passage in plain words: what stops it, and what to do."""
        return " ".join(f"{alert.says} {alert.do}".strip() for alert in self.because)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """All alerts in order of urgency, the highest urgency, and the union of what they stop."""

    alerts: tuple[Alert, ...]
    urgency: Urgency
    stops: frozenset[Advice]

    def allow(self, advice: Advice) -> Cleared | Stopped:
        """May this advice be shown? With the cautions to show, or the reasons against."""
        against = tuple(alert for alert in self.alerts if advice in alert.stops)
        if against:
            return Stopped(advice=advice, because=against)
        cautions = tuple(alert for alert in self.alerts if alert.urgency >= Urgency.caution)
        return Cleared(advice=advice, cautions=cautions, key=_KEY)


def decide(findings: Iterable[Alert]) -> Clearance:
    """Highest urgency and union of stops over all findings; most urgent first, then by id."""
    alerts = tuple(sorted(findings, key=lambda alert: (-alert.urgency, alert.id, alert.about)))
    return Clearance(
        alerts=alerts,
        urgency=max((alert.urgency for alert in alerts), default=Urgency.none),
        stops=frozenset(stop for alert in alerts for stop in alert.stops),
    )
