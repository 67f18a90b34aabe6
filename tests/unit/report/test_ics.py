"""A calendar file as RFC 5545 has it: line ends, folding, escapes, times without a zone."""

from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from dolomite.report.ics import Event, daily

MADE = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


def made(summary="Magnesium, 100 mg", description="x"):
    event = Event(id="dose-1", at=time(20, 30), summary=summary, description=description)
    return daily([event], first=date(2026, 11, 21), days=28, stamp=MADE)


def test_an_event_is_at_its_local_time_on_each_day():
    text = made()
    assert "DTSTART:20261121T203000\r\n" in text and "RRULE:FREQ=DAILY;COUNT=28\r\n" in text
    assert "SUMMARY:Magnesium\\, 100 mg\r\n" in text and text.endswith("END:VCALENDAR\r\n")


@given(ANY)
def test_no_line_is_longer_than_75_octets_and_unfolding_gives_the_text_back(words):
    text = made(description=words)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    said = next(line for line in whole.split("\r\n") if line.startswith("DESCRIPTION:"))
    said = said.removeprefix("DESCRIPTION:").replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\")
    assert said == words
