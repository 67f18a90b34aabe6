"""A headless Chromium for the pages, and the pages themselves, made by the commands of the README."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_WAIT = 20_000  # ms for what a page promises: a busy machine is slow, not wrong
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """The browser; a missing one fails the run, because a skipped page is an unseen page."""
    from playwright.sync_api import expect, sync_playwright

    found = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    assert found is not None, "Chromium is missing: install it (Debian: apt install chromium)"
    expect.set_options(timeout=MOST_WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Run a command that writes a file, once per session: made("report", ..., out="x.html") -> path."""
    folder = tmp_path_factory.mktemp("pages")

    def make(*words, option="--html", out):
        path = folder / out
        if not path.exists():
            subprocess.run(
                [sys.executable, "-m", "dolomite", *words, option, str(path)], check=True, cwd=ROOT, timeout=180
            )
        return path

    return make
