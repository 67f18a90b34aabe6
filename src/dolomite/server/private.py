"""Small files that the owner alone may read, replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

OWNER_FILE, OWNER_FOLDER = 0o600, 0o700


def write_private(path: Path, text: str) -> None:
    """Write the text to a file of mode 0600 in a folder of mode 0700. A full disk leaves the old file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_FOLDER)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_FILE)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
