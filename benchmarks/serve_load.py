"""The served app under 200 requests a second, over a year of two people, beside an empty page of FastAPI.

Eighty in a hundred are pages that nothing changed (of the one person), ten are letters typed into the food search, ten
are foods that are kept (by the other person). The generator runs on the same cores: what it measures includes itself.
Printed: first byte of each kind, how long the first page took, and the memory of the server at rest.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from dolomite.app.snapshot import snapshot_of
from dolomite.food.table import Catalogue
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, Draft, new_uid
from store_day import line

READER, WRITER = "a" * 32, "b" * 32
DAYS, LINES = 365, 15
RATE = 200  # requests a second
SECONDS = 15
TARGET_MS, TARGET_START_S, TARGET_MB = 100.0, 2.0, 200.0
READS = ("answer", "food", "enough", "magnesium", "body", "me")
LETTERS = ("al", "almo", "por", "porridge", "brea", "brown bread", "ban", "spin", "dark cho", "salm")
EATEN = ("handful of almonds", "2 eggs", "a bowl of porridge", "banana", "150 g spinach", "2 slices of brown bread")
EMPTY = """
import sys, uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
app = FastAPI(openapi_url=None)
@app.get("/")
async def empty(): return HTMLResponse("<!doctype html><title>Empty</title>")
uvicorn.run(app, port=int(sys.argv[1]), access_log=False, log_config=None)
"""


class Asked(NamedTuple):
    """A request: its kind, method, path and body."""

    kind: str
    method: str
    path: str
    body: str = ""


def fill(folder: Path, *, begin: int = 0) -> None:
    """A year of food, pain and weight of two people, up to `begin` days ago [d]."""
    chance, catalogue = random.Random(1), Catalogue.open()
    foods = [snapshot_of(food, catalogue) for food in list(catalogue)[::30]]
    store, utc = open_store(folder / STORE), datetime.now(UTC)
    for who, name, sex in ((READER, "Anna", "female"), (WRITER, "Bela", "male")):
        said = {"name": name, "keys": {"sex": sex, "age_years": "42", "country": "GB"}}
        store.append(who, [_draft(date.today(), "person_changed", said)], utc=utc)
        for n in range(begin, DAYS):
            day = date.today() - timedelta(days=n)
            drafts = [_draft(day, "food", line(chance, foods)) for _ in range(LINES)]
            drafts.append(_draft(day, "pain", {"pain_nrs": chance.randrange(11)}))
            drafts.append(_draft(day, "weight", {"weight_kg": round(chance.uniform(69, 72), 1)}))
            store.append(who, drafts, utc=utc)
    store.close()


def _draft(day: date, kind: str, data: dict[str, object]) -> Draft:
    return Draft(uid=new_uid(), day=day, kind=kind, data=data)


def mix(chance: random.Random) -> Asked:
    """One request of the mix."""
    at = chance.random()
    if at < 0.8:
        return Asked("read", "GET", f"/p/{READER}/{chance.choice(READS)}")
    if at < 0.9:
        return Asked("search", "GET", f"/p/{WRITER}/food/find?q={chance.choice(LETTERS).replace(' ', '%20')}")
    words = chance.choice(EATEN).replace(" ", "+")
    return Asked("post", "POST", f"/p/{WRITER}/food/add", f"words={words}&uid={new_uid()}&meal=lunch")


class Client:
    """Connections to one server, each used again; a request takes a free one."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port, self.cookie = port, cookie
        self.free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, asked: Asked) -> tuple[int, float, str]:
        """Status, time from the planned start to the first byte [ms], and the headers."""
        begun = time.perf_counter()
        reader, writer = self.free.pop() if self.free else await asyncio.open_connection("127.0.0.1", self.port)
        head = f"{asked.method} {asked.path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nCookie: {self.cookie}\r\n"
        if asked.method == "POST":
            head += f"Origin: http://localhost:{self.port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            head += f"Content-Length: {len(asked.body)}\r\n"
        writer.write(f"{head}\r\n{asked.body}".encode())
        first = await reader.readuntil(b"\r\n\r\n")
        took = 1000 * (time.perf_counter() - begun)
        headers = first.decode("latin-1")
        length = re.search(r"content-length: (\d+)", headers, re.IGNORECASE)
        await reader.readexactly(int(length[1]) if length else 0)
        self.free.append((reader, writer))
        return int(headers.split()[1]), took, headers


