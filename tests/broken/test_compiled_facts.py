"""The compiled facts are the YAML's, or are not used: stale, cut off and missing files, and a package without YAML."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dolomite import facts
from dolomite.facts import compiled, document

PACKAGE = Path(facts.__file__).parents[1]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / compiled.FILE
    document.compile_facts(path)
    return path


@pytest.fixture
def use(monkeypatch):
    """Have a file taken for the compiled facts."""

    def take(path):
        held = compiled.compiled.__wrapped__(str(path))
        monkeypatch.setattr(compiled, "compiled", lambda: held)
        monkeypatch.setattr(document, "compiled", lambda: held)
        return held

    return take


def test_every_file_is_there_and_says_what_its_yaml_says(whole, use):
    held = use(whole)
    assert tuple(held.places) == document.names()
    for name in document.names():
        assert compiled.fetch(name) == document._from_yaml(compiled.FOLDER / f"{name}.yaml", name), name
    assert held.digest == document._digest_of_yaml()


def test_the_same_facts_give_the_same_bytes(whole, tmp_path):
    again = tmp_path / compiled.FILE
    document.compile_facts(again)
    assert again.read_bytes() == whole.read_bytes()


def test_a_file_that_changed_since_is_read_as_yaml(whole, use, tmp_path, monkeypatch):
    use(whole)
    (tmp_path / "need").mkdir()
    text = (compiled.FOLDER / "need/life_stage.yaml").read_text()
    (tmp_path / "need/life_stage.yaml").write_text(text)
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    monkeypatch.setattr(compiled, "has_yaml", lambda: True)
    assert compiled.fetch("need/life_stage") is not None
    (tmp_path / "need/life_stage.yaml").write_text(text.replace("what: ", "what: w", 1))
    assert compiled.fetch("need/life_stage") is None
    assert compiled.fetch("need/us_elements") is None  # gone


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with two facts files, compiled; how often all of them are read for the digest is in `.reads`."""
    (tmp_path / "need").mkdir()
    for name in ("ids", "need/life_stage"):
        shutil.copy(compiled.FOLDER / f"{name}.yaml", tmp_path / f"{name}.yaml")
    held, reads, from_yaml = compiled.compiled.__wrapped__, [], document._digest_of_yaml
    for module in (compiled, document):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
        monkeypatch.setattr(module, "has_yaml", lambda: True)
        monkeypatch.setattr(module, "compiled", lambda: held(str(tmp_path / compiled.FILE)))
    monkeypatch.setattr(document, "names", lambda: ("ids", "need/life_stage"))
    waited(tmp_path)
    document.compile_facts(tmp_path / compiled.FILE)
    monkeypatch.setattr(document, "_digest_of_yaml", lambda: reads.append(1) or from_yaml())
    return SimpleNamespace(folder=tmp_path, digest=document.digest.__wrapped__, true=from_yaml, reads=reads)


def waited(folder):
    """Wait until the disk's clock has moved: what changes from now on is later than what was there."""
    probe = folder / "probe"
    begun = compiled.clock_ns(probe)
    while compiled.clock_ns(probe) == begun:
        pass


def test_the_digest_is_told_without_reading_what_nobody_touched(checkout):
    assert checkout.digest() == checkout.true() and not checkout.reads


def a_figure(folder):
    path = folder / "need/life_stage.yaml"
    path.write_text(path.read_text().replace("31", "32", 1))


def with_its_old_date(folder):
    path = folder / "need/life_stage.yaml"
    old = path.stat()
    a_figure(folder)
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))


def of_another(folder):
    stamp = folder / compiled.STAMP
    stamp.write_text(f"{'0' * 64} {stamp.read_text().split()[1]}\n")


@pytest.mark.parametrize(
    "touched",
    [
        a_figure,
        with_its_old_date,
        lambda folder: (folder / "need/new.yaml").write_text("what: more\n"),
        lambda folder: (folder / "need/life_stage.yaml").unlink(),
        lambda folder: (folder / "need/life_stage.yaml").rename(folder / "need/stage.yaml"),
        lambda folder: (folder / compiled.STAMP).unlink(),
        lambda folder: (folder / compiled.STAMP).write_text("nothing\n"),
        of_another,
    ],
    ids=["figure", "old date", "new", "gone", "renamed", "no stamp", "torn stamp", "stamp of another"],
)
def test_whatever_was_touched_is_read_again_for_the_digest(checkout, touched):
    touched(checkout.folder)
    assert checkout.digest() == checkout.true() and checkout.reads


def test_a_copied_checkout_is_read_again(checkout, tmp_path_factory, monkeypatch):
    there = tmp_path_factory.mktemp("copies") / "facts"
    waited(there.parent)
    shutil.copytree(checkout.folder, there)
    for module in (compiled, document):
        monkeypatch.setattr(module, "FOLDER", there)
    assert checkout.digest() == checkout.true() and checkout.reads


@pytest.mark.parametrize(
    "damage",
    [
        lambda good: b"",
        lambda good: good[:-1],
        lambda good: good.replace(b'"format":1', b'"format":9', 1),
        lambda good: b"[]\n",
        lambda good: b"\xff\xfe{}",
        lambda good: good.replace(b'"length"', b'"lenght"', 1),
    ],
)
def test_a_damaged_file_is_as_good_as_none(whole, tmp_path, damage):
    path = tmp_path / compiled.FILE
    path.write_bytes(damage(whole.read_bytes()))
    assert compiled.compiled.__wrapped__(str(path)) is None


def test_a_package_without_yaml_answers_from_the_compiled_file(whole, tmp_path):
    shutil.copytree(
        PACKAGE, tmp_path / "dolomite", ignore=shutil.ignore_patterns("*.yaml", "*.sqlite", "__pycache__", "*.facts")
    )
    shutil.copy(whole, tmp_path / "dolomite" / "facts" / compiled.FILE)
    program = (
        "import json; from dolomite import facts; from dolomite.app import review_facts\n"
        "print(json.dumps([facts.digest(), len(facts.sources()), facts.__file__, review_facts.rooms(),"
        " len(review_facts.review('safety', every=True)['files']), len(facts.ids().conditions)]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    digest, sources, place, rooms, files, conditions = json.loads(done.stdout)
    assert place.startswith(str(tmp_path))
    assert (digest, sources, conditions) == (facts.digest(), len(facts.sources()), len(facts.ids().conditions))
    assert "safety" in rooms and files > 5
