"""Use case: are these somebody's own safety answers, or those of a made-up example that was copied?"""

from __future__ import annotations

import hashlib
from typing import ClassVar

from dolomite import facts
from dolomite.base.person import Person

ASKS = (
    "These safety answers are those of a made-up example, word for word. If you are a real person, they are not yours: "
    "answer them yourself."
)


class ExampleRow(facts.LightRow):
    """A made-up person of the examples, and the digest of the safety answers in the file. (No unit: hexadecimal.)"""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    digest: str


def digest(person: Person) -> str:
    """What the safety answers come to, whatever else the file holds. (No unit: hexadecimal.)"""
    answers = (person.red_flags, person.conditions, person.other_conditions, person.kidney, person.medicines)
    return hashlib.sha256(repr(answers).encode()).hexdigest()


def is_example(person: Person) -> bool:
    """Whether all safety answers are those of an example."""
    if person.medicines is None or person.kidney is None:  # hashing costs a light command; most are told apart here
        return False
    own_digest = digest(person)
    return any(row.digest == own_digest for row in facts.light_rows("safety/examples", ExampleRow))
