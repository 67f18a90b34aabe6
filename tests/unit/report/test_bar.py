"""A bar is drawn in its own colours: what makes the PDF does not read the page's style sheet inside a drawing."""

import re

from dolomite.report import bar
from dolomite.report.tree import Bar

EATEN = Bar(label="You get", value=225.0, low=223.0, high=277.0, full=368.0, unit="mg", marks=(("aim", 320.0),))


def test_every_part_has_a_colour_of_its_own():
    drawn = bar.svg(EATEN)
    parts = re.findall(r"<(?:rect|line)[^>]*>", drawn)
    assert [re.search(r'class="(\w+)"', part)[1] for part in parts] == ["track", "maybe", "known", "mark"]
    assert all(re.search(r' (fill|stroke)="#[0-9a-f]{6}"', part) for part in parts)
    colours = {re.search(r'(?:fill|stroke)="(#\w+)"', part)[1] for part in parts}
    assert len(colours) == 3, "the track, the food and the mark can be told apart"


def test_no_style_stands_in_the_drawing():
    assert "style" not in bar.svg(EATEN), "a content policy forbids inline style"
