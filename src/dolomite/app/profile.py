"""For whom the program runs: for oneself, or hosted for others, which is a stop like any other.

Set once where a program starts; every `Case` made afterwards carries it, so that no use case can forget it.
"""

from __future__ import annotations

from contextvars import ContextVar

from dolomite.safety.alert import Profile

_CURRENT: ContextVar[Profile] = ContextVar("profile", default="personal")


def current() -> Profile:
    """The profile in force. (No unit.)"""
    return _CURRENT.get()


def use(profile: Profile) -> None:
    """Run under this profile from here on. (No unit.)"""
    _CURRENT.set(profile)
