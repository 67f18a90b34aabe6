"""What a person reads first: the question, the answer at a glance, and three cards: check first, enough, do this."""

from __future__ import annotations

from dataclasses import dataclass

from dolomite.adequacy.probability import Adequacy, Probability
from dolomite.base.finding import Finding
from dolomite.base.person import Person
from dolomite.base.words import amount, chance, listed
from dolomite.evidence.answer import ConditionAnswer, QuestionAnswer
from dolomite.evidence.certainty import Certainty
from dolomite.evidence.short import DOTS, short
from dolomite.report.tree import Bar, Card, Notice, Section, Step, Sure, Tone
from dolomite.safety.alert import Urgency
from dolomite.safety.assess import Safety
from dolomite.safety.country import Calls
from dolomite.safety.helps import Helps
from dolomite.view.not_asked import ASKED, not_asked
from dolomite.view.safety import FIRST, NOBODY_CAN_SAY, STOPPED, how_soon, notice
from dolomite.view.shape.answer import AnswerData, EnoughInShort

HOW_SURE: dict[Certainty, str] = {
    "high": "sure",
    "moderate": "fairly sure",
    "low": "not very sure",
    "very_low": "very unsure",
    "no_evidence": "no usable evidence",
    "does_not_apply": "no evidence on this question",
}
NOT_SHOWN = "Being short has not been shown to cause back pain."  # what the evidence room holds no row against
MOST_STEPS = 3
EVEN = 0.5  # probability: a clear answer below it is a clear "enough"
ROOM = 1.15  # the bar ends a little past its last mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The smallest change of food in a sentence, or why there is none. `planned`: there is a change."""

    says: str
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughGuess:
    """The screener's sentence [mg/d] and the chance that it is too little [0 to 1] (None: it cannot be computed)."""

    says: str
    short: Probability | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the answer is made from; `magnesium` None: no day of food counts, `change` None: no plan was looked for.

    `guess` is the screener's; `copied` is what to ask where the safety answers are an example's (empty: they are not).
    """

    evidence: ConditionAnswer
    safety: Safety
    helps: Helps
    magnesium: Adequacy | None
    change: Change | None
    guess: RoughGuess | None = None
    copied: str = ""


def section(person: Person, known: Known) -> Section:
    """The answer [mg/d where magnesium is named]. Past a stop no amount and no step towards a dose stands in it."""
    says, certainty = short(known.evidence)
    missing = not_asked(person, known.safety)
    safe, enough = _safe(known.safety, missing, copied=known.copied), _enough(known)
    steps = _steps(known, missing)
    data = AnswerData(
        question=known.evidence.asks,
        says=says,
        certainty=certainty,
        safe={"urgency": how_soon(known.safety.clearance.urgency), "says": " ".join(safe.says)},
        enough=_in_short(known, enough),
        do=[{"says": step.says, "command": step.command, "page": step.page} for step in steps],
        not_asked=list(missing),
    )
    return Section(
        id="answer",
        title=known.evidence.asks,
        says=(says,),
        findings=(),
        rests_on=_rests_on(known),
        data=data,
        sure=Sure(dots=DOTS[certainty], word=HOW_SURE[certainty]),
        cards=(safe, enough, Card(id="do", title="Do this", says=(), steps=steps)),
    )


def emergency(safety: Safety, *, calls: Calls, say: tuple[str, ...], do_not: tuple[str, ...]) -> Section:
    """The page for what must be seen today or sooner: what is wrong, where to go, whom to call, what to say.

    Nothing else stands on it, and nothing leads from it to a dose.
    """
    pressing = [alert for alert in safety.clearance.alerts if alert.urgency >= Urgency.same_day]
    now = safety.clearance.urgency >= Urgency.emergency_now
    wrong = tuple(dict.fromkeys(" ".join(part for part in (alert.says, alert.do) if part) for alert in pressing))
    call = tuple(line for line in ("" if now else calls.advice, calls.here) if line)
    return Section(
        id="emergency",
        title="Get help now" if now else "See a doctor today",
        says=tuple(line for line in (*wrong, *call, *say, *(do_not if now else ()), calls.elsewhere) if line),
        findings=(),
        data={
            "urgency": how_soon(safety.clearance.urgency),
            "says": list(wrong),
            "call": " ".join((*call, calls.elsewhere)).strip(),
            "say": list(say),
        },
        tone="stop",
        rests_on=tuple(pressing),
    )


def _rests_on(known: Known) -> tuple[Finding, ...]:
    """The findings that the cards tell in short."""
    safety = (*known.safety.clearance.alerts, known.safety.kidneys.finding, known.safety.taken.finding)
    enough = () if known.magnesium is None else known.magnesium.findings
    return (*map(_certainty, known.evidence.answers), *safety, *enough)


def _certainty(part: QuestionAnswer) -> Finding:
    """The certainty of one question with its grounds alone: the view of the evidence draws, and takes NumPy for it."""
    steps = tuple(basis for step in part.rating.steps if step.steps for basis in step.basis)
    read = tuple(basis for publication in (*part.trials, *part.reviews) for basis in publication.basis)
    return Finding(
        name="certainty", value=part.certainty, unit="", basis=(*steps, *read) or part.question.basis, says=part.says
    )


def _safe(safety: Safety, missing: tuple[str, ...], *, copied: str) -> Card:
    clearance = safety.clearance
    first: Notice | None = next((notice(alert) for alert in clearance.alerts if alert.urgency >= Urgency.caution), None)
    says: list[str] = [copied] if copied else []
    unanswered = f"{len(missing)} not answered: {listed([ASKED[key] for key in missing])}." if missing else ""
    if missing and clearance.urgency < Urgency.ask_first:
        says.append(f"{NOBODY_CAN_SAY}: {unanswered}")
    elif not copied or clearance.urgency >= Urgency.ask_first:
        says.append(FIRST[clearance.urgency])
    if first is not None:
        says.append(" ".join(part for part in (first.says, first.do) if part))
    if missing and clearance.urgency >= Urgency.ask_first:
        says.append(unanswered)
    return Card(
        id="safe", title="Check first", says=tuple(says), tone="stop" if copied else _tone(clearance.urgency, missing)
    )


def _tone(urgency: Urgency, missing: tuple[str, ...]) -> Tone:
    """Never good while anything is unasked."""
    if urgency >= Urgency.ask_first:
        return "stop"
    if urgency >= Urgency.caution:
        return "caution"
    return "unknown" if missing else "good"


def _enough(known: Known) -> Card:
    title = "Enough?"
    stops = known.safety.clearance.stops
    if known.magnesium is None and known.guess is not None and "goal" not in stops:
        told = () if known.guess.short is None else (_chance(known.guess.short),)
        return Card(id="enough", title=title, says=(known.guess.says, *told, NOT_SHOWN), tone="unknown")
    if known.magnesium is None:
        says = ("Nobody knows yet: a day of food, or the two-minute questions, gives a first answer.",)
        return Card(id="enough", title=title, says=says, tone="unknown")
    if "goal" in stops:
        says = (f"Not said here: until your safety is settled {STOPPED['goal']}.",)
        return Card(id="enough", title=title, says=says, tone="unknown")
    adequacy = known.magnesium
    eaten, aim = (
        adequacy.intake.middle,
        adequacy.requirement.rda if adequacy.requirement.rda is not None else adequacy.requirement.ai,
    )
    sentences: list[str] = []
    if eaten is not None and aim is not None:
        sentences.append(f"You get about {amount(eaten)} of the {amount(aim, 'mg')} to aim for.")
    elif adequacy.intake.low is not None and aim is not None:
        sentences.append(f"You get at least {amount(adequacy.intake.low)} of the {amount(aim, 'mg')} to aim for.")
    prob = adequacy.prob_inadequate
    sentences.append(f"{adequacy.why_not if prob is None else _chance(prob)} {NOT_SHOWN}")
    return Card(id="enough", title=title, says=tuple(sentences), tone="plain", bar=_bar(adequacy, aim))


def _chance(prob: Probability) -> str:
    if prob.value is None:
        most = chance(prob.high)
        bound = most if most.startswith("less") else f"at most {most.removeprefix('about ')}"
        return f"The chance that it is less than you need is {bound}."
    said = chance(prob.value).removeprefix("about ")
    return f"{said[0].upper()}{said[1:]} chance that it is less than you need."


def _bar(adequacy: Adequacy, aim: float | None) -> Bar | None:
    if aim is None:
        return None
    marks = (("aim", aim),)
    reach = [value for value in (adequacy.intake.known, adequacy.intake.high, aim) if value is not None]
    return Bar(
        label="You get",
        value=adequacy.intake.known,
        low=adequacy.intake.low,
        high=adequacy.intake.high,
        full=max(reach) * ROOM,
        unit="mg",
        marks=marks,
    )


def _in_short(known: Known, card: Card) -> EnoughInShort:
    guessed = known.guess.short if known.guess is not None else None
    prob = known.magnesium.prob_inadequate if known.magnesium is not None else guessed
    return {
        "says": " ".join(card.says),
        "prob_inadequate": None if prob is None else {"value": prob.value, "low": prob.low, "high": prob.high},
    }


def _steps(known: Known, missing: tuple[str, ...]) -> tuple[Step, ...]:
    """At most three: what helps by guidelines, the smallest change of food, and tablets only as a test."""
    stops = known.safety.clearance.stops
    steps: list[Step] = []
    if known.safety.clearance.urgency >= Urgency.soon:
        first = known.safety.clearance.alerts[0]
        steps.append(Step(says=first.do or first.says, command="dolomite safety PERSON.yaml", page="health"))
    if missing:
        asked = listed([ASKED[key] for key in missing[:2]])
        steps.append(Step(says=f"Answer what is open: {asked}", command="dolomite safety PERSON.yaml", page="health"))
    helps = [option for option in known.helps.options if option.row.verified is True]  # nothing unchecked is put first
    steps += [Step(says=option.says, command="dolomite safety PERSON.yaml", page="helps") for option in helps[:1]]
    if "plan" not in stops and not _surely_enough(known.magnesium):
        steps.append(_food(known))
    if not {"dosing", "trial"} & stops and not missing and not known.copied:
        steps.append(
            Step(
                says="Want to try tablets? Test them on yourself, by chance and blinded",
                command="dolomite trial design PERSON.yaml",
                page="trial",
            )
        )
    return tuple(steps[:MOST_STEPS])


def _surely_enough(adequacy: Adequacy | None) -> bool:
    prob = adequacy.prob_inadequate if adequacy is not None else None
    return adequacy is not None and prob is not None and adequacy.clear and prob.high < EVEN


def _food(known: Known) -> Step:
    if known.magnesium is None:
        return Step(
            says="Write down one day of what you eat",
            command="dolomite intake PERSON.yaml --diary DIARY.csv",
            page="food",
        )
    says = known.change.says if known.change is not None else "Look for the smallest change to what you eat"
    return Step(says=says, command="dolomite plan PERSON.yaml --diary DIARY.csv", page="plan")
