"""Every example of a help, and so of the generated manual, runs in a folder with the examples of the repository."""

import io
import re
import shlex
import shutil
from datetime import date, timedelta
from pathlib import Path

import click
import pytest

from dolomite.cli.group import root
from dolomite.store.opening import open_store
from dolomite.store.port import STORE
from drafts import NOW, pain
from made_up_release import zipped

ROOT = Path(__file__).parents[2]
OWN_FOODS = "foods:\n  - {name: My bar, serving_g: 40, nutrients: {energy: 450 kcal, magnesium: 90 mg}}\n"
ARTICLE = "Magnesium oxide is the best absorbed form of magnesium, they say. It cures the pain in your back for good.\n"
# A shell reads the first (test_completion), the second asks a publisher (test_download), the third goes on
# (test_serve), the last needs an engine of its own (tests/population).
BY_HAND = ("completion", "food download", "import", "serve", "population")


def examples():
    """Each example with the command it stands under."""

    def walk(group, path):
        context = click.Context(group)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            words = f"{path} {name}".strip()
            if not words.startswith(BY_HAND):
                yield from ((words, example) for example in found.examples)
            if isinstance(found, click.Group):
                yield from walk(found, words)

    yield from (("", example) for example in root().examples)
    yield from walk(root(), "")


EXAMPLES = sorted({example for _, example in examples()})
TRIAL = [example for example in EXAMPLES if example.startswith("dolomite trial")]


@pytest.fixture
def place(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "article.txt").write_text(ARTICLE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOLOMITE_DATA", str(tmp_path / "data"))
    return tmp_path


def with_a_record(place, dolomite, words):
    """A record to keep safe, with what the examples name: a backup, an export, a stick."""
    store = open_store(place / "data" / STORE)
    store.append("anna", [pain(1), pain(2)], utc=NOW)
    store.close()
    assert dolomite("data", "backup", place / "dolomite.sqlite")[0] == 0
    if "import" in words:
        assert dolomite("data", "export", place / "mine.zip")[0] == 0
    return words.replace("/media/stick/", f"{place}/of-the-stick-")


def typed_in(monkeypatch, words):
    """Whoever begins a person file types answers: everything no, a woman of 42."""
    if words.startswith("init"):
        typed = ["no"] * 6 + ["woman", "42", "no", "GB", "low back", "14", *["none"] * 4, "no", "no"]
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))


@pytest.mark.parametrize("example", [example for example in EXAMPLES if example not in TRIAL])
def test_an_example_runs(example, place, dolomite, monkeypatch):
    words, _, source = example.removeprefix("dolomite ").partition(" < ")
    if words.startswith("data "):
        words = with_a_record(place, dolomite, words)
    if "my-release" in words:
        zipped(place / "my-release.zip", 20)
        words = words.replace("my-release", "my-release.zip")
    if words.startswith("food own"):
        (place / "my-foods.yaml").write_text(OWN_FOODS)
        if "--remove" in words:
            assert dolomite("food", "own", "my-foods.yaml")[0] == 0
    if source:
        monkeypatch.setattr("sys.stdin", (place / source).open())
    typed_in(monkeypatch, words)
    code, out, err = dolomite(*shlex.split(words))
    assert code == 0, err
    assert out.strip()
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


def test_the_examples_of_a_trial_run_in_their_order(place, dolomite):
    begin = [example for example in TRIAL if " design " in example][:1]
    assert dolomite(*shlex.split(begin[0])[1:])[0] == 0
    order = (" design ", " start ", " log ", " status ", " recover ", " analyse ", " pool ", " report ")
    ordered = sorted(TRIAL, key=lambda example: next(n for n, word in enumerate(order) if word in example))
    for example in ordered:
        if " report " in example:
            days = place / "examples" / "trial_worked.csv"
            sheet = place / "my-trial-helper" / "code-sheet.txt"
            later = date.today() + timedelta(90)  # when its days have come
            assert dolomite("trial", "log", "my-trial", "--from", days, "--on", later)[0] == 0
            assert sheet.exists()
        words = shlex.split(example)[1:]
        if words[1] == "start":  # some days ago, so that the days that the examples name have come
            words += ["--on", str(date.today() - timedelta(5))]
        code, out, err = dolomite(*words)
        assert code == 0, f"{example}: {err}"
        assert out.strip()


PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"]
PLACEHOLDER = re.compile(r"\[|\||\b[A-Z]{2,}\b(?!=)")


def documented():
    """Every command line in a code block of a page by hand, with the page; comments cut off."""
    for page in PAGES:
        for block in re.findall(r"```\w*\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                words = line.strip().removeprefix("$ ").split(" #")[0].strip()
                made = re.fullmatch(r'make run ARGS="(.*)"', words)
                if made or words.startswith("dolomite "):
                    yield page.relative_to(ROOT).as_posix(), made[1] if made else words.removeprefix("dolomite ")


# Run elsewhere: by the examples above, and by tests/house/test_worked.py.
OTHERWISE = ("docs/reference/commands.md", "docs/reference/worked.md")
LINES = [(page, line) for page, line in documented() if page not in OTHERWISE]
TO_RUN = {page: [line for at, line in LINES if at == page and not PLACEHOLDER.search(line)] for page, _ in LINES}


@pytest.mark.parametrize("page", [page for page, lines in TO_RUN.items() if lines])
def test_the_lines_of_a_page_run_in_their_order(page, place, dolomite, monkeypatch):
    diary = re.search(r"```csv\n(.*?)```", (ROOT / page).read_text(encoding="utf-8").replace("\n   ", "\n"), re.DOTALL)
    if diary:
        (place / "diary.csv").write_text(diary[1])
    (place / "page.html").write_text(f"<html><body><p>{ARTICLE * 4}</p></body></html>")
    for line in TO_RUN[page]:
        words = line.split(" > ")[0].replace("leaflet.pdf", "article.txt")
        if words.startswith(("serve", "food download", "food import", "population")):
            continue  # a server, what needs a publisher's file, and surveys (tests/population)
        typed_in(monkeypatch, words)
        code, _, err = dolomite(*shlex.split(words))
        assert code == 0, f"{line}: {err}"


@pytest.mark.parametrize("page, line", [(page, line) for page, line in LINES if PLACEHOLDER.search(line)])
def test_a_synopsis_names_options_that_are_there(page, line):
    found = root()
    for word in line.split():
        context = click.Context(found)
        step = found.get_command(context, word) if isinstance(found, click.Group) else None
        if step is None:
            break
        found = step
    known = {option for param in found.params for option in (*param.opts, *param.secondary_opts)}
    assert set(re.findall(r"--[a-z][a-z-]*", line)) <= known | {"--help"}
