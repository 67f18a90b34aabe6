"""The report of a whole trial: the answer, the CENT 2015 items filled from the trial, a letter, the raw days."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dolomite.report.tree import Cell, Column, Section, Table
from dolomite.trial.analysis import Analysis
from dolomite.trial.answer import spoken
from dolomite.trial.flow import Flow
from dolomite.trial.record import Record, bang
from dolomite.view import trial, trial_flow
from dolomite.view.trial_cent import CENT, items
from dolomite.view.trial_practice import as_practice


def sections(
    analysis: Analysis, record: Record, sequence: tuple[str, ...], flow: Flow, *, faults: tuple[str, ...]
) -> tuple[Section, ...]:
    """All sections of a trial's report, `faults` (tampering, changed plan) first of all [points, days]."""
    answer = as_practice(trial.section(analysis), practice=record.practice)
    letter = () if record.practice else (_letter(analysis, record, flow),)
    rest = (*letter, _cent(analysis, record, sequence, flow), _raw(analysis, record))
    if not faults:
        return (answer, *rest)
    warning = Section(
        id="integrity",
        title="Something was changed",
        says=faults,
        findings=(),
        data={"faults": list(faults)},
        tone="stop",
    )
    return (warning, answer, *rest)


def data(
    analysis: Analysis, record: Record, sequence: tuple[str, ...], flow: Flow, *, faults: tuple[str, ...]
) -> Mapping[str, object]:
    """The object that `dolomite trial report --json` prints [points, days]."""
    return {
        **trial.data(analysis),
        "command": "report",
        "faults": list(faults),
        "practice": record.practice,
        "design": record.design.plain(),
        "sequence": list(sequence),
        "commitment": record.commitment,
        "revealed_after_day": record.revealed_after_day,
        "first_day": record.first_day.isoformat(),
        "guesses": [{"period": g.period, "arm": g.arm, "was": sequence[g.period - 1]} for g in record.guesses],
        "blinding_index": [
            {"arm": arm, "guesses": n, "right": right, "unknown": unsure, "index": index}
            for arm, n, right, unsure, index in bang(record.guesses, sequence)
        ],
        "flow": trial_flow.data(flow),
        "adverse": [{"utc": utc, "says": says} for utc, says in record.adverse],
        "stopped": record.stopped,
        "stopped_day": flow.stopped_day,
        "cent": [{"item": item, "says": says} for item, says in items(analysis, record, sequence, flow)],
        "letter": [] if record.practice else list(_letter_lines(analysis, record, flow)),
        "outcomes": [dict(zip(("outcome", "arm", "days", "mean"), row, strict=True)) for row in _outcomes(analysis)],
        "raw": [
            dict(zip(("day", "arm", "pain", "late_days", "changes"), row, strict=True))
            for row in _days(analysis, record)
        ],
    }


def _letter(analysis: Analysis, record: Record, flow: Flow) -> Section:
    return Section(
        id="letter",
        title="A letter to your doctor",
        says=_letter_lines(analysis, record, flow),
        findings=(),
        data={"letter": list(_letter_lines(analysis, record, flow))},
    )


def _letter_lines(analysis: Analysis, record: Record, flow: Flow) -> tuple[str, ...]:
    design, answer = record.design, analysis.heard
    arm = {a.name: a for a in design.arms}[analysis.settings.active]
    dose = f"{arm.daily_mg:g} mg elemental magnesium a day as {arm.form}" if arm.daily_mg is not None else arm.name
    blind = "blinded with the help of a " + ("pharmacist" if design.blinding == "pharmacist" else "helper")
    lines = [
        "A page to print and hand over. Dear doctor,",
        f"your patient {_ended(flow)} a randomised trial in one person (N-of-1): {design.question} {design.periods} "
        f"periods of {design.period_days} days in {design.pairs} randomised pairs, "
        f"{blind if design.blinded else 'open-label'}, {dose} against {spoken(analysis.settings.comparator)}; "
        "daily average pain on a numerical rating scale of 0 to 10.",
        f"{analysis.says} The 95 % interval is credible (Bayesian); P(any benefit) {answer.prob_benefit:.2f}; "
        f"P(at least {answer.worthwhile_points:g} points) {answer.prob_worthwhile:.2f}; "
        f"{analysis.posterior.days_used} rated days, {analysis.series.missing()} missing.",
        "The analysis was declared beforehand (linear trend, weekdays, exponential build-up and carry-over, "
        f"autocorrelated noise; {analysis.posterior.priors.name}). It answers for this person and this dose alone.",
    ]
    if record.adverse:
        lines.append("Reported during the trial: " + "; ".join(says for _, says in record.adverse) + ".")
    if record.stopped is not None:
        lines.append(f"It was stopped on day {flow.stopped_day}, with these words: {record.stopped.rstrip('.')}.")
    lines.append("This report was made by software and was not clinically reviewed.")
    return tuple(lines)


