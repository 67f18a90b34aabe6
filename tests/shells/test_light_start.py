"""A light command does not pay for what it does not use."""

import subprocess
import sys

import pytest

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
