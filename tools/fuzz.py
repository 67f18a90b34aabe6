"""A fuzzer of our own: generated inputs through every door in process, and whole commands in forked processes.

    python tools/fuzz.py --seconds 1200            every door in turn, then the figures and the buckets
    python tools/fuzz.py --inputs 1000000          so many inputs
    python tools/fuzz.py --commands 20000          whole commands instead, each in a process of its own

What is right: a value, or one sentence (a DolomiteError); exit code 0, 2, 3 or 4; within 10 seconds of the processor.
All else lands in a bucket by the error and the line of ours that it left from, with its first input under out/fuzz/.
A bucket is mended by naming its cause and becomes a case; never by catching more.
"""

# ruff: noqa: E501 - long rows of inputs read better than long columns

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import fuzz_inputs as inputs
from dolomite.base.errors import DolomiteError, FaultsError

ON = date(2026, 6, 20)
LONGEST_S = 10
OUT = inputs.ROOT / "out" / "fuzz"
FINE_CODES = (0, 2, 3, 4)

Door = Callable[[str, random.Random], object]


class TooLongError(BaseException):
    """No Exception: nothing between here and the loop may catch it."""


@dataclass
class Found:
    """Figures of a run: how many inputs by door, how many were refused, and the buckets."""

    tried: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    buckets: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_door: str = ""

    def add(self, name: str, text: str) -> None:
        """Count a bucket, and keep its first input."""
        self.buckets[name] += 1
        if self.buckets[name] == 1:
            OUT.mkdir(parents=True, exist_ok=True)
            place = OUT / f"{hashlib.sha256(name.encode()).hexdigest()[:10]}.txt"
            place.write_text(f"{name}\n\n{text}", encoding="utf-8", errors="backslashreplace")

    def report(self) -> str:
        """The figures in lines."""
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
        lines = [
            f"{sum(self.tried.values()):,} inputs, {sum(self.buckets.values())} faults in {len(self.buckets)} buckets"
        ]
        lines += [f"  {door}: {count:,} ({self.refused[door]:,} refused)" for door, count in sorted(self.tried.items())]
        lines.append(
            f"  slowest {self.slowest:.1f} s of the processor ({self.slowest_door}), peak memory {peak:,.0f} MB"
        )
        lines += [f"  {count} x {name}" for name, count in self.buckets.most_common()]
        return "\n".join(lines)


def person(text: str, rng: random.Random) -> object:
    """A person file, and now and then the whole report on that person."""
    from dolomite.app import read
    from dolomite.app.assess import assess
    from dolomite.app.case import Case

    one = read.person(inputs.as_bytes(text, rng), name="p.yaml", on=ON)
    return assess(Case(person=one, on=ON)) if rng.random() < 0.02 else one


def diary(text: str, rng: random.Random) -> object:
    """A diary, and now and then its foods looked up and added up."""
    from dolomite.app import read
    from dolomite.app.case import Case
    from dolomite.base.document import decode
    from dolomite.intake.read import own

    data = inputs.as_bytes(text, rng)
    if rng.random() < 0.9:
        return own.diary(decode(data, name="d.csv"), name="d.csv")
    matched = read.diary(data, name="d.csv", catalogue=_catalogue(), on=ON)
    return Case(person=_somebody(), on=ON, diary=matched, catalogue=_catalogue()).total


def export(text: str, rng: random.Random) -> object:
    """An export of another program."""
    from dolomite.intake.read import every
    from dolomite.intake.read.file import File, How

    units = {unit.key: unit.unit for unit in _catalogue().units}
    return every.read(File(name="c.csv", content=inputs.as_bytes(text, rng)), How(units=units))


