"""What can go wrong with the store. Each is one sentence: what, where, what to do."""

from __future__ import annotations

from dolomite.base.errors import InputError


class StoreError(InputError):
    """The store cannot do what was asked."""


class FullError(StoreError):
    """The disk took nothing more; what was kept before is as it was, and nothing of the new is there (HTTP 507)."""


class BrokenError(StoreError):
    """The database file is damaged; the sentence names the newest backup."""


class StaleError(StoreError):
    """What was to be changed has been changed since the form was shown (HTTP 409)."""


class UnknownError(StoreError):
    """No such person or entry here (HTTP 404)."""
