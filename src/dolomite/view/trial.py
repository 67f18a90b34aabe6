"""The personal trial in the report: the answer first, then what it rests on, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dolomite.base.finding import Basis, Finding
from dolomite.report.tree import Axis, Cell, Chart, Column, Layer, Section, Table
from dolomite.trial.analysis import Analysis, level_and_trend
from dolomite.trial.answer import EffectAnswer, spoken
from dolomite.trial.model import Summary
from dolomite.trial.own_prior import EVIDENCE, informed
from dolomite.trial.prior import Normal
from dolomite.trial.worthwhile import worth

if TYPE_CHECKING:
    from dolomite.view.shape import trial_answer as shape

CURVE_POINTS = 121
VERDICT_TONE = {"worthwhile": "good", "helps_less": "good", "cannot_tell": "unknown"}


def data(analysis: Analysis) -> Mapping[str, object]:
    """The object that `dolomite trial analyse --json` prints. [pain in points, time in days, probabilities 0 to 1]"""
    level, trend = level_and_trend(analysis.posterior)
    answer, settings = analysis.answer, analysis.settings
    phi = analysis.posterior.phi()
    return {
        "command": "analyse",
        "active": settings.active,
        "against": settings.comparator,
        "blinded": settings.blinded,
        "verdict": analysis.verdict,
        "says": analysis.says,
        "said": {
            "effect": analysis.heard.effect,
            "prob_benefit": analysis.heard.prob_benefit,
            "prob_worthwhile": analysis.heard.prob_worthwhile,
            "areas": analysis.heard.areas,
        },
        "effect": answer.effect,
        "prob_benefit": answer.prob_benefit,
        "prob_worthwhile": answer.prob_worthwhile,
        "prob_harm": answer.prob_harm,
        "worthwhile_points": answer.worthwhile_points,
        "areas": answer.areas,
        "ladder": answer.ladder,
        "autocorrelation": phi.mean,
        "trend": trend.mean,
        "days": analysis.series.n,
        "missing_days": analysis.series.missing(),
        "days_used": analysis.posterior.days_used,
        "parameters": {
            "level": level,
            "trend": trend,
            "tau_days": analysis.posterior.tau(),
            "autocorrelation": phi,
            "sigma": analysis.posterior.sigma(),
        },
        "model": _model(analysis),
        "other_prior": {
            "speed": "slow" if analysis.posterior.priors.speed == "fast" else "fast",
            "verdict": analysis.other_answer.verdict,
            "effect": analysis.other_answer.effect,
            "prob_benefit": analysis.other_answer.prob_benefit,
            "prob_worthwhile": analysis.other_answer.prob_worthwhile,
        },
        "verdict_of_declared_prior": answer.verdict,
        "randomisation_test": analysis.test,
        "arms": analysis.ends,
        "predictive_check": analysis.features,
        "sensitivity": analysis.variants,
        "censored": analysis.censored,
        "notes": analysis.notes,
    }


def _model(analysis: Analysis) -> shape.Model:
    priors, settings = analysis.posterior.priors, analysis.settings
    return {
        "name": priors.name,
        "speed": priors.speed,
        "priors": {
            "level": _normal(priors.level),
            "effect": _normal(priors.effect),
            "trend": _normal(priors.trend),
            "weekday": None if priors.weekday is None else _normal(priors.weekday),
            "log_tau": _normal(priors.log_tau),
            "phi": _normal(priors.phi),
            "phi_range": priors.phi_range,
            "sigma_half_normal_sd": priors.sigma_sd,
        },
        "priors_chosen": settings.priors_chosen,
        "own_priors": [
            {"name": prior.name, "mean": prior.mean, "sd": prior.sd, "origin": prior.origin}
            for prior in settings.own_priors
        ],
        "integration_error": analysis.posterior.integrated.error,
    }


def _normal(prior: Normal) -> shape.Normal:
    return {"mean": prior.mean, "sd": prior.sd}


def with_faults(section: Section, faults: Sequence[str]) -> Section:
    """The section with what was found changed in the trial said first."""
    says = (*(f"CHANGED: {fault}" for fault in faults), *section.says)
    data = {**section.data, "faults": list(faults)}
    return replace(section, says=says, data=data, tone="stop" if faults else section.tone)


def section(analysis: Analysis) -> Section:
    """The trial's section: what it found, how sure, and the days themselves. [pain in points]"""
    return Section(
        id="trial",
        title="Did it work for you?",
        says=(analysis.says, *analysis.notes, analysis.test.says),
        findings=_findings(analysis),
        data=data(analysis),
        tables=(
            _arms(analysis),
            _ladder(analysis),
            _numbers(analysis),
            _sensitivity(analysis),
            _check(analysis),
            _priors(analysis),
        ),
        charts=(_days(analysis), _posterior(analysis)),
        tone=VERDICT_TONE.get(analysis.verdict, "plain"),  # type: ignore[arg-type]
    )


