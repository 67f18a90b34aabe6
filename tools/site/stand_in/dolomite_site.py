"""What Python inside a browser lacks, and how it is laid by for the next visit."""

import gc
import importlib.metadata
import os
import random
import shutil
import sys
import types
from pathlib import Path

# Pages of the made-up person: showing them once imports and reads what a first answer needs.
PAGES = ("/", "/start/checks", *(f"/p/sample/{name}" for name in ("answer", "person", "food", "food/find?q=alm",
         "enough", "health", "magnesium", "me", "report")), "/evidence", "/record")  # fmt: skip


def prepare() -> None:
    """Put a name in the place of sub-interpreters: AnyIO names them on import, and nobody here calls them."""
    lacking = types.ModuleType("concurrent.interpreters")
    lacking.ExecutionFailed = type("ExecutionFailed", (Exception,), {})
    lacking.create = None
    sys.modules["concurrent.interpreters"] = lacking


def fresh(data: str) -> None:
    """An empty record, made when the site was built: nobody waits for its shape to be set up."""
    import dolomite
    from dolomite.store.port import STORE

    Path(data).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(dolomite.__file__).parent.parent / "empty.sqlite", Path(data) / STORE)


async def warm() -> None:
    """Show the sample's pages once, then let go of every file: the memory is laid by after this, without any record."""
    import python_multipart  # noqa: F401 (imported when a form first comes)

    from dolomite.app import catalogue, sample
    from dolomite.server.inside import begin

    data = Path("/warm")
    fresh(str(data))
    inside = begin(data)
    for page in PAGES:
        await inside.answer("GET", page, [("accept", "text/html")], b"")
    sample.store(inside.desk.today).close()
    sample.store.cache_clear()
    for folder in (None, data):
        for shelf in catalogue.opened(folder).shelves:
            shelf.db.close()
    inside.desk.store.close()
    del inside
    catalogue.opened.cache_clear()
    shutil.rmtree(data)
    importlib.metadata.MetadataPathFinder.invalidate_caches()  # it keeps archives open
    gc.collect()


def awake(zone: str) -> None:
    """After a memory was put back: the zone may be another one, and chance must not repeat itself."""
    os.environ["TZ"] = zone
    random.seed()
