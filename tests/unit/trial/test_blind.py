"""Paper for a blinded trial: the labels cannot tell the order, the code sheet tells it whole and opens the seal."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import numpy as np
import pytest

from dolomite.trial.design import Arm, Design
from dolomite.trial.schedule import opened, read_sheet, seal
from dolomite.view.trial_blind import code_sheet_html, labels_html, period_days

FIRST = date(2026, 11, 21)
DESIGN = Design(
    question="Does magnesium citrate lower my pain?",
    arms=(
        Arm(name="magnesium", kind="active", form="citrate", daily_mg=200.0),
        Arm(name="placebo", kind="placebo"),
    ),
    pairs=4,
    period_days=7,
    baseline_days=7,
    washout_days=2,
    wash_in_days=3,
    speed="fast",
    worthwhile_points=2.0,
    blinding="helper",
    before_unknown=False,
)
SEALED = seal(DESIGN, rng=np.random.default_rng(3), nonce=bytes(range(32)))


def words(page):
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S)


def test_labels_say_nothing_of_the_arms():
    said = words(labels_html(DESIGN, commitment=SEALED.commitment, first_day=FIRST)).lower()
    for secret in ("magnesium", "placebo", "citrate", "200", SEALED.nonce, "active"):
        assert secret not in said
    # all labels alike: without numbers, days and dates nothing is left that differs
    page = labels_html(DESIGN, commitment=SEALED.commitment, first_day=FIRST)
    labels = re.findall(r'<div class="label">(.*?)</div>', page, flags=re.S)
    bare = {
        re.sub(r"Period \d+|Days \d+ to \d+|[A-Z][a-z]{2} \d+ [A-Z][a-z]{2}( \d{4})?", "", label) for label in labels
    }
    assert len(labels) == DESIGN.periods
    assert len(bare) == 1


def test_labels_carry_days_and_dates():
    page = labels_html(DESIGN, commitment=SEALED.commitment, first_day=FIRST)
    assert "Days 8 to 14<br>Sat 28 Nov to Fri 4 Dec 2026" in page
    assert period_days(DESIGN)[1] == (17, 23)


@pytest.mark.parametrize("blinding, packed", [("helper", False), ("pharmacist", True)])
def test_a_pharmacist_signs_the_label(blinding, packed):
    page = labels_html(replace(DESIGN, blinding=blinding), commitment=SEALED.commitment, first_day=FIRST)
    assert ("Packed by" in page) is packed


def test_the_code_sheet_tells_the_order_and_opens_the_seal():
    page = code_sheet_html(DESIGN, SEALED, first_day=FIRST)
    rows = re.findall(r"<tr><td>(\d+)</td><td>[^<]*</td><td>([^<]*)</td>", page)
    assert tuple(arm for _, arm in rows) == SEALED.sequence
    line = unescape(re.findall(r'<p class="line">(.*?)</p>', page)[0])
    assert opened(read_sheet(line, name="paper"), DESIGN, committed=SEALED.commitment) is None
    # the outside half, which is seen when it is folded, says nothing of the order
    assert "placebo" not in page[: page.index("fold here")]


def test_names_from_the_plan_are_escaped():
    design = replace(DESIGN, question="<script>alert(1)</script>")
    assert "<script>" not in code_sheet_html(design, SEALED, first_day=FIRST)


@pytest.mark.browser
def test_they_print(tmp_path):
    from dolomite.report.pdf import from_html

    for page in (
        labels_html(DESIGN, commitment=SEALED.commitment, first_day=FIRST),
        code_sheet_html(DESIGN, SEALED, first_day=FIRST),
    ):
        made = from_html(page)
        assert made.startswith(b"%PDF")
        assert made.count(b"/Type /Page\n") <= 1
