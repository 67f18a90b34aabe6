"""Builds the folder `site/`: Dolomite inside a browser, for any static host. Needs npm, node and the registries.

    python tools/site/build.py [OUT]          OUT is `site` beside this checkout, unless said otherwise

What goes in: Pyodide (npm, the exact version below), the packages of packages.txt as wheels of constraints.txt, our own
wheel, all Python compiled to the byte code of that Pyodide, the page that needs no script, the scripts of this folder.
Two builds of one checkout are equal, byte for byte.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import math
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import deflate

if TYPE_CHECKING:
    from dolomite.safety.card import CardRow

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "site"
PYODIDE = "314.0.7"
PLATFORM, PYTHON = "pyemscripten_2026_0_wasm32", "3.14"
APP = "app.tar.zst"
SCRIPTS = ("engine.js", "shell.js", "site.css", "worker.js", "manifest.webmanifest")
MOST_AGAIN = 50_000  # [bytes] a first visit asks for a second time, or that is made last: the page, its style, sw.js
BIG = (APP, "pyodide/pyodide.asm.wasm.gz", "pyodide/python_stdlib.zip.gz", "pyodide/pyodide.asm.mjs.gz")
FOODS = "dolomite/food/data/foods.sqlite"
TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".zip": "application/zip",
    ".zst": "application/zstd",
}
# What no page of the app imports, and why it is there at all.
LEFT_OUT = re.compile(
    r"(^|/)(tests?|testing|__pycache__|docs|examples|[.]agents)/|\.(so|pyd|pyi|pyx|pxd|c|h|typed|exe|txt|md|mako)$"
    r"|^(sqlalchemy/dialects/(mysql|oracle|mssql))/.*(?<!__init__\.py)$|^sqlalchemy/orm/"
    r"|^sqlalchemy/ext/(?!__init__|compiler)|^sqlalchemy/connectors/.*odbc"  # other databases; classes as tables
    r"|^pydantic/(v1/|mypy\.py|experimental/)|^alembic/templates/|^mako/ext/"  # its older self; new projects
    r"|^anyio/(pytest_plugin|_backends/_trio)|^starlette/(testclient|middleware/(wsgi|gzip|cors|sessions))"
    r"|^jinja2/(sandbox|nativetypes)|^idna/cli|^platformdirs/(windows|macos|android)"  # other systems
    r"|^dolomite/(cli|population)/|^dolomite/food/data/ausnut"  # a terminal; surveys; a table under another licence
)


def main() -> None:
    """Build it and say how large it is."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("out", nargs="?", type=Path, default=ROOT / "site")
    out: Path = words.parse_args().out
    BUILD.mkdir(parents=True, exist_ok=True)
    pyodide = npm()
    staged, made = stage(wheels()), BUILD / "made"
    byte_code(pyodide, staged, made)
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    engine(pyodide, made, out)
    shutil.copyfile(made / APP, out / APP)
    pages(out)
    listed(out)
    total = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(f"{out}: {total / 1e6:.1f} MB. Serve it with any static server, at the root of an address of its own.")


def npm() -> Path:
    """Pyodide's own files, installed by npm."""
    folder = BUILD / "npm"
    found = folder / "node_modules" / "pyodide"
    have = json.loads((found / "package.json").read_text())["version"] if found.is_dir() else ""
    if have != PYODIDE:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--save-exact", "--ignore-scripts"]
        subprocess.run(["npm", "install", *quiet, f"pyodide@{PYODIDE}"], cwd=folder, check=True, stdout=sys.stderr)
    return found


