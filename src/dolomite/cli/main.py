"""`dolomite`: the table of commands. A command's module is imported when that command is called, not before."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

from dolomite.base.errors import DolomiteError, FactError, InputError, StoppedError
from dolomite.cli import quick


class Entry(NamedTuple):
    """Where a command lives and what it answers, in one line."""

    module: str
    help: str


# Order of the help page: the order in which a person meets the questions.
COMMANDS: dict[str, Entry] = {
    "report": Entry("report", "Everything for one person: safety, need, intake, and what to do"),
    "safety": Entry("safety", "Is it safe, or should somebody look first? How urgent, what to do, what is stopped"),
    "trial": Entry("trial", "Did it work for me? Design, keep and analyse a randomised trial in one person"),
    "intake": Entry("intake", "What a food diary says you get a day, with the unknown named"),
    "food": Entry("food", "What is in food: search, one food, the foods with most magnesium, more foods"),
    "evidence": Entry("evidence", "What the trials say about magnesium and pain, and how sure anybody can be"),
    "plan": Entry("plan", "The smallest change to what you eat that closes the gap"),
    "deficiency": Entry("deficiency", "What raises the risk of low magnesium, and what tests can tell"),
    "supplement": Entry("supplement", "Forms of magnesium, what a label means, and a dose if safety allows it"),
    "need": Entry("need", "How much magnesium, energy and all else a person needs"),
    "data": Entry("data", "Where imported foods lie on this machine, and how to delete them"),
    "facts": Entry("facts", "The facts on paper for a reviewer to sign, and the names a person file may use"),
    "check": Entry("check", "Which sentences of an article on magnesium hold, and what it leaves out"),
    "simulate": Entry("simulate", "How far a dose could reach: gut, blood, spinal fluid, receptor, with bands"),
    "pool": Entry("pool", "A meta-analysis of a table of studies, with what the next study would find"),
}

EXIT_CODE: dict[type[DolomiteError], int] = {InputError: 2, FactError: 3, StoppedError: 4}


def _said(error: DolomiteError) -> str:
    """The sentence as a command line says it: a field that no file holds is an option. (No unit.)"""
    if isinstance(error, InputError) and error.field is not None and error.file is None:
        return f"--{error.field.replace('_', '-')}: {error.says}"
    return str(error)


def run(args: list[str] | None = None) -> None:
    """Run one command and leave with its exit code: 0 done, 2 input, 3 facts, 4 stopped by safety. (No unit.)"""
    words = sys.argv[1:] if args is None else args
    try:
        if quick.run(words):
            code = 0
        else:
            from dolomite.cli.group import full  # Typer takes longer to import than a quick command in all

            code = full(words)
        sys.stdout.flush()  # here, where a reader that went away is no error
        sys.exit(code)
    except DolomiteError as error:
        print(f"dolomite: {_said(error)}", file=sys.stderr)
        sys.exit(EXIT_CODE.get(type(error), 2))
    except BrokenPipeError:  # the reader (head, less) went away: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)  # 128 and the number of the interrupt signal, as shells count
