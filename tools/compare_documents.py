"""What every command answers on the examples, in an older tree and in this one: what went, what came, what changed.

    python tools/compare_documents.py OLD_TREE                     # a summary, one line a command
    python tools/compare_documents.py OLD_TREE --all               # every key, value and figure
    python tools/compare_documents.py OLD_TREE need report --old-python /path/to/its/python

OLD_TREE is a checkout of an older commit (`git worktree add OLD_TREE COMMIT`); each tree runs the old one's examples
in a folder of its own, on one day, with nothing imported. JSON is compared key by key: members of a list that say their
id or name are met by it, others by their place; numbers within a billionth are equal. Text is compared by its headings
and by the figures under each, not by its wording. Run it before a release: whatever stands here stands in a note or in
CHANGELOG, and a key that is gone comes with a risen schema number (`report/json.py`).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
DAY = "2026-11-21"
ALWAYS = {"version", "facts"}  # keys that differ between any two commits
NAMES = ("id", "name", "file", "key", "condition", "food_id", "label", "day")  # what a member of a list is met by
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
ARTICLE = (
    "Magnesium oxide is the best absorbed form of magnesium. It cures the pain in your back for good. "
    "Adults should not take more than 350 mg a day as a supplement. Spinach is a good source of magnesium.\n"
)
PERSON, DIARY, WALTER = "examples/person.yaml", "examples/person.csv", "examples/walter.yaml"
# One line each, in this order: a trial goes from its plan to its report. `+` before a line: it takes no --json; words
# in braces are left out where a tree does not know them.
LINES = f"""
need {PERSON} --on {DAY}
need {WALTER} --on {DAY}
need {WALTER} --body uk --on {DAY}
need {PERSON} --body eu --on {DAY}
safety {PERSON} --on {DAY}
safety {WALTER} --on {DAY}
+safety {WALTER} --letter --on {DAY}
intake {DIARY} --person {PERSON} --on {DAY}
intake examples/walter.csv --person {WALTER} --on {DAY}
deficiency {PERSON} --on {DAY}
deficiency {WALTER} --on {DAY}
supplement forms
supplement label "Magnesium citrate 500 mg"
supplement dose {PERSON} --diary {DIARY} --on {DAY}
supplement dose {WALTER} --on {DAY}
plan {PERSON} --diary {DIARY} --on {DAY}
plan {WALTER} --diary examples/walter.csv --on {DAY}
report {PERSON} --diary {DIARY} --on {DAY} {{--full}}
report {PERSON} --on {DAY} {{--full}}
report {WALTER} --diary examples/walter.csv --on {DAY} {{--full}}
report {WALTER} --on {DAY} {{--full}}
food search "boiled spinich"
food search almonds
food show fndds:63107010 --grams 50
food top magnesium
food top magnesium --per serving
evidence
evidence chronic_low_back_pain
evidence migraine
evidence fibromyalgia
evidence crps
pool examples/magnesium_mi.csv --measure or
pool examples/magnesium_mi.csv --measure or --bias --influence
simulate {PERSON} --dose 250 --form oxide --days 7 --persons 20 --on {DAY}
simulate {WALTER} --dose 250 --form citrate --days 7 --persons 20 --on {DAY}
check article.txt
facts names
facts review supplement
facts review safety
data path --data nowhere
trial design {PERSON} --out plan.yaml --prescribed no --new-treatment no --on {DAY}
trial start plan.yaml --dir my-trial --seed 8 {{--practice}} --on {DAY}
trial log my-trial --from examples/trial_worked.csv --on 2027-02-01
trial status my-trial --on 2027-02-01
trial analyse my-trial --active magnesium
trial report my-trial
trial analyse examples/trial_worked.csv --active magnesium
trial analyse examples/trial_no_difference.csv --active magnesium
trial analyse examples/trial_half_missing.csv --active magnesium
trial pool examples/trial_worked.csv examples/trial_no_difference.csv examples/trial_half_missing.csv --active magnesium
""".strip().splitlines()
REFUSED = 2  # the exit code of a line that names what is not there


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one command line answered: its exit code and what it printed."""

    code: int
    out: str


