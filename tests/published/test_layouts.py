"""Tables of other programs run unchanged and give what R's metafor gives on the same files (layouts.R, layouts_more.R).

The tables in layouts/ are made up, each in the layout of its program; the RevMan 5 review stands there twice, as the
program's own file and as the table it exports.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from dolomite.app.pool_studies import Choices, pool_studies, table_text
from dolomite.base.errors import InputError

HERE = Path(__file__).parent
ONE_IN_A_MILLION = 1e-6
ASKED = {"knha": {"estimator": "reml", "test": "knapp_hartung"}, "z": {"estimator": "dl", "test": "z"}}


def expected():
    found = defaultdict(dict)
    for name in ("layouts.csv", "layouts_more.csv"):
        for row in csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()[1:]):
            found[row["file"], row["measure"], row["analysis"], row["test"]][row["quantity"]] = float(row["value"])
    return found


EXPECTED = expected()


def text_of(name):
    return table_text((HERE / "layouts" / name).read_bytes(), name=name)


def pooled(name, **choices):
    return pool_studies(text_of(name), name=name, choices=Choices(**choices)).data


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: " ".join(part or "-" for part in case))
def test_a_table_runs_unchanged_and_gives_the_figures_of_metafor(case):
    name, measure, analysis, test = case
    found = pooled(name, measure=measure, analysis=analysis or None, **ASKED[test])
    low, high = found["ci"]
    ours = {key: found[key] for key in ("k", "estimate", "se", "tau2", "q")} | {"ci_low": low, "ci_high": high}
    assert ours == pytest.approx(EXPECTED[case], rel=ONE_IN_A_MILLION, abs=1e-8)


def test_every_table_is_tried():
    assert {path.name for path in (HERE / "layouts").iterdir()} == {name for name, *_ in EXPECTED}


@pytest.mark.parametrize("name", ["revman5_export.csv", "revman5_review.rm5", "revman_web_rows.csv"])
def test_a_whole_review_asks_which_analysis(name):
    with pytest.raises(InputError, match=r"holds 3 analyses \(1\.1, 1\.2, 1\.3\).*as in 1\.1"):
        pooled(name, measure="rr")
    with pytest.raises(InputError, match=r"'2\.9' is not one of the table's analyses \(1\.1, 1\.2, 1\.3\)"):
        pooled(name, measure="rr", analysis="2.9")


def test_a_plain_table_has_no_analysis_to_choose():
    with pytest.raises(InputError, match="does not number its analyses"):
        pooled("meta_bin.csv", measure="rr", analysis="1.1")


def test_the_groups_of_a_review_can_be_asked_for():
    found = pooled("revman5_review.rm5", measure="rr", analysis="1.1", moderators=("subgroup",))
    assert found["regression"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<COCHRANE_REVIEW><STUDY ID='a'", "line 1: this is not readable as XML"),
        (b"<COCHRANE_REVIEW></COCHRANE_REVIEW>", "holds no analysis with numbers"),
        (
            b"<COCHRANE_REVIEW><COMPARISON NO='1'><IPD_OUTCOME NO='1'><IPD_DATA/></IPD_OUTCOME></COMPARISON>"
            b"</COCHRANE_REVIEW>",
            "observed less expected, which are not read",
        ),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><COCHRANE_REVIEW/>', "declares entities"),
    ],
)
def test_a_review_that_cannot_be_read_gives_a_sentence(data, says):
    with pytest.raises(InputError, match=says):
        table_text(data, name="r.rm5")


def test_a_jasp_file_is_named():
    with pytest.raises(InputError, match=r"this is a JASP file\. In JASP choose Export Data"):
        table_text(b"PK\x03\x04 anything", name="mine.jasp")