def wheels() -> list[Path]:
    """The wheels of packages.txt in the versions of constraints.txt, and our own, made anew."""
    pins = dict(
        line.lower().replace("_", "-").split("==")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line
    )
    folder = BUILD / "wheels"
    folder.mkdir(exist_ok=True)
    found = []
    for line in (HERE / "packages.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        name, kind = line.split()
        wanted = f"{name}=={pins[name.lower().replace('_', '-')]}"
        place = folder / wanted.replace("==", "-")
        if not any(place.glob("*.whl")):
            options = ["--platform", PLATFORM, "--python-version", PYTHON, "--abi", "cp314", "--implementation", "cp"]
            pip(
                "download",
                "--no-deps",
                "--only-binary=:all:",
                *(options if kind == "compiled" else ()),
                "-d",
                place,
                wanted,
            )
        found += place.glob("*.whl")
    own = BUILD / "own"
    shutil.rmtree(own, ignore_errors=True)
    pip("wheel", "--no-deps", "--wheel-dir", own, ROOT)
    return [*found, *own.glob("*.whl")]


def pip(*words: object) -> None:
    """One call of pip."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, words)]
    subprocess.run(command, check=True)


def stage(found: list[Path]) -> Path:
    """All files of all wheels in one folder, without tests and without parts compiled for another machine."""
    staged = BUILD / "staged"
    shutil.rmtree(staged, ignore_errors=True)
    for wheel in found:
        compiled = PLATFORM in wheel.name
        with zipfile.ZipFile(wheel) as held:
            for name in held.namelist():
                info = ".dist-info/" in name
                if name.endswith("/") or (info and not name.endswith(("METADATA", "entry_points.txt"))):
                    continue
                if not (compiled and name.endswith(".so")) and LEFT_OUT.search(name):
                    continue
                path = staged / name
                path.parent.mkdir(parents=True, exist_ok=True)
                content = held.read(name)
                # Of a package's description its name and version are asked for, never the manual below them.
                path.write_bytes(content.partition(b"\n\n")[0] if name.endswith("METADATA") else content)
    loosened(staged / FOODS)
    empty_record(staged / "empty.sqlite")
    shutil.copytree(HERE / "stand_in", staged, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    return staged


def loosened(foods: Path) -> None:
    """The food table with its packed blocks laid open: the archive around it packs them once, and better."""
    with contextlib.closing(sqlite3.connect(foods)) as db:
        for number, *packed in db.execute("select number, data, details from block").fetchall():
            laid_open = [zlib.compress(zlib.decompress(one), 0) for one in packed]
            db.execute("update block set data = ?, details = ? where number = ?", (*laid_open, number))
        db.commit()
        db.execute("vacuum")


def empty_record(path: Path) -> None:
    """A record with nothing in it, in its newest shape."""
    from dolomite.store.opening import open_store

    open_store(path, journal_mode="truncate").close()


def byte_code(pyodide: Path, staged: Path, made: Path) -> None:
    """Every .py becomes byte code of Pyodide's own Python, made and packed by that Python under node."""
    made.mkdir(exist_ok=True)
    subprocess.run(["node", HERE / "compile.mjs", pyodide, staged, made], check=True, stdout=sys.stderr)


def engine(pyodide: Path, made: Path, out: Path) -> None:
    """Pyodide as it is served: its large files packed, for not every host packs them."""
    folder = out / "pyodide"
    folder.mkdir()
    shutil.copyfile(pyodide / "pyodide.mjs", folder / "pyodide.mjs")
    for path in (pyodide / "pyodide.asm.mjs", pyodide / "pyodide.asm.wasm", made / "python_stdlib.zip"):
        (folder / f"{path.name}.gz").write_bytes(packed(path.read_bytes()))
    lock = json.loads((pyodide / "pyodide-lock.json").read_text())
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": lock["info"], "packages": {}}))


def packed(content: bytes) -> bytes:
    """The content under gzip, without a date."""
    return bytes(deflate.gzip_compress(content, 12))


def pages(out: Path) -> None:
    """The page that needs no script, from the facts and templates of the app; and the scripts."""
    from dolomite.app import first_checks, general_answer
    from dolomite.web.page import HERE as WEB
    from dolomite.web.page import environment, static_file

    (out / "static").mkdir()
    for path in sorted((WEB / "static").iterdir()):
        (out / "static" / path.name).write_bytes(static_file(path.name)[0])
    for name in SCRIPTS:
        shutil.copyfile(HERE / name, out / name)
    environment().loader.searchpath.append(str(HERE))
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    size += MOST_AGAIN
    text = (
        environment()
        .get_template("site.html")
        .render(
            general=general_answer.low_back(),
            cards=[card(row) for row in first_checks.questions()],
            call=first_checks.calls(None),
            say=first_checks.emergency({}).say,
            do_not=first_checks.emergency({}).do_not,
            megabytes=f"{math.ceil(size / 1e5) / 10:.1f}",  # never less than is sent
            bytes=sum((out / name).stat().st_size for name in BIG),
            person=None,
        )
    )
    (out / "index.html").write_text(text, encoding="utf-8")
    (out / "404.html").write_text(text, encoding="utf-8")


def card(row: CardRow) -> dict[str, object]:
    """One emergency question, and what a yes to it means: the same words as on the emergency page."""
    from dolomite.app import first_checks

    found = first_checks.emergency({"red_flags": dict.fromkeys(row.flags, "yes")})
    return {"text": row.text, "check": row.check, "do": found.do, "why": [one.says for one in found.alerts]}


def listed(out: Path) -> None:
    """The service worker with the list of all files and their digests: what it serves is what was built."""
    files = {}
    for path in sorted(one for one in out.rglob("*") if one.is_file()):
        stored = "/" + path.relative_to(out).as_posix()
        name = stored.removesuffix(".gz")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        files[name] = [stored, digest, TYPES[Path(name).suffix], stored != name]
    build = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:16]
    head = f"const BUILD = {json.dumps(build)};\nconst FILES = {json.dumps(files, indent=0)};\n"
    (out / "sw.js").write_text(head + (HERE / "sw.js").read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    os.umask(0o022)
    main()
