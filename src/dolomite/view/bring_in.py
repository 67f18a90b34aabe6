"""What a file of another program would bring, told before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dolomite.base import words
from dolomite.base.diary import Proposal
from dolomite.report.tree import Column, Section, Table

if TYPE_CHECKING:
    from dolomite.view.shape.bring_in import Import, Imported

MOST_DAYS = 5  # named in a sentence
UNDO = "The History page of the web app undoes it."
WHERE = {
    "weight": "weight_kg of the person file",
    "lab": "kidney or labs of the person file",
    "medicine": "medicines of the person file",
    "condition": "conditions of the person file",
    "pain": "your pain diary",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file would bring: days, lines of food, how many of them have a known magnesium value, things swallowed.

    `there` counts lines that came in before and would be left out; `clashes` are days on which food is written already.
    """

    first: date | None
    last: date | None
    days: int
    foods: int
    known: int
    swallowed: int
    there: int
    clashes: tuple[date, ...]
    notes: tuple[str, ...]
    origin: str = "diary"
    proposals: tuple[Proposal, ...] = ()

    @property
    def known_share(self) -> float | None:
        """The share of lines whose magnesium is known [0 to 1]; None without a line."""
        return self.known / self.foods if self.foods else None


def section(seen: Preview, *, name: str, clashing: str) -> Section:
    """The preview in sentences, with what is proposed to the person in a table [units in the table]."""
    says = [f"{name}: {_origin(seen.origin)}."]
    if seen.days and seen.first is not None and seen.last is not None:
        between = f"{seen.first}" if seen.first == seen.last else f"{seen.first} to {seen.last}"
        says.append(f"{_count(seen.days, 'day')} ({between}), {_count(seen.foods, 'line')} of food.")
    if seen.foods:
        share = f"{seen.known / seen.foods:.0%}"
        says.append(f"Magnesium is known for {seen.known:,} of {seen.foods:,} lines ({share}); the rest stays unknown.")
    if seen.swallowed:
        says.append(f"{_count(seen.swallowed, 'supplement')} or medicine with magnesium beside food.")
    if seen.there:
        says.append(f"{_count(seen.there, 'line')} came in before and would be left out.")
    if clashing:
        says.append(f"Food is written already on {clashing}: both would stand there.")
    if seen.proposals:
        says.append(
            f"Beside food: {_count(len(seen.proposals), 'proposal')}, yours to accept by writing it where it belongs. "
            "None is taken over."
        )
    held: Imported = {**data(seen), "kept": None}
    return Section(
        id="import",
        title="What the file would bring",
        says=(*says, *seen.notes),
        findings=(),
        data=held,
        tables=(_proposed(seen.proposals),) if seen.proposals else (),
    )


def brought(seen: Section, *, entries: int) -> Section:
    """What the file held, and that so many entries of it are in the record now [count]."""
    says = f"Brought in: {entries:,} entries as one batch. {UNDO}"
    return replace(seen, says=(*seen.says, says), data={**seen.data, "kept": entries})


def accepted(seen: Section, *, entries: int) -> Section:
    """What was kept of the proposals alone [count of entries]."""
    title = f"Accepted: {entries:,} entries as one batch."
    return replace(seen, title=title, says=(UNDO,), tables=(), data={**seen.data, "kept": entries})


def data(seen: Preview) -> Import:
    """The object of an import: what the file would bring [values in their own unit]."""
    return {
        "origin": seen.origin,
        "first": seen.first.isoformat() if seen.first is not None else None,
        "last": seen.last.isoformat() if seen.last is not None else None,
        "days": seen.days,
        "foods": seen.foods,
        "known": seen.known,
        "supplements": seen.swallowed,
        "there": seen.there,
        "clashes": [day.isoformat() for day in seen.clashes],
        "proposals": [
            {
                "kind": proposal.kind,
                "name": proposal.name,
                "date": proposal.on.isoformat() if proposal.on is not None else None,
                "value": proposal.value,
                "unit": proposal.unit,
                "code": proposal.code,
            }
            for proposal in seen.proposals
        ],
        "notes": list(seen.notes),
    }


def shown_days(days: Sequence[date]) -> str:
    """Days in a sentence, the first few by name; empty for none."""
    return words.listed([day.isoformat() for day in days], most=MOST_DAYS) if days else ""


def _proposed(proposals: Sequence[Proposal]) -> Table:
    return Table(
        caption="Proposed to you, and not taken over",
        columns=(
            Column(title="What"),
            Column(title="Day"),
            Column(title="Value"),
            Column(title="Where it would stand"),
        ),
        rows=tuple(
            (proposal.name, proposal.on.isoformat() if proposal.on else None, _value(proposal), WHERE[proposal.kind])
            for proposal in proposals
        ),
    )


def _value(proposal: Proposal) -> str:
    if proposal.value is None:
        return ""
    return f"{proposal.value:.4g} {proposal.unit}".strip() + ("" if proposal.unit else " (its unit is not in the file)")


def _origin(origin: str) -> str:
    return {"diary": "a diary of your own", "table": "a table", "FHIR": "a health record (FHIR)"}.get(
        origin, f"an export of {origin}"
    )


def _count(number: int, what: str) -> str:
    return f"one {what}" if number == 1 else f"{number:,} {what}s"
