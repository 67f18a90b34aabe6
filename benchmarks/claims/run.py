"""Does the article check still do what it did? Cases in articles of our own, three baselines. No measure: see pages.py.

How good the check is on pages of others is measured by pages.py. These articles and rules come from the same hands.

    python benchmarks/claims/run.py              # development articles
    python benchmarks/claims/run.py --held       # the third kept aside
    python benchmarks/claims/run.py --misses     # and every miss

An article file starts with `key: value` lines (style, quality, split), then `---`, then the text, in which each
labelled claim stands as {{X|claim}}: X is S supported, O overstated, U unsupported, W wrong. All labels were written
before the check was run on the article. A labelled claim is found when a predicted one covers at least half of it, or
lies at least half inside it.
"""

from __future__ import annotations

import argparse
import math
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dolomite.app.check_article import check_text
from dolomite.claim.claims import claim_facts, rules
from dolomite.claim.lexicon import tokens
from dolomite.claim.text import units

FOLDER = Path(__file__).parent / "articles"
NAMES = {"S": "supported", "O": "overstated", "U": "no ground", "W": "no ground"}
CLASSES = ("supported", "overstated", "no ground")
TOPIC = frozenset(
    "sleep pain back migraine cramps anxiety stress bone heart blood kidney dose mg deficiency absorbed supplement food"
    " diabetes muscle nerve enzyme energy skin diarrhea diarrhoea medicine doctor".split()
)


@dataclass(frozen=True)
class Span:
    """A claim in a text: its place in code points, and its class."""

    start: int
    end: int
    verdict: str
    raw: str = ""


@dataclass(frozen=True)
class Article:
    """A labelled article."""

    name: str
    quality: str
    split: str
    text: str
    labels: tuple[Span, ...]


def article(path: Path) -> Article:
    """Read one labelled file."""
    head, _, body = path.read_text(encoding="utf-8").partition("---\n")
    meta = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    text, labels, at = "", [], 0
    for mark in re.finditer(r"\{\{([SOUW])\|(.*?)\}\}", body, re.DOTALL):
        text += body[at : mark.start()]
        labels.append(Span(len(text), len(text) + len(mark[2]), NAMES[mark[1]], mark[1]))
        text += mark[2]
        at = mark.end()
    return Article(path.stem, meta["quality"], meta["split"], text + body[at:], tuple(labels))


def ours(text: str) -> list[Span]:
    """The article check itself."""
    kind = {"supported": "supported", "overstated": "overstated", "unsupported": "no ground", "wrong": "no ground"}
    return [
        Span(c["start"], c["end"], kind.get(c["verdict"], "not checkable"), c["statement"])
        for c in check_text(text)["claims"]
    ]


def word_and_topic(text: str) -> list[Span]:
    """Baseline 1: a sentence with the word magnesium and a topic word is a claim, and is believed."""
    out = []
    for unit in units(text):
        forms = {t.form for t in tokens(text, unit.start, unit.end)}
        if "magnesium" in forms and forms & TOPIC:
            out.append(Span(unit.start, unit.end, "supported"))
    return out


def always_supported(text: str) -> list[Span]:
    """Baseline 2: our claims, each called supported."""
    return [Span(s.start, s.end, "supported") for s in ours(text)]


def nearest() -> Callable[[str], list[Span]]:
    """Baseline 3: our sentences, each with the verdict of the claim fact nearest in TF-IDF, said plainly."""
    facts = claim_facts()
    documents = [Counter(t.form for t in tokens(f.states)) for f in facts]
    seen = Counter(word for document in documents for word in document)
    idf = {word: math.log(len(documents) / n) for word, n in seen.items()}

    def vector(count: Counter[str]) -> dict[str, float]:
        weights = {w: n * idf.get(w, 0.0) for w, n in count.items()}
        size = math.sqrt(sum(v * v for v in weights.values())) or 1.0
        return {w: v / size for w, v in weights.items()}

    vectors = [vector(document) for document in documents]
    kind = {"supported": "supported", "overstated": "overstated", "unsupported": "no ground", "wrong": "no ground"}

    def predict(text: str) -> list[Span]:
        out = []
        for unit in units(text):
            mine = vector(Counter(t.form for t in tokens(text, unit.start, unit.end)))
            scores = [sum(v * other.get(w, 0.0) for w, v in mine.items()) for other in vectors]
            best = max(range(len(scores)), key=scores.__getitem__)
            if scores[best] >= 0.35:  # below this the nearest is about something else
                out.append(Span(unit.start, unit.end, kind[rules()[(facts[best].holds, "plain")].verdict]))
        return out

    return predict


