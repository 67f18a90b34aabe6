"""Until a first personal answer inside a browser, on a first and a second visit, beside an empty Pyodide page.

Needs the folder `site/` (make site) and Chromium. Each round: an empty page that starts the same Pyodide as npm gives
it and adds one and one; a first visit, from the press on Load to the answer, typed by a script without a pause; a
second visit of that browser, from the address to the answer. Wall time means something on an idle machine only (the
load is said); the processor's time, of all processes of the browser, and the ratios to the empty page of the same
round hold.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SITE, PYODIDE = ROOT / "site", ROOT / "build" / "site" / "npm" / "node_modules" / "pyodide"
ROUNDS = 3
FIRST_S, SECOND_S = 12.0, 3.0  # what we aim at, on two idle cores
EMPTY = """<!doctype html><html lang="en"><title>Empty</title><h1>Empty</h1><script type="module">
import { loadPyodide } from "/pyodide.mjs";
const python = await loadPyodide({ indexURL: "/" });
document.body.dataset.done = python.runPython("1 + 1");
</script></html>"""
TICKS = os.sysconf("SC_CLK_TCK")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A static host without a log."""

    def log_message(self, *words: Any) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of loopback."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def processor_s() -> float:
    """Processor time of all processes that this one began, directly or not [s]."""
    parents, used = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
        used[int(path.parent.name)] = (int(fields[11]) + int(fields[12])) / TICKS
    found, wave = 0.0, {os.getpid()}
    while wave:
        wave = {child for child, parent in parents.items() if parent in wave}
        found += sum(used[child] for child in wave)
    return found


def taken(act: Callable[[], object]) -> tuple[float, float]:
    """Wall time and processor time of an act [s]."""
    wall, cpu = time.monotonic(), processor_s()
    act()
    return time.monotonic() - wall, processor_s() - cpu


def typed(app: Any) -> None:
    """The first minute, without a pause: no emergency, a woman of 44 in Britain with low back pain."""
    app.get_by_role("link", name="My back hurts").click()
    app.get_by_role("button", name="None of these").click()
    app.get_by_label("Age").fill("44")
    app.get_by_text("Female", exact=True).click()
    app.get_by_label("Where do you live?").select_option("GB")
    app.get_by_role("button", name="Go on").click()
    for name in ("kidneys", "medicines", "illnesses"):
        app.locator(f"input[name={name}][value=no]").check()
    app.get_by_role("button", name="See my answer").click()
    app.get_by_role("link", name="Food").first.wait_for()


def once(playwright: Any, site: str, empty: str) -> dict[str, tuple[float, float]]:
    """One round: what each visit took."""
    found: dict[str, tuple[float, float]] = {}

    @contextmanager
    def opened(folder: str) -> Iterator[Any]:
        executable = next((one for name in ("chromium", "google-chrome") if (one := shutil.which(name))), None)
        options = {"executable_path": executable, "args": ["--no-sandbox", "--disable-gpu"]}
        context = playwright.chromium.launch_persistent_context(folder, **options)
        context.set_default_timeout(300_000)
        try:
            yield context.new_page()
        finally:
            context.close()

    def first() -> None:
        page.get_by_role("button", name="Load Dolomite").click()
        page.wait_for_selector("body.running", state="attached")
        told = page.get_by_role("button", name="Understood")
        page.add_locator_handler(told, lambda: told.click())
        typed(page.frame_locator("#app"))

    def second() -> None:
        page.goto(site)
        page.frame_locator("#app").get_by_role("link", name="Food").first.wait_for()

    def nothing() -> None:
        page.goto(empty)
        page.wait_for_selector("body[data-done='2']", state="attached")

    with tempfile.TemporaryDirectory() as folder:
        for name in ("empty, first visit", "empty, second visit"):
            with opened(folder) as page:
                found[name] = taken(nothing)
    with tempfile.TemporaryDirectory() as folder:
        with opened(folder) as page:
            page.goto(site)
            found["first visit"] = taken(first)
            page.wait_for_selector("body[data-next=quick]", state="attached")
        with opened(folder) as page:
            found["second visit"] = taken(second)
            assert page.evaluate("document.body.dataset.start") == "quick"
    return found


def main() -> None:
    """Rounds, their medians, and the ratios."""
    from playwright.sync_api import sync_playwright

    if not (SITE / "sw.js").is_file():
        raise SystemExit("Build it first: make site")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        for path in PYODIDE.iterdir():
            if path.suffix in (".mjs", ".wasm", ".zip", ".json"):
                shutil.copyfile(path, folder / path.name)
        (folder / "index.html").write_text(EMPTY)
        with served(SITE) as site, served(folder) as empty:
            rounds = [once(playwright, site, empty) for _ in range(ROUNDS)]
    print(f"Medians of {ROUNDS} rounds; load before them {load:.1f} (an idle machine: under 0.5)")
    wall = {name: statistics.median(one[name][0] for one in rounds) for name in rounds[0]}
    cpu = {name: statistics.median(one[name][1] for one in rounds) for name in rounds[0]}
    for name in wall:
        print(f"{name:22} {wall[name]:6.2f} s, processor {cpu[name]:6.2f} s")
    for name, most in (("first visit", FIRST_S), ("second visit", SECOND_S)):
        ratios = [[one[name][at] / one[f"empty, {name}"][at] for one in rounds] for at in (0, 1)]
        by_wall, by_cpu = (statistics.median(each) for each in ratios)
        print(f"{name}: {by_wall:.2f} times the empty page ({by_cpu:.2f} in processor time); aim {most:g} s when idle")


if __name__ == "__main__":
    main()
