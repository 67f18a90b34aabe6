"""The built folder `site/`, served on loopback as any static host would; the network can be cut by stopping it."""

import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host that knows nothing of us: no header of ours, types by its own list."""

    def log_message(self, *words):
        """Nothing."""


@pytest.fixture
def host():
    """A server of the folder: (address, stop)."""
    assert (SITE / "sw.js").is_file(), "Build it first: make site"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def stop():
        server.shutdown()
        server.server_close()

    yield f"http://localhost:{server.server_port}", stop
    stop()


@pytest.fixture(scope="session")
def playwright_():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def profile(playwright_, tmp_path):
    """Opens a browser with a profile that outlives it: profile() -> context; all requests stand in `context.asked`."""
    found = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    assert found is not None, "Chromium is missing: install it (Debian: apt install chromium)"
    made = []

    def opened(**options):
        context = playwright_.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=found, args=QUIET, **options
        )
        context.set_default_timeout(120_000)
        context.asked = []
        context.on("request", lambda request: context.asked.append(request.url))
        made.append(context)
        return context

    yield opened
    for context in made:
        context.close()
