"""The evidence as report sections: the answer first, two dials, then trials, their bias and what would change it."""

from __future__ import annotations

from collections.abc import Sequence

from dolomite.base.finding import Basis, Finding
from dolomite.evidence.answer import ConditionAnswer, QuestionAnswer
from dolomite.evidence.bias import Recheck
from dolomite.evidence.certainty import LEVELS, Certainty
from dolomite.evidence.pooling import in_a_hundred
from dolomite.evidence.published import later_says, published_says
from dolomite.evidence.rating import threshold
from dolomite.evidence.short import tablets
from dolomite.evidence.study import Review, Trial
from dolomite.report.tree import Bar, Chart, Column, Section, Step, Table, Tone
from dolomite.safety.decide import Clearance
from dolomite.view import pool as pool_section
from dolomite.view.evidence_charts import albatross, direction_plot, forest, funnel
from dolomite.view.evidence_data import command, flags, harms, whole
from dolomite.view.evidence_data import overview as overview_object
from dolomite.view.evidence_tables import (
    CERTAINTY_WORDS,
    bias_table,
    flags_table,
    questions_table,
    read_again,
    recheck_table,
    steps_table,
    trials_table,
    way,
)
from dolomite.view.evidence_told import WAYS, result_says
from dolomite.view.pool_data import pool_object

MARKS = (("small", "size_trivial_below"), ("moderate", "size_small_below"), ("large", "size_moderate_below"))
SHARE = 10.0  # percent of a 0-10 scale in one of its points
MOST_CHARTS = 2  # a section of a person's report stays short; the page of its own has them all
FULL, EMPTY = "●", "○"


def dial(certainty: Certainty) -> str:
    """The certainty as words and four circles.

    >>> dial("low")
    '●●○○ low'
    """
    level = LEVELS.index(certainty) + 1 if certainty in LEVELS else 0
    return f"{FULL * level}{EMPTY * (len(LEVELS) - level)} {CERTAINTY_WORDS[certainty]}"


def section(answer: ConditionAnswer, *, clearance: Clearance | None = None) -> Section:
    """The section of a person's report, and what the terminal shows (units in the tables' headings).

    `clearance`: of the person it is told to; a stop on dosing is said in front, for a trial's dose is no advice.
    """
    charts = tuple(chart for part in answer.answers if (chart := _main_chart(part)) is not None)
    return Section(
        id="evidence",
        title="Does magnesium help pain like yours?",
        says=(*stop_says(clearance), answer.says, dials(answer), *_more(answer), *_short(answer)),
        findings=findings(answer),
        data=whole(answer),
        tables=(questions_table(answer), *_if_rows(trials_table(answer.answers, short=True))),
        charts=charts[:MOST_CHARTS],
        tone=_tone(answer),
    )


def stop_says(clearance: Clearance | None) -> tuple[str, ...]:
    """What stands in front of all trials while safety stops a dose; empty otherwise."""
    if clearance is None or "dosing" not in clearance.stops:
        return ()
    return ("Whatever trials in other people found: something has to be settled before you take any magnesium.",)


def _short(answer: ConditionAnswer) -> list[str]:
    """Why nothing was pooled, what guidelines say, what would change the answer, each in a line."""
    lines: list[str] = []
    if answer.headline is not None and not answer.headline.poolable.ok:
        lines.append(pooled_says(answer.headline))
    lines += [
        f"{review.name}: {review.says} {_figures(review)}".strip() for part in answer.answers for review in part.reviews
    ]
    if answer.guidelines:
        lines.append(
            "Guidelines: " + " ".join(f"{guideline.name}: {guideline.says}" for guideline in answer.guidelines)
        )
    changes = dict.fromkeys(line for part in answer.answers[:2] for line in part.question.would_change[:1])
    lines.append("What would change this: " + " ".join(changes))
    return lines


def pages(answer: ConditionAnswer) -> tuple[Section, ...]:
    """The sections of a page of its own: the answer, one for each question, then the rest. (Units in the headings.)"""
    first = Section(
        id="evidence",
        title="The answer",
        says=(answer.says, dials(answer), *_more(answer)),
        findings=findings(answer),
        data=whole(answer),
        tables=(questions_table(answer),),
        tone=_tone(answer),
    )
    rest = _rest(answer)
    return (first, *(question_section(part) for part in answer.answers), *((rest,) if rest is not None else ()))


def dials(answer: ConditionAnswer) -> str:
    """The two dials of the headline in one line, kept apart."""
    size = answer.headline.size if answer.headline is not None else None
    what = "unknown" if size is None else size.word
    return f"How sure: {_sure(answer)}. How large: {what}. These are two different things."


def _sure(answer: ConditionAnswer) -> str:
    """How sure, for tablets alone first, as the short answer has it; then for what the headline is taken from."""
    alone = tablets(answer)
    if answer.route is not None or answer.headline is None or alone == answer.certainty:
        return dial(answer.certainty)
    return f"{dial(alone)} (tablets alone); {dial(answer.certainty)} ({answer.headline.question.treatment})"


