"""A calendar file (iCalendar, RFC 5545): something at the same times on each of some days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

MINUTES = 5  # how long an event is shown; it is a moment, not a meeting
LONGEST_LINE = 75  # octets of one line, RFC 5545, 3.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something at a local time of day: its id, time, and what is said."""

    id: str
    at: time
    summary: str
    description: str


def daily(events: Sequence[Event], *, first: date, days: int, stamp: datetime) -> str:
    """The file's text: each event on `days` [days] from `first`, with a reminder. Times are the reader's local ones."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dolomite//Dolomite//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        start = datetime.combine(first, event.at)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.id}-{first:%Y%m%d}@dolomite.invalid",
            f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART:{start:%Y%m%dT%H%M%S}",
            f"DURATION:PT{MINUTES}M",
            f"RRULE:FREQ=DAILY;COUNT={days}",
            f"SUMMARY:{_text(event.summary)}",
            f"DESCRIPTION:{_text(event.description)}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:PT0M",
            f"DESCRIPTION:{_text(event.summary)}",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _text(value: str) -> str:
    """A text value: RFC 5545, 3.3.11."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        value = value.replace(plain, written)
    return value


def _folded(line: str) -> str:
    """A long line on several, none longer than 75 octets, no character cut."""
    parts, length = [""], 0
    for character in line:
        octets = len(character.encode())
        if length + octets > LONGEST_LINE:
            parts.append(" ")
            length = 1
        parts[-1] += character
        length += octets
    return "\r\n".join(parts)
