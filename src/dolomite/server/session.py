"""Who may come in: one launch token, one short code at a time, and the sessions that they were exchanged for.

Only digests are kept, in a file that the owner alone can read, so that a copied data folder opens no session.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dolomite.store import private

DAYS = 30
SECONDS_PER_DAY = 86_400
TRIES_A_MINUTE = 5
MOST_WRONG = 50  # over the life of one code: 2 ** 40 codes, so a guess has no chance
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without letters that are read as others
CODE_LENGTH = 8


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(slots=True)
class Sessions:
    """The open sessions. `now` is the clock [s since 1970]; `tell` is called with each new code that may be typed."""

    now: Callable[[], float]
    file: Path | None = None
    tell: Callable[[str], None] = lambda _code: None
    token: str | None = None
    code: str | None = None
    _until: dict[str, float] = field(default_factory=dict)
    _wrong: list[float] = field(default_factory=list)
    _wrong_in_all: int = 0

    def __post_init__(self) -> None:
        self._read()
        self.token = secrets.token_urlsafe(32)
        self.code = new_code()

    def by_token(self, given: str) -> str | None:
        """A new session for the launch token, which then is spent; None when it is not the token."""
        if self.token is None or not hmac.compare_digest(given.encode(), self.token.encode()):
            return None
        self.token = None
        return self._open()

    def by_code(self, given: str) -> str | None:
        """A new session for the short code, which then is spent and replaced; None when wrong."""
        now = self.now()
        self._wrong = [at for at in self._wrong if now - at < 60]  # tries of the last minute
        if len(self._wrong) >= TRIES_A_MINUTE or self.code is None:
            return None
        plain = "".join(given.lower().split()).replace("-", "")
        if not hmac.compare_digest(plain.encode(), self.code.encode()):
            self._wrong.append(now)
            self._wrong_in_all += 1
            if self._wrong_in_all >= MOST_WRONG:
                self._renew()
            return None
        self._renew()
        return self._open()

    def for_program(self) -> str:
        """A token for a program that asks on a person's behalf; shown once, it opens what a browser's session opens."""
        return self._open()

    def knows(self, secret: str | None) -> bool:
        """Whether this cookie's value opens a session that has not run out."""
        if not secret:
            return False
        until = self._until.get(digest(secret))
        return until is not None and until > self.now()

    def close(self, secret: str | None) -> None:
        """End one session."""
        if secret and self._until.pop(digest(secret), None) is not None:
            self._write()

    def close_all(self) -> None:
        """End every session on every device."""
        self._until.clear()
        self._write()

    def count(self) -> int:
        """How many [sessions] are open."""
        return sum(until > self.now() for until in self._until.values())

    def _open(self) -> str:
        secret = secrets.token_urlsafe(32)
        now = self.now()
        self._until = {key: until for key, until in self._until.items() if until > now}
        self._until[digest(secret)] = now + DAYS * SECONDS_PER_DAY
        self._write()
        return secret

    def _renew(self) -> None:
        self.code = new_code()
        self._wrong_in_all = 0
        self.tell(self.code)

    def _read(self) -> None:
        if self.file is None or not self.file.is_file():
            return
        try:
            held = json.loads(self.file.read_text(encoding="utf-8"))
            self._until = {str(key): float(until) for key, until in held.items()}
        except (OSError, ValueError, AttributeError):
            self._until = {}  # unreadable: everybody signs in again, nothing else is lost

    def _write(self) -> None:
        if self.file is None:
            return
        private.make_folder(self.file.parent)
        private.write(self.file, json.dumps(self._until, sort_keys=True).encode(), force=True)


def new_code() -> str:
    """A code that can be typed: eight letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def spaced(code: str) -> str:
    """The code in two groups, as it is printed."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"