def _more(answer: ConditionAnswer) -> list[str]:
    lines: list[str] = []
    lines += [f"{check.name}: the numbers contradict each other. {check.short}" for check in flags(answer)[:1]]
    if answer.closest is not None:
        lines.append(f"The nearest kind of pain that was studied: {answer.closest.name} ({answer.closest.id}).")
    if answer.certainty in ("no_evidence", "very_low") and answer.helps:
        lines.append("What to do instead: " + " ".join(row.says for row in answer.helps))
    if answer.dropped:
        lines.append(f"Left out at your wish: {', '.join(answer.dropped)}.")
    return lines


def _tone(answer: ConditionAnswer) -> Tone:
    return "unknown" if answer.certainty in ("no_evidence", "very_low", "does_not_apply") else "plain"


def _main_chart(part: QuestionAnswer) -> Chart | None:
    return forest(part) or direction_plot(part)


def _if_rows(table: Table) -> tuple[Table, ...]:
    return (table,) if table.rows else ()


def question_section(part: QuestionAnswer) -> Section:
    """One question: its sentence, its dials, its plot, the steps of its rating, its trials and their bias.

    (Units in the headings.)
    """
    asked = part.question
    says = [
        part.says,
        f"How sure: {dial(part.certainty)}. How large: {part.size.word}. {part.size.because}",
        f"Direction {asked.main_window.words}: {WAYS[part.direction]}. {part.vote.why[0].upper()}{part.vote.why[1:]}."
        if part.directions
        else "",
        *published_says(part.question),
        later_says(part.later),
        pooled_says(part),
        *(f"{name}: {why}" for name, why in _asides(part)),
        *_methods(part),
        *(_contradiction(part.flags[:1])),
        *(f"{review.name}: {review.says} {_figures(review)}".strip() for review in part.reviews),
        read_again(part),
        "What would change this: " + " ".join(asked.would_change),
    ]
    charts = (forest(part), funnel(part), direction_plot(part), albatross(part))
    return Section(
        id=f"question-{asked.id}",
        title=asked.ask,
        says=tuple(line for line in says if line),
        findings=(finding(part),),
        data={},
        tables=(
            *_if_rows(steps_table(part.rating)),
            *_if_rows(trials_table((part,))),
            *_if_rows(bias_table(part)),
            *_if_rows(recheck_table(part)),
            *_if_rows(flags_table(part)),
        ),
        charts=tuple(chart for chart in charts if chart is not None),
        bars=size_bars(part),
        tone="unknown" if part.certainty not in ("high", "moderate", "low") else "plain",
    )


def size_bars(part: QuestionAnswer) -> tuple[Bar, ...]:
    """The difference between the groups beside the marks of small, moderate and large [% of the 0-10 scale]; none where
    no size is known."""
    points, low, high = part.size.points, part.size.low, part.size.high
    if points is None or low is None or high is None:
        return ()
    marks = tuple((name, SHARE * threshold(key).value) for name, key in MARKS)
    nearest, farthest = sorted((abs(low), abs(high))) if low * high > 0 else (0.0, max(abs(low), abs(high)))
    label = f"{'Less' if points < 0 else 'More'} pain with magnesium, of the 0-10 scale"
    known, low, high = SHARE * abs(points), SHARE * nearest, SHARE * farthest
    full = max(high, *(at for _, at in marks))
    return (Bar(label=label, value=known, low=low, high=high, full=full, unit="%", marks=marks),)


def pooled_says(part: QuestionAnswer) -> str:
    """What pooling gave, or why nothing was pooled, in a sentence. (Unit: as the question's; counts in 100 people.)"""
    if part.pooled is None:
        return ("Not pooled: " if part.trials or part.reviews else "") + " ".join(part.poolable.why_not)
    left = f" Left out for want of numbers: {' '.join(part.poolable.left_out)}" if part.poolable.left_out else ""
    hundred = in_a_hundred(part.poolable, part.pooled)
    if hundred is None:
        return f"Pooled from {part.pooled.k} trials.{left}"
    without, with_it = hundred
    both = f"Of 100 people on {part.question.against}, {without:.0f}; of 100 with magnesium, about {with_it:.0f}."
    return f"Pooled from {part.pooled.k} trials. {both}{left}"


def _methods(part: QuestionAnswer) -> list[str]:
    """How it was pooled, with what a careful colleague would point out."""
    if part.effects is None or part.pooled is None:
        return []
    pooled = pool_object(part.effects, part.pooled)
    return [*(warning["says"] for warning in pooled["warnings"]), f"Methods: {pooled['methods']}"]


def _contradiction(flagged: Sequence[Recheck]) -> list[str]:
    return [f"{check.name}: the printed numbers contradict each other; the table below shows how." for check in flagged]


def _asides(part: QuestionAnswer) -> list[tuple[str, str]]:
    names = {trial.id: trial.name for trial in part.trials}
    said = " ".join(part.poolable.why_not)
    return [(names[name], why) for name, why in part.aside if why not in said]


def _figures(review: Review) -> str:
    """The figures of a review that have an interval, in a line."""
    shown = [
        f"{figure.name}: {(figure.measure or '').upper()} {figure.value} ({figure.low} to {figure.high})"
        + (f", {figure.trials} trials" if figure.trials is not None else "")
        for figure in review.figures
        if figure.low is not None
    ]
    return "; ".join(shown) + "." if shown else ""


