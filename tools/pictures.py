"""Pictures for the manual: the web app with the sample person, and the report's page of the example, on a fixed day.

    python tools/pictures.py           # draw them anew
    python tools/pictures.py --check   # 1 when what they are drawn from has changed since

What a picture is drawn from (its template, the frame, style and drawings, the sample person) is noted beside them by a
digest, so that a picture that is no longer current is seen without drawing it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
NOTE = IMAGES / "web.json"
WEB = ROOT / "src" / "dolomite" / "web"
MADE_UP = ROOT / "src" / "dolomite" / "app" / "made_up"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PICTURES = {"answer": "answer.html", "food": "food.html", "magnesium": "magnesium.html", "enough": "enough.html"}
FRAME = ("templates/base.html", "templates/sections.html", "templates/icons.html", "static/app.css")
SIZE = {"width": 390, "height": 780}  # a phone
REPORT = "report"  # the page of `dolomite report examples/person.yaml --diary examples/person.csv`
REPORT_SIZE = {"width": 1100, "height": 820}
REPORT_FROM = (
    *(ROOT / "src" / "dolomite" / "report" / "page" / name for name in ("report.html", "report.css")),
    *(ROOT / "examples" / name for name in ("person.yaml", "person.csv")),
)


def report_digest() -> str:
    """What the picture of the report is drawn from, in sixteen digits."""
    found = hashlib.sha256()
    for path in REPORT_FROM:
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def digest(template: str) -> str:
    """What a picture of that template is drawn from, in sixteen digits."""
    found = hashlib.sha256()
    for path in (WEB / "templates" / template, *(WEB / name for name in FRAME), *sorted(MADE_UP.iterdir())):
        if path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def outdated() -> list[str]:
    """Pictures that are missing or drawn from something else than what is there now."""
    noted = json.loads(NOTE.read_text(encoding="utf-8")) if NOTE.is_file() else {}
    old = [
        name
        for name, template in PICTURES.items()
        if noted.get(name) != digest(template) or not (IMAGES / f"web-{name}.png").is_file()
    ]
    return old if noted.get(REPORT) == report_digest() and (IMAGES / "report.png").is_file() else [*old, REPORT]


def report_page() -> str:
    """The page of the example's report, on the fixed day."""
    from dolomite.app import read
    from dolomite.app.assess import assess
    from dolomite.app.case import Case
    from dolomite.food.table import Catalogue
    from dolomite.report.html import page

    person, diary = (ROOT / "examples" / f"person.{ending}" for ending in ("yaml", "csv"))
    catalogue = Catalogue.open()
    one = read.person(person.read_bytes(), name=person.name, on=NOON.date())
    eaten = read.diary(diary.read_bytes(), name=diary.name, catalogue=catalogue, on=NOON.date())
    return page(assess(Case(person=one, on=NOON.date(), diary=eaten, catalogue=catalogue)))


def draw() -> None:
    """All pictures, on the fixed day."""
    import uvicorn
    from playwright.sync_api import sync_playwright

    from dolomite.app.work import Inline
    from dolomite.store.opening import open_store
    from dolomite.store.port import STORE
    from dolomite.web.app import create
    from dolomite.web.desk import Desk

    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        desk = Desk(store=open_store(place / STORE), work=Inline(), now=lambda: NOON, data=place)
        server = uvicorn.Server(uvicorn.Config(create(desk), log_config=None, lifespan="off"))
        threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
            page.set_default_timeout(60_000)
            for name in PICTURES:
                page.goto(f"http://127.0.0.1:{bound.getsockname()[1]}/p/sample/{name}")
                page.screenshot(path=IMAGES / f"web-{name}.png")
            page.set_viewport_size(REPORT_SIZE)  # type: ignore[arg-type]
            page.set_content(report_page())
            page.screenshot(path=IMAGES / "report.png")
            browser.close()
        server.should_exit = True
    noted = {name: digest(template) for name, template in PICTURES.items()} | {REPORT: report_digest()}
    NOTE.write_text(json.dumps(noted, indent=2) + "\n", encoding="utf-8")


def main(words: list[str]) -> int:
    """Draw, or say which pictures are not current."""
    if "--check" not in words:
        draw()
        return 0
    old = outdated()
    print(f"Not current: {', '.join(old)}. Run python tools/pictures.py." if old else "All pictures are current.")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
