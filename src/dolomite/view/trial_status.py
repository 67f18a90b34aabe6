"""A trial under way, in the report: where it stands, and nothing that could tell one arm from the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dolomite.base.finding import Basis, Finding
from dolomite.report.tree import Section, Step
from dolomite.safety.decide import Cleared, Stopped
from dolomite.trial.answer import spoken
from dolomite.trial.eligible import stop_rules
from dolomite.trial.flow import Flow
from dolomite.view import trial_flow

SEALED = (
    "Until the seal is opened nothing here tells the arms apart, and no answer is worked out: looking early would undo "
    "the blinding."
)
OPEN = "No answer is worked out before the last day: looking early makes a false answer likelier."


def section(status: Mapping[str, Any], flow: Flow, clearance: Cleared | Stopped) -> Section:
    """The section of a trial that has not been opened yet; `status` is what `dolomite trial status` prints [days]."""
    stopped = clearance if isinstance(clearance, Stopped) else None
    says = [_where(status, flow), *_wanted(status)]
    if stopped is not None:
        says.insert(0, f"Do not go on with this trial for now. {stopped.reason}")
    if status["journal_says"] is not None:
        says.insert(0, f"Something was changed: {status['journal_says']}")
    running = flow.stopped is None and status["day"] <= status["days"]
    rules = stop_rules() if running and stopped is None else ()
    if running:
        says.append(SEALED if status["blinded"] else OPEN)
    if stopped is not None:  # what to take is advice: none past a stop
        status = {key: value for key, value in status.items() if key != "take"}
    elif "take" in status:
        says.insert(1, f"Today's arm: {spoken(status['take'])}.")
    says += [rule.says for rule in rules]
    return Section(
        id="trial",
        title="Your own trial",
        says=tuple(says),
        findings=(_standing(status), *rules),
        data=status,
        charts=(trial_flow.chart(flow),),
        tone="stop" if stopped is not None or status["journal_says"] is not None else "plain",
        next=_steps(status),
        cleared=clearance if isinstance(clearance, Cleared) else None,
    )


def _where(status: Mapping[str, Any], flow: Flow) -> str:
    day, days = status["day"], status["days"]
    if flow.stopped is not None:
        return f"Your trial was stopped on day {flow.stopped_day} of {days}."
    if day < 1:
        return "Your trial has not begun yet."
    if day > days:
        return f"All {days} days of your trial are over."
    part = f"period {status['period']} of {status['periods']}" if status["period"] is not None else status["part"]
    return f"Your trial is on day {day} of {days} ({part}). {trial_flow.says(flow)}"


def _steps(status: Mapping[str, Any]) -> tuple[Step, ...]:
    if status["stopped"] is None and status["day"] <= status["days"]:
        return ()
    return (
        Step(says="The helper's code sheet opens the seal and gives the answer", command="dolomite trial report DIR"),
    )


def _wanted(status: Mapping[str, Any]) -> list[str]:
    said = []
    if status["guesses_wanted"]:
        periods = ", ".join(map(str, status["guesses_wanted"]))
        said.append(f"Still wanted, before the seal is opened: your guess of what you took in period {periods}.")
    due = status["red_flags_due"]
    if due is not None:
        questions = " ".join(f"{card['text']}?" for card in due["cards"])
        said.append(f"{due['because']} The warning signs are to be answered again: {questions}")
    return said


def _standing(status: Mapping[str, Any]) -> Finding:
    return Finding(
        name="rated_days",
        value=float(status["rated_days"]),
        unit="d",
        basis=(Basis(source="trial", at=f"journal, seal {status['commitment'][:8]}", verified=True),),
        says="Days of the trial that were written down.",
    )
