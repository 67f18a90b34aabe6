"""What the packed code imports is packed, or stands in, or is missed in one sentence; nothing is missed by surprise."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest
from tests.site.conftest import ROOT

pytestmark = pytest.mark.browser
SITE_TOOLS = ROOT / "tools" / "site"
# What is not there, and where it would be imported: each place says so in a sentence, or does without.
MISSED = {
    "PIL": {"app/barcode.py"},
    "highspy": {"plan/solve.py"},
    "narwhals": {"app/notebook.py"},
    "pypdf": {"claim/extract.py"},
    "python_calamine": {"intake/read/workbook.py"},
    "rich": {"report/text.py"},
    "trafilatura": {"claim/extract.py"},
    "uvicorn": {"server/run.py"},
    "vl_convert": {"report/chart.py"},
    "weasyprint": {"report/pdf.py"},
    "zxingcpp": {"app/barcode.py"},
}
# Of the standard library: a limit that one worker has no use for, a browser that is open already, reviews as XML.
MISSED_STANDARD = {"resource": {"app/apart.py"}, "webbrowser": {"server/run.py"}, "xml": {"pool/revman.py"}}


class Run(ast.NodeTransformer):
    """What is run: without the imports that only a type checker sees."""

    def visit_If(self, node):
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return [self.visit(one) for one in node.orelse]
        return self.generic_visit(node)


def imported():
    """Every name that a packed module imports, with the modules that do."""
    found = {}
    for path in (ROOT / "src" / "dolomite").rglob("*.py"):
        place = path.relative_to(ROOT / "src" / "dolomite").as_posix()
        if re.match("(cli|population)/", place):
            continue
        for node in ast.walk(Run().visit(ast.parse(path.read_text(encoding="utf-8")))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module]
            for name in names:
                found.setdefault(name.partition(".")[0], set()).add(place)
    return found


def test_what_is_imported_is_there_or_its_lack_is_known():
    lines = (SITE_TOOLS / "packages.txt").read_text().splitlines()
    packed = {line.split()[0].lower().replace("_", "-") for line in lines if line and not line.startswith("#")}
    stand_in = {path.stem for path in (SITE_TOOLS / "stand_in").iterdir()}
    of = packages_distributions()
    there = {name for name, found in of.items() if any(one.lower().replace("_", "-") in packed for one in found)}
    lacking = {
        name: places
        for name, places in imported().items()
        if name not in sys.stdlib_module_names | there | stand_in | {"dolomite"}
    }
    assert lacking == MISSED


def test_of_the_standard_library_nothing_is_left_out_that_a_page_needs():
    left_out = (SITE_TOOLS / "compile.mjs").read_text()
    unused = re.compile("".join(re.findall(r'r"(.*?)"', left_out)).replace("\\\\", "\\"))
    lacking = {
        name: places
        for name, places in imported().items()
        if name in sys.stdlib_module_names and (unused.match(f"{name}.py") or unused.match(f"{name}/__init__.py"))
    }
    assert lacking | {"resource": {"app/apart.py"}} == MISSED_STANDARD