def _findings(analysis: Analysis) -> tuple[Finding, ...]:
    trial = (Basis(source="trial", at=f"days 1 to {analysis.series.n}, model {analysis.posterior.priors.name}"),)
    worthwhile = Finding(
        name="worthwhile_difference",
        value=analysis.answer.worthwhile_points,
        unit="points",
        basis=worth("mic").basis,
        says="The difference that counts as worthwhile. Two points is a change over time within a person, used when "
        "nothing else was chosen.",
    )
    effect = Finding(
        name="effect",
        value=analysis.heard.effect.mean,
        unit="points",
        basis=trial,
        says=analysis.says,
    )
    chance = Finding(
        name="prob_worthwhile",
        value=analysis.heard.prob_worthwhile,
        unit="1",
        basis=trial,
        because=(effect, worthwhile),
        says="The chance that the difference is at least the worthwhile one.",
    )
    return (effect, chance, *_informed(analysis))


def _informed(analysis: Analysis) -> tuple[Finding, ...]:
    used = next((prior for prior in analysis.settings.own_priors if prior.origin == EVIDENCE), None)
    if used is None:
        return ()
    row = informed()
    return (Finding(name="effect_prior", value=used.mean, unit="points", basis=row.basis, says=row.says),)


def _numbers(analysis: Analysis) -> Table:
    level, trend = level_and_trend(analysis.posterior)
    rows = [
        ("effect of " + spoken(analysis.settings.active), "points", analysis.answer.effect),
        ("pain under " + spoken(analysis.settings.comparator), "points", level),
        ("trend over half the trial", "points", trend),
        ("time constant of build-up", "days", analysis.posterior.tau()),
        ("autocorrelation", "", analysis.posterior.phi()),
        ("day-to-day noise (SD)", "points", analysis.posterior.sigma()),
    ]
    return Table(
        caption="What the model found (negative effect: less pain)",
        columns=(Column(title="quantity"), Column(title="unit"), *_summary_columns()),
        rows=tuple((name, unit, *summary_cells(summary)) for name, unit, summary in rows),
        minor=True,
    )


def _summary_columns() -> tuple[Column, ...]:
    return tuple(Column(title=title, decimals=2) for title in ("mean", "SD", "2.5 %", "median", "97.5 %"))


def summary_cells(summary: Summary) -> tuple[float, ...]:
    """Mean, SD and quantiles as cells [the quantity's unit]."""
    return (summary.mean, summary.sd, summary.q025, summary.q50, summary.q975)


def _arms(analysis: Analysis) -> Table:
    return Table(
        caption="The days, by arm",
        columns=(
            Column(title="arm"),
            Column(title="rated days", decimals=0),
            Column(title="missing days", decimals=0),
            Column(title="mean pain", unit="points", decimals=1),
            Column(title="days at 0", unit="%", decimals=0),
            Column(title="days at 10", unit="%", decimals=0),
        ),
        rows=tuple(
            (
                spoken(row.arm),
                row.rated,
                row.missing,
                row.mean,
                None if row.at_zero is None else 100 * row.at_zero,
                None if row.at_ten is None else 100 * row.at_ten,
            )
            for row in analysis.ends
        ),
    )


def _ladder(analysis: Analysis) -> Table:
    return Table(
        caption="Chance of at least so much less pain",
        columns=(
            Column(title="less pain by", unit="points", decimals=1),
            Column(title="chance after the trial", decimals=2),
            Column(title="before any day", decimals=2),
        ),
        rows=tuple((rung.points, rung.probability, rung.prior) for rung in analysis.heard.ladder),
    )


def _sensitivity(analysis: Analysis) -> Table:
    main: EffectAnswer = analysis.answer
    rows: list[tuple[str, str, float, float, float, float]] = [
        ("as declared", main.verdict, main.effect.mean, main.effect.q025, main.effect.q975, main.prob_worthwhile)
    ]
    rows += [
        (v.says, v.verdict, v.effect.mean, v.effect.q025, v.effect.q975, v.prob_worthwhile) for v in analysis.variants
    ]
    return Table(
        caption="The same trial, analysed otherwise",
        columns=(
            Column(title="with"),
            Column(title="reading"),
            Column(title="effect", unit="points", decimals=2),
            Column(title="2.5 %", decimals=2),
            Column(title="97.5 %", decimals=2),
            Column(title="chance worthwhile", decimals=2),
        ),
        rows=tuple((says, verdict.replace("_", " "), *rest) for says, verdict, *rest in rows),
        minor=True,
    )


def _check(analysis: Analysis) -> Table:
    return Table(
        caption="Does the model fit? Features of your days against trials drawn from the model",
        columns=(
            Column(title="feature"),
            Column(title="your days", decimals=2),
            Column(title="2.5 %", decimals=2),
            Column(title="97.5 %", decimals=2),
            Column(title="tail p", decimals=2),
        ),
        rows=tuple((f.name.replace("_", " "), f.observed, f.q025, f.q975, f.p) for f in analysis.features),
        minor=True,
    )