def pool(text: str, rng: random.Random) -> object:
    """A table of studies under any choice."""
    from dolomite.app.pool_studies import Choices, pool_studies

    few = rng.random() < 0.2
    odd = rng.random() < 0.1  # a choice that is none
    choices = Choices(
        measure="x" if odd else rng.choice(_measures(text)),
        estimator=rng.choice(("x", ""))
        if odd
        else rng.choice(("reml", "dl", "fe", "pm", "mh", "hs", "he", "sj", "ml", "eb")),
        test=rng.choice((None, None, None, "z", "knapp_hartung", "modified_knapp_hartung")),
        level=rng.choice((0.0, 1.0, float("nan"), -1.0)) if odd else rng.choice((0.95, 0.5, 0.999)),
        zero_cells="x" if odd else rng.choice(("only_zero", "all", "none")),
        correlation=rng.choice((0.5, 0.5, 0.0, 1.0, -1.0)),
        moderators=rng.choice(((), (), (), (), ("dose",), ("study",), ("x",))),
        bias=few,
        influence=few,
        cumulative=rng.choice((None, None, None, "table", "dose", "x")),
        permutation=rng.random() < 0.02,
        bootstrap=rng.choice((0,) * 30 + (50,)),
        bayes=rng.random() < 0.02,
        prior_tau=rng.choice((None, None, 0.5, 0.0, float("inf"))),
        worthwhile=rng.choice((None,) * 8 + (-1.0, 0.0, float("nan"))),
    )
    return pool_studies(inputs.as_bytes(text, rng).decode("utf-8", "replace"), name="t.csv", choices=choices)


def _measures(text: str) -> tuple[str, ...]:
    """What fits the columns, most often."""
    if "events" in text[:60]:
        return ("or", "rr", "rd", "peto")
    if "mean_t" in text[:60]:
        return ("md", "smd", "rom")
    if "mean_change" in text[:60]:
        return ("smcc", "md")
    return ("gen", "rr", "or")


def log(text: str, rng: random.Random) -> object:
    """A pain log as a trial's data, and rarely its analysis."""
    from dolomite.app.analyse_trial import from_csv
    from dolomite.base.document import decode
    from dolomite.trial.read_log import pain_column, pain_log
    from dolomite.trial.series import from_log

    plain = decode(inputs.as_bytes(text, rng), name="l.csv")
    if rng.random() < 0.002:
        return from_csv(plain, name="l.csv", active=rng.choice(("magnesium", "placebo", "x")))
    return pain_column(plain, name="l.csv") if rng.random() < 0.2 else from_log(pain_log(plain, name="l.csv"))


def plan(text: str, _rng: random.Random) -> object:
    """The plan of a trial."""
    from dolomite.app.start_trial import designed
    from dolomite.trial.plan_file import plan as read

    return designed(read(text, name="plan.yaml"))


def article(text: str, rng: random.Random) -> object:
    """An article, as text or as a page."""
    from dolomite.app.check_article import check

    return check(inputs.as_bytes(text, rng), name=rng.choice(("a.txt", "a.html", "a.md", "a")))


def label(text: str, _rng: random.Random) -> object:
    """A supplement's label."""
    from dolomite.app.read_supplement import label as read

    return read(text)


def journal(text: str, rng: random.Random) -> object:
    """A trial's journal: a chain, and a record if there is one."""
    from dolomite.store.journal import chained
    from dolomite.trial.record import record

    head = rng.choice((None, b"", b"7 " + b"a" * 64 + b"\n", b"\xff", text[:70].encode("utf-8", "replace")))
    return record(chained(text.encode("utf-8", "replace"), head).told)


def food(text: str, rng: random.Random) -> object:
    """Words looked up among the foods, and a portion of what is found."""
    from dolomite.food.portion import try_grams
    from dolomite.food.search import search

    hits = search(_catalogue(), text[:200])
    if not hits:
        return None
    return try_grams(_catalogue().get(hits[0].id), rng.choice((1.0, 0.0, 1e300, None)), text[:30])


DOORS: dict[str, Door] = {
    "person": person, "diary": diary, "export": export, "pool": pool, "log": log, "plan": plan, "article": article,
    "label": label, "journal": journal, "food": food,
}  # fmt: skip
# Of a hundred inputs so many go to each: a quick door gets more of them.
SHARES = {"person": 20, "diary": 18, "export": 12, "pool": 3, "log": 15, "plan": 10, "article": 1, "label": 6, "journal": 14,
          "food": 1}  # fmt: skip


