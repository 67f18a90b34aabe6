"""A trial under way, in the report: where it stands, and nothing that could tell one arm from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dolomite.base.finding import Basis, Finding
from dolomite.report.tree import Section, Step
from dolomite.safety.decide import Cleared, Stopped
from dolomite.trial.answer import spoken
from dolomite.trial.eligible import stop_rules
from dolomite.trial.flow import Flow
from dolomite.view import trial_flow
from dolomite.view.trial_keep import STOP, SignsAgain, answering, signs
from dolomite.view.trial_practice import PRACTICE, PRACTICE_TITLE

if TYPE_CHECKING:
    from dolomite.view.shape import trial as shape

SEALED = (
    "Until the seal is opened nothing here tells the arms apart, and no answer is worked out: looking early would undo "
    "the blinding."
)
OPEN = "No answer is worked out before the last day: looking early makes a false answer likelier."


def section(status: shape.Status, flow: Flow, clearance: Cleared | Stopped) -> Section:
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
        status = status.copy()
        status.pop("take", None)
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


def _where(status: shape.Status, flow: Flow) -> str:
    day, days = status["day"], status["days"]
    if flow.stopped is not None:
        return f"Your trial was stopped on day {flow.stopped_day} of {days}."
    if day < 1:
        return "Your trial has not begun yet."
    if day > days:
        return f"All {days} days of your trial are over."
    part = f"period {status['period']} of {status['periods']}" if status["period"] is not None else status["part"]
    return f"Your trial is on day {day} of {days} ({part}). {trial_flow.says(flow)}"


def _steps(status: shape.Status) -> tuple[Step, ...]:
    if status["stopped"] is None and status["day"] <= status["days"]:
        return ()
    return (
        Step(says="The helper's code sheet opens the seal and gives the answer", command="dolomite trial report DIR"),
    )


def _wanted(status: shape.Status) -> list[str]:
    said = []
    if status["guesses_wanted"]:
        periods = ", ".join(map(str, status["guesses_wanted"]))
        said.append(f"Still wanted, before the seal is opened: your guess of what you took in period {periods}.")
    due = status["red_flags_due"]
    if due is not None:
        questions = " ".join(f"{card['text']}?" for card in due["cards"])
        said.append(f"{due['because']} The warning signs are to be answered again: {questions}")
    return said


def _standing(status: shape.Status) -> Finding:
    return Finding(
        name="rated_days",
        value=float(status["rated_days"]),
        unit="d",
        basis=(Basis(source="trial", at=f"journal, seal {status['commitment'][:8]}", verified=True),),
        says="Days of the trial that were written down.",
    )


def standing(status: shape.Status, due: SignsAgain | None) -> Section:
    """What `dolomite trial status` says: day, missing days, guesses wanted, warning signs, seal, journal. [days]"""
    part = status["part"] if status["period"] is None else f"period {status['period']} of {status['periods']}"
    says = [f"Rated: {status['rated_days']}."]
    if status["missing_days"]:
        says.append(f"Not rated: {_short(status['missing_days'])}.")
    if "take" in status:
        says.append(f"Today's arm: {status['take']}.")
    if status["guesses_wanted"]:
        says.append(f"What do you think you took in period {_short(status['guesses_wanted'])}?")
    says += signs(due)
    says += last_signs(status)
    if status["stopped"]:
        says.append(f"Stopped: {status['stopped']}")
    says += [
        f"Seal: {status['commitment']}",
        f"Last entry: {status['head']}",
        "Give that line to your helper or doctor: it shows later whether an entry was removed.",
    ]
    if "held_entry" in status:
        number = status["held_entry"]
        says.append(f"The entry held is entry {number}." if number else "The entry held is GONE: lines were changed.")
    if status["practice"]:
        says.insert(0, PRACTICE)
    broken = status["journal_says"]
    says.append("Journal: whole." if broken is None else f"Journal BROKEN: {broken}")
    guess = Step(says="Write your guess", command="dolomite trial log DIR --guess ARM --of-period K")
    return Section(
        id="trial",
        title=f"{PRACTICE_TITLE if status['practice'] else ''}Day {status['day']} of {status['days']} ({part})",
        says=tuple(says),
        findings=(),
        data=status,
        tone="stop" if broken is not None else "plain",
        next=(*answering(due), *((guess,) if status["guesses_wanted"] else ())),
    )


def last_signs(status: shape.Status) -> list[str]:
    """What was last answered to the warning signs, where it was not six times no."""
    last = status.get("signs_answered")
    if last is None or not (last["yes"] or last["unsure"]) or status["stopped"] is not None:
        return []
    told = [f"yes to {', '.join(last['yes'])}"] if last["yes"] else []
    told += [f"not sure of {', '.join(last['unsure'])}"] if last["unsure"] else []
    return [f"On day {last['day']} you answered {' and '.join(told)}: take no more for the trial. {STOP}"]


def _short(days: list[int]) -> str:
    return ", ".join(map(str, days[:10])) + (f" and {len(days) - 10} more" if len(days) > 10 else "")
