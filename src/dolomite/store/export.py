"""Everything in one zip that is the same, byte for byte, whenever the entries are the same; and back in again.

manifest.json               what is in it: people, chains, tombstones, and the SHA-256 of every other file
entries.jsonl               every entry as it was kept, a line each, by person and number: this is what is imported
csv/KIND.csv                the same for a spreadsheet, a file per kind, units in the column names
trials/NAME/...             trial folders as they are
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dolomite.store import body, flat, view
from dolomite.store.chain import canonical
from dolomite.store.errors import StoreError
from dolomite.store.port import Entry, Store, Tombstone

FORMAT = "dolomite.export/1"
MANIFEST, ENTRIES = "manifest.json", "entries.jsonl"
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
    """Write the zip to a file that is not there yet; how many entries it holds. All people, or those named.

    `trials` are trial folders by the name they get in the zip. Raises StoreError. (No unit.)
    """
    everybody = sorted(store.people() if people is None else people)
    chains = {person: store.history(person) for person in everybody}
    stones = store.tombstones() if people is None else ()
    files: dict[str, bytes] = {ENTRIES: b"".join(canonical(body.plain(one)) + b"\n" for one in _all(chains))}
    for kind, text in _tables(chains).items():
        files[f"csv/{kind}.csv"] = text.encode()
    for name, folder in (trials or {}).items():
        files |= {f"trials/{name}/{inner}": data for inner, data in _folder(folder)}
    manifest = {
        "format": FORMAT,
        "people": [
            {"person": person, "entries": len(chain), "last": chain[-1].hash if chain else None}
            for person, chain in chains.items()
        ],
        "tombstones": [{"person": one.person, "utc": one.utc, "entries": one.entries} for one in stones],
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())},
    }
    files[MANIFEST] = (json.dumps(manifest, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()
    _zip(path, files)
    return sum(map(len, chains.values()))


def _all(chains: Mapping[str, tuple[Entry, ...]]) -> Iterator[Entry]:
    for chain in chains.values():
        yield from chain


def _tables(chains: Mapping[str, tuple[Entry, ...]]) -> dict[str, str]:
    """A CSV for each kind that occurs: the state of every entry, then its data, units in the column names."""
    rows: dict[str, list[dict[str, str]]] = {}
    for chain in chains.values():
        stands = {one.uid for one in view.standing(chain, [one for one in chain if one.kind == "undo"])}
        away = view.undone(chain, [one for one in chain if one.kind == "undo"])
        for one in chain:
            state = "stands" if one.uid in stands else "undone" if one.uid in away else "replaced"
            rows.setdefault(one.kind, []).append(flat.row(one, state="" if one.kind == "undo" else state))
    return {kind: _csv(some) for kind, some in sorted(rows.items())}


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    columns = [*flat.FIXED, *sorted({name for row in rows for name in row} - set(flat.FIXED))]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _zip(path: Path, files: Mapping[str, bytes]) -> None:
    from dolomite.store.engine import FULL, make_file
    from dolomite.store.errors import FullError

    if path.exists():
        raise StoreError(f"{path}: there is a file already. Choose another name.")
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        make_file(part)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
            for name, data in sorted(files.items()):
                info = zipfile.ZipInfo(name, EPOCH)
                info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
                out.writestr(info, data)
        part.replace(path)
    except OSError as error:
        if any(word in str(error) for word in FULL):
            raise FullError(f"{path}: the disk is full; no export was written. Make room and try again.") from None
        raise StoreError(f"{path}: cannot be written ({error.strerror}). Choose another place.") from None
    finally:
        part.unlink(missing_ok=True)


def read(path: Path) -> Export:
    """What an export holds, checked against its manifest. Raises StoreError when it is damaged or none. (No unit.)"""
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
        stones = tuple(Tombstone(**one) for one in manifest["tombstones"])
    except FileNotFoundError:
        raise StoreError(f"{path}: there is no such file. Check the name.") from None
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise StoreError(f"{path}: this is no export of Dolomite ({type(error).__name__}). Choose another.") from None
    trials = {name.removeprefix("trials/"): data for name, data in files.items() if name.startswith("trials/")}
    return Export(entries=entries, tombstones=stones, trials=trials)


def take(store: Store, export: Export) -> int:
    """Bring the entries into a store, as they are; how many were new. All or none. Raises StoreError. (No unit.)"""
    return store.take(export.entries, export.tombstones)


def unpack_trials(export: Export, folder: Path) -> tuple[Path, ...]:
    """Write the trial folders into a folder; one that is there already is left alone. Raises StoreError. (No unit.)"""
    made: dict[str, bool] = {}
    for name in export.trials:
        parts = PurePosixPath(name).parts
        if len(parts) < 2 or any(part in ("..", ".", "/") or "\\" in part or ":" in part for part in parts):
            raise StoreError(f"{name}: this name leads out of the folder. The file is not ours; nothing was taken.")
        made.setdefault(parts[0], not (folder / parts[0]).exists())
    for name, data in export.trials.items():
        parts = PurePosixPath(name).parts
        if made[parts[0]]:
            path = folder.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_bytes(data)
            path.chmod(0o600)
    return tuple(folder / name for name, new in made.items() if new)
