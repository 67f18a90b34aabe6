"""Kill -9 two processes that log at once; flip and cut every byte of a journal; count what is lost.

Run by itself: `python tests/unit/store/killing.py KILLS DAYS` prints the figures of a long run.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dolomite.store import journal

NOW = datetime(2026, 5, 1, 20, 0, tzinfo=UTC)
WRITERS = 2
LONGEST_S = 0.02  # of a writer's life after its first acknowledgement


@dataclass(frozen=True)
class Killed:
    """Entries acknowledged and lost, false alarms, and reads beside the writers."""

    acknowledged: int
    lost: tuple[int, ...]
    alarms: tuple[str, ...]
    reads: int
    torn: bool


def _writer(folder: Path) -> tuple[int, int]:
    """Fork a process that logs until it is killed, telling each number only after the journal acknowledged it."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, out
    try:
        while True:
            entry = journal.append(folder, "day", {"pain": 5.5, "note": "x" * 200}, utc=NOW)
            os.write(into, f"{entry.number} {entry.hash}\n".encode())
    finally:
        os._exit(1)


def kill_many(folder: Path, *, times: int, seed: int, restart_at: int = 400) -> Killed:
    """Kill `times` writers, two at once on one journal, each pair after a random moment, reading beside them."""
    chance = random.Random(seed)
    acknowledged, reads, torn = 0, 0, False
    lost: list[int] = []
    alarms: list[str] = []
    part = 0
    place = folder / "0"
    place.mkdir()
    for _ in range(0, times, WRITERS):
        writers = [_writer(place) for _ in range(WRITERS)]
        firsts = [os.read(out, 1 << 20) for _, out in writers]
        until = time.monotonic() + chance.uniform(0, LONGEST_S)
        while True:
            broken = journal.read(place).broken
            reads += 1
            if broken is not None:
                alarms.append(f"beside: {broken}")
            if time.monotonic() >= until:
                break
        told: list[tuple[int, str]] = []
        for child, _ in writers:
            os.kill(child, signal.SIGKILL)
        for (child, out), first in zip(writers, firsts, strict=True):
            os.waitpid(child, 0)
            said = first
            while chunk := os.read(out, 1 << 20):
                said += chunk
            os.close(out)
            for line in said.rpartition(b"\n")[0].decode().splitlines():
                number, sha = line.split()
                told.append((int(number), sha))
        chain = journal.read(place)
        if chain.broken is not None:
            alarms.append(f"after: {chain.broken}")
        held = {entry.number: entry.hash for entry in chain.entries}
        acknowledged += len(told)
        lost += [number for number, sha in told if held.get(number) != sha]
        torn = torn or (place / journal.TORN).exists()
        if len(held) > restart_at:  # a long journal only makes each reading slower
            part += 1
            place = folder / str(part)
            place.mkdir()
    return Killed(acknowledged=acknowledged, lost=tuple(lost), alarms=tuple(alarms), reads=reads, torn=torn)


@dataclass(frozen=True)
class Damaged:
    """How many damages were tried, which were not named, and which cost an entry that they did not touch."""

    tried: int
    unnamed: tuple[str, ...]
    lost: tuple[str, ...]
    worst: int


def damage_all(folder: Path, *, days: int, masks: tuple[int, ...]) -> Damaged:
    """Change every byte of a journal of so many days by every mask, and cut it at every byte."""
    journal.append(folder, "start", {"design": {"pairs": 3, "arms": ["a", "b"]}, "first_day": "2026-05-01"}, utc=NOW)
    for day in range(1, days + 1):
        values = {"pain_nrs": 5.5, "sleep_nrs": None}
        journal.append(folder, "day", {"day": day, "values": values, "note": "wörd"}, utc=NOW)
    raw, head = (folder / journal.NAME).read_bytes(), (folder / journal.HEAD).read_bytes()
    whole = {entry.hash for entry in journal.chained(raw, head).entries}
    unnamed: list[str] = []
    lost: list[str] = []
    tried = worst = 0
    for at in range(len(raw)):
        for mask in masks:
            damaged = bytearray(raw)
            damaged[at] ^= mask
            chain = journal.chained(bytes(damaged), head)
            tried += 1
            touched = 2 if raw[at] == 10 else 1  # without its line end a line runs into the next
            gone = len(whole) - len(whole & {entry.hash for entry in chain.entries})
            worst = max(worst, gone)
            if chain.broken is None:
                unnamed.append(f"byte {at} ^ {mask}")
            if gone > touched:
                lost.append(f"byte {at} ^ {mask}: {gone}")
        chain = journal.chained(raw[:at], head)
        tried += 1
        if chain.broken is None:
            unnamed.append(f"cut at {at}")
        if len(chain.entries) != raw[:at].count(b"\n"):
            lost.append(f"cut at {at}")
    for at in range(len(head)):
        for changed in (*(head[:at] + bytes([head[at] ^ mask]) + head[at + 1 :] for mask in masks), head[:at]):
            chain = journal.chained(raw, changed)
            tried += 1
            if chain.broken is None:
                unnamed.append(f"head, byte {at}")
            if len(chain.entries) != len(whole):
                lost.append(f"head, byte {at}")
    return Damaged(tried=tried, unnamed=tuple(unnamed), lost=tuple(lost), worst=worst)


if __name__ == "__main__":
    kills, log_days = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as where:
        began = time.monotonic()
        killed = kill_many(Path(where), times=kills, seed=datetime.now(UTC).microsecond)
        print(
            f"{kills} kills: {killed.acknowledged} entries acknowledged, {len(killed.lost)} lost, {killed.reads} reads "
            f"beside the writers, {len(killed.alarms)} false alarms, torn lines set aside: {killed.torn}, "
            f"{time.monotonic() - began:.0f} s"
        )
    with tempfile.TemporaryDirectory() as where:
        harm = damage_all(Path(where), days=log_days, masks=(0x01, 0x02, 0x10, 0x20, 0x80))
        print(
            f"{harm.tried} damages: {len(harm.unnamed)} not named, {len(harm.lost)} that cost more than they touched, "
            f"{harm.worst} entries at worst"
        )
    sys.exit(bool(killed.lost or killed.alarms or harm.unnamed or harm.lost))
