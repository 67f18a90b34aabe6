"""What nobody has answered yet that can stop advice: not asked is not good news."""

from __future__ import annotations

from dolomite.base.person import Person
from dolomite.safety.assess import Safety

# Keys of the person file whose answers can stop advice, and what they are called.
ASKED = {
    "red_flags": "warning signs",
    "kidney": "a kidney test",
    "conditions": "illnesses",
    "medicines": "medicines",
    "supplements": "magnesium you take",
}


def not_asked(person: Person, safety: Safety) -> tuple[str, ...]:
    """Keys of the person file that can stop advice and that nobody has answered, or answered "not sure".

    Of the warning signs those count that safety asks of this person.
    """
    flags = person.red_flags
    unanswered = flags is not None and any(flags.answer(question.id) is None for question in safety.questions)
    missing = []
    for key in ASKED:
        value = getattr(person, key)
        unsure = value == "unknown" or (key == "kidney" and value is not None and value.said_unknown)
        partly = key == "red_flags" and unanswered
        if value is None or unsure or partly:
            missing.append(key)
    return tuple(missing)
