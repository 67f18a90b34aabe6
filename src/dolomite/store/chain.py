"""What binds one entry to the one before it: canonical JSON and SHA-256. Pure: no file, no database, no clock."""

from __future__ import annotations

import hashlib
import json

START = "0" * 64  # what the first entry of a chain is bound to


def canonical(value: object) -> bytes:
    """A value as JSON bytes that are always the same: sorted keys, no spaces, UTF-8.

    >>> canonical({"b": 1, "a": [1.5, None]})
    b'{"a":[1.5,null],"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(body: object) -> str:
    """SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(body)).hexdigest()
