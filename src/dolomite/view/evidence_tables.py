"""Tables of the evidence: questions, trials, risk of bias, the steps of a rating, p-values that cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dolomite.evidence.answer import ConditionAnswer, QuestionAnswer
from dolomite.evidence.certainty import Certainty, Rating
from dolomite.evidence.study import Judgement, RiskOfBias
from dolomite.report.tree import Column, Table
from dolomite.view.evidence_told import WAYS, result_short

CERTAINTY_WORDS: dict[Certainty, str] = {
    "high": "high",
    "moderate": "moderate",
    "low": "low",
    "very_low": "very low",
    "no_evidence": "not rated: no usable evidence",
    "does_not_apply": "not rated: another question",
}
AGAIN = (
    "Risk of bias was read a second time, by Dolomite's maker and no licensed reviewer; the first reading stands, and "
    "the second moves no answer."
)
BIAS_SIGN = {
    "low": "✓ low",
    "some_concerns": "? some concerns",
    "high": "✗ high",
    "critical": "✗ critical",
    "no_information": "– not said",
}
BIAS_DOMAINS = (
    ("randomisation", "Allocation"),
    ("deviations", "Treatment as planned"),
    ("missing_data", "Missing people"),
    ("measurement", "Measurement"),
    ("selective_reporting", "Selective reporting"),
    ("period_and_carryover", "Carryover"),
)
STEP_NAMES = {
    "risk_of_bias": "Risk of bias",
    "inconsistency": "Do the trials disagree?",
    "indirectness": "Is it the same question?",
    "imprecision": "Enough people?",
    "publication_bias": "Are results missing?",
    "large_effect": "Large effect",
    "dose_response": "More with a larger dose",
    "confounding": "Confounding would hide it",
}
FLAG_WORDS = {
    "numbers": "numbers that contradict each other",
    "reporting": "reporting",
    "registration": "registration",
    "conflict": "conflict with another trial",
    "context": "context",
}
ROUTE_WORDS = {
    "oral": "swallowed",
    "infusion": "infusion",
    "infusion_then_oral": "infusion, then swallowed",
    "epidural": "beside the spine",
    "injection": "into a muscle",
    "skin": "on the skin",
}


def recheck_table(part: QuestionAnswer) -> Table:
    """Printed p-values beside what their own means and spreads give."""
    return Table(
        caption="p-values that the trial's own means and spreads contradict",
        columns=(
            Column(title="Result"),
            Column(title="Printed"),
            Column(title="Worked out, kindest reading"),
            Column(title="t", decimals=2),
            Column(title="Degrees of freedom", decimals=0),
            Column(title="At the very most"),
        ),
        rows=tuple(
            (
                f"{check.name}, {check.result}",
                check.printed,
                f"p = {kindest.p:.2g} ({kindest.what})",
                kindest.t,
                kindest.df,
                f"p = {check.nearest:.2g}",
            )
            for check in part.flags
            for kindest in (max(check.readings, key=lambda reading: reading.p),)
        ),
    )


def questions_table(answer: ConditionAnswer) -> Table:
    """Every question of a kind of pain in a line."""
    return Table(
        caption="Each way of giving magnesium is a question of its own",
        columns=(
            Column(title="Treatment"),
            Column(title="Against"),
            Column(title="Given"),
            Column(title="How sure"),
            Column(title="Direction"),
            Column(title="Trials", decimals=0),
        ),
        rows=tuple(
            (
                part.question.treatment,
                part.question.against,
                ", ".join(ROUTE_WORDS[route] for route in part.question.routes),
                CERTAINTY_WORDS[part.certainty],
                way(part),
                part.trial_count,
            )
            for part in answer.answers
        ),
    )


def way(part: QuestionAnswer | None) -> str:
    """Which way the trials point, with how many of them: one trial is one trial.

    >>> way(None)
    'no trial to read a direction from'
    """
    if part is None or part.direction == "none":
        return WAYS["none"]
    if part.question.reviews and part.size.word == "trivial":  # the side of an estimate near nothing misleads
        return "little or no difference, from reviews"
    if part.question.reviews:
        return f"{WAYS.get(part.direction, part.direction)}, from reviews"
    votes = part.vote
    if part.direction in ("mixed", "unclear"):
        return f"{part.direction} ({votes.magnesium} for, {votes.control} against, {votes.unclear} unclear)"
    count = votes.magnesium or votes.control
    return f"{WAYS[part.direction]} ({count} {'trial' if count == 1 else 'trials'})"


def trials_table(parts: Sequence[QuestionAnswer], *, short: bool = False) -> Table:
    """The trials, one to a line; `short` leaves out what only a page has room for. (Unit: mg/d elemental.)"""
    columns = (
        (Column(title="Trial"), True),
        (Column(title="People", decimals=0), True),
        (Column(title="Given"), True),
        (Column(title="Magnesium", unit="mg/d", decimals=0), not short),
        (Column(title="Against"), not short),
        (Column(title="Result"), True),
        (Column(title="Risk of bias"), True),
        (Column(title="Read"), not short),
    )
    rows = (
        (
            trial.name,
            trial.n,
            ROUTE_WORDS[trial.magnesium.route],
            trial.magnesium.elemental_mg_per_day,
            trial.comparator,
            result_short(trial, part.question),
            _overall(trial.bias(part.question.outcome)),
            trial.read_from if trial.verified is True else f"{trial.read_from}, not verified",
        )
        for part in parts
        for trial in part.trials
    )
    return Table(
        caption="The trials",
        columns=tuple(column for column, shown in columns if shown),
        rows=tuple(tuple(cell for cell, (_, shown) in zip(row, columns, strict=True) if shown) for row in rows),
    )


def _overall(rated: RiskOfBias | None) -> str:
    return BIAS_SIGN[rated.overall] if rated is not None else "not rated"


def bias_table(part: QuestionAnswer) -> Table:
    """The risk of bias of each result by domain, in words beside the sign."""
    columns = [Column(title="Trial"), *(Column(title=title) for _, title in BIAS_DOMAINS), Column(title="Overall")]
    rows = []
    for trial in part.trials:
        bias = trial.bias(part.question.outcome)
        if bias is None:
            continue
        rows.append(_bias_row(trial.name, dict(bias.domains()), bias.overall))
        if bias.again is not None:
            rows.append(_bias_row(f"{trial.name}, read again", dict(bias.again.domains()), bias.again.overall))
    return Table(
        caption=f"Risk of bias of the result for {part.question.outcome_words} (provisional: one reader, no full text)",
        columns=tuple(columns),
        rows=tuple(rows),
    )


def _bias_row(name: str, domains: Mapping[str, Judgement], overall: Judgement) -> tuple[str, ...]:
    signs = (BIAS_SIGN[domains[key]] if key in domains else "" for key, _ in BIAS_DOMAINS)
    return (name, *signs, BIAS_SIGN[overall])


def read_again(part: QuestionAnswer) -> str | None:
    """What was read a second time and where the two readings part, in sentences; None where nothing was."""
    said = []
    for trial in part.trials:
        bias = trial.bias(part.question.outcome)
        if bias is None or bias.again is None:
            continue
        again, apart = bias.again, bias.apart()
        names = dict(BIAS_DOMAINS)
        what = ", ".join(names.get(key, key).lower() for key in apart)
        parts = f"they part in {what}" if apart else "both say the same"
        said.append(f"{trial.name} ({again.read}): {parts}. {again.because}")
    if not said:
        return None
    return " ".join((AGAIN, *said))


def steps_table(rating: Rating) -> Table:
    """The steps of the rating with their reasons. (No unit: steps, below zero is down.)"""
    start = "randomised trials start high" if rating.start == "high" else "other studies start low"
    return Table(
        caption=f"How sure: {start}, then each domain may lower that",
        columns=(Column(title="Domain"), Column(title="Steps", decimals=0), Column(title="Why"), Column(title="How")),
        rows=tuple(
            (STEP_NAMES[step.domain], -step.steps, step.because or "No concern.", step.how) for step in rating.steps
        ),
    )


def flags_table(part: QuestionAnswer) -> Table:
    """What to know of each trial before trusting it."""
    rated = ((trial, trial.bias(part.question.outcome)) for trial in part.trials)
    return Table(
        caption="What to know about each trial",
        columns=(Column(title="Trial"), Column(title="About"), Column(title="Note")),
        rows=(
            *((trial.name, FLAG_WORDS[flag.kind], flag.says) for trial in part.trials for flag in trial.flags),
            *((trial.name, "risk of bias", bias.because) for trial, bias in rated if bias is not None and bias.because),
        ),
    )
