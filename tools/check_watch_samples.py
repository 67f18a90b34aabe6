"""Hold `dolomite evidence watch` against a folder of saved searches and the verdicts that belong to them.

    python tools/check_watch_samples.py FOLDER EXPECTED.yaml

EXPECTED.yaml: `stored` (invented trials to have beside ours: id, doi, pmid) and `verdicts` (id to verdict). The folder
is not part of this repository; files whose name begins with bad_ and cannot be read must give one sentence each.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from dolomite.app.watch_evidence import watch
from dolomite.evidence.watch.stored import Stored


def main(folder: Path, expected: Path) -> int:
    """How many verdicts are not as expected [count]; each is printed."""
    wanted = yaml.safe_load(expected.read_text(encoding="utf-8"))
    beside = [
        Stored(id=one["id"], name=one["id"], kind="trial", ids=frozenset({("doi", one["doi"]), ("pmid", one["pmid"])}))
        for one in wanted["stored"]
    ]
    kinds = {".json", ".nbib", ".ris", ".csv"}
    paths = sorted(path for path in folder.iterdir() if path.suffix in kinds)
    found = watch([(path.name, path.read_bytes) for path in paths], also=beside)
    told = {one["id"]: one["verdict"] for one in found.section.data["works"]}
    wrong = {key: (wanted["verdicts"].get(key), told.get(key)) for key in {*told, *wanted["verdicts"]}}
    wrong = {key: pair for key, pair in wrong.items() if pair[0] != pair[1]}
    for key, (right, got) in sorted(wrong.items()):
        print(f"{key}: should be {right}, is {got}")
    faults = sorted(str(one.file) for one in found.faults)
    if faults != sorted(wanted["faults"]):
        print(f"refused: {faults}, should be {wanted['faults']}")
        wrong["faults"] = (None, None)
    print(f"{len(told)} works, {len(wrong)} not as expected; {len(faults)} files refused")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]), Path(sys.argv[2]))))
