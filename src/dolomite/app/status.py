"""What an error of ours means to who asked over the web, as HTTP says it."""

from __future__ import annotations

from http import HTTPStatus

from dolomite.base.errors import InputError, StoppedError
from dolomite.store.errors import BrokenError, FullError, StaleError, UnknownError

BY_KIND = (
    (UnknownError, HTTPStatus.NOT_FOUND),
    (StaleError, HTTPStatus.CONFLICT),
    (FullError, HTTPStatus.INSUFFICIENT_STORAGE),
    (BrokenError, HTTPStatus.INTERNAL_SERVER_ERROR),
    (StoppedError, HTTPStatus.CONFLICT),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
)


def status_of(error: Exception) -> int:
    """The HTTP status [its code] of an error of ours."""
    return next((status for kind, status in BY_KIND if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