def _catalogue():
    from dolomite.food.table import Catalogue

    if not _KEPT:
        _KEPT.append(Catalogue.open())
    return _KEPT[0]


def _somebody():
    from dolomite.app import read

    return read.person((inputs.EXAMPLES / "person.yaml").read_bytes(), name="p.yaml", on=ON)


_KEPT: list = []


def trial_seeds(folder: Path) -> dict[str, list[str]]:
    """A plan and a journal, made as the commands make them."""
    from dolomite.app import design_trial, log_day, start_trial
    from dolomite.app.trial_folder import told

    who = (inputs.EXAMPLES / "person.yaml").read_bytes()
    made = design_trial.design(who, name="p", on=ON, choices=design_trial.Choices(pairs=3)).text
    now = datetime(2026, 6, 20, 20, 0, tzinfo=UTC)
    again = start_trial.Rehearsal(seed=1)
    start_trial.start(made, name="p", folder=folder / "t", helper=None, on=ON, utc=now, rehearsal=again)
    for day in range(1, 5):
        log_day.log(told(folder / "t"), day=day, values={"pain_nrs": 5.0}, note="x", on=ON, utc=now)
    (folder / "plan.yaml").write_text(made, encoding="utf-8")
    return {"plan": [made], "journal": [(folder / "t" / "journal.jsonl").read_text(encoding="utf-8")]}


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise TooLongError after so much time of the processor [s]."""

    def up(_signal: int, _frame: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGPROF, up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def place_of(error: BaseException) -> str:
    """The error and the last line of ours before it: what a bucket is called."""
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if "dolomite" in f.filename and "/tools/" not in f.filename
    ]
    where = f"{'/'.join(Path(frames[-1].filename).parts[-2:])}:{frames[-1].name}" if frames else "?"
    return f"{type(error).__name__} in {where}: {str(error)[:80]!r}"


def through_doors(found: Found, *, seed: int, until: Callable[[int], bool], only: str | None = None) -> None:
    """Inputs through the doors in turn until `until(count)` says stop."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as where:
        texts = inputs.seeds() | trial_seeds(Path(where))
    texts["food"] = [line.split(",")[2] for line in "\n".join(texts["diary"]).split("\n") if line.count(",") > 3] or [
        "oats"
    ]
    names = [only] if only is not None else list(SHARES)
    weights = [SHARES[name] for name in names]
    count = 0
    while not until(count):
        count += 1
        name = rng.choices(names, weights)[0]
        text = inputs.changed(rng.choice(texts[name]), rng)
        found.tried[name] += 1
        began = time.process_time()
        try:
            with at_most(LONGEST_S), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                DOORS[name](text, rng)
        except DolomiteError as error:
            found.refused[name] += 1
            if len(str(error).splitlines()) > 1 and not isinstance(
                error, FaultsError
            ):  # all faults at once, a line each
                found.add(f"several lines in {name}", str(error))
        except TooLongError as error:
            found.add(f"longer than {LONGEST_S} s: {place_of(error)} ({name})", text)
        except Exception as error:
            found.add(f"{place_of(error)} ({name})", text)
        spent = time.process_time() - began
        if spent > found.slowest:
            found.slowest, found.slowest_door = spent, name


def main() -> None:
    """Run as the options say, print the figures, and leave with 1 when there is a bucket."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=float, default=1200.0)
    asked.add_argument("--inputs", type=int, default=10**9)
    asked.add_argument("--commands", type=int, default=0)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    asked.add_argument("--door", choices=sorted(DOORS))
    given = asked.parse_args()
    found = Found()
    end = time.monotonic() + given.seconds
    print(f"seed {given.seed}", flush=True)
    try:
        if given.commands:
            from fuzz_commands import commands

            commands(found, seed=given.seed, count=given.commands, until=end)
        else:
            through_doors(
                found, seed=given.seed, until=lambda n: n >= given.inputs or time.monotonic() > end, only=given.door
            )
    finally:
        print(found.report(), flush=True)
    sys.exit(bool(found.buckets))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
