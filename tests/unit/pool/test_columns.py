"""Tables in other programs' layouts run unchanged and give the same figures; metafor's own figures beside them."""

from __future__ import annotations

import io
import zipfile

import pytest

from dolomite.app.pool_studies import Choices, pool_studies, table_text
from dolomite.base.errors import InputError

COUNTS = {"A": (3, 40, 8, 42), "B": (5, 60, 9, 58), "C": (2, 31, 4, 30), "D": (12, 80, 15, 82)}
MEANS = {"A": (20, 4.1, 1.8, 21, 5.0, 2.0), "B": (35, 3.9, 2.1, 33, 4.3, 1.9), "C": (50, 4.4, 2.2, 49, 5.6, 2.4)}


def lines(head, rows, separator=","):
    return "\n".join([head, *(separator.join(map(str, row)) for row in rows)]) + "\n"


OURS = lines("study,events_t,n_t,events_c,n_c", [(k, *v) for k, v in COUNTS.items()])
LAYOUTS = {
    "metafor": lines("slab,ai,n1i,ci,n2i", [(k, *v) for k, v in COUNTS.items()]),
    "metafor, four cells": lines("trial,ai,bi,ci,di", [(k, a, n - a, c, m - c) for k, (a, n, c, m) in COUNTS.items()]),
    "R meta": lines("studlab,event.e,n.e,event.c,n.c", [(k, *v) for k, v in COUNTS.items()]),
    "RevMan": lines(
        "Study or Subgroup,Experimental Events,Experimental Total,Control Events,Control Total",
        [(k, *v) for k, v in COUNTS.items()],
    ),
    "RevMan Web": lines(
        "Study,Study year,Experimental cases,Experimental N,Control cases,Control N,Experimental mean",
        [(k, 2001, *v, "") for k, v in COUNTS.items()],
    ),
    "capitals": lines("STUDY;Events_T;N_T;Events_C;N_C", [(k, *v) for k, v in COUNTS.items()], ";"),
}
OUR_MEANS = lines("study,n_t,mean_t,sd_t,n_c,mean_c,sd_c", [(k, *v) for k, v in MEANS.items()])
MEAN_LAYOUTS = {
    "metafor": lines("study,n1i,m1i,sd1i,n2i,m2i,sd2i", [(k, *v) for k, v in MEANS.items()]),
    "R meta": lines("studlab,n.e,mean.e,sd.e,n.c,mean.c,sd.c", [(k, *v) for k, v in MEANS.items()]),
    "decimal commas": lines(
        "study;n_t;mean_t;sd_t;n_c;mean_c;sd_c",
        [(k, *(str(x).replace(".", ",") for x in v)) for k, v in MEANS.items()],
        ";",
    ),
}
DATA_ROWS = (
    "Analysis group,Analysis number,Analysis name,Subgroup,Study,Study year,Experimental cases,Experimental N,"
    "Control cases,Control N,Experimental mean,Experimental SD,Control mean,Control SD,O-E,Variance,GIV Mean,GIV SE,"
    "Mean,CI start,CI end,Weight"
)
LAYOUTS["Cochrane data rows"] = lines(
    DATA_ROWS, [(1, 1, "any", "", k, 2001, *v, *[""] * 8, 0.7, 0.4, 1.2, 25) for k, v in COUNTS.items()]
)
COUNTS_IN_METAFOR, MEANS_IN_METAFOR = (-0.5507841374, 0.1860246523), (-0.8383409590, 0.2472990353)
VALUES = (("A", -0.3, 0.1), ("B", 0.2, 0.2), ("C", -0.5, 0.15))
OUR_VALUES = lines("study,yi,sei", VALUES)
VALUE_LAYOUTS = {
    "R meta": lines("studlab,TE,seTE", VALUES),
    "JASP": lines("Study,Effect Size,Standard Error", VALUES),
    "PyMARE": lines("y,v", [(y, se**2) for _, y, se in VALUES]),
    "metafor": lines("slab,yi,vi", [(k, y, se**2) for k, y, se in VALUES]),
}


def pooled(text, measure, **kwargs):
    return pool_studies(text, name="t.csv", choices=Choices(measure=measure, **kwargs)).data


def same(one, other):
    for key in ("k", "estimate", "se", "tau2", "q", "ci"):
        assert one[key] == pytest.approx(other[key], abs=1e-12), key


@pytest.mark.parametrize("name", LAYOUTS)
def test_counts_in_another_layout(name):
    found = pooled(LAYOUTS[name], "or")
    same(found, pooled(OURS, "or"))
    if name != "capitals":
        assert found["read_as"][0].startswith("Columns read: ")


@pytest.mark.parametrize("name", MEAN_LAYOUTS)
def test_means_in_another_layout(name):
    same(pooled(MEAN_LAYOUTS[name], "md"), pooled(OUR_MEANS, "md"))


@pytest.mark.parametrize("name", VALUE_LAYOUTS)
def test_values_in_another_layout(name):
    same(pooled(VALUE_LAYOUTS[name], "gen"), pooled(OUR_VALUES, "gen"))


