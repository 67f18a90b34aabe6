"""What the code imports from other packages is asked for in pyproject.toml, by everybody or by an extra."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "dolomite"
# Where an extra's packages may be imported, and which extra the sentence there names.
WITH_EXTRA = {
    "population": {"population", "spark"},
    "report/pdf.py": {"pdf"},
    "app/barcode.py": {"barcode"},
    "store/engine.py": {"clinic"},
    "store/migrations": set(),
}
FROM_OTHERS = {
    "py4j": "pyspark",
    "markupsafe": "jinja2",
    "typing_extensions": "pydantic",
    "anyio": "fastapi",
    "starlette": "fastapi",
    "lxml": "trafilatura",
}  # parts of what is asked for


def name_of(requirement):
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    return {name_of(one) for one in project["dependencies"]}, {
        key: {name_of(one) for one in rows} for key, rows in extras.items()
    }


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name.split(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def not_asked_for(path, base, extras, distributions):
    place = path.relative_to(SOURCE).as_posix()
    allowed = set(base).union(
        *(extras[one] for under, names in WITH_EXTRA.items() if place.startswith(under) for one in names)
    )
    for module in set(imported(path)) - set(sys.stdlib_module_names) - {"dolomite", "__future__"}:
        of = {one.lower().replace("_", "-") for one in distributions.get(module, [module])} | {module}
        if not of & allowed and FROM_OTHERS.get(module) not in allowed:
            yield f"{place}: {module}"


def test_every_import_is_asked_for():
    base, extras = asked_for()
    distributions = packages_distributions()
    found = [line for path in SOURCE.rglob("*.py") for line in not_asked_for(path, base, extras, distributions)]
    assert found == []


def test_a_planted_import_is_found():
    base, extras = asked_for()
    found = not_asked_for(SOURCE / "population/estimate.py", base, extras | {"population": set(), "spark": set()}, {})
    assert list(found) == ["population/estimate.py: scipy"]


def test_the_page_on_sizes_names_what_there_is():
    base, extras = asked_for()
    page = (ROOT / "docs/how-to/install.md").read_text(encoding="utf-8")
    parts, left_out = (re.findall(r"^\| (\w[\w ,-]*?) \| \d", half, re.MULTILINE) for half in page.split("Left out,"))
    assert len(parts) >= 6
    assert {name_of(one) for cell in parts for one in re.split(r", | with ", cell)} <= base
    assert set(left_out) == set(extras) - {"dev", "mutation", "coverage", "supply", "browser"}


@pytest.mark.parametrize("missing", ["scipy", "duckdb"])
def test_a_survey_without_its_parts_names_the_extra(missing, tmp_path):
    (tmp_path / "survey.csv").write_text("person,mg\na,250\n")
    program = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from dolomite.cli.main import run\n"
        f"run(['population', {str(tmp_path / 'survey.csv')!r}, '--amount', 'mg'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert "pip install 'dolomite[population]'" in done.stderr
