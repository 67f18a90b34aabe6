"""How good is the article check on real pages? Labels are kept here, the pages' texts are not: they are other people's.

    python benchmarks/claims/pages.py TEXTS                       # labels under benchmarks/claims/pages
    python benchmarks/claims/pages.py TEXTS --labels benchmarks/claims/first -v    # others, and every disagreement
    python benchmarks/claims/pages.py TEXTS --only high-levels

TEXTS holds ID.txt for each ID.yaml; find a page again by its address, or take a stored copy. A label without its text
is left out and counted. A label covers `span_words` words from its anchor; it counts as found when a reported claim
shares at least half of the shorter of the two. Classes: supported, overstated, and unsupported or wrong as one.
Dangerous: a claim about safety labelled other than supported and shown as supported.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import yaml

from dolomite.app.check_article import check

HERE = Path(__file__).parent / "pages"
CLASS = {"supported": "s", "overstated": "o", "unsupported": "u", "wrong": "u"}
Confusion = Counter[tuple[str, str]]


def located(text: str, span: str, words: int) -> tuple[int, int] | None:
    """The place of a label [code points]: its anchor, found whatever the white space, and the words after it."""
    mark = re.search(r"\s+".join(map(re.escape, span.split())), text)
    if mark is None:
        return None
    end = mark.start()
    for _ in range(max(words, len(span.split()))):
        word = re.compile(r"\s*\S+").match(text, end)
        if word is None:
            break
        end = word.end()
    return mark.start(), end


def best(claims: list[dict[str, Any]], start: int, end: int) -> dict[str, Any] | None:
    """The reported claim that shares most with a label, if it shares enough."""
    found, most = None, 0
    for claim in claims:
        shared = min(end, claim["end"]) - max(start, claim["start"])
        if shared > most and shared >= 0.5 * min(end - start, claim["end"] - claim["start"]):
            found, most = claim, shared
    return found


def macro(cm: Confusion) -> float:
    """Mean F1 of the classes that are labelled at all."""
    scores = []
    for k in "sou":
        false = sum(n for (a, b), n in cm.items() if (a == k) != (b == k))
        if any(a == k for a, _ in cm):
            scores.append(2 * cm[k, k] / (2 * cm[k, k] + false))
    return sum(scores) / len(scores) if scores else float("nan")


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--labels", type=Path, default=HERE)
    parser.add_argument("--only", default="")
    parser.add_argument("-v", action="store_true")
    given = parser.parse_args()
    only = set(filter(None, given.only.split(",")))
    tally: Counter[str] = Counter()
    cm: Confusion = Counter()
    bands: dict[str, Confusion] = defaultdict(Counter)
    danger, believed = [], []
    for path in sorted(given.labels.glob("*.yaml")):
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
        file = given.texts / f"{page['id']}.txt"
        if (only and page["id"] not in only) or not file.exists():
            tally["pages left out"] += 1
            continue
        answer = check(file.read_bytes(), name=file.name)
        if not page.get("claims"):
            tally["claims on pages about something else"] += sum(
                c["verdict"] != "not_checkable" for c in answer["claims"]
            )
            continue
        tally["pages"] += 1
        for label in page["claims"]:
            place = located(answer["text"], label["span"], label.get("span_words", 6))
            if place is None:
                tally["labels without their place"] += 1
                continue
            tally["claims"] += 1
            said = " ".join(answer["text"][place[0] : place[1]].split())[:100]
            got = best(answer["claims"], *place)
            if got is None:
                tally["missed"] += 1
                if given.v and label["verdict"] in CLASS:
                    print(label["id"], label["verdict"], "-> missed |", said)
                continue
            tally["found"] += 1
            right, judged = CLASS.get(label["verdict"]), CLASS.get(got["verdict"])
            tally["found, not judged"] += judged is None
            if judged == "s" and "safety" in label.get("features", []) and label["verdict"] in CLASS and right != "s":
                danger.append(label["id"])
            if judged == "s" and label["verdict"] in {"wrong", "advice_or_not_checkable"}:
                believed.append(label["id"])
            if right and judged:
                cm[right, judged] += 1
                bands[page.get("source_quality", "-")][right, judged] += 1
            if given.v and right != judged:
                print(label["id"], label["verdict"], "->", got["verdict"], "|", said, "|", got["statement"][:90])
    judged = sum(cm.values())
    believed_all = sum(n for (_, b), n in cm.items() if b == "s")
    print(dict(tally), {f"{a}{b}": n for (a, b), n in sorted(cm.items())})
    print(
        f"recall {tally['found'] / max(1, tally['claims']):.3f}, judged {judged}, macro-F1 {macro(cm):.3f}, "
        f"precision of supported {cm['s', 's'] / max(1, believed_all):.3f} ({believed_all})"
    )
    for band, one in sorted(bands.items()):
        print(f"  {band}: macro-F1 {macro(one):.3f} of {sum(one.values())} judged")
    print("dangerous:", danger, "wrong or advice shown as supported:", believed)


if __name__ == "__main__":
    main()
