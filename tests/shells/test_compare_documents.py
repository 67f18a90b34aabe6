"""What two trees answer on the same examples: a key that goes, a value and a figure that change are told."""

import shutil
import sys
from pathlib import Path

import pytest

import compare_documents as compare

ROOT = Path(__file__).parents[2]
OLD = """import sys
if "--json" in sys.argv:
    print('{"schema": "dolomite.deficiency/1", "version": "0", "risk_factors": [], "lost": {"mg": 1}}')
else:
    print("Somewhere else\\n  3 mg")
"""


def difference(old, new):
    told = compare.documents(old, new)
    return told.gone, told.new, told.changed


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ({"a": 1, "version": "1"}, {"a": 1.0, "version": "2"}, ([], [], [])),
        ({"a": 0.1 + 0.2}, {"a": 0.3}, ([], [], [])),
        ({"a": True}, {"a": 1}, ([], [], [("a", "true", "1")])),
        ({"a": 0}, {"a": None}, ([], [], [("a", "0", "null")])),
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 2}}, (["a.b"], [], [])),
        ({"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}, ([], ["a.b"], [])),
        # members are met by their name, not by their place
        ({"a": [{"id": "x", "v": 1}]}, {"a": [{"id": "w", "v": 0}, {"id": "x", "v": 2}]}, (
            [], [], [("a[w]", "(not there)", "(there)"), ("a[x].v", "1", "2")]
        )),
        ({"a": ["x", "y"]}, {"a": ["w", "x", "y"]}, ([], [], [("a[w]", "(not there)", '"w"')])),
        ({"a": [1, 2]}, {"a": [1, 3]}, ([], [], [("a[1]", "2", "3")])),
        # a list that is empty tells nothing of the keys of its members
        ({"a": [{"id": "x"}]}, {"a": []}, ([], [], [("a", "(not there)", "[]"), ("a[x]", "(there)", "(not there)")])),
    ],
)  # fmt: skip
def test_what_differs_between_two_documents(old, new, expected):
    assert difference(old, new) == expected


def test_texts_are_compared_by_heading_and_figure():
    told = compare.texts(
        "What you need\n  Aim for 320 mg, or 1,000 kcal.\nGone 3\n", "What you need\n  330 mg; 1,000 kcal\nNew\n"
    )
    assert (told.gone, told.new, told.changed) == (["Gone #"], ["New"], [("What you need", "320", "330")])


@pytest.fixture
def tree(tmp_path):
    """An old tree with the examples of this one and whatever source a test puts there."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("notebooks"))
    return tmp_path


def put(tree, program):
    """Let the old tree be one program."""
    (tree / "src" / "dolomite").mkdir(parents=True)
    for name, text in (("__init__", ""), ("__main__", program)):
        (tree / "src" / "dolomite" / f"{name}.py").write_text(text)


def told(tree, monkeypatch, capsys, *words):
    monkeypatch.setattr(sys, "argv", ["compare_documents.py", str(tree), "deficiency", *words])
    compare.main()
    return capsys.readouterr().out.splitlines()


def test_a_tree_is_equal_to_itself(tree, monkeypatch, capsys):
    (tree / "src").symlink_to(ROOT / "src")
    lines = told(tree, monkeypatch, capsys, "--all")
    assert len(lines) == 4 and all(line.endswith("0 gone, 0 new, 0 changed") for line in lines), lines


def test_a_key_that_went_is_told_and_both_answers_are_kept(tree, monkeypatch, capsys):
    put(tree, OLD)
    lines = told(tree, monkeypatch, capsys, "--all", "--keep", str(tree / "kept"))
    assert "    gone    lost" in lines
    assert "    gone    Somewhere else" in lines
    assert {path.parent.name for path in (tree / "kept").rglob("deficiency_*walter*.json")} == {"old", "new"}


def test_words_that_a_tree_does_not_know_are_left_out(tree):
    put(tree, "import sys\nsys.exit(2) if '--full' in sys.argv else print(sys.argv[1:])\n")
    old = compare.Tree(root=tree, python=sys.executable, place=tree)
    assert old.answer("report a b {--full} --on c", as_json=True).out == "['report', 'a', 'b', '--on', 'c', '--json']\n"
