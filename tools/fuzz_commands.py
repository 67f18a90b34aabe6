"""Whole commands for tools/fuzz.py: each in a forked process, by the options that the program itself declares."""

# ruff: noqa: E501 - long rows of inputs read better than long columns

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

import fuzz_inputs as inputs
import fuzz_sound

if TYPE_CHECKING:
    from fuzz import Found

LONGEST_S = 10  # of the processor; a plan or a design may take its own time, which the options below keep short
SOUND = 0.6  # of the lines; the rest is wild
FINE_CODES = (0, 2, 3, 4)
LEFT_OUT = {("food", "download"), ("serve",)}  # what waits for a network or a browser
SHORT = {"seconds": ("1", "0.5"), "persons": ("10", "20"), "pairs": ("2", "3"), "bootstrap": ("10",), "draws": ("10",)}


def tree(group: click.Command, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words that lead to it."""
    if not isinstance(group, click.Group):
        return [(path, group)]
    with click.Context(group) as context:
        names = group.list_commands(context)
        found = []
        for name in names:
            inner = group.get_command(context, name)
            if inner is not None and (*path, name) not in LEFT_OUT:
                found += tree(inner, (*path, name))
        return found


class World:
    """A folder with everything that a command can be given: files whole and changed, a trial, places to write to."""

    def __init__(self, place: Path, rng: random.Random) -> None:
        from fuzz import trial_seeds

        self.place, self.rng = place, rng
        self.texts = inputs.seeds() | trial_seeds(place)
        self.trial = place / "t"

    def word(self, parameter: click.Parameter) -> str:
        """One value for a parameter: most often one that fits its name."""
        rng, name = self.rng, (parameter.name or "").lower()
        if rng.random() < 0.12:
            return rng.choice(inputs.NUMBERS + inputs.WORDS).replace("\0", "")
        if isinstance(parameter.type, click.Choice):
            return str(rng.choice(parameter.type.choices))
        if name in SHORT:
            return rng.choice(SHORT[name])
        if name in ("html", "pdf", "csv", "out", "claim_review", "ris", "letter"):
            return rng.choice(
                (str(self.place / f"made.{name}"), "/dev/null", "/dev/full", str(self.place), "/nowhere/x")
            )
        if name in ("folder", "dir", "trial", "helper", "data"):
            return str(
                rng.choice((self.copied(), self.copied(), self.place / "new", self.place / "plan.yaml", "/nowhere"))
            )
        if name == "on":
            return rng.choice(("2026-06-20", "2026-06-21", "9999-12-31", "0001-01-01", "2026-02-30"))
        for key, kind in KINDS.items():
            if key in name:
                return self.file(kind)
        choices = PLAUSIBLE.get(name)
        return rng.choice(choices) if choices else rng.choice(("1", "2", "7", "magnesium", "placebo", "oats", "300"))

    def file(self, kind: str) -> str:
        """A file of a kind, whole or changed, or a place that is none."""
        rng = self.rng
        if rng.random() < 0.06:
            return rng.choice((str(self.place), "/dev/null", "/nowhere/x", "x" * 300, "-"))
        path = self.place / f"in{rng.randrange(50)}.{'yaml' if kind in ('person', 'plan') else 'csv'}"
        text = rng.choice(self.texts[kind])
        path.write_bytes(inputs.as_bytes(inputs.changed(text, rng) if rng.random() < 0.5 else text, rng))
        return str(path)

    def whole(self) -> Path:
        """The trial, copied: what a command does to it is gone with the next one."""
        copy = self.place / f"trial{self.rng.randrange(8)}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.trial, copy)
        return copy

    def copied(self) -> Path:
        """The trial, copied, and its journal damaged at times."""
        copy = self.whole()
        journal = copy / "journal.jsonl"
        if self.rng.random() < 0.3:
            journal.write_bytes(
                inputs.as_bytes(inputs.changed(journal.read_text(encoding="utf-8"), self.rng), self.rng)
            )
        return copy


KINDS = {"person": "person", "diary": "diary", "file": "pool", "plan": "plan", "baseline": "log", "source": "log",
         "table": "log", "article": "article", "sheet": "article", "prices": "log"}  # fmt: skip
PLAUSIBLE = {
    "measure": ("or", "rr", "rd", "md", "smd", "gen"), "estimator": ("reml", "dl", "fe", "mh"), "form": ("citrate", "oxide"),
    "active": ("magnesium", "placebo", "x"), "against": ("placebo", "nothing", "200"), "pain": ("5", "0", "10"),
    "day": ("1", "2", "40"), "held": ("abcdef12", "0" * 64), "nutrient": ("magnesium", "calcium", "iron"),
    "dose": ("300", "200", "400"), "words": ("magnesium oxide 400 mg", "oats"), "text": ("Magnesium citrate 400 mg",),
    "prior": ("effect=-0.5,1", "tau=5,0.7", "evidence"),
}  # fmt: skip


def line_of(world: World, commands: list[tuple[tuple[str, ...], click.Command]]) -> list[str]:
    """One command line: a command, its arguments, and a few of its options."""
    rng = world.rng
    path, command = rng.choice(commands)
    words = list(path)
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            if path[-1] in ("intake", "report", "safety", "need", "design", "dose", "deficiency", "plan", "simulate"):
                words.append(world.file("person"))
            elif path[0] == "check":
                words.append(world.file("article"))
            else:
                words.append(world.word(parameter))
    options = [p for p in command.params if isinstance(p, click.Option) and p.name not in ("help", "yes")]
    needed = [p for p in options if p.required]
    for option in {id(p): p for p in (*needed, *rng.sample(options, min(len(options), rng.randint(0, 4))))}.values():
        words.append(rng.choice(option.opts + option.secondary_opts))
        if not option.is_flag:
            words.append(world.word(option))
    for option in options:  # what takes long is kept short, whatever else was drawn
        if option.name in SHORT and not any(o in words for o in option.opts):
            words += [option.opts[0], SHORT[option.name][0]]
    if rng.random() < 0.03:
        words.insert(rng.randint(0, len(words)), rng.choice(inputs.WORDS).replace("\0", ""))
    return words


def commands(found: Found, *, seed: int, count: int, until: float) -> None:
    """So many whole commands, or as many as there is time for [s of the monotonic clock]."""
    from dolomite.cli.group import root

    rng = random.Random(seed)
    known = tree(root())
    warm()
    with tempfile.TemporaryDirectory() as where:
        # Whatever a command keeps or deletes by itself lies here, and never in the folder of whoever runs this.
        os.environ |= {"DOLOMITE_DATA": f"{where}/kept", "HOME": where, "XDG_DATA_HOME": f"{where}/share"}
        world = World(Path(where), rng)
        os.chdir(where)
        for _ in range(count):
            if time.monotonic() > until:
                return
            words = fuzz_sound.line(world, known) if rng.random() < SOUND else line_of(world, known)
            name = " ".join(words[: 2 if words[0] in ("trial", "food", "data", "facts", "supplement") else 1])
            name = name if name in {" ".join(path) for path, _ in known} else "odd"
            found.tried[name] += 1
            code, out, err, spent, memory = run(words, Path(where))
            if code != 0:
                found.refused[name] += 1
            if spent > found.slowest:
                found.slowest, found.slowest_door = spent, " ".join(words)[:200]
            fault = fault_of(code, err, spent, memory)
            if fault is not None:
                found.add(f"{fault} ({name})", f"{words!r}\n\n{err[-4000:]}\n\n{out[-500:]}")


def warm() -> None:
    """Import everything once, so that a forked command need not."""
    import importlib
    import pkgutil

    import dolomite

    for module in pkgutil.walk_packages(dolomite.__path__, "dolomite."):
        if (
            not module.name.startswith(("dolomite.population", "dolomite.store.migrations"))
            and "__main__" not in module.name
        ):
            importlib.import_module(module.name)
    for name in ("altair", "vl_convert", "highspy", "rapidfuzz.process", "trafilatura", "portalocker"):
        importlib.import_module(name)
    from dolomite.food.table import Catalogue

    Catalogue.open()


def fault_of(code: int, err: str, spent: float, memory: float) -> str | None:
    """What is wrong with how a command ended; None: nothing."""
    if "Traceback" in err:
        lines = [line.strip() for line in err.splitlines() if line.strip()]
        ours = [line for line in lines if line.startswith("File") and "dolomite" in line and "/tools/" not in line]
        place = ours[-1].split("dolomite/")[-1] if ours else "?"
        return f"{lines[-1][:90]} at {place}"
    if spent > LONGEST_S:
        return f"longer than {LONGEST_S} s of the processor"
    if memory > 2048:
        return "more than 2 GB"
    return None if code in FINE_CODES else f"exit code {code}"


def run(words: list[str], place: Path) -> tuple[int, str, str, float, float]:
    """Exit code, standard output and error, seconds of the processor, and peak memory [MB] of one command."""
    out, err = place / ".out", place / ".err"
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            for number, path in ((1, out), (2, err)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            resource.setrlimit(resource.RLIMIT_CPU, (3 * LONGEST_S, 3 * LONGEST_S + 1))
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 28, 1 << 28))
            signal.alarm(30 * LONGEST_S)  # whoever waits uses no processor
            code = called(words)
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    texts = [path.read_text(encoding="utf-8", errors="replace") if path.exists() else "" for path in (out, err)]
    return code, texts[0], texts[1], used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def called(words: list[str]) -> int:
    """Run the command line in this process, as Python itself would end it."""
    import sys
    import traceback

    from dolomite.cli.main import run as dolomite

    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the streams of the parent belong to its own files
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    try:
        dolomite(words)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    return code
