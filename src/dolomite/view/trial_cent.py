"""The CENT 2015 items for reporting a trial in one person, filled from the trial itself."""

from __future__ import annotations

from dolomite import __version__
from dolomite.trial.analysis import Analysis
from dolomite.trial.answer import spoken
from dolomite.trial.design import Arm
from dolomite.trial.flow import Flow
from dolomite.trial.record import Record
from dolomite.view import trial_flow

CENT = "Vohra and others, CONSORT extension for reporting N-of-1 trials (CENT) 2015, BMJ 2015;350:h1738"


def items(analysis: Analysis, record: Record, sequence: tuple[str, ...], flow: Flow) -> tuple[tuple[str, str], ...]:
    """Item and what it says in this trial, in the checklist's order [points, days, mg/d]."""
    return (
        *_before(record, sequence),
        *_methods(analysis, record),
        *_results(analysis, record, flow),
        *_rest(analysis),
    )


def _before(record: Record, sequence: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    design = record.design
    drew = (
        "The program drew; the helper or pharmacist packed" if design.blinded else "The program drew; the person knew"
    )
    return (
        ("1a title", "Randomised trial in one person (N-of-1)"),
        ("2a background", "Whether magnesium helps this person's pain is not known from trials in groups"),
        ("2b objective", design.question),
        (
            "3a design",
            f"{design.pairs} pairs, {design.periods} periods of {design.period_days} days, washout "
            f"{design.washout_days} days, no run-in",
        ),
        ("3b changes after the start", _changes(record)),
        ("4a participant", "One adult; who may start was checked by rule (facts/trial/who_may_start)"),
        ("4b setting", "At home, self-administered"),
        ("5 interventions", "; ".join(_arm(arm) for arm in design.arms)),
        ("6a outcomes", f"Daily average pain, 0 to 10; secondary: {', '.join(design.secondary) or 'none'}"),
        ("6b changes to outcomes", "None possible: the design is sealed"),
        ("7a length and size", f"{design.days} days; chances of each answer were simulated before the start"),
        ("7b stopping", record.stopped or "Not stopped early"),
        ("8a sequence generation", "Drawn by a random generator within randomised blocks, each arm once a block"),
        ("8b full sequence", ", ".join(sequence)),
        ("9 allocation concealment", f"Sealed before the start: SHA-256 {record.commitment}"),
        ("10 implementation", drew),
    )


def _methods(analysis: Analysis, record: Record) -> tuple[tuple[str, str], ...]:
    posterior = analysis.posterior
    return (
        ("11a blinding", _blinding(record)),
        ("11b similarity", "Not known to the program: whether containers looked, tasted and weighed alike"),
        (
            "12a analysis",
            f"{posterior.priors.name}: level, effect with build-up and carry-over, trend, weekdays, AR(1); "
            f"integrated exactly, estimated error {posterior.integrated.error:.0e}; priors: "
            + analysis.settings.priors_chosen.replace("_", " "),
        ),
        (
            "12b carry-over, period effects, autocorrelation",
            f"In the model: time constant {posterior.tau().mean:.1f} days, autocorrelation {posterior.phi().mean:.2f}",
        ),
    )


def _results(analysis: Analysis, record: Record, flow: Flow) -> tuple[tuple[str, str], ...]:
    design, series, effect = record.design, analysis.series, analysis.heard.effect
    return (
        (
            "13a flow",
            f"{design.periods} periods planned. {trial_flow.says(flow)} The diagram shows every day.",
        ),
        ("13b losses", "; ".join(f"{spoken(row.arm)}: {row.missing} missing" for row in analysis.ends)),
        ("14a dates", f"{record.first_day.isoformat()} to {record.date_of(design.days).isoformat()}"),
        ("14b stopped", record.stopped or "Not stopped early"),
        ("15 baseline", f"{design.baseline_days} days before the first period"),
        ("16 numbers analysed", f"{analysis.posterior.days_used} of {int(series.inside().sum())} days"),
        ("17 estimate", f"{effect.mean:+.2f} points (95 % {effect.q025:+.2f} to {effect.q975:+.2f})"),
        ("18 other analyses", "; ".join(f"{v.says}: {v.effect.mean:+.2f}" for v in analysis.variants)),
        ("19 harms", "; ".join(says for _, says in record.adverse) or "None written down"),
    )


def _rest(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    return (
        ("20 limitations", " ".join(analysis.notes) or "One person, self-reported pain"),
        ("21 generalisability", "To this person at this dose; to nobody else"),
        (
            "22 interpretation",
            f"Reading by rule: {analysis.verdict.replace('_', ' ')}; declared prior alone: "
            f"{analysis.answer.verdict.replace('_', ' ')}; other prior alone: "
            f"{analysis.other_answer.verdict.replace('_', ' ')}",
        ),
        ("23 registration", "None; the sealed plan stands in its place"),
        ("24 protocol", f"plan.yaml in the trial's folder; Dolomite {__version__}"),
        ("25 funding", "Not known to the program"),
    )


def _arm(arm: Arm) -> str:
    if arm.daily_mg is None:
        return f"{spoken(arm.name)}: {arm.kind}"
    return f"{spoken(arm.name)}: {arm.daily_mg:g} mg elemental magnesium a day, {arm.form}"


def _changes(record: Record) -> str:
    changed = [word for word in record.days if word.changes]
    late = [word for word in record.days if word.late_days > 0]
    ahead = [word for word in record.days if word.late_days < 0]
    early = f"; written before the day had come: {len(ahead)}" if ahead else ""
    return f"Design: none possible. Days changed afterwards: {len(changed)}; written late: {len(late)}{early}"


def _blinding(record: Record) -> str:
    if not record.design.blinded:
        return "Open-label"
    when = record.revealed_after_day
    early = when is not None and when < record.design.days
    said = f"; revealed after day {when}, before the end" if early else ""
    return f"Person blinded by a {record.design.blinding}{said}"
