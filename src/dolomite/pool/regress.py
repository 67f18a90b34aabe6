"""Meta-regression with one or more moderators, and subgroups: does the effect go with something that differs by study?

A moderator is a column: numbers are taken as a straight line, words as groups against the first in the alphabet.
Studies whose moderator is not known are left out and named. What goes together between studies need not do so in
persons.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dolomite.base.errors import InputError
from dolomite.pool.effect import Effect, Effects, LeftOut
from dolomite.pool.interval import Heterogeneity, Interval, Test, heterogeneity, variance_factor, wald
from dolomite.pool.model import COMMON, Pooled, arrays, fit
from dolomite.pool.quantile import chi2_sf, f_sf
from dolomite.pool.tau2 import ESTIMATORS, estimate, q_statistic
from dolomite.pool.weights import Array, Design

UNKNOWN = frozenset({"", "na", "n/a", "nan", "null", "unknown", "."})
COLLINEAR = 1e-10  # a column of which less than this share is left beside the others says nothing of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One coefficient [unit of the effect per unit of the moderator]; `intercept` is the effect where all are 0."""

    name: str
    estimate: float
    se: float
    statistic: float | None
    df: float | None
    p: float | None
    ci: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """Effect on moderators. tau2 is what they leave unexplained [effect's unit squared], `r2` [%] what they took away.

    `qm` with `qm_df` tests all moderators together: F under (modified) Knapp-Hartung, chi-squared under z.
    """

    k: int
    estimator: str
    test: Test
    moderators: tuple[str, ...]
    coefficients: tuple[Coefficient, ...]
    tau2: float
    r2: float | None
    qm: float
    qm_df: tuple[int, int | None]
    qm_p: float
    heterogeneity: Heterogeneity
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgroups:
    """Each group pooled apart, with its own tau2, and the test that all groups share one effect (chi-squared)."""

    moderator: str
    groups: tuple[tuple[str, Pooled], ...]
    q: float
    q_df: int
    q_p: float | None
    left_out: tuple[LeftOut, ...]


def regression(
    effects: Effects,
    moderators: Sequence[str],
    *,
    estimator: str = "reml",
    test: Test | None = None,
    level: float = 0.95,
) -> Regression:
    """The effects [unit of the measure] regressed on the moderators [their own units].

    `estimator` as in `fit`, without mh; `test` Knapp-Hartung unless said otherwise (z under fe). Raises InputError for
    a moderator that does not exist, does not vary or repeats another, and for more coefficients than studies bear.
    """
    if estimator not in (*ESTIMATORS, "fe"):
        raise InputError(
            f"a regression cannot use the estimator {estimator!r}. Choose one of {', '.join(ESTIMATORS)}, fe."
        )
    kept, left_out = known(effects, moderators)
    y, v = arrays(kept)
    names, design, back = plan(kept, moderators)
    k, p = design.x.shape
    test = test or ("z" if estimator in COMMON else "knapp_hartung")
    tau2 = 0.0 if estimator == "fe" else float(estimate(estimator, y[:, None], v[:, None], design).value[0])
    w = 1 / (v + tau2)
    b = back @ design.coefficients(w, y)
    factor = variance_factor(test, float(q_statistic(y, v, tau2, design)), k - p)
    covariance = factor * back @ design.inverse(w) @ back.T
    df = math.inf if test == "z" else float(k - p)
    qm = _together(b[1:], covariance[1:, 1:])
    m = p - 1
    statistic, second = (qm, None) if test == "z" else (qm / m, k - p)
    alone = 0.0 if estimator == "fe" else float(estimate(estimator, y[:, None], v[:, None]).value[0])
    return Regression(
        k=k,
        estimator=estimator,
        test=test,
        moderators=tuple(moderators),
        coefficients=tuple(_coefficients(names, b, covariance, df, level)),
        tau2=tau2,
        r2=100 * max(0.0, (alone - tau2) / alone) if alone > 0 else None,
        qm=statistic,
        qm_df=(m, second),
        qm_p=f_sf(statistic, m, math.inf if second is None else second) if second is not None else chi2_sf(qm, m),
        heterogeneity=heterogeneity(y, v, tau2, design, common=estimator == "fe", level=level),
        left_out=left_out,
    )


