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


def section(found: ConditionAnswer, *, clearance: Clearance | None = None) -> Section:
    """The section of a person's report, and what the terminal shows (units in the tables' headings).

    `clearance`: of the person it is told to; a stop on dosing is said in front, for a trial's dose is no advice.
    """
    charts = tuple(chart for part in found.answers if (chart := _main_chart(part)) is not None)
    return Section(
        id="evidence",
        title="Does magnesium help pain like yours?",
        says=(*stop_says(clearance), found.says, dials(found), *_more(found), *_short(found)),
        findings=findings(found),
        data=whole(found),
        tables=(questions_table(found), *_if_rows(trials_table(found.answers, short=True))),
        charts=charts[:MOST_CHARTS],
        tone=_tone(found),
    )


def stop_says(clearance: Clearance | None) -> tuple[str, ...]:
    """What stands in front of all trials while safety stops a dose; empty otherwise."""
    if clearance is None or "dosing" not in clearance.stops:
        return ()
    return ("Whatever trials in other people found: something has to be settled before you take any magnesium.",)


def _short(found: ConditionAnswer) -> list[str]:
    """Why nothing was pooled, what guidelines say, what would change the answer, each in a line."""
    lines: list[str] = []
    if found.headline is not None and not found.headline.poolable.ok:
        lines.append(pooled_says(found.headline))
    lines += [f"{one.name}: {one.says} {_figures(one)}".strip() for part in found.answers for one in part.reviews]
    if found.guidelines:
        lines.append("Guidelines: " + " ".join(f"{one.name}: {one.says}" for one in found.guidelines))
    changes = dict.fromkeys(line for part in found.answers[:2] for line in part.question.would_change[:1])
    lines.append("What would change this: " + " ".join(changes))
    return lines


def pages(found: ConditionAnswer) -> tuple[Section, ...]:
    """The sections of a page of its own: the answer, one for each question, then the rest. (Units in the headings.)"""
    first = Section(
        id="evidence",
        title="The answer",
        says=(found.says, dials(found), *_more(found)),
        findings=findings(found),
        data=whole(found),
        tables=(questions_table(found),),
        tone=_tone(found),
    )
    rest = _rest(found)
    return (first, *(question_section(part) for part in found.answers), *((rest,) if rest is not None else ()))


def dials(found: ConditionAnswer) -> str:
    """The two dials of the headline in one line, kept apart."""
    size = found.headline.size if found.headline is not None else None
    what = "unknown" if size is None else size.word
    return f"How sure: {_sure(found)}. How large: {what}. These are two different things."


def _sure(found: ConditionAnswer) -> str:
    """How sure, for tablets alone first, as the short answer has it; then for what the headline is taken from."""
    alone = tablets(found)
    if found.route is not None or found.headline is None or alone == found.certainty:
        return dial(found.certainty)
    return f"{dial(alone)} (tablets alone); {dial(found.certainty)} ({found.headline.question.treatment})"


def _more(found: ConditionAnswer) -> list[str]:
    lines: list[str] = []
    lines += [f"{check.name}: the numbers contradict each other. {check.short}" for check in flags(found)[:1]]
    if found.closest is not None:
        lines.append(f"The nearest kind of pain that was studied: {found.closest.name} ({found.closest.id}).")
    if found.certainty in ("no_evidence", "very_low") and found.helps:
        lines.append("What to do instead: " + " ".join(row.says for row in found.helps))
    if found.dropped:
        lines.append(f"Left out at your wish: {', '.join(found.dropped)}.")
    return lines


def _tone(found: ConditionAnswer) -> Tone:
    return "unknown" if found.certainty in ("no_evidence", "very_low", "does_not_apply") else "plain"


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
        *(f"{one.name}: {one.says} {_figures(one)}".strip() for one in part.reviews),
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
    return [f"{one.name}: the printed numbers contradict each other; the table below shows how." for one in flagged]