@dataclass(kw_only=True)
class Difference:
    """What differs between two answers: paths or headings, each with the old and the new."""

    gone: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def counts(self) -> str:
        """How many went, came and changed, in words."""
        return f"{len(self.gone)} gone, {len(self.new)} new, {len(self.changed)} changed"

    def lines(self) -> Iterator[str]:
        """Each of them on a line."""
        yield from (f"gone    {path}" for path in self.gone)
        yield from (f"new     {path}" for path in self.new)
        yield from (f"changed {path}: {was}  ->  {now}" for path, was, now in self.changed)


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every path to a text, number, truth or null (or to an empty list or object), with it."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            if path or key not in ALWAYS:
                yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for mark, inner in zip(_marks(value), value, strict=True):
            yield from leaves(inner, f"{path}[{mark}]")
    else:
        yield path, value


def _marks(members: list[object]) -> list[str]:
    """What each member of a list is met by: its name or the text that it is, if no two are the same; else its place."""
    for name in NAMES:
        marks = [
            str(member[name]).replace("]", ")") for member in members if isinstance(member, Mapping) and name in member
        ]
        if len(marks) == len(members) == len(set(marks)):
            return marks
    if all(isinstance(member, str) for member in members) and len(members) == len(set(map(str, members))):
        return [str(member).replace("]", ")") for member in members]
    return [str(place) for place in range(len(members))]


def pattern(path: str) -> str:
    """A path without the marks of the members of lists."""
    return re.sub(r"\[[^\]]*\]", "[]", path)


def objects(value: object, path: str = "") -> dict[str, set[str]]:
    """The keys of every object of a document by its path, lists without their marks."""
    found: dict[str, set[str]] = {}
    if isinstance(value, Mapping) and value:
        found[path] = set(value) - (set() if path else ALWAYS)
    inner = (
        value.items()
        if isinstance(value, Mapping)
        else [(None, one) for one in value]
        if isinstance(value, list)
        else ()
    )
    for key, part in inner:
        here = f"{path}[]" if key is None else f"{path}.{key}" if path else str(key)
        for where, held in objects(part, here).items():
            found.setdefault(where, set()).update(held)
    return found


def missing(held: dict[str, set[str]], other: dict[str, set[str]]) -> set[str]:
    """Paths of keys that the other document's object of the same path does not have; an empty list tells nothing."""
    return {f"{path}.{key}".lstrip(".") for path in held.keys() & other.keys() for key in held[path] - other[path]}


def same(old: object, new: object) -> bool:
    """Whether two values are equal, numbers to a billionth of themselves."""
    if type(old) in (int, float) and type(new) in (int, float):
        return math.isclose(old, new, rel_tol=1e-9, abs_tol=1e-12)  # type: ignore[arg-type]
    return type(old) is type(new) and old == new


def members(path: str) -> list[str]:
    """The members of lists that a path runs through, the outermost first."""
    return [path[: found.end()] for found in re.finditer(r"\[[^\]]*\]", path)]


def within(key: str, some: set[str]) -> bool:
    """Whether a path of keys, or one that holds it, is among some."""
    parts = key.split(".")
    return any(".".join(parts[:count]).removesuffix("[]") in some for count in range(1, len(parts) + 1))


def documents(old: Mapping[str, object], new: Mapping[str, object]) -> Difference:
    """What differs between two JSON documents of the same command."""
    before, after = dict(leaves(old)), dict(leaves(new))
    gone, came = missing(objects(old), objects(new)), missing(objects(new), objects(old))
    met = [{member for path in side for member in members(path)} for side in (before, after)]
    changed: dict[str, tuple[str, str]] = {}
    for path in before.keys() | after.keys():
        if within(pattern(path), gone | came):
            continue
        if path in before and path in after and same(before[path], after[path]):
            continue
        whole = next((member for member in members(path) if (member in met[0]) != (member in met[1])), path)
        changed[whole] = (_told(whole, before, met[0]), _told(whole, after, met[1]))
    return Difference(gone=sorted(gone), new=sorted(came), changed=[(path, *changed[path]) for path in sorted(changed)])


def _told(path: str, side: Mapping[str, object], met: set[str]) -> str:
    """The value at a path, or whether there is a member."""
    return json.dumps(side[path], ensure_ascii=False) if path in side else "(there)" if path in met else "(not there)"


def sections(text: str) -> dict[str, Counter[str]]:
    """The figures under each heading (a line that is not indented) of a printed answer."""
    found: dict[str, Counter[str]] = {}
    here = found.setdefault("", Counter())
    for line in text.splitlines():
        if line and not line[0].isspace():
            here = found.setdefault(FIGURE.sub("#", line).strip(), Counter())
        here.update(FIGURE.findall(line))
    return found