def _rest(answer: ConditionAnswer) -> Section | None:
    told = harms(answer.trials)
    lines = [f"{guideline.name}: {guideline.says}" for guideline in answer.guidelines]
    says = []
    if lines:
        says.append("What guidelines say. " + " ".join(lines))
    if answer.reviews:
        says.append("Reviews. " + " ".join(f"{review.name}: {review.says}" for review in answer.reviews))
    if told:
        says.append("Harms, told apart. " + " ".join(f"{harm['trial']}: {harm['says']}." for harm in told))
    elif answer.trials:
        says.append("Harms: none of these trials' harms were read. That is not the same as no harms.")
    if not says:
        return None
    says.insert(0, "Guidelines, reviews and harms, as far as they were read.")
    return Section(
        id="evidence-more",
        title="What others say, and what can go wrong",
        says=tuple(says),
        findings=(),
        data={},
    )


def notes(answers: Sequence[ConditionAnswer]) -> tuple[str, ...]:
    """What a reader should know of how this was made: provisional, when searched, the same again."""
    searched = max(part.question.searched_on for answer in answers for part in answer.answers)
    again = command(answers[0]) if len(answers) == 1 else "dolomite evidence"
    return (
        "Provisional: one reader, from abstracts and secondary accounts. Not clinically reviewed.",
        f"Searched on {searched}. A trial that was not found may exist.",
        "Direction is that of the estimate, whatever its p; change within one group is no evidence of an effect.",
        f"The same again: {again}",
        "With other choices: another route, a trial left out, another estimator.",
    )


def overview(answers: Sequence[ConditionAnswer]) -> Section:
    """A table of every kind of pain."""
    return Section(
        id="evidence",
        title="Magnesium and each kind of pain",
        says=tuple(answer.says for answer in answers if answer.condition.id == "low_back"),
        next=(Step(says="The trials behind a line", command="dolomite evidence NAME"),),
        findings=(),
        data=overview_object(answers),
        tables=(
            Table(
                caption="How sure anybody can be",
                columns=(
                    Column(title="Pain"),
                    Column(title="Name to type"),
                    Column(title="How sure"),
                    Column(title="Direction"),
                    Column(title="Trials", decimals=0),
                ),
                rows=tuple(
                    (
                        answer.condition.name,
                        answer.condition.id,
                        _sure_words(answer),
                        way(answer.headline),
                        answer.trial_count,
                    )
                    for answer in answers
                ),
            ),
        ),
        tone="unknown",
    )


def sure(answer: ConditionAnswer) -> str:
    """How sure, for a list: four circles for tablets alone, then the words, which say what else is rated apart."""
    return f"{dial(tablets(answer)).partition(' ')[0]} {_sure_words(answer)}"


def _sure_words(answer: ConditionAnswer) -> str:
    alone, headline = CERTAINTY_WORDS[tablets(answer)], CERTAINTY_WORDS[answer.certainty]
    return headline if alone == headline else f"{alone} (tablets alone); {headline} (beside other treatment)"


def findings(answer: ConditionAnswer) -> tuple[Finding, ...]:
    """Each question's certainty as a finding with its grounds."""
    return tuple(finding(part) for part in answer.answers)


def finding(part: QuestionAnswer) -> Finding:
    """The certainty of one question, resting on its steps, its directions and its trials."""
    trials = tuple(_trial_finding(trial, part) for trial in part.trials)
    steps = tuple(
        Finding(
            name=step.domain,
            value=float(-step.steps),
            unit="",
            basis=step.basis or _ours(),
            says=step.because,
        )
        for step in part.rating.steps
        if step.steps
    )
    reviews = tuple(
        Finding(name="review", value=review.name, unit="", basis=review.basis, says=review.says)
        for review in part.reviews
    )
    grounds = tuple(dict.fromkeys(b for inner in (*trials, *reviews) for b in inner.basis)) or part.question.basis
    return Finding(
        name="certainty",
        value=CERTAINTY_WORDS[part.certainty],
        unit="",
        basis=grounds,
        because=(*steps, *_pool_finding(part), *trials, *reviews),
        says=part.says,
    )


def _pool_finding(part: QuestionAnswer) -> tuple[Finding, ...]:
    if part.effects is None or part.pooled is None:
        return ()
    return (pool_section.finding(part.pooled, pool_object(part.effects, part.pooled)["sources"]),)


def _trial_finding(trial: Trial, part: QuestionAnswer) -> Finding:
    rated = trial.bias(part.question.outcome)
    bias = (
        (Finding(name="risk_of_bias", value=rated.overall, unit="", basis=trial.basis, says=rated.because or ""),)
        if rated is not None
        else ()
    )
    return Finding(
        name="trial_result",
        value=trial.name,
        unit="",
        basis=trial.basis,
        because=bias,
        says=result_says(trial, part.question),
    )


def _ours() -> tuple[Basis, ...]:
    return (Basis(source="unsourced", at="our own judgement, not yet made by a second reader", verified=False),)