async def load(client: Client, make: Callable[[], Asked], seconds: float) -> dict[str, list[float]]:
    """Requests at the fixed rate, whether earlier ones came back or not; first bytes [ms] by kind."""
    found: dict[str, list[float]] = {}

    async def one(asked: Asked) -> None:
        try:
            status, took, _ = await client.ask(asked)
        except (OSError, asyncio.IncompleteReadError):  # more than the machine can take: as late as can be
            status, took = 200, math.inf
        assert status in (200, 303), (status, asked)
        found.setdefault(asked.kind, []).append(took)

    tasks, begun = [], time.perf_counter()
    for n in range(int(RATE * seconds)):
        await asyncio.sleep(max(0.0, begun + n / RATE - time.perf_counter()))
        tasks.append(asyncio.create_task(one(make())))
    await asyncio.gather(*tasks)
    return found


def late(times: list[float]) -> float:
    """The 95th percentile [ms]."""
    return sorted(times)[len(times) * 95 // 100]


def told(name: str, times: list[float]) -> None:
    """One line."""
    print(f"{name:<22} {len(times):5d} median {statistics.median(times):7.1f} ms, 95 of 100 within {late(times):7.1f}")


def memory_mb(process: int) -> float:
    """Resident memory of a process [MB]."""
    held = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(held[1]) / 1024 if held else float("nan")


def worked_s(process: int) -> float:
    """Processor time of a process so far [s]: it says the same on a busy machine."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def ours(folder: Path) -> tuple[dict[str, list[float]], float, float]:
    """First bytes by kind [ms], seconds to the first page, memory at rest [MB]."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "dolomite", "serve", "--no-open", "--port", "8770", "--data", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            said = next(match for said in server.stdout if (match := re.search(r"localhost:(\d+)/#(\S+)", said)))
            client = Client(int(said[1]))
            _, _, headers = await client.ask(Asked("enter", "POST", "/enter", f"token={said[2]}"))
            cookie = re.search(r"set-cookie: ([^;]+)", headers, re.IGNORECASE)
            assert cookie is not None
            client.cookie = cookie[1]
            await client.ask(Asked("first", "GET", "/"))
            start = time.perf_counter() - begun
            await asyncio.sleep(5)
            client.free.clear()  # the server closes connections that rest
            rest = memory_mb(server.pid)
            for path in READS:
                await client.ask(Asked("warm", "GET", f"/p/{READER}/{path}"))
            chance = random.Random(2)
            await load(client, lambda: mix(chance), 3)
            before = worked_s(server.pid)
            found = await load(client, lambda: mix(chance), SECONDS)
            each = 1000 * (worked_s(server.pid) - before) / sum(map(len, found.values()))
            print(f"the server worked {each:.1f} ms for each request of the mix")
            return found, start, rest
        finally:
            server.terminate()


async def floor() -> list[float]:
    """First bytes of an empty page [ms]."""
    with subprocess.Popen([sys.executable, "-c", EMPTY, "8771"]) as server:
        try:
            client = Client(8771)
            for _ in range(100):
                try:
                    await client.ask(Asked("empty", "GET", "/"))
                    break
                except OSError:
                    await asyncio.sleep(0.1)
            return (await load(client, lambda: Asked("empty", "GET", "/"), SECONDS))["empty"]
        finally:
            server.terminate()


def main() -> int:
    """Print what was measured; 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        found, start, rest = asyncio.run(ours(Path(folder)))
    empty = asyncio.run(floor())
    every = [one for times in found.values() for one in times]
    for name, times in found.items():
        told(name, times)
    told("all of the mix", every)
    told("an empty page", empty)
    print(f"ratio to the empty page: {statistics.median(every) / statistics.median(empty):.1f} at the median")
    print(f"first page {start:.1f} s after the start; {rest:.0f} MB at rest")
    return 0 if late(every) < TARGET_MS and start < TARGET_START_S and rest < TARGET_MB else 1


if __name__ == "__main__":
    sys.exit(main())
