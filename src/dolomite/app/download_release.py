"""Use case: fetch a FoodData Central release from its publisher; broken off, it goes on where it stopped.

A part that has come stays beside its place with a note of what it is a part of. It is continued only when the server
says that the file has not changed, and it is moved into its place only when length and checksum agree.
"""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import ClassVar, NamedTuple, NoReturn

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.food.opened import sha256_of
from dolomite.food.receipt import Fetched

FOLDER = "downloads"
ADDRESS = "https://fdc.nal.usda.gov/fdc-datasets/FoodData_Central_{kind}_csv_{date}.zip"
NAME = re.compile(r"(?P<kind>branded_food|foundation_food|sr_legacy_food|survey_food)-(?P<date>\d{4}-\d{2}(?:-\d{2})?)")
CHUNK = 1 << 18  # bytes read at once
TRIES = 6  # in a row without a byte gained
TIMEOUT_S = 30.0  # without an answer
PAUSE_S = 1.0
MOST_BYTES = 8_000_000_000  # of a release whose length nobody noted; the largest so far has some 0.5 GB
HOUR_S = 3600.0  # seconds
LIMIT_S = 4 * HOUR_S  # for one command; what has come is kept, and the next one goes on from there
AGENT = "dolomite (food tables; one file at a time)"
Tell = Callable[[int, int | None], None]  # bytes here, bytes in all if known


class Download(facts.Row):
    """A release that can be fetched: its address, and length [bytes] and SHA-256 where they are known."""

    unique: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    url: str
    bytes: int | None = None
    sha256: str | None = None


class _Wanted(NamedTuple):
    url: str
    target: Path
    bytes: int | None
    sha256: str | None

    @property
    def most(self) -> int:
        """More bytes than this are not the file that was asked for."""
        return self.bytes if self.bytes is not None else MOST_BYTES

    @property
    def part(self) -> Path:
        return self.target.with_name(f".{self.target.name}.part")

    @property
    def note(self) -> Path:
        return self.target.with_name(f".{self.target.name}.note")


def known() -> tuple[str, ...]:
    """Names of the releases that can be fetched by name."""
    return tuple(row.name for row in facts.rows("food/downloads", Download))


def download(release: str, *, data: Path, source: str | None = None, tell: Tell | None = None) -> Fetched:
    """Fetch a release into the data folder, and say where it lies, its length [bytes] and its SHA-256.

    `source` is another address of the same file. Raises InputError when the name is not known, the server cannot be
    reached, or what came is not the file that was asked for.
    """
    wanted = _wanted(release, data, source)
    if wanted.target.exists():
        return _report(release, wanted, new=False)
    try:
        wanted.target.parent.mkdir(parents=True, exist_ok=True)
        _fetch(wanted, tell or (lambda _here, _all: None))
        _check(wanted)
        wanted.part.replace(wanted.target)
        wanted.note.unlink(missing_ok=True)
    except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", None) or error
        raise InputError(
            f"{wanted.url}: cannot be fetched ({reason}). What has come is kept; run the same command to go on."
        ) from None
    except OSError as error:
        raise InputError(
            f"{data}: cannot be written ({error.strerror}). Choose another folder.", field="data"
        ) from None
    return _report(release, wanted, new=True)


def _wanted(release: str, data: Path, source: str | None) -> _Wanted:
    row = next((row for row in facts.rows("food/downloads", Download) if row.name == release), None)
    form = NAME.fullmatch(release)
    if row is None and form is None:
        raise InputError(
            f"{release}: no such release. Choose one of {', '.join(known())}, or another date in the same form."
        )
    url = row.url if row is not None else ADDRESS.format(**form.groupdict()) if form is not None else ""
    if source is not None and not source.startswith(("http://", "https://")):
        raise InputError(f"{source!r} is not a web address. Give one that begins with https://.", field="from")
    if source is not None:
        _check_address(source)
    target = data / FOLDER / url.rsplit("/", 1)[-1]
    return _Wanted(source or url, target, row.bytes if row else None, row.sha256 if row else None)


def _check_address(address: str) -> None:
    """Refuse at once what no server can be reached by."""
    try:
        parts = urllib.parse.urlsplit(address)
        fine = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        fine = False
    if not fine or not address.isascii() or any(sign.isspace() or not sign.isprintable() for sign in address):
        raise InputError(f"{address!r} is not a web address. Give one like https://host/file.zip.", field="from")


