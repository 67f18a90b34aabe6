"""Mantel-Haenszel: counts pooled as one table, stratified by study, without anything added to empty cells.

Estimates: Mantel & Haenszel (1959), Greenland & Robins (1985). Variances: Robins, Breslow & Greenland (1986) for the
odds ratio, Greenland & Robins (1985) for the risk ratio, Sato, Greenland & Robins (1989) for the risk difference.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dolomite.base.errors import InputError
from dolomite.pool.binary import Counts
from dolomite.pool.interval import Heterogeneity
from dolomite.pool.quantile import chi2_sf

MEASURES = frozenset({"or", "rr", "rd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratified:
    """Pooled effect and standard error (log for or, rr; a difference of risks for rd), and the weights [%]."""

    estimate: float
    se: float
    weights: tuple[float, ...]


def pool(measure: str, tables: Sequence[Counts]) -> Stratified:
    """The Mantel-Haenszel estimate; raises InputError where no table has an event in one of the arms."""
    return {"or": _odds_ratio, "rr": _risk_ratio, "rd": _risk_difference}[measure](tables)


def about(spread: Heterogeneity, q: float) -> Heterogeneity:
    """The same heterogeneity with Q taken about the Mantel-Haenszel value. (No unit; I2 in %.)"""
    df = spread.q_df
    if df < 1:
        return replace(spread, q=q)
    return replace(spread, q=q, q_p=chi2_sf(q, df), i2=100 * max(0.0, (q - df) / q) if q > 0 else 0.0, h2=q / df)


def _odds_ratio(tables: Sequence[Counts]) -> Stratified:
    r, s, pr, ps_qr, qs = [], [], 0.0, 0.0, 0.0
    for table in tables:
        a, b, c, d = table.cells
        n = table.n
        rk, sk, pk, qk = a * d / n, b * c / n, (a + d) / n, (b + c) / n
        r.append(rk)
        s.append(sk)
        pr += pk * rk
        ps_qr += pk * sk + qk * rk
        qs += qk * sk
    sr, ss = _above_zero(sum(r)), _above_zero(sum(s))
    variance = pr / (2 * sr * sr) + ps_qr / (2 * sr * ss) + qs / (2 * ss * ss)
    return Stratified(estimate=math.log(sr / ss), se=math.sqrt(variance), weights=_percent(s))


def _risk_ratio(tables: Sequence[Counts]) -> Stratified:
    r, s, p = [], [], 0.0
    for t in tables:
        n = t.n
        r.append(t.events_t * t.n_c / n)
        s.append(t.events_c * t.n_t / n)
        events = t.events_t + t.events_c
        p += (t.n_t * t.n_c * events - t.events_t * t.events_c * n) / (n * n)
    sr, ss = _above_zero(sum(r)), _above_zero(sum(s))
    return Stratified(estimate=math.log(sr / ss), se=math.sqrt(p / (sr * ss)), weights=_percent(s))


def _risk_difference(tables: Sequence[Counts]) -> Stratified:
    weights = [t.n_t * t.n_c / t.n for t in tables]
    sw = sum(weights)
    difference = sum(w * (t.events_t / t.n_t - t.events_c / t.n_c) for w, t in zip(weights, tables, strict=True)) / sw
    p = q = 0.0
    for t in tables:
        n2 = t.n * t.n
        p += (t.n_t**2 * t.events_c - t.n_c**2 * t.events_t + t.n_t * t.n_c * (t.n_c - t.n_t) / 2) / n2
        q += (t.events_t * (t.n_c - t.events_c) + t.events_c * (t.n_t - t.events_t)) / (2 * t.n)
    variance = (difference * p + q) / (sw * sw)
    if variance <= 0:
        raise InputError(
            "no event in any study, so Mantel-Haenszel has no standard error. Use the estimator reml or fe."
        )
    return Stratified(estimate=difference, se=math.sqrt(variance), weights=_percent(weights))


def _above_zero(x: float) -> float:
    if x <= 0:
        raise InputError(
            "one arm has no event (or nothing but events) in every study, so a Mantel-Haenszel ratio is 0 or infinite. "
            "Use the measure rd."
        )
    return x


def _percent(weights: Sequence[float]) -> tuple[float, ...]:
    whole = sum(weights)
    return tuple(100 * w / whole for w in weights)
