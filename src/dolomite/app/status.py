"""What an error of ours means to who asked over the web, as HTTP says it."""

from __future__ import annotations

from dolomite.base.errors import InputError, StoppedError
from dolomite.store.errors import BrokenError, FullError, StaleError, UnknownError

BY_KIND = ((UnknownError, 404), (StaleError, 409), (FullError, 507), (BrokenError, 500), (StoppedError, 409))


def status_of(error: Exception) -> int:
    """The HTTP status [its code] of an error of ours."""
    return next(
        (status for kind, status in BY_KIND if isinstance(error, kind)), 422 if isinstance(error, InputError) else 500
    )
