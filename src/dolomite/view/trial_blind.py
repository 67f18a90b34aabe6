"""Paper for a blinded trial: neutral labels for the packs, and the code sheet for the helper alone.

The labels are made from the design and the public seal. They are never given the sequence, so they cannot tell it.
"""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

from dolomite.trial.answer import spoken
from dolomite.trial.design import Arm, Design
from dolomite.trial.schedule import Sealed, opening_line

ON_HALF_A_PAGE = 12  # periods that fit below the fold; with more the inside is a page of its own, folded into the first
PRACTICE_TITLE = " (practice)"
PRACTICE_LABEL = "PRACTICE, nothing to take. "
PRACTICE_LINE = '<p class="warn">Practice: a rehearsal on made-up days. Nothing is to be packed or taken for it.</p>'
CODE_LETTERS = 8  # of the seal: enough to tell two trials in one house apart

STYLE = """
@page { size: A4; margin: 12mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.4 "DejaVu Sans", "Noto Sans", system-ui, sans-serif; margin: 0 auto; max-width: 186mm; color: #111;
  background: #fff; }
h1 { font-size: 15pt; margin: 0 0 2mm; }
p { margin: 0 0 2mm; }
.sheet { font-size: 0; margin-top: 4mm; }
.label { display: inline-block; vertical-align: top; width: 92mm; height: 58mm; padding: 4mm 5mm; font-size: 10.5pt;
  line-height: 1.35; border: 0.3mm dashed #666; margin: 0 1mm 2mm 0; break-inside: avoid; overflow: hidden; }
.label .big { font-size: 21pt; font-weight: 700; display: block; line-height: 1.2; }
.label .days { font-size: 12pt; font-weight: 600; display: block; margin-bottom: 1.5mm; }
.label .small { font-size: 8.5pt; display: block; }
.blank { display: inline-block; border-bottom: 0.2mm solid #111; width: 22mm; }
table { border-collapse: collapse; margin: 3mm 0; width: 100%; }
td, th { border: 0.3mm solid #555; padding: 1.5mm 2.5mm; text-align: left; }
.fold { border-top: 0.3mm dashed #666; margin: 6mm 0 5mm; padding-top: 1mm; font-size: 8.5pt; color: #444; }
.outside { height: 118mm; }
.next { break-before: page; }
.warn { border: 0.7mm solid #111; padding: 4mm; font-size: 13pt; font-weight: 600; margin: 4mm 0; }
.line { font: 7pt/1.5 "DejaVu Sans Mono", "Noto Sans Mono", monospace; overflow-wrap: anywhere;
  border: 0.2mm solid #999; padding: 2mm; }
@media screen { body { padding: 8mm 4mm; } .label { max-width: 100%; } }
"""


def labels_html(design: Design, *, commitment: str, first_day: date, practice: bool = False) -> str:
    """A page of neutral labels to cut out, one a period, with its days and dates. [days, counted from 1]"""
    spans = period_days(design)
    pharmacist = design.blinding == "pharmacist"
    labels = "".join(
        f'<div class="label"><span class="small">{PRACTICE_LABEL if practice else ""}Trial {_code(commitment)}</span>'
        f'<span class="big">Period {number} of {len(spans)}</span>'
        f'<span class="days">Days {first} to {last}<br>'
        f"{_when(first_day, first, year=False)} to {_when(first_day, last)}</span>"
        "Take as agreed, once a day. Keep out of the reach of children."
        + (_dispensed() if pharmacist else "")
        + '<span class="small">Feeling unwell? Stop, and ask. The sealed code sheet says what this is.</span></div>'
        for number, (first, last) in enumerate(spans, start=1)
    )
    return _page(
        "Labels to cut out" + (PRACTICE_TITLE if practice else ""),
        (PRACTICE_LINE if practice else "")
        + "<h1>Labels to cut out</h1><p>One for each container, all alike: cut along the dashes, stick one on, hand "
        "over the containers only. What goes into which container stands on the code sheet, not here.</p>"
        f'<div class="sheet">{labels}</div>',
    )


def code_sheet_html(design: Design, sealed: Sealed, *, first_day: date, practice: bool = False) -> str:
    """The code sheet to print, fold and seal: outside a warning, inside what each pack holds. [mg/d, days]"""
    arms = {arm.name: arm for arm in design.arms}
    rows = "".join(
        f"<tr><td>{number}</td><td>{first} to {last}</td><td>{escape(spoken(name))}</td>"
        f"<td>{_content(arms[name])}</td></tr>"
        for number, (name, (first, last)) in enumerate(zip(sealed.sequence, period_days(design), strict=True), start=1)
    )
    return _page(
        "Code sheet, for the helper alone" + (PRACTICE_TITLE if practice else ""),
        (PRACTICE_LINE if practice else "")
        + f'<div class="outside"><h1>Sealed code sheet, trial {_code(sealed.commitment)}</h1>'
        f'<p class="warn">Not to be opened by the person in the trial before {_when(first_day, design.days + 1)}.</p>'
        "<p>For the helper or pharmacist who packs. After packing fold along the line with this half outside, tape it "
        "shut, and sign across the tape.</p>"
        "<p><b>In an emergency</b> open it at once and show it to whoever gives care: it says what was taken, by day."
        f"</p><p>Started {_when(first_day, 1)}. {escape(design.question)}</p></div>"
        + ("" if design.periods <= ON_HALF_A_PAGE else '<div class="next"></div>')
        + '<div class="fold">fold here, this side inside</div>'
        "<h1>What goes into which container</h1><table><thead><tr><th>Period</th><th>Days</th><th>Holds</th>"
        f"<th>Elemental magnesium a day, form</th></tr></thead><tbody>{rows}</tbody></table>"
        "<p>Containers and their content must look, feel, smell and weigh alike.</p>"
        f"<p>The file code-sheet.txt opens the seal after the last day. Should it be lost, this line does:</p>"
        f'<p class="line">{escape(opening_line(sealed))}</p>',
    )


def period_days(design: Design) -> tuple[tuple[int, int], ...]:
    """First and last day of each period [days, counted from 1]."""
    block = design.period_days + design.washout_days
    starts = (design.baseline_days + 1 + block * k for k in range(design.periods))
    return tuple((start, start + design.period_days - 1) for start in starts)


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="generator" content="Dolomite">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style><body>{body}</body></html>\n"
    )


def _code(commitment: str) -> str:
    return commitment[:CODE_LETTERS]


def _when(first_day: date, day: int, *, year: bool = True) -> str:
    at = first_day + timedelta(days=day - 1)
    return f"{at:%a} {at.day} {at:%b %Y}" if year else f"{at:%a} {at.day} {at:%b}"


def _content(arm: Arm) -> str:
    if arm.daily_mg is None:
        return "none"
    return f"{arm.daily_mg:g} mg" + (f", {escape(spoken(arm.form))}" if arm.form else "")


def _dispensed() -> str:
    blank = '<span class="blank"></span>'
    return f'<span class="small">Packed by {blank} on {blank} use by {blank}</span>'
