"""A light command does not pay for what it does not use."""

import os
import resource
import subprocess
import sys

import pytest

from dolomite.facts.document import compile_facts

HEAVY = ("pydantic", "numpy", "scipy", "altair", "rich", "jinja2")
PERSON = "born: 1984-05-02\nsex: female\nheight_cm: 168\nweight_kg: 71\nactivity: low_active\nred_flags: []\n"


@pytest.mark.parametrize(
    "words",
    [
        "--help",
        "-h",
        "food search --help",
        "trial log -h",
        "food search banana",
        "food search banana --json",
        "need person.yaml",
        "need person.yaml --json --on 2026-05-01",
    ],
)
def test_nothing_heavy_is_imported(words, tmp_path):
    (tmp_path / "person.yaml").write_text(PERSON)
    program = (
        "import sys; from dolomite.cli.main import run\n"
        "try: run(sys.argv[1:])\n"
        "except SystemExit as left: code = left.code\n"
        f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules]); sys.exit(code)"
    )
    line = [str(tmp_path / word) if word == "person.yaml" else word for word in words.split()]
    done = subprocess.run([sys.executable, "-c", program, *line], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize(
    ("medicines", "opened"), [("", False), ("medicines: []\n", False), ("medicines: [zzvorbin]\n", True)]
)
@pytest.mark.parametrize("words", ["need person.yaml", "safety person.yaml"])
def test_the_table_of_medicine_names_is_opened_only_where_medicines_are_given(words, medicines, opened, tmp_path):
    """Neither a cold start nor the memory of an answer without medicines grows by a hundred thousand names."""
    (tmp_path / "person.yaml").write_text(PERSON + medicines)
    program = (
        "import sys\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == 'open' else None)\n"
        "from dolomite.cli.main import run\n"
        "try: run(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('OPENED', any(name.endswith('medicine_names.tsv') for name in seen))"
    )
    line = [str(tmp_path / word) if word == "person.yaml" else word for word in words.split()]
    done = subprocess.run([sys.executable, "-c", program, *line], capture_output=True, text=True, check=False)
    wanted = opened  # what to aim for asks safety first, and safety asks the medicines
    assert done.stdout.splitlines()[-1] == f"OPENED {wanted}", done.stderr


@pytest.mark.parametrize("words", ["need person.yaml --json", "safety person.yaml", "food search banana"])
def test_classes_on_the_light_path_are_cheap_to_define(words, tmp_path):
    """`dataclasses` compiles six methods of each frozen class at import: `base.frozen` does when they are used."""
    (tmp_path / "person.yaml").write_text(PERSON)
    program = (
        "import sys; from dolomite.cli.main import run\n"
        "try: run(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "own = [kind for name, module in list(sys.modules.items()) if name.startswith('dolomite.')\n"
        "       for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == name]\n"
        "dear = {k.__qualname__ for k in own if getattr(k, '__dataclass_params__', None) is not None\n"
        "        and k.__dataclass_params__.frozen}\n"
        "print('DEAR', len(own) > 30, sorted(dear))"
    )
    line = [str(tmp_path / word) if word == "person.yaml" else word for word in words.split()]
    done = subprocess.run([sys.executable, "-c", program, *line], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "DEAR True []", done.stderr


def test_need_with_its_clearance_starts_in_not_much_more_than_its_libraries(tmp_path):
    """The target is 1.5 times the bare import (benchmarks/need_start.py); here there is room for a busy machine."""
    compile_facts()
    (tmp_path / "person.yaml").write_text(PERSON)
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONPYCACHEPREFIX"] = str(tmp_path / "byte-code")

    def seconds(*command):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True, env=surroundings)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    bare, need = ("-c", "import click, rich, pydantic"), ("-m", "dolomite", "need", str(tmp_path / "person.yaml"))
    seconds(*bare), seconds(*need)  # writes the byte code
    ratio = min(seconds(*need) for _ in range(6)) / min(seconds(*bare) for _ in range(6))
    assert ratio < 1.8, f"{ratio:.2f} times the bare import"
