"""The app with its guards around it, in the order in which a request meets them."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import ASGIApp

from dolomite.server.faults import LastResort
from dolomite.server.gate import Gate
from dolomite.server.headers import Headers
from dolomite.server.limits import BodyLimit
from dolomite.server.origin import SameOrigin
from dolomite.server.place import Place
from dolomite.server.session import Sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The guarded app, and the sessions that open it."""

    app: ASGIApp
    sessions: Sessions
    place: Place


def guarded(app: ASGIApp, *, place: Place, sessions: Sessions) -> Served:
    """The app behind Host, Origin, size and session; faults and headers around all of it."""
    inner: ASGIApp = Gate(app, place=place, sessions=sessions)
    inner = LastResort(inner)
    inner = BodyLimit(inner)
    inner = SameOrigin(inner, place=place)
    return Served(app=Headers(inner), sessions=sessions, place=place)