def overlap(a: Span, b: Span) -> int:
    """Code points that two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def matched(label: Span, predicted: Sequence[Span]) -> Span | None:
    """The prediction that shares most with a label, if it is at least half of either."""
    best = max(predicted, key=lambda p: (overlap(label, p), -(p.end - p.start)), default=None)
    if best is None:
        return None
    shared = overlap(label, best)
    return best if shared * 2 >= min(label.end - label.start, best.end - best.start) and shared > 0 else None


def score(articles: Sequence[Article], predict: Callable[[str], list[Span]]) -> dict[str, object]:
    """Recall, precision, F1 by class and their mean, dangerous errors, over some articles."""
    found = total = hits = predictions = 0
    dangerous: list[str] = []
    misses: list[str] = []
    pairs: list[tuple[str, str]] = []
    for one in articles:
        predicted = predict(one.text)
        predictions += len(predicted)
        hits += sum(any(overlap(p, label) > 0 for label in one.labels) for p in predicted)
        for label in one.labels:
            total += 1
            said = one.text[label.start : label.end]
            got = matched(label, predicted)
            if got is None:
                misses.append(f"{one.name}: not found [{label.raw}]: {said}")
                continue
            found += 1
            pairs.append((label.verdict, got.verdict))
            if label.verdict != got.verdict:
                misses.append(f"{one.name}: [{label.raw}] -> {got.verdict}: {said}   <{got.raw}>")
            if label.raw == "W" and got.verdict == "supported":
                dangerous.append(f"{one.name}: {said}")
    f1 = {}
    present = [name for name in CLASSES if any(name in pair for pair in pairs)]
    for name in CLASSES:
        right = sum(a == b == name for a, b in pairs)
        f1[name] = 2 * right / max(1, sum(a == name for a, _ in pairs) + sum(b == name for _, b in pairs))
    return {
        "recall": found / max(1, total),
        "precision": hits / max(1, predictions),
        "macro_f1": sum(f1[name] for name in present) / max(1, len(present)),
        "f1": f1,
        "dangerous": dangerous,
        "labels": total,
        "misses": misses,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    everything = [article(path) for path in sorted(FOLDER.glob("*.txt"))]
    split = "held" if given.held else "dev"
    labelled = [a for a in everything if a.split == split and a.labels]
    methods = {
        "article check": ours,
        "magnesium word + topic word": word_and_topic,
        "always supported": always_supported,
        "TF-IDF nearest claim": nearest(),
    }
    print(f"{len(labelled)} articles ({split}), {sum(len(a.labels) for a in labelled)} labelled claims")
    print(
        f"{'method':30}{'recall':>8}{'precision':>11}{'macro-F1':>10}{'sup':>7}{'over':>7}{'none':>7}{'dangerous':>11}"
    )
    for name, predict in methods.items():
        got = score(labelled, predict)
        f1 = got["f1"]
        assert isinstance(f1, dict)
        by = "".join(f"{f1[c]:7.2f}" for c in CLASSES)
        line = f"{name:30}{got['recall']:8.2f}{got['precision']:11.2f}{got['macro_f1']:10.2f}{by}"
        print(f"{line}{len(got['dangerous']):11d}")  # type: ignore[arg-type]
    for quality in ("good", "mixed", "bad"):
        band = [a for a in labelled if a.quality == quality]
        got = score(band, ours)
        said = f"  within quality {quality}: recall {got['recall']:.2f}, macro-F1 {got['macro_f1']:.2f}"
        print(f"{said}, {len(got['dangerous'])} dangerous of {got['labels']} claims")  # type: ignore[arg-type]
    if given.misses:
        print(*score(labelled, ours)["misses"], sep="\n")  # type: ignore[misc]
    for one in everything:
        if one.quality == "off_topic":
            print(f"  page about something else, {one.name}: {len(ours(one.text))} claims")
    text = "\n\n".join(a.text for a in everything)
    words = len(text.split())
    began = time.perf_counter()
    for one in everything:
        check_text(one.text)
    spent = time.perf_counter() - began
    print(f"speed: {len(everything) / spent:.0f} articles/s, {words / 500 / spent:.0f} pages of 500 words/s, one core")


if __name__ == "__main__":
    main()
