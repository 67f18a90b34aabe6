"""Everything in one zip that is the same, byte for byte, whenever the entries are the same; and back in again.

manifest.json               what is in it: people, chains, tombstones, and the SHA-256 of every other file
entries.jsonl               every entry as it was kept, a line each, by person and number: this is what is imported
csv/KIND.csv                the same for a spreadsheet, a file per kind, units in the column names
trials/PERSON/NUMBER/...    trial folders as they are (trials/NAME/... where one lies elsewhere)
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from dolomite.store import body, flat, journal, view
from dolomite.store.chain import canonical
from dolomite.store.engine import FULL, make_file
from dolomite.store.errors import FullError, StoreError
from dolomite.store.port import Entry, Store, Tombstone

FORMAT = "dolomite.export/1"
MANIFEST, ENTRIES, ZIP = "manifest.json", "entries.jsonl", "export.zip"
PART = 2000  # entries read at a time
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can tell: the time of day is no content
MOST_BYTES = 1024**3  # unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What a zip holds: entries by person, tombstones, trial folders as file names with their bytes."""

    entries: tuple[Entry, ...]
    tombstones: tuple[Tombstone, ...]
    trials: Mapping[str, bytes]


def write(
    store: Store, path: Path, *, trials: Mapping[str, Path] | None = None, people: Sequence[str] | None = None
) -> int:
    """Write the zip to a file that is not there yet; how many [entries] it holds. All people, or those named.

    `trials` are trial folders by the name they get in the zip. Raises StoreError.
    """
    if path.exists():
        raise StoreError(f"{path}: there is a file already. Choose another name.")
    everybody = sorted(store.people() if people is None else people)
    stones = store.tombstones() if people is None else ()
    with _file_errors(path), tempfile.TemporaryDirectory(prefix=".export-", dir=path.parent) as name:
        files = _tables(store, everybody, Path(name))
        for trial, folder in (trials or {}).items():
            files |= {f"trials/{trial}/{inner}": file for inner, file in _folder(folder)}
        ends = {person: store.last(person) for person in everybody}
        manifest = {
            "format": FORMAT,
            "people": [
                {"person": person, "entries": number, "last": sha if number else None}
                for person, (number, sha) in ends.items()
            ],
            "tombstones": [{"person": stone.person, "utc": stone.utc, "entries": stone.entries} for stone in stones],
            "files": {inner: _digest(file) for inner, file in sorted(files.items())},
        }
        (Path(name) / MANIFEST).write_bytes(
            (json.dumps(manifest, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()
        )
        _zip(Path(name) / ZIP, files | {MANIFEST: Path(name) / MANIFEST})
        (Path(name) / ZIP).replace(path)
    return sum(number for number, _ in ends.values())


def _each(store: Store, people: Sequence[str]) -> Iterator[Entry]:
    """Every entry by person and number, some at a time: a record of years does not fit into memory."""
    for person in people:
        number = 0
        while part := store.history(person, after=number, limit=PART):
            yield from part
            number = part[-1].number


def _tables(store: Store, people: Sequence[str], folder: Path) -> dict[str, Path]:
    """All entries as lines of JSON, and a CSV for each kind; read twice, for a CSV begins with its columns."""
    columns: dict[str, set[str]] = {}
    light: dict[str, list[Entry]] = {}
    with (folder / ENTRIES).open("wb") as lines:
        for entry in _each(store, people):
            lines.write(canonical(body.body_of(entry)) + b"\n")
            columns.setdefault(entry.kind, set()).update(flat.row(entry, state=""))
            light.setdefault(entry.person, []).append(replace(entry, data={}))
    states = {uid: state for chain in light.values() for uid, state in _states(chain)}
    files = {ENTRIES: folder / ENTRIES}
    with contextlib.ExitStack() as open_files:
        writers = {}
        for kind, names in sorted(columns.items()):
            files[f"csv/{kind}.csv"] = folder / f"{kind}.csv"
            out = open_files.enter_context((folder / f"{kind}.csv").open("w", encoding="utf-8", newline=""))
            ordered = [*flat.FIXED, *sorted(names - set(flat.FIXED))]
            writers[kind] = csv.DictWriter(out, ordered, restval="", lineterminator="\r\n")
            writers[kind].writeheader()
        for entry in _each(store, people):
            writers[entry.kind].writerow(flat.row(entry, state=states[entry.person, entry.uid]))
    return files


def _states(chain: Sequence[Entry]) -> Iterator[tuple[tuple[str, str], str]]:
    """Whether each entry stands, is undone or was replaced; an undo that is not undone has no state."""
    undos = [undo for undo in chain if undo.kind == "undo"]
    stands = {entry.uid for entry in view.standing(chain, undos)}
    away = view.undone(chain, undos)
    for entry in chain:
        state = "stands" if entry.uid in stands else "undone" if entry.uid in away else "replaced"
        yield (entry.person, entry.uid), "" if state == "replaced" and entry.kind == "undo" else state


def _folder(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _zip(path: Path, files: Mapping[str, Path]) -> None:
    make_file(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for name, file in sorted(files.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            # The size decides how the head is written: it is told, so that the bytes never depend on the writer.
            info.file_size = file.stat().st_size
            with file.open("rb") as data, out.open(info, "w") as held:
                shutil.copyfileobj(data, held, 1 << 20)


@contextlib.contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if any(word in str(error) for word in FULL):
            raise FullError(f"{path}: the disk is full; no export was written. Make room and try again.") from None
        raise StoreError(f"{path}: cannot be written ({error.strerror}). Choose another place.") from None


def read(path: Path) -> Export:
    """What an export holds, checked against its manifest. Raises StoreError when it is damaged or none."""
    try:
        with zipfile.ZipFile(path) as held:
            if sum(info.file_size for info in held.infolist()) > MOST_BYTES:
                raise StoreError(f"{path}: unpacked it is larger than any export. Choose another file.")
            files = {info.filename: held.read(info) for info in held.infolist()}
        manifest = json.loads(files.pop(MANIFEST))
        if manifest["format"] != FORMAT:
            raise StoreError(f"{path}: its format is {manifest['format']!r}, not {FORMAT}. Update Dolomite.")
        wrong = [name for name, data in files.items() if manifest["files"][name] != hashlib.sha256(data).hexdigest()]
        wrong += [name for name in manifest["files"] if name not in files]
        if wrong:
            raise StoreError(f"{path}: {wrong[0]} is not as it was written. Export anew, or take another copy.")
        entries = tuple(body.from_plain(json.loads(line)) for line in files[ENTRIES].splitlines())
        stones = tuple(Tombstone(**stone) for stone in manifest["tombstones"])
    except FileNotFoundError:
        raise StoreError(f"{path}: there is no such file. Check the name.") from None
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise StoreError(f"{path}: this is no export of Dolomite ({type(error).__name__}). Choose another.") from None
    trials = {name.removeprefix("trials/"): data for name, data in files.items() if name.startswith("trials/")}
    return Export(entries=entries, tombstones=stones, trials=trials)


def take(store: Store, export: Export) -> int:
    """Bring the entries into a store, as they are; how many [entries] were new. All or none. Raises StoreError."""
    return store.take(export.entries, export.tombstones)


def unpack_trials(export: Export, folder: Path) -> tuple[Path, ...]:
    """Write the trial folders into a folder; one that is there already is left alone. Raises StoreError."""
    begun = {PurePosixPath(name).parent for name in export.trials if PurePosixPath(name).name == journal.NAME}
    is_new: dict[PurePosixPath, bool] = {}
    trial_of: dict[str, PurePosixPath] = {}
    for name in export.trials:
        path = PurePosixPath(name)
        if len(path.parts) < 2 or any(part in ("..", ".", "/") or "\\" in part or ":" in part for part in path.parts):
            raise StoreError(f"{name}: this name leads out of the folder. The file is not ours; nothing was taken.")
        trial_of[name] = next((parent for parent in path.parents if parent in begun), PurePosixPath(path.parts[0]))
        is_new.setdefault(trial_of[name], not (folder / trial_of[name]).exists())
    for name, data in export.trials.items():
        if is_new[trial_of[name]]:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.write_bytes(data)
            file.chmod(0o600)
    return tuple(folder / trial for trial, new in is_new.items() if new)
