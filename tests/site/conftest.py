"""The built folder `site/`, served on loopback as any static host would; the network can be cut by stopping it.

Every test begins with the browser of somebody who was here once before (and typed nothing), so that most of them begin
quickly; the first visit itself is what the fixture `visited` makes.
"""

import functools
import http.server
import shutil
import socket
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host that knows nothing of us: no header of ours, types by its own list. It counts what it sends."""

    def log_message(self, *words):
        """Nothing."""

    def copyfile(self, source, outputfile):
        content = source.read()
        self.server.sent += len(content)
        outputfile.write(content)


class Server(http.server.ThreadingHTTPServer):
    allow_reuse_address = True
    daemon_threads = True
    sent = 0  # [bytes] of all bodies

    def handle_error(self, *words):
        """A browser that is closed lets go of what it asked for."""


class Served:
    """The folder at one address, which stays the same while the host comes and goes."""

    def __init__(self, port, folder=SITE):
        self.address = f"http://localhost:{port}"
        self.server = Server(("127.0.0.1", port), functools.partial(Host, directory=folder))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="session")
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def host(port):
    """The folder served: `host.address`, `host.stop()`."""
    assert (SITE / "sw.js").is_file(), "Build it first: make site"
    served = Served(port)
    yield served
    served.stop()


@pytest.fixture(scope="session")
def playwright_():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        yield playwright


def launch(playwright, folder, **options):
    """A browser on that profile; all requests stand in `context.asked`."""
    found = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    assert found is not None, "Chromium is missing: install it (Debian: apt install chromium)"
    context = playwright.chromium.launch_persistent_context(folder, executable_path=found, args=QUIET, **options)
    context.set_default_timeout(120_000)
    context.asked = []
    context.on("request", lambda request: context.asked.append(request.url))
    return context


@pytest.fixture(scope="session")
def visited(playwright_, port, tmp_path_factory):
    """A first visit: the profile it leaves, and what was seen meanwhile."""
    folder, served = tmp_path_factory.mktemp("visited") / "profile", Served(port)
    context = launch(playwright_, folder)
    page = context.new_page()
    page.goto(served.address)
    seen = {"said": page.get_by_role("button", name="Load Dolomite").inner_text(), "words": []}
    page.expose_function("noted", lambda words: seen["words"].append(words))
    page.evaluate("new MutationObserver(() => noted(says.textContent)).observe(says, {childList: true})")
    page.get_by_role("button", name="Load Dolomite").click()
    page.wait_for_selector("body.running", state="attached")
    page.frame_locator("#app").locator("h1").wait_for()
    seen["sent"] = served.server.sent
    page.wait_for_selector("body[data-next=quick]", state="attached", timeout=300_000)
    seen["start"] = page.evaluate("document.body.dataset.start")
    (worker,) = page.workers
    seen["memory"] = worker.evaluate("inside()._module.HEAP8.length")
    seen["laid by"] = page.evaluate("caches.match('/heap').then(one => one.blob()).then(one => one.size)")
    context.close()
    served.stop()
    return folder, seen


@pytest.fixture
def profile(playwright_, visited, tmp_path):
    """Opens the browser of somebody who was here before, or with `fresh=True` of somebody new: profile() -> context."""
    folder, made = tmp_path / "profile", []

    def opened(*, fresh=False, **options):
        if not fresh and not folder.exists():
            shutil.copytree(visited[0], folder)
        context = launch(playwright_, folder, **options)
        made.append(context)
        return context

    yield opened
    for context in made:
        context.close()