def _ended(flow: Flow) -> str:
    if flow.stopped is not None:
        return "began, and stopped early,"
    return "is part of the way through" if flow.total("to_come") else "has finished"


def _cent(analysis: Analysis, record: Record, sequence: tuple[str, ...], flow: Flow) -> Section:
    checklist = items(analysis, record, sequence, flow)
    return Section(
        id="cent",
        title="How the trial was done (CENT 2015)",
        says=(f"Items after {CENT}. What a program cannot know is marked as not known.", trial_flow.says(flow)),
        findings=(),
        data={"items": [{"item": item, "says": says} for item, says in checklist], "flow": trial_flow.data(flow)},
        charts=(trial_flow.chart(flow),),
        tables=(
            Table(
                caption="CENT 2015 items, filled from the trial",
                columns=(Column(title="item"), Column(title="in this trial")),
                rows=checklist,
            ),
            _periods(analysis),
            _guess_table(record, sequence),
            *_outcome_tables(analysis),
        ),
    )


def _periods(analysis: Analysis) -> Table:
    series = analysis.series
    rows = []
    for period in series.periods:
        pain = series.pain[period.first - 1 : period.last]
        known = pain[~np.isnan(pain)]
        rows.append(
            (
                period.number,
                period.first,
                period.last,
                spoken(period.arm),
                len(known),
                float(known.mean()) if len(known) else None,
            )
        )
    return Table(
        caption="The single trial, period by period",
        columns=(
            Column(title="period", decimals=0),
            Column(title="from day", decimals=0),
            Column(title="to day", decimals=0),
            Column(title="arm"),
            Column(title="rated days", decimals=0),
            Column(title="mean pain", unit="points", decimals=1),
        ),
        rows=tuple(rows),
    )


def _guess_table(record: Record, sequence: tuple[str, ...]) -> Table:
    return Table(
        caption="What you thought you were taking (Bang's index: 0 is guessing, 1 is always right)",
        columns=(
            Column(title="arm"),
            Column(title="guesses", decimals=0),
            Column(title="right", decimals=0),
            Column(title="did not know", decimals=0),
            Column(title="Bang's index", decimals=2),
        ),
        rows=tuple(
            (spoken(arm), n, right, unsure, index) for arm, n, right, unsure, index in bang(record.guesses, sequence)
        ),
    )


def _outcomes(analysis: Analysis) -> tuple[tuple[str, str, int, float | None], ...]:
    rows: list[tuple[str, str, int, float | None]] = []
    arms = np.array(analysis.series.arms)
    for name, values in analysis.series.others:
        for arm in analysis.series.names():
            known = values[(arms == arm) & ~np.isnan(values)]
            rows.append((name, arm, len(known), float(known.mean()) if len(known) else None))
    return tuple(rows)


def _outcome_tables(analysis: Analysis) -> tuple[Table, ...]:
    rows = _outcomes(analysis)
    columns = (
        Column(title="outcome"),
        Column(title="arm"),
        Column(title="days", decimals=0),
        Column(title="mean", decimals=2),
    )
    caption = "Other outcomes by arm (treatment policy: whatever else was taken)"
    return (Table(caption=caption, columns=columns, rows=rows),) if rows else ()


def _days(analysis: Analysis, record: Record) -> tuple[tuple[Cell, ...], ...]:
    words = {word.day: word for word in record.days}
    rows: list[tuple[Cell, ...]] = []
    for day, (arm, pain) in enumerate(zip(analysis.series.arms, analysis.series.pain, strict=True), start=1):
        word = words.get(day)
        rows.append(
            (
                day,
                arm,
                None if np.isnan(pain) else float(pain),
                word.late_days if word is not None else None,
                word.changes if word is not None else None,
            )
        )
    return tuple(rows)


def _raw(analysis: Analysis, record: Record) -> Section:
    columns = (
        Column(title="day", decimals=0),
        Column(title="arm"),
        Column(title="pain", unit="points", decimals=1),
        Column(title="days late", decimals=0),
        Column(title="changes", decimals=0),
    )
    rows = _days(analysis, record)
    return Section(
        id="raw",
        title="Every day",
        says=("All days as they were written; a day without a number is missing.",),
        findings=(),
        data={"days": [list(row) for row in rows]},
        tables=(Table(caption="Every day", columns=columns, rows=rows),),
    )


def csv_lines(analysis: Analysis) -> str:
    """The trial as a data file that `dolomite trial analyse` reads [pain in points]."""
    series = analysis.series
    number = {day: p.number for p in series.periods for day in range(p.first, p.last + 1)}
    names = [name for name, _ in series.others]
    lines = [",".join(["day", "period", "arm", "pain_nrs", *names])]
    for day in range(1, series.n + 1):
        cells = [series.pain[day - 1], *(values[day - 1] for _, values in series.others)]
        shown = ["" if np.isnan(v) else f"{v:g}" for v in cells]
        lines.append(",".join([str(day), str(number.get(day, "")), series.arms[day - 1], *shown]))
    return "\n".join(lines) + "\n"
