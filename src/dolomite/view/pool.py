"""The section of a pooled analysis: the answer in words, the studies in a table, a forest and a funnel plot."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dolomite.base.finding import Basis, Finding
from dolomite.base.words import amount
from dolomite.pool.bias import CONTOURS, Asymmetry, funnel
from dolomite.pool.effect import MEASURES, Effects
from dolomite.pool.model import COMMON, NAMES, Pooled
from dolomite.pool.quantile import normal_quantile
from dolomite.report.tree import Axis, Cell, Chart, Column, Layer, Section, Table
from dolomite.view.pool_further import Further, as_data

if TYPE_CHECKING:
    from dolomite.view.shape import pool as shape

TESTS = {
    "knapp_hartung": "Knapp-Hartung",
    "modified_knapp_hartung": "modified Knapp-Hartung",
    "z": "normal distribution",
}
POOLED = "All together"
NEXT = "A further study"


def section(effects: Effects, pooled: Pooled, data: shape.Pool, further: Further) -> Section:
    """The answer of a pool [unit of the measure; ratios as ratios]: the pool object, and what else was asked for."""
    tables = [forest_table(effects, pooled)]
    tables += [
        table
        for table in (_regression(further), _subgroups(further), _left_out_one(further, pooled))
        if table is not None
    ]
    tables += [table for table in (_small_studies(further), _bayes(further, pooled)) if table is not None]
    charts = [forest(effects, pooled)]
    if "small_studies" in further:
        charts.append(funnel_chart(effects, pooled))
    return Section(
        id="pool",
        title="What the studies say together",
        says=(
            *_answer(pooled),
            *_further(further, pooled),
            *further.get("read_as", ()),
            *(w["says"] for w in data["warnings"]),
            f"Methods: {data['methods']}",
        ),
        findings=(finding(pooled, data["sources"]),),
        data={**data, **as_data(further)},
        tables=tuple(tables),
        charts=tuple(charts),
        tone="plain",
    )


def finding(pooled: Pooled, sources: list[str]) -> Finding:
    """The pooled effect [unit of the measure, log for ratios] as a finding; its grounds are the methods used."""
    basis = tuple(Basis(source=key, at="the method used here", verified="partial") for key in sources)
    return Finding(name="pooled_effect", value=pooled.estimate, unit="", basis=basis, says=_answer(pooled)[0])


def shown(x: float, pooled: Pooled) -> str:
    """A value of the analysis scale as read [unit of the measure]: ratios as ratios."""
    value = _natural(x, pooled)
    return "beyond counting" if value is None else f"{value:.3g}"


def _natural(x: float, pooled: Pooled) -> float | None:
    if not pooled.is_log:
        return x
    return math.exp(x) if abs(x) < 700 else None


def _between(interval: tuple[float, float], pooled: Pooled) -> str:
    return f"{shown(interval[0], pooled)} to {shown(interval[1], pooled)}"


def _answer(pooled: Pooled) -> list[str]:
    name = MEASURES[pooled.measure]
    level = f"{100 * pooled.level:g} %"
    studies = "1 study" if pooled.k == 1 else f"{pooled.k} studies"
    says = [
        f"{name[0].upper()}{name[1:]} {shown(pooled.estimate, pooled)} ({level} interval "
        f"{_between(pooled.ci, pooled)}), {studies}; {NAMES[pooled.estimator]}, {TESTS[pooled.test]}."
    ]
    if pooled.pi is not None:
        says.append(f"In a further study the true effect should lie from {_between(pooled.pi, pooled)} ({level}).")
    spread = pooled.heterogeneity
    if spread.i2 is not None and pooled.estimator in COMMON:
        says.append(
            f"One common effect is supposed: what differs between the studies (Q {spread.q:.3g} on {spread.q_df} df, p "
            f"{_p(spread.q_p)}, I² {spread.i2:.0f} %) is taken for chance."
        )
    elif spread.i2 is not None and pooled.tau2 is not None:
        # A number with its interval: I2 alone is too often read as if it were known.
        i2_ci = "" if spread.i2_ci is None else f" ({level} interval {spread.i2_ci[0]:.0f} to {spread.i2_ci[1]:.0f} %)"
        says.append(
            f"The studies differ by tau² {pooled.tau2:.3g}; I² {spread.i2:.0f} %{i2_ci}; "
            f"Q {spread.q:.3g} on {spread.q_df} df, p {_p(spread.q_p)}."
        )
    return says


def _further(data: Further, pooled: Pooled) -> list[str]:
    says: list[str] = []
    if (permutation := data.get("permutation")) is not None:
        patterns = "every pattern" if permutation.exact else f"{permutation.refits:,} random patterns"
        says.append(
            f"By permutation p {_p(permutation.p)} ({patterns}; "
            f"the smallest p that {pooled.k} studies allow is {_p(permutation.smallest_p)})."
        )
    if (dealt := data.get("permutation_moderators")) is not None:
        each = ", ".join(f"{name} p {_p(p)}" for name, p in dealt.p.items())
        says.append(f"Moderators by permutation: {each} ({dealt.refits:,} orders of the studies).")
    if (refit := data.get("bootstrap")) is not None:
        says.append(f"Over {refit.refits:,} bootstrap refits: {_between(refit.ci, pooled)}; no refit failed.")
    if (small := data.get("small_studies")) is not None:
        says += small["says"]
    return says


def forest_table(effects: Effects, pooled: Pooled) -> Table:
    """Every study with its effect, interval and weight, then the pool and the prediction [unit of the measure]."""
    z = normal_quantile(0.5 + pooled.level / 2)
    rows: list[tuple[Cell, ...]] = []
    for row, weight in zip(effects.rows, pooled.weights, strict=True):
        half = z * math.sqrt(row.vi)
        rows.append((row.study, *(_natural(x, pooled) for x in (row.yi, row.yi - half, row.yi + half)), weight))
    rows.append((POOLED, *(_natural(x, pooled) for x in (pooled.estimate, *pooled.ci)), 100.0))
    if pooled.pi is not None:
        rows.append((NEXT, _natural(pooled.estimate, pooled), *(_natural(x, pooled) for x in pooled.pi), ""))
    decimals = 2
    return Table(
        caption=f"Each study: {MEASURES[pooled.measure]}",
        columns=(
            Column(title="Study"),
            Column(title="Effect", decimals=decimals),
            Column(title="from", decimals=decimals),
            Column(title="to", decimals=decimals),
            Column(title="Weight", unit="%", decimals=1),
        ),
        rows=tuple(rows),
    )


def forest(effects: Effects, pooled: Pooled, *, name: str = "forest", title: str = "Forest plot") -> Chart:
    """The forest plot with pooled effect and prediction interval [unit of the measure; ratios on a log axis]."""
    table = forest_table(effects, pooled)
    names = ("study", "effect", "low", "high", "weight")
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    studies = [row for row in rows if row["study"] not in (POOLED, NEXT)]
    together = [row for row in rows if row["study"] == POOLED]
    further = [row for row in rows if row["study"] == NEXT]
    nothing: list[Mapping[str, Cell]] = [{"none": 1.0 if pooled.is_log else 0.0}]
    layers = (
        Layer(mark="rule", x="none", colour="muted", dashed=True, rows=tuple(nothing)),
        Layer(mark="rule", x="low", x2="high", y="study", colour="ink", rows=tuple(studies)),
        Layer(mark="square", x="effect", y="study", size="weight", colour="plain", rows=tuple(studies)),
        Layer(mark="rule", x="low", x2="high", y="study", colour="goal", rows=tuple(together)),
        Layer(mark="diamond", x="effect", y="study", colour="goal", rows=tuple(together)),
        *(
            [Layer(mark="rule", x="low", x2="high", y="study", colour="limit", dashed=True, rows=tuple(further))]
            if further
            else []
        ),
    )
    return Chart(
        id=name,
        title=title,
        says=_answer(pooled)[0],
        rows=tuple(rows),
        layers=layers,
        x=Axis(title=MEASURES[pooled.measure], kind="log" if pooled.is_log else "number"),
        y=Axis(kind="category", order=tuple(str(row["study"]) for row in rows)),
        table=table,
        height=max(120, 24 * len(rows)),
    )


def funnel_chart(effects: Effects, pooled: Pooled, *, name: str = "funnel") -> Chart:
    """The contour funnel [effect against standard error, analysis scale]: studies, pool and lines of equal p."""
    seen = funnel(effects, centre=pooled.estimate)
    points: list[Mapping[str, Cell]] = [{"study": s, "effect": y, "se": se} for s, y, se in seen.points]
    largest = 1.05 * max(se for _, _, se in seen.points)
    lines = tuple(
        Layer(
            mark="line",
            x="effect",
            y="se",
            colour="muted",
            dashed=index > 0,
            rows=({"effect": 0.0, "se": 0.0}, {"effect": sign * slope * largest, "se": largest}),
        )
        for index, (_, slope) in enumerate(seen.contours)
        for sign in (-1, 1)
    )
    centre: list[Mapping[str, Cell]] = [{"effect": seen.centre}]
    table = Table(
        caption="Funnel plot: effect and standard error of each study (logarithms for ratios)",
        columns=(Column(title="Study"), Column(title="Effect", decimals=3), Column(title="Standard error", decimals=3)),
        rows=tuple((s, y, se) for s, y, se in seen.points),
    )
    levels = ", ".join(f"{p:g}" for p in CONTOURS)
    return Chart(
        id=name,
        title="Contour funnel plot",
        says=f"Each study's effect against its standard error, small studies at the bottom, with lines of p {levels}.",
        rows=tuple(points),
        layers=(
            *lines,
            Layer(mark="rule", x="effect", colour="goal", rows=tuple(centre)),
            Layer(mark="point", x="effect", y="se", colour="plain", rows=tuple(points)),
        ),
        x=Axis(title=f"{MEASURES[pooled.measure]}{' (logarithm)' if pooled.is_log else ''}"),
        y=Axis(title="standard error", low=largest, high=0.0),
        table=table,
        height=260,
    )


def _regression(data: Further) -> Table | None:
    if (regression := data.get("regression")) is None:
        return None
    rows = tuple((c.name, c.estimate, c.se, *c.ci, _p(c.p)) for c in regression.coefficients)
    explained = "unknown" if regression.r2 is None else f"{regression.r2:.0f} %"
    p = _p(regression.qm_p)
    return Table(
        caption=f"Meta-regression (log of ratios), {regression.k} studies: {explained} explained, p {p}",
        columns=(
            Column(title="Coefficient"),
            *(Column(title=name, decimals=4) for name in ("Estimate", "SE", "from", "to")),
            Column(title="p"),
        ),
        rows=rows,
    )


def _subgroups(data: Further) -> Table | None:
    if not data.get("subgroups"):
        return None
    rows = [
        (f"{grouped['moderator']}: {group['group']}", group["k"], group["estimate"], *group["ci"], _p(grouped["q_p"]))
        for grouped in data["subgroups"]
        for group in grouped["groups"]
    ]
    return Table(
        caption="Subgroups (logarithms for ratios)",
        columns=(
            Column(title="Group"),
            Column(title="Studies", decimals=0),
            *(Column(title=name, decimals=3) for name in ("Estimate", "from", "to")),
            Column(title="p of difference"),
        ),
        rows=tuple(rows),
    )


def _left_out_one(data: Further, pooled: Pooled) -> Table | None:
    if "leave_one_out" not in data:
        return None
    rows = []
    for without, influence in zip(data["leave_one_out"], data["influence"], strict=True):
        values = (_natural(x, pooled) for x in (without["estimate"], *without["ci"]))
        rows.append(
            (
                without["study"],
                *values,
                without["tau2"],
                influence.cook,
                influence.dffits,
                "yes" if influence.stands_out else "",
            )
        )
    return Table(
        caption="Without each study in turn",
        columns=(
            Column(title="Left out"),
            *(Column(title=name, decimals=2) for name in ("Effect", "from", "to")),
            *(Column(title=name, decimals=3) for name in ("tau²", "Cook's D", "DFFITS")),
            Column(title="Stands out"),
        ),
        rows=tuple(rows),
    )


def _small_studies(data: Further) -> Table | None:
    if "small_studies" not in data:
        return None
    small_studies = data["small_studies"]
    rows: list[tuple[Cell, ...]] = []
    for name in ("egger", "egger_mixed", "harbord", "peters", "size_based", "rank_test"):
        test = small_studies["tests"].get(name)
        if test is not None:
            rows.append(
                (name, f"{test.estimate:.4g}", _p(test.p)) if isinstance(test, Asymmetry) else (name, test["says"], "")
            )
    for how, filled in small_studies["trim_and_fill"].items():
        said = filled["says"] if "says" in filled else f"{filled['added']} on the {filled['side']}"
        rows.append((f"trim and fill {how}", said, ""))
    return Table(
        caption="Small-study effects",
        columns=(Column(title="Test"), Column(title="Value"), Column(title="p")),
        rows=tuple(rows),
    )


def _bayes(data: Further, pooled: Pooled) -> Table | None:
    if "bayes" not in data:
        return None
    rows = []
    for posterior in data["bayes"]:
        values = (_natural(x, pooled) for x in (posterior.median, *posterior.interval))
        chances = (posterior.prob_below_zero, posterior.prob_worthwhile, posterior.prob_worthwhile_next)
        rows.append((f"{posterior.prior.scale:g}", *values, posterior.tau_median, *chances))
    return Table(
        caption="Bayesian random effects with half, usual and double prior scale of tau",
        columns=(
            Column(title="Prior scale"),
            *(Column(title=name, decimals=2) for name in ("Effect", "from", "to")),
            Column(title="tau", decimals=3),
            *(Column(title=f"P({name})", decimals=3) for name in ("below none", "worthwhile", "worthwhile next")),
        ),
        rows=tuple(rows),
    )


def _p(p: float | None) -> str:
    if p is None:
        return "unknown"
    return "under 0.0001" if p < 1e-4 else amount(p, decimals=4).rstrip("0") if p < 1 else "1"
