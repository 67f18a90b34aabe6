"""Use case: save what can be saved of a damaged journal, into a new folder; the damaged one is left as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from dolomite.base.errors import InputError
from dolomite.store import journal
from dolomite.trial.receipt import Recovered
from dolomite.trial.record import DayWord, record, words

DAYS = "days.csv"
LEFT_OVER = "left-over.txt"
PLAN = "plan.yaml"


def recover(folder: Path, *, out: Path, utc: datetime) -> Recovered:
    """Write every entry that is as it was written into a new journal in `out`, and the days as a table.

    What is damaged goes as it stands into a text beside them. Without a readable beginning no journal is made; the
    table is, all the same. Raises InputError when there is no journal, or when `out` is in use.
    """
    chain = journal.read(folder)
    torn = _torn(folder)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out}: this place is in use. Choose a new folder.", field="out")
    told, days = _usable(chain.told), words(chain.told)
    says = [f"{len(chain.entries)} entries are as they were written."]
    try:
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
        files = [_write(out / DAYS, _table(days.values()))]
        if chain.bad or torn:
            files.append(_write(out / LEFT_OVER, b"\n".join((*(each.raw for each in chain.bad), torn))))
            says.append(f"{len(chain.bad)} lines could not be saved. As they stand they are in {LEFT_OVER}.")
        if told is not None and (folder / PLAN).is_file():
            files.append(_write(out / PLAN, (folder / PLAN).read_bytes()))
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}). Choose another place.", field="out") from None
    if told is None:
        says.append(f"The beginning of the trial is lost, so there is no new journal. The days are in {DAYS}.")
    else:
        entries = [(each.kind, each.data, _when(each.utc, utc)) for each in told]
        if chain.faults:
            entries.append((journal.FAULT, {"says": f"saved from a damaged journal: {' '.join(chain.faults)}"}, utc))
        journal.append_all(out, entries)
        files.append(journal.NAME)
        says.append(f"Go on in {out}. To open the seal later, say where the helper's code sheet lies.")
    return Recovered(entries=len(chain.entries), lost_lines=len(chain.bad), files=tuple(files), says=tuple(says))


def _usable(entries: tuple[journal.Entry, ...]) -> tuple[journal.Entry, ...] | None:
    """The entries, when a trial can be read from them; None when its beginning is lost."""
    try:
        record(entries)
    except InputError:
        return None
    return entries


def _when(text: str, otherwise: datetime) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return otherwise
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)


def _torn(folder: Path) -> bytes:
    try:
        return (folder / journal.TORN).read_bytes()
    except OSError:
        return b""


def _table(days: Iterable[DayWord]) -> bytes:
    """The newest word on each day as `day,pain_nrs,...`; what nobody wrote stays empty."""
    rows = sorted(days, key=lambda word: word.day)
    columns = list(dict.fromkeys(("pain_nrs", *(name for word in rows for name, _ in word.values))))
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(("day", *columns))
    for word in rows:
        values = dict(word.values)
        cells = [values.get(column) for column in columns]
        out.writerow((word.day, *("" if value is None else repr(value) for value in cells)))
    return text.getvalue().encode()


def _write(path: Path, data: bytes) -> str:
    path.touch(mode=0o600)
    path.write_bytes(data)
    return path.name
