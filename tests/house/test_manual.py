"""The manual is tested: every command has its heading, generated pages are current, links lead somewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

from dolomite.cli.table import COMMANDS

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"

_spec = importlib.util.spec_from_file_location("reference_pages", ROOT / "tools" / "reference_pages.py")
tool = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tool)


def headings(folder):
    return {line.strip() for page in folder.rglob("*.md") for line in page.read_text(encoding="utf-8").splitlines()}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_heading(name):
    assert f"## dolomite {name}" in headings(REFERENCE), f"add a heading '## dolomite {name}' under docs/reference"


def test_a_missing_heading_is_found(tmp_path):
    (tmp_path / "page.md").write_text("## dolomite need\n")
    assert "## dolomite plan" not in headings(tmp_path)


@pytest.mark.parametrize("path, text", tool.pages().items(), ids=lambda value: getattr(value, "name", ""))
def test_generated_pages_are_current(path, text):
    assert path.exists() and path.read_text(encoding="utf-8") == text, f"{path.name} is not current: run make docs"


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda p: p.name
)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name}: the link to {target} leads nowhere"
