"""Run every benchmark of this folder, one after the other in one go, and say which peers are missing.

    make bench                     # all
    python benchmarks/run.py food_search intake

Ratios mean something within one run only: the same machine, the same minute. A benchmark that cannot run says why and
does not stop the others.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
MINUTES = 20  # the longest that one benchmark may take
NEEDS_A_RELEASE = {"food_branded"}  # takes a downloaded release as argument; see its first lines


def missing() -> list[str]:
    """The peers of requirements.txt that are not installed here."""
    text = (HERE / "requirements.txt").read_text(encoding="utf-8")
    wanted = [
        re.split(r"[=<>\[; ]", line)[0] for line in text.splitlines() if line.strip() and not line.startswith("#")
    ]
    return [name for name in wanted if not _installed(name)]


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def main(chosen: list[str]) -> int:
    """Run the chosen benchmarks (all without a choice); how many could not run."""
    every = sorted(path for path in [*HERE.glob("*.py"), *HERE.glob("*/run.py")] if path != Path(__file__).resolve())
    names = {(path.parent.name if path.name == "run.py" else path.stem): path for path in every}
    absent = missing()
    print(f"Peers not installed, and so not compared with: {', '.join(absent)}." if absent else "All peers are here.")
    failed: list[str] = []
    ran = 0
    for name, path in names.items():
        if chosen and name not in chosen:
            continue
        print(f"\n=== {name} ===", flush=True)
        if name in NEEDS_A_RELEASE:
            print("Needs a downloaded release as argument: see the first lines of its file.")
            continue
        start = time.monotonic()
        environment = {**os.environ, "PYTHONPATH": str(HERE.parent / "src")}
        try:
            code = subprocess.run(
                [sys.executable, str(path)], env=environment, timeout=60 * MINUTES, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            print(f"Stopped after {MINUTES} minutes.")
            code = 1
        ran += 1
        if code != 0:
            failed.append(name)
        print(f"({time.monotonic() - start:.0f} s{'' if code == 0 else ', it could not finish'})")
    print(f"\n{ran} benchmarks run" + (f"; could not finish: {', '.join(failed)}." if failed else "; all finished."))
    return len(failed)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
