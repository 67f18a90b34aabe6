"""A server of our own on a folder, and a page of a headless Chromium that is signed in to it: for three benchmarks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WARM_MS = 8000  # until the server has loaded everything
PATIENCE_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The `page` (Playwright's), the server's `address` with its slash, and its process `pid`."""

    page: Any
    address: str
    pid: int


@contextmanager
def served(folder: Path, *, port: int, **options: object) -> Iterator[Served]:
    """The page, warm and signed in; `options` are those of a new page in Playwright."""
    from playwright.sync_api import sync_playwright

    words = [sys.executable, "-m", "dolomite", "serve", "--no-open", "--port", str(port), "--data", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
        try:
            assert server.stdout is not None
            said = next(match for line in server.stdout if (match := re.search(r"(http://localhost:\d+/)#\S+", line)))
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(**options)  # type: ignore[arg-type]
            page.set_default_timeout(PATIENCE_MS)
            page.goto(said[0])
            page.wait_for_timeout(WARM_MS)
            yield Served(page=page, address=said[1], pid=server.pid)
            browser.close()
        finally:
            server.terminate()
