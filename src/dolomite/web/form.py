"""A form as it was sent: texts by field, and what is wrong with which. It goes through the door as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request

from dolomite.app import household
from dolomite.base.errors import InputError

LONGEST = 20_000  # characters of one field


@dataclass(slots=True, kw_only=True)
class Form:
    """What was typed, and the sentence for each field that cannot be used. Empty at first."""

    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed in a field, trimmed; empty when nothing was."""
        values = self.typed.get(name, ())
        return values[-1].strip() if values else ""

    def many(self, name: str) -> tuple[str, ...]:
        """Everything ticked or typed under one name."""
        return self.typed.get(name, ())

    def has(self, name: str, value: str) -> bool:
        """Whether that answer was ticked."""
        return value in self.typed.get(name, ())

    def wrong(self, name: str, says: str) -> None:
        """Mark a field; the first sentence counts."""
        self.faults.setdefault(name, says)


async def sent(request: Request) -> Form:
    """The form of a request, files left out."""
    data: FormData = await request.form()
    typed: dict[str, list[str]] = {}
    for name, value in data.multi_items():
        if isinstance(value, str):
            typed.setdefault(name, []).append(value[:LONGEST])
    request.state.typed = [(name, value) for name, values in typed.items() for value in values]  # for an error page
    return Form(typed={name: tuple(values) for name, values in typed.items()})


def filled(values: Mapping[str, str | None]) -> Form:
    """A form that shows what is known already."""
    return Form(typed={name: (value,) for name, value in values.items() if value is not None})


def check(form: Form, document: Mapping[str, object], *, on: date, fields: Mapping[str, str]) -> bool:
    """Whether the document passes the door; every fault is put at its field. (Units as in the person file.)

    `fields` says which form field a path of the person file was typed in. The door names one fault at a time: a
    faulty answer is put aside and the rest is read again, so that all are told at once.
    """
    left = dict(document)
    for _ in range(len(document) + 1):
        try:
            household.read_document(left, on=on)
            break
        except InputError as error:
            path = error.field or ""
            key = path.partition(".")[0].partition("[")[0]
            name = fields.get(path, fields.get(key, key))
            form.wrong(name or "form", error.says)
            if not household.without(left, key):
                break
    return not form.faults