def _priors(analysis: Analysis) -> Table:
    priors, own = analysis.posterior.priors, {prior.name: prior for prior in analysis.settings.own_priors}
    normal = "normal, mean {0.mean:.3g}, SD {0.sd:.3g}"
    rows = [
        ("effect", "effect when it is fully there", "points", normal.format(priors.effect)),
        ("level", "pain without it", "points", normal.format(priors.level)),
        ("trend", "trend over half the trial", "points", normal.format(priors.trend)),
        ("weekday", "each weekday", "points", "none" if priors.weekday is None else normal.format(priors.weekday)),
        ("tau", "time constant of build-up", "log days", normal.format(priors.log_tau)),
        ("phi", "autocorrelation", "", normal.format(priors.phi) + f", cut to ±{priors.phi_range:g}"),
        ("sigma", "day-to-day noise", "points", f"half-normal, SD {priors.sigma_sd:g}"),
    ]
    sealed = analysis.settings.priors_chosen == "sealed"
    since = "own, sealed before the start" if sealed else "chosen after the data"
    return Table(
        caption=f"What was believed before any day: the priors of {priors.name}",
        columns=(Column(title="of"), Column(title="unit"), Column(title="prior"), Column(title="since when")),
        rows=tuple((what, unit, prior, since if name in own else "declared") for name, what, unit, prior in rows),
        minor=True,
    )


def _days(analysis: Analysis) -> Chart:
    series = analysis.series
    rows: tuple[Mapping[str, Cell], ...] = tuple(
        {"day": day + 1, "pain": None if np.isnan(pain) else float(pain), "taken": spoken(series.arms[day])}
        for day, pain in enumerate(series.pain)
    )
    shades: tuple[Mapping[str, Cell], ...] = tuple(
        {"from": p.first - 0.5, "to": p.last + 0.5, "low": 0.0, "high": 10.0, "arm": spoken(p.arm)}
        for p in series.periods
    )
    return Chart(
        id="trial-days",
        title="Pain day by day",
        says=f"Pain on {int((~np.isnan(series.pain)).sum())} of {series.n} days, periods shaded by arm.",
        rows=rows,
        layers=(
            Layer(mark="bar", x="from", x2="to", y="low", y2="high", colour="arm", opacity=0.25, rows=shades),
            Layer(mark="point", x="day", y="pain", colour="ink", rows=tuple(r for r in rows if r["pain"] is not None)),
        ),
        x=Axis(title="day"),
        y=Axis(title="pain, 0 to 10", low=0.0, high=10.0),
        table=Table(
            caption="Pain day by day",
            columns=(Column(title="day", decimals=0), Column(title="arm"), Column(title="pain", decimals=1)),
            rows=tuple((r["day"], r["taken"], r["pain"]) for r in rows),
        ),
    )


def _posterior(analysis: Analysis) -> Chart:
    effect, w = analysis.heard_effect, analysis.heard.worthwhile_points
    same = 0.5
    # No difference and a worthwhile one are always in sight, so that the curve is seen against them.
    low, high = min(effect.quantile(0.0005), -w - same), max(effect.quantile(0.9995), 2 * same)
    x = np.unique(np.concatenate([np.linspace(low, high, CURVE_POINTS), [-w, -same, same]]))
    density = effect.density(x)
    areas = (
        ("worthwhile benefit", -np.inf, -w),
        ("smaller benefit", -w, -same),
        ("about the same", -same, same),
        ("worse", same, np.inf),
    )
    rows: tuple[Mapping[str, Cell], ...] = tuple(
        {"effect": float(at), "density": float(d), "zero": 0.0, "area": name}
        for name, start, end in areas
        for at, d in zip(x, density, strict=True)
        if start <= at <= end
    )
    top = 1.06 * float(density.max())  # over the curve
    lines: tuple[Mapping[str, Cell], ...] = (
        {"effect": -w, "density": top, "label": "worthwhile"},
        {"effect": 0.0, "density": top, "label": "no difference"},
    )
    chances = analysis.heard.areas
    shares = (chances.worthwhile, chances.smaller, chances.same, chances.worse)
    return Chart(
        id="trial-effect",
        title="How large the difference may be",
        says="; ".join(f"{name}: {100 * share:.0f} %" for (name, _, _), share in zip(areas, shares, strict=True)) + ".",
        rows=rows,
        layers=(
            Layer(mark="area", x="effect", y="density", y2="zero", colour="area", opacity=0.8),
            Layer(mark="rule", x="effect", colour="goal", dashed=True, rows=lines),
            Layer(mark="text", x="effect", y="density", text="label", colour="ink", rows=lines),
        ),
        x=Axis(title="difference in pain, points (left: less pain)"),
        y=Axis(title="", hidden=True),
        table=Table(
            caption="Four areas of the difference",
            columns=(Column(title="area"), Column(title="probability", decimals=3)),
            rows=tuple((name, share) for (name, _, _), share in zip(areas, shares, strict=True)),
        ),
    )
