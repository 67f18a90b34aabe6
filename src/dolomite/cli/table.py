"""The table of commands: where each lives and what it answers. To add a command, write its module and one line here.

A module of this package holds one `command` (see `group`); it is imported when that command is called, not before.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """The module of a command, and what it answers in one line."""

    module: str
    help: str


# Order of the help page: the order in which a person meets the questions.
COMMANDS: dict[str, Entry] = {
    "init": Entry("init", "Begin: your own person file from a few plain questions, in two minutes"),
    "report": Entry("report", "Everything for one person: safety, need, intake, and what to do"),
    "safety": Entry("safety", "Is it safe, or should somebody look first? How urgent, what to do, what is stopped"),
    "trial": Entry("trial", "Did it work for me? Design, keep and analyse a randomised trial in one person"),
    "intake": Entry("intake", "What a food diary says you get a day, with the unknown named"),
    "food": Entry("food", "What is in food: search, one food, the foods with most magnesium, more foods"),
    "evidence": Entry("evidence", "What the trials say about magnesium and pain, and how sure anybody can be"),
    "import": Entry("import_file", "An export of another program: what it holds, then into your record"),
    "plan": Entry("plan", "The smallest change to what you eat that closes the gap"),
    "deficiency": Entry("deficiency", "What raises the risk of low magnesium, and what tests can tell"),
    "supplement": Entry("supplement", "Forms of magnesium, what a label means, and a dose if safety allows it"),
    "need": Entry("need", "How much magnesium, energy and all else a person needs"),
    "data": Entry("data", "Where imported foods lie on this machine, and how to delete them"),
    "facts": Entry("facts", "The facts on paper for a reviewer to sign, and the names a person file may use"),
    "check": Entry("check", "Which sentences of an article on magnesium hold, and what it leaves out"),
    "simulate": Entry("simulate", "How far a dose could reach: gut, blood, spinal fluid, receptor, with bands"),
    "pool": Entry("pool", "A meta-analysis of a table of studies, with what the next study would find"),
    "serve": Entry("serve", "The web app on this machine: your answer, food, magnesium, in a browser"),
    "population": Entry("population", "How many people of a survey usually get too little, and how sure that is"),
    "completion": Entry("completion", "Let the Tab key finish commands and options, in bash, zsh or fish"),
}