def test_as_metafor_pools_them():
    """metafor 3.8-1: rma(measure="OR", ai, n1i, ci, n2i, test="knha"), and rma(measure="MD") on the means."""
    counts, means = pooled(LAYOUTS["metafor"], "or", test="knapp_hartung"), pooled(MEAN_LAYOUTS["metafor"], "md")
    assert (counts["estimate"], counts["se"]) == pytest.approx(COUNTS_IN_METAFOR, abs=1e-6)
    assert (means["estimate"], means["se"]) == pytest.approx(MEANS_IN_METAFOR, abs=1e-6)


def test_ratios_with_limits():
    found = pooled("author,HR,lower,upper\nA,0.8,0.6,1.07\nB,0.9,0.7,1.16\nC,1.1,0.8,1.51\n", "gen")
    same(found, pooled("study,or,ci.lower,ci.upper\nA,0.8,0.6,1.07\nB,0.9,0.7,1.16\nC,1.1,0.8,1.51\n", "or"))


def test_what_is_said_wins_over_what_is_guessed():
    text = lines("name,a,na,c,nc", [(k, *v) for k, v in COUNTS.items()])
    found = pooled(text, "or", columns="study=name,events_t=a,n_t=na,events_c=c,n_c=nc")
    same(found, pooled(OURS, "or"))
    with pytest.raises(InputError, match="no column 'zz'"):
        pooled(text, "or", columns="study=name,events_t=zz")
    with pytest.raises(InputError, match="Did you mean events_t"):
        pooled(text, "or", columns="event_t=a")


def test_a_moderator_with_a_capital():
    text = lines("study,yi,vi,Year", [("A", 0.1, 0.1, 1990), ("B", 0.2, 0.1, 1995), ("C", 0.5, 0.1, 2001)])
    assert pooled(text, "gen", moderators=("Year",))["regression"]


def test_a_table_in_our_own_words_keeps_its_other_columns():
    found = pooled("study,yi,vi,trial,y\nA,0.1,0.1,7,1\nB,0.2,0.1,8,2\nC,0.3,0.2,9,3\n", "gen")
    assert found["read_as"] == [] or "modified" in found["read_as"][0]


def test_studies_that_agree_too_well_get_the_modified_test():
    text = "study,yi,vi\nA,0.50,0.04\nB,0.52,0.05\nC,0.49,0.06\n"
    assert pooled(text, "gen")["test"] == "modified_knapp_hartung"
    assert pooled(text, "gen", test="knapp_hartung")["test"] == "knapp_hartung"


def test_mantel_haenszel_adds_nothing_to_what_it_pools_and_says_where_something_was_added():
    text = "study,events_t,n_t,events_c,n_c\nA,0,40,8,42\nB,5,60,9,58\nC,2,31,4,30\n"
    methods = pooled(text, "or", estimator="mh")["methods"]
    assert "for the lines of single studies and for Cochran's Q alone" in methods
    assert "0.5" in pooled(text, "or")["methods"]


def test_several_analyses_of_a_review_are_refused():
    rows = [(1, at, "any", "", k, 2001, *v, *[""] * 8, 0.7, 0.4, 1.2, 25) for at in (1, 2) for k, v in COUNTS.items()]
    with pytest.raises(InputError, match=r"line 6: analysis: the table holds 2 analyses \(1\.1, 1\.2\)"):
        pooled(lines(DATA_ROWS, rows), "or")


def workbook(*sheets):
    """A workbook as bytes, with the least that the format asks for."""
    kind = "http://schemas.openxmlformats.org"
    names = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kind}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{kind}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{kind}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{kind}/spreadsheetml/2006/main" '
        f'xmlns:r="{kind}/officeDocument/2006/relationships"><sheets>'
        + "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in names)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kind}/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{kind}/officeDocument/2006/relationships/worksheet" '
            f'Target="worksheets/sheet{n}.xml"/>'
            for n in names
        )
        + "</Relationships>",
    }
    for n, text in zip(names, sheets, strict=True):
        cells = "".join(
            "<row>"
            + "".join(
                f"<c><v>{cell}</v></c>"
                if cell.replace(".", "").isdigit()
                else f'<c t="inlineStr"><is><t>{cell}</t></is></c>'
                for cell in line.split(",")
            )
            + "</row>"
            for line in text.splitlines()
        )
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{kind}/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_a_workbook_gives_the_figures_of_its_table():
    text = table_text(workbook(OURS), name="t.xlsx")
    same(pooled(text, "or"), pooled(OURS, "or"))


def test_a_workbook_of_two_sheets_and_a_damaged_one_give_a_sentence():
    with pytest.raises(InputError, match="has 2 sheets"):
        table_text(workbook(OURS, OURS), name="t.xlsx")
    with pytest.raises(InputError, match=r"t\.xlsx"):
        table_text(workbook(OURS)[:200], name="t.xlsx")
