"""Every answer says which program and facts made it, and how many of its grounds nobody has fully checked."""

from datetime import date

from dolomite import __version__, facts
from dolomite.base.finding import Basis, Finding
from dolomite.report.build import build
from dolomite.report.cite import grounds, unverified
from dolomite.report.html import page
from dolomite.report.json import document
from dolomite.report.plain import report_text
from dolomite.report.tree import Notice, Section

CHECKED = Basis(source="iom1997_magnesium", at="Table 1")
PARTLY = Basis(source="iom1997_magnesium", at="Table 2", verified="partial")
NOBODY = Basis(source="unsourced", at="no source given", verified=False)
TOLD = Basis(source="person", at="age", verified=False)
NOTICED = Basis(source="emc2678", at="4.5", verified=False)


def section():
    part = Finding(name="need", value=1.0, unit="mg/d", basis=(PARTLY, TOLD))
    top = Finding(name="need", value=1.0, unit="mg/d", basis=(CHECKED, NOBODY, PARTLY), because=(part,))
    notice = Notice(id="a", urgency="info", about="b", says="c", do="", basis=(NOTICED, PARTLY))
    return Section(id="need", title="Need", says=("So much.",), findings=(top,), data={}, notices=(notice,))


def test_each_published_ground_counts_once_and_what_the_person_told_never():
    assert set(grounds([section()])) == {CHECKED, PARTLY, NOBODY, NOTICED}
    assert unverified([section(), section()]) == 3
    assert unverified([]) is None


def test_terminal_page_and_object_say_the_same():
    made = build((section(),), on=date(2026, 11, 29), headline="Need")
    foot = f"Dolomite {__version__}, facts {facts.digest()[:8]}; 3 of 4 grounds not fully checked."
    assert made.foot == foot
    assert report_text(made).rstrip().endswith(foot)
    assert foot in page(made)
    assert document("need", {}, unverified=made.unverified)["unverified"] == 3


def test_what_was_not_counted_is_not_told_as_none():
    assert document("need", {})["unverified"] is None
