"""Stands where locks are not to be had: inside a browser one worker alone holds the files, by a lock of the browser."""

from __future__ import annotations

import enum


class LockFlags(enum.Flag):
    """The kinds of lock that Dolomite names."""

    EXCLUSIVE = enum.auto()
    SHARED = enum.auto()


class LockException(Exception):  # noqa: N818 (as portalocker has it)
    """Never raised here."""


def lock(file: object, flags: LockFlags) -> None:
    """Nobody else is here to wait for."""
