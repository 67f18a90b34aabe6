"""The command line holds its own rules: every option is run by a test, every help has examples, nothing trails."""

import ast
import re
import shlex
from pathlib import Path

import click
import pytest

from dolomite.cli.group import Command, Group, root
from dolomite.cli.table import COMMANDS

TESTS = Path(__file__).parents[1]
ANYWHERE = {"--help", "-h"}  # tried on every command below


def commands(group=None, path=("dolomite",)):
    """Every command of the tree with the words that lead to it."""
    group = group or root()
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        yield (*path, name), found
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))


TREE = dict(commands())
LEAVES = {path: found for path, found in TREE.items() if not isinstance(found, click.Group)}
OPTIONS = [
    (path, option)
    for path, found in LEAVES.items()
    for param in found.params
    if isinstance(param, click.Option)
    for option in (*param.opts, *param.secondary_opts)
    if option not in ANYWHERE
]


def words_of(source):
    """Every sequence of words that a test writes down: tuples, lists, call arguments, and lines of text."""
    for node in ast.walk(ast.parse(source)):
        parts = None
        if isinstance(node, (ast.Tuple, ast.List)):
            parts = node.elts
        elif isinstance(node, ast.Call):
            parts = node.args
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " --" in node.value:
            yield node.value.replace("=", " ").split()
            continue
        if parts:
            yield [
                text
                for part in parts
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
                for text in part.value.split("=")[:1]
            ]


def tried(sources):
    """Which options the tests run, and with which words of a command in the same file."""
    for source in sources:
        named = set()
        lines = list(words_of(source))
        for line in lines:
            named.update(line)
        yield named


@pytest.fixture(scope="module")
def files():
    return list(
        tried(
            path.read_text(encoding="utf-8")
            for folder in ("shells", "population")
            for path in (TESTS / folder).glob("test_*.py")
        )
    )


@pytest.mark.parametrize("path, option", OPTIONS, ids=lambda value: value if isinstance(value, str) else value[-1])
def test_every_option_is_run_by_a_test(path, option, files):
    words = set(path[1:])
    assert any(option in named and (words <= named or path[-1] in named) for named in files), (
        f"{' '.join(path)} {option}: no test in tests/shells runs it"
    )


def test_an_option_that_no_test_runs_is_found(files):
    assert not any("--nowhere-to-be-seen" in named for named in tried(['run(["need", "a.yaml", "--on=2026-01-01"])']))
    assert any("--on" in named for named in tried(['run(["need", "a.yaml", "--on=2026-01-01"])']))


@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_every_command_is_ours_and_has_examples_and_help(path):
    found = TREE[path]
    assert isinstance(found, (Command, Group))
    assert found.help and len(found.examples) >= 1
    for example in found.examples:
        assert " ".join(path[1:]) in example or path[1] in ("completion",)
    for param in found.params:
        assert param.help, f"{' '.join(path)} {param.name} has no help"
        if isinstance(param, click.Option) and not param.is_flag and not param.hidden:
            assert param.metavar, f"{' '.join(path)} {param.name} says not what it takes"


@pytest.mark.parametrize("columns", [50, 80, 120])
@pytest.mark.parametrize("path", [("dolomite",), *TREE], ids=" ".join)
def test_help_keeps_to_the_width_and_trails_no_spaces(path, columns):
    found = TREE[path] if path in TREE else root()
    context = click.Context(found, info_name=" ".join(path), terminal_width=columns)
    for line in found.get_help(context).splitlines():
        assert line == line.rstrip()
        assert len(line) <= columns or line.strip() in found.examples, line
        assert not re.search("[─│╭╮╰╯]", line)


def test_one_word_means_one_thing():
    """An option of one name says the same everywhere it stands, or its help names what it is of."""
    meaning = {}
    for path, found in LEAVES.items():
        for param in found.params:
            if isinstance(param, click.Option) and not param.hidden:
                for option in param.opts:
                    meaning.setdefault(option, {}).setdefault(str(param.metavar), []).append(" ".join(path))
    two = {option: places for option, places in meaning.items() if len(places) > 1}
    # Arms, doses and places are typed where they belong; a period or a source of data has one meaning each.
    assert not {"--period", "--from", "--diary", "--person", "--on", "--json", "--html"} & set(two), two


def test_the_table_names_modules_that_are_there():
    assert set(COMMANDS) == {path[1] for path in TREE}


def test_examples_are_lines_that_a_shell_reads():
    for found in TREE.values():
        for example in found.examples:
            assert shlex.split(example)[0] in ("dolomite", "eval")