def _asides(part: QuestionAnswer) -> list[tuple[str, str]]:
    names = {one.id: one.name for one in part.trials}
    said = " ".join(part.poolable.why_not)
    return [(names[name], why) for name, why in part.aside if why not in said]


def _figures(one: Review) -> str:
    """The figures of a review that have an interval, in a line."""
    shown = [
        f"{figure.name}: {(figure.measure or '').upper()} {figure.value} ({figure.low} to {figure.high})"
        + (f", {figure.trials} trials" if figure.trials is not None else "")
        for figure in one.figures
        if figure.low is not None
    ]
    return "; ".join(shown) + "." if shown else ""


def _rest(found: ConditionAnswer) -> Section | None:
    told = harms(found.trials)
    lines = [f"{one.name}: {one.says}" for one in found.guidelines]
    says = []
    if lines:
        says.append("What guidelines say. " + " ".join(lines))
    if found.reviews:
        says.append("Reviews. " + " ".join(f"{one.name}: {one.says}" for one in found.reviews))
    if told:
        says.append("Harms, told apart. " + " ".join(f"{one['trial']}: {one['says']}." for one in told))
    elif found.trials:
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


def notes(found: Sequence[ConditionAnswer]) -> tuple[str, ...]:
    """What a reader should know of how this was made: provisional, when searched, the same again."""
    searched = max(part.question.searched_on for one in found for part in one.answers)
    again = command(found[0]) if len(found) == 1 else "dolomite evidence"
    return (
        "Provisional: one reader, from abstracts and secondary accounts. Not clinically reviewed.",
        f"Searched on {searched}. A trial that was not found may exist.",
        "Direction is that of the estimate, whatever its p; change within one group is no evidence of an effect.",
        f"The same again: {again}",
        "With other choices: another route, a trial left out, another estimator.",
    )


def overview(found: Sequence[ConditionAnswer]) -> Section:
    """A table of every kind of pain."""
    return Section(
        id="evidence",
        title="Magnesium and each kind of pain",
        says=tuple(one.says for one in found if one.condition.id == "low_back"),
        next=(Step(says="The trials behind a line", command="dolomite evidence NAME"),),
        findings=(),
        data=overview_object(found),
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
                        one.condition.name,
                        one.condition.id,
                        _sure_words(one),
                        way(one.headline),
                        one.trial_count,
                    )
                    for one in found
                ),
            ),
        ),
        tone="unknown",
    )


def sure(one: ConditionAnswer) -> str:
    """How sure, for a list: four circles for tablets alone, then the words, which say what else is rated apart."""
    return f"{dial(tablets(one)).partition(' ')[0]} {_sure_words(one)}"


def _sure_words(one: ConditionAnswer) -> str:
    alone, headline = CERTAINTY_WORDS[tablets(one)], CERTAINTY_WORDS[one.certainty]
    return headline if alone == headline else f"{alone} (tablets alone); {headline} (beside other treatment)"


def findings(found: ConditionAnswer) -> tuple[Finding, ...]:
    """Each question's certainty as a finding with its grounds."""
    return tuple(finding(part) for part in found.answers)


def finding(part: QuestionAnswer) -> Finding:
    """The certainty of one question, resting on its steps, its directions and its trials."""
    trials = tuple(_trial_finding(one, part) for one in part.trials)
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
        Finding(name="review", value=one.name, unit="", basis=one.basis, says=one.says) for one in part.reviews
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


def _trial_finding(one: Trial, part: QuestionAnswer) -> Finding:
    rated = one.bias(part.question.outcome)
    bias = (
        (Finding(name="risk_of_bias", value=rated.overall, unit="", basis=one.basis, says=rated.because or ""),)
        if rated is not None
        else ()
    )
    return Finding(
        name="trial_result",
        value=one.name,
        unit="",
        basis=one.basis,
        because=bias,
        says=result_says(one, part.question),
    )


def _ours() -> tuple[Basis, ...]:
    return (Basis(source="unsourced", at="our own judgement, not yet made by a second reader", verified=False),)
