"""Pages that were made already and still hold: the same person's last entry, the same address, the same hour.

The hash of the last entry stands for everything the record holds of a person, so a page made from the record alone is
the same until something is written. Each time it is handed out its forms get fresh ids: two windows never send one.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

from dolomite.store.port import new_uid

MARK = secrets.token_hex(16)  # stands in a page as it is kept, where each copy has an id of its own
MOST_BYTES = 4_000_000  # of text kept, the oldest goes first
Key = tuple[str, ...]


def with_ids(text: str) -> str:
    """A page with an id of its own in each form."""
    first, *rest = text.split(MARK)
    return first + "".join(new_uid() + part for part in rest) if rest else text


@dataclass(slots=True)
class KeptPages:
    """Texts of pages by what they were made from, at most so many letters in all."""

    _texts: OrderedDict[Key, str] = field(default_factory=OrderedDict)
    _size: int = 0

    def get(self, key: Key) -> str | None:
        """The page as it was made, ids still to be put in; None when it is to be made."""
        text = self._texts.get(key)
        if text is not None:
            self._texts.move_to_end(key)
        return text

    def put(self, key: Key, text: str) -> None:
        """Keep a page."""
        self._size += len(text) - len(self._texts.get(key, ""))
        self._texts[key] = text
        self._texts.move_to_end(key)
        while self._size > MOST_BYTES and len(self._texts) > 1:
            self._size -= len(self._texts.popitem(last=False)[1])