def _fetch(wanted: _Wanted, tell: Tell) -> None:
    idle = 0
    until = time.monotonic() + LIMIT_S
    while True:
        before = _size(wanted.part)
        try:
            if _fetch_once(wanted, tell, until):
                return
            problem: Exception = ConnectionError("the server broke off")
        except urllib.error.HTTPError as error:
            if error.code < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise InputError(
                    f"{wanted.url}: the server answers {error.code} ({error.reason}). Check the name of the release."
                ) from None
            problem = error
        except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
            problem = error
        idle = 0 if _size(wanted.part) > before else idle + 1
        if idle >= TRIES or time.monotonic() > until:
            raise problem
        time.sleep(PAUSE_S * idle)


def _fetch_once(wanted: _Wanted, tell: Tell, until: float) -> bool:
    """One connection, from where the part ends; True when the file is whole."""
    here = _size(wanted.part)
    note = _read_note(wanted) if here else {}
    request = urllib.request.Request(wanted.url, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
    if here and note.get("mark"):
        request.add_header("Range", f"bytes={here}-")
        request.add_header("If-Range", str(note["mark"]))
        if note.get("bytes") == here:
            return True
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
        going_on = answer.status == HTTPStatus.PARTIAL_CONTENT and _begins_at(answer) == here
        if not going_on:
            here = 0  # the file has changed, or the server knows no ranges: from the beginning
        total = _total(wanted, here, answer.headers.get("Content-Length"))
        mark = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        # A weak ETag does not promise the same bytes, so that a part may not be continued by it.
        mark = "" if mark.startswith("W/") else mark
        wanted.note.write_text(json.dumps({"mark": mark, "bytes": total, "url": wanted.url}), encoding="utf-8")
        with wanted.part.open("ab" if going_on else "wb") as part:
            while chunk := answer.read(CHUNK):
                here += len(chunk)
                if here > wanted.most:
                    break
                part.write(chunk)
                if time.monotonic() > until:
                    raise TimeoutError(f"it took longer than {LIMIT_S / HOUR_S:g} hours")
                tell(here, total)
    if here > wanted.most:
        _too_long(wanted, f"more than {wanted.most:,} bytes came")
    return total is None or here == total


def _total(wanted: _Wanted, here: int, length: str | None) -> int | None:
    """The whole length by the server's word [bytes]; None when it says none, or nothing that is a length."""
    if length is None or not re.fullmatch(r"[0-9]{1,18}", length.strip()):
        return None
    total = here + int(length)
    if total > wanted.most:
        _too_long(wanted, f"the server announces {total:,} bytes")
    return total


def _too_long(wanted: _Wanted, what: str) -> NoReturn:
    _forget(wanted)
    raise InputError(
        f"{wanted.url}: {what}, and the release has at most {wanted.most:,}. Check the address; nothing was kept."
    )


def _begins_at(answer: HTTPResponse) -> int | None:
    content_range = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range") or "")
    return int(content_range[1]) if content_range else None


def _read_note(wanted: _Wanted) -> Mapping[str, object]:
    try:
        note = json.loads(wanted.note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) and note.get("url") == wanted.url else {}


def _check(wanted: _Wanted) -> None:
    size = _size(wanted.part)
    if wanted.bytes is not None and size != wanted.bytes:
        _forget(wanted)
        raise InputError(f"{wanted.url}: {size:,} bytes came, {wanted.bytes:,} were expected. Fetch it again.")
    if wanted.sha256 is not None and sha256_of(wanted.part) != wanted.sha256:
        _forget(wanted)
        raise InputError(f"{wanted.url}: what came is not the file expected (its checksum differs). Fetch it again.")
    import zipfile

    if not zipfile.is_zipfile(wanted.part):
        _forget(wanted)
        raise InputError(f"{wanted.url}: what came is no zip file. Check the name of the release.")


def _forget(wanted: _Wanted) -> None:
    wanted.part.unlink(missing_ok=True)
    wanted.note.unlink(missing_ok=True)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _report(release: str, wanted: _Wanted, *, new: bool) -> Fetched:
    return Fetched(
        release=release,
        new=new,
        file=wanted.target,
        bytes=_size(wanted.target),
        sha256=sha256_of(wanted.target),
        checksum_known=wanted.sha256 is not None,
        url=wanted.url,
    )
