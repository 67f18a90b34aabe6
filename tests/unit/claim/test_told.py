"""What people see of a check: the worst sentence first, three lines above, publishers in words."""

from click.testing import CliRunner

from dolomite.app.check_article import check_text
from dolomite.cli.group import root
from dolomite.report.cite import publisher
from dolomite.view.article import told

ARTICLE = """Magnesium

Magnesium is needed for normal muscle function. Magnesium cures back pain. Magnesium is safe in kidney failure.
"""


def test_worst_first_and_three_lines():
    answer = told(check_text(ARTICLE))
    assert [card["level"] for card in answer.cards] == ["danger", "overstated", "supported"]
    assert len(answer.lines) == 3
    assert "could hurt" in answer.lines[0]


def test_the_terminal_says_the_worst_first_and_names_publishers(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    shown = CliRunner().invoke(root(), ["check", str(path)]).output
    assert shown.index("DANGEROUS IF BELIEVED") < shown.index("OVERSTATED") < shown.index("  SUPPORTED")
    assert "NIH Office of Dietary Supplements" in shown
    assert "nih_ods" not in shown


def test_a_publisher_is_a_body_or_first_author_and_year():
    assert publisher("nih_ods_magnesium") == "NIH Office of Dietary Supplements"
    assert publisher("yousef2013") == "Yousef and others 2013"
    assert publisher("fao_who_2002_magnesium") == "FAO and WHO 2002"
    assert publisher("emc12118").startswith("UK SmPC")
