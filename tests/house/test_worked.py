"""What the page of worked examples shows is what the commands print now."""

import re

import pytest

import worked_page

SHOWN = worked_page.PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "why"), worked_page.EXAMPLES, ids=[words for words, _ in worked_page.EXAMPLES])
def test_the_page_shows_what_is_printed(words, why):
    part = worked_page.part(words, why)
    assert part in SHOWN, f"the output of `dolomite {words}` has changed: run python tools/worked_page.py"


def test_every_answering_command_has_an_example():
    from dolomite.cli.table import COMMANDS

    silent = {"init", "import", "serve", "completion", "data", "population"}  # ask, serve, or need a file of one's own
    assert {words.split()[0] for words, _ in worked_page.EXAMPLES} == set(COMMANDS) - silent


def test_nothing_of_this_machine_stands_on_the_page():
    assert not re.search(r"/tmp/|/home/|/work/|facts [0-9a-f]{8}", SHOWN)