def texts(old: str, new: str) -> Difference:
    """What differs between two printed answers: headings, and figures under a heading that both have."""
    before, after = sections(old), sections(new)
    changed = []
    for heading in before.keys() & after.keys():
        was, now = before[heading], after[heading]
        lost, found = (" ".join(sorted(figures.elements())) for figures in (was - now, now - was))
        if lost or found:
            changed.append((heading, lost, found))
    gone, came = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    return Difference(gone=gone, new=came, changed=sorted(changed))


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A checkout with the interpreter that runs it, and a folder in which its commands read and write."""

    root: Path
    python: str
    place: Path

    def furnish(self, examples: Path) -> None:
        """Copy the examples into the folder: a trial of one line goes on in the next."""
        shutil.copytree(examples, self.place / "examples")
        (self.place / "article.txt").write_text(ARTICLE, encoding="utf-8")

    def answer(self, line: str, *, as_json: bool) -> Answer:
        """What the tree's own source answers to a line."""
        bare = line.removeprefix("+")
        for asked in (re.sub(r"[{}]", "", bare), re.sub(r" \{[^}]*\}", "", bare)):
            answer = self._run(shlex.split(asked) + (["--json"] if as_json else []))
            if answer.code != REFUSED:
                break
        return answer

    def _run(self, words: list[str]) -> Answer:
        here = {"PYTHONPATH": str(self.root / "src"), "DOLOMITE_DATA": str(self.place / "data"), "COLUMNS": "100"}
        done = subprocess.run(
            [self.python, "-m", "dolomite", *words],
            cwd=self.place,
            env=os.environ | here,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        return Answer(code=done.returncode, out=done.stdout.replace(str(self.place), "PLACE") or done.stderr)


def compared(line: str, old: Answer, new: Answer, *, as_json: bool) -> tuple[str, Difference | None]:
    """A line on one command's two answers, and what differs where both answered."""
    kind = "json" if as_json else "text"
    if old.code != new.code:
        return f"{kind}  {line}: left with {old.code}, now with {new.code}", None
    if old.code not in (0, 4):
        return f"{kind}  {line}: neither answers ({old.out.strip()[:80]})", None
    if not as_json:
        told = texts(old.out, new.out)
        return f"text  {line}: {told.counts}", told
    before, after = json.loads(old.out), json.loads(new.out)
    told = documents(before, after)
    return f"json  {line}: {before['schema']} -> {after['schema']}, {told.counts}", told


def keep(folder: Path, line: str, old: Answer, new: Answer, *, as_json: bool) -> None:
    """Write both answers of a line, to be read side by side."""
    name = re.sub(r"[^\w.-]+", "_", line.lstrip("+")) + (".json" if as_json else ".txt")
    for side, answer in (("old", old), ("new", new)):
        (folder / side).mkdir(parents=True, exist_ok=True)
        (folder / side / name).write_text(answer.out, encoding="utf-8")


def main() -> None:
    """Ask both trees every line, as JSON and as text, and say what differs."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("tree", type=Path, metavar="OLD_TREE")
    ask.add_argument("commands", nargs="*", help="only these commands")
    ask.add_argument("--old-python", default=sys.executable, help="the interpreter with what the old tree needs")
    ask.add_argument("--keep", type=Path, metavar="DIR", help="keep both answers of each line in this folder")
    ask.add_argument("--all", action="store_true", help="every key, value and figure")
    given = ask.parse_args()
    tree = given.tree.resolve()
    lines = [line for line in LINES if not given.commands or line.lstrip("+").split()[0] in given.commands]
    for as_json in (True, False):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            before = Tree(root=tree, python=given.old_python, place=Path(first))
            after = Tree(root=ROOT, python=sys.executable, place=Path(second))
            before.furnish(tree / "examples")
            after.furnish(tree / "examples")
            for line in lines:
                if as_json and line.startswith("+"):
                    continue
                old, new = (side.answer(line, as_json=as_json) for side in (before, after))
                if given.keep:
                    keep(given.keep, line, old, new, as_json=as_json)
                told, differs = compared(line, old, new, as_json=as_json)
                print(told, flush=True)
                for what in differs.lines() if given.all and differs is not None else ():
                    print(f"    {what}")


if __name__ == "__main__":
    main()
