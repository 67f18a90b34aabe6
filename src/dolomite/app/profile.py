"""For whom the program runs: for oneself, or hosted for others, which is a stop like any other.

Set once where a program starts; every `Case` made afterwards carries it, so that no use case can forget it. It holds
for the whole process: a value of one context would not reach the threads in which a server works.
"""

from __future__ import annotations

from dataclasses import dataclass

from dolomite.safety.alert import Profile


@dataclass(slots=True)
class _InForce:
    profile: Profile = "personal"


_in_force = _InForce()


def current() -> Profile:
    """The profile in force."""
    return _in_force.profile


def use(profile: Profile) -> None:
    """Run under this profile from here on."""
    _in_force.profile = profile