def subgroups(
    effects: Effects, moderator: str, *, estimator: str = "reml", test: Test | None = None, level: float = 0.95
) -> Subgroups:
    """Each group of a moderator pooled apart [unit of the measure], and whether the groups differ.

    The test weighs each group's mean by its own variance (RevMan's subgroup test). Raises InputError for a moderator
    that does not exist or has one group only.
    """
    kept, left_out = known(effects, [moderator])
    names = sorted({row.moderators[moderator] for row in kept.rows})
    if len(names) < 2:
        raise InputError(f"{moderator}: all studies are {names[0]!r}, so there are no groups to compare.")
    groups = []
    for name in names:
        rows = tuple(row for row in kept.rows if row.moderators[moderator] == name)
        groups.append(
            (name, fit(Effects(measure=effects.measure, rows=rows), estimator=estimator, test=test, level=level))
        )
    usable = [pooled for _, pooled in groups if pooled.se > 0]
    weights = [1 / pooled.se**2 for pooled in usable]
    mean = sum(w * pooled.estimate for w, pooled in zip(weights, usable, strict=True)) / sum(weights)
    q = sum(w * (pooled.estimate - mean) ** 2 for w, pooled in zip(weights, usable, strict=True))
    df = len(usable) - 1
    return Subgroups(
        moderator=moderator,
        groups=tuple(groups),
        q=q,
        q_df=df,
        q_p=chi2_sf(q, df) if df > 0 else None,
        left_out=left_out,
    )


def plan(effects: Effects, moderators: Sequence[str]) -> tuple[list[str], Design, Array]:
    """Names of the coefficients [effect a unit of the moderator], an orthonormal design, and the matrix that turns
    its coefficients into the named ones.

    Orthonormal columns span the same space: same tau2, same fit, and no digits lost to years near 2000.
    Raises InputError as `regression` does; the moderators of all studies must be known.
    """
    names, x = _design_matrix(effects.rows, moderators)
    k, p = x.shape
    if k <= p:
        raise InputError(
            f"{k} studies cannot bear {p} coefficients ({', '.join(names)}). Use fewer moderators, or broader groups."
        )
    orthonormal, triangle = np.linalg.qr(x)
    return names, Design(orthonormal), np.linalg.inv(triangle)


def known(effects: Effects, moderators: Sequence[str]) -> tuple[Effects, tuple[LeftOut, ...]]:
    """The studies whose moderators are all known, and those left out for want of one."""
    columns = list(dict.fromkeys(name for row in effects.rows for name in row.moderators))
    for name in moderators:
        if name not in columns:
            others = f"Columns: {', '.join(columns)}." if columns else "The table has no further column."
            raise InputError(f"there is no column {name!r} to use as a moderator. {others}")
    rows, left_out = [], []
    for row in effects.rows:
        lacking = next((name for name in moderators if row.moderators.get(name, "").lower() in UNKNOWN), None)
        if lacking is None:
            rows.append(row)
        else:
            left_out.append(LeftOut(study=row.study, why=f"its {lacking} is not known"))
    if not rows:
        raise InputError(f"no study has a known {' and '.join(moderators)}.")
    return Effects(measure=effects.measure, rows=tuple(rows), left_out=effects.left_out), tuple(left_out)


def numeric(effects: Effects, moderator: str) -> bool:
    """Whether every known value of the moderator is a number [the moderator's own unit]."""
    values = [row.moderators.get(moderator, "") for row in effects.rows]
    return all(_float(value) is not None for value in values if value.lower() not in UNKNOWN)


def _design_matrix(rows: Sequence[Effect], moderators: Sequence[str]) -> tuple[list[str], Array]:
    names, columns = ["intercept"], [np.ones(len(rows))]
    for moderator in moderators:
        typed = [row.moderators[moderator] for row in rows]
        numbers = [_float(value) for value in typed]
        if all(value is not None for value in numbers):
            coded = [(moderator, np.array([value for value in numbers if value is not None]))]
        else:
            groups = sorted(set(typed))
            coded = [
                (f"{moderator}: {g} against {groups[0]}", np.array([float(t == g) for t in typed])) for g in groups[1:]
            ]
            if not coded:
                raise InputError(
                    f"{moderator}: all studies are {groups[0]!r}, so it explains nothing. Use another moderator."
                )
        for name, column in coded:
            _independent(name, column, columns)
            names.append(name)
            columns.append(column)
    return names, np.column_stack(columns)


def _independent(name: str, column: Array, others: Sequence[Array]) -> None:
    basis = np.linalg.qr(np.column_stack(others))[0]
    rest = column - basis @ (basis.T @ column)
    if np.linalg.norm(rest) <= COLLINEAR * max(1e-300, float(np.linalg.norm(column))):
        why = "is the same in all studies" if np.ptp(column) == 0 else "repeats what the other moderators say already"
        raise InputError(f"{name} {why}, so its effect cannot be told apart. Leave it out.")


def _coefficients(names: Sequence[str], b: Array, covariance: Array, df: float, level: float) -> Iterator[Coefficient]:
    """Each coefficient with its own test and interval."""
    for name, value, variance in zip(names, b, np.diag(covariance), strict=True):
        se = math.sqrt(max(0.0, float(variance)))
        tested = wald(float(value), se, df, level)
        yield Coefficient(
            name=name,
            estimate=float(value),
            se=se,
            statistic=tested.statistic,
            df=tested.df,
            p=tested.p,
            ci=tested.ci,
        )


def _together(b: Array, covariance: Array) -> float:
    return float(b @ np.linalg.solve(covariance, b))


def _float(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
