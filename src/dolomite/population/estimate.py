"""The answers: for each group how many get too little, how sure that is, and what unknown values leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtr, stdtrit

from dolomite.population import cells, columns
from dolomite.population.cells import Units
from dolomite.population.columns import Frame
from dolomite.population.design import Replicates
from dolomite.population.models import Model, Parts, filled, fitted_models
from dolomite.population.one_part import Fit
from dolomite.population.two_part import TwoPartFit

Array = NDArray[np.float64]

SURE = 0.95  # coverage of the intervals
SMALLEST_SHOWN = 0.0005  # a share nearer to 0 or 1 is printed as 0.0 or 100.0 %; the logit scale fails there
QUANTILES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
CURVE = np.linspace(-2.6, 2.6, 61)  # standard normal deviates: from the lowest to the highest two hundredth
ALIKE = (
    "Its people differ no more than one person's days do, so the share below a limit cannot be estimated. Take larger "
    "groups, or more days."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a group's intake is held against [unit a day]: EAR with its spread `cv` [1], and the UL of all sources.

    `percentiles` (share [0 to 1], requirement) stand for a skewed requirement: the cut-point does not hold then and is
    not given. `ai` where there is no EAR. `ul_beside_food`: an upper level that counts supplements alone.
    """

    ear: float | None = None
    cv: float | None = None
    ul: float | None = None
    ai: float | None = None
    ul_beside_food: float | None = None
    percentiles: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An estimate with its standard error and 95 % interval; `value` None: unknown values leave it open.

    `at_least`, `at_most`: the ends that unknown values leave; equal to `value` where nothing is unknown.
    """

    value: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEstimate:
    """One group: people and recalled days, limits, mean [unit a day], shares [0 to 1] and quantiles [unit a day].

    `curve`: (share of people [0 to 1], the usual intake [unit a day] below which it lies), to draw; empty: unknown.
    """

    group: str
    people: int
    repeats: int
    unknown_days: int
    limit: Limit
    mean: Figure
    below_ear: Figure
    prob_inadequate: Figure
    above_ul: Figure
    quantiles: tuple[tuple[float, Figure], ...]
    fit: Fit | TwoPartFit | None = None
    why_not: str = ""
    curve: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A group's figures by replicate (the first: the sample itself)."""

    mean: Array
    below: Array | None
    prob: Array | None
    above: Array | None
    quantiles: Array


def usual_intake(
    days: Frame, limits: Mapping[str, Limit], units: Units, *, covariates: Sequence[str] = (), parts: Parts = "one"
) -> tuple[GroupEstimate, ...]:
    """Usual intake of each group by the one-part or two-part model, from `survey.day_rows`; without a limit no shares.

    Unknown amounts are set to their lower, then their upper ends: what lies between stays open. Where an upper end is
    unknown too, the share below has no lower end. Raises InputError where a group has too few second days.
    """
    counts = _counts(days)
    open_ended = any(tally["unbounded"] for tally in counts.values())
    unknown = any(tally["unknown"] for tally in counts.values())
    models = {"amount": fitted_models(days, units, covariates, parts)} if not unknown else {}
    if unknown:
        models["low"] = fitted_models(filled(days, "low"), units, covariates, parts)
        models["high"] = fitted_models(filled(days, "high"), units, covariates, parts) if not open_ended else {}
    groups = sorted(counts)
    return tuple(
        _answer(group, counts[group], models, limits.get(group, Limit()), units.replicates) for group in groups
    )


def _counts(days: Frame) -> dict[str, dict[str, int]]:
    at_most = columns.at_end(days, "high")
    own = days.group_by("group", "person").agg(days=nw.len(), known=nw.col("amount").count(), bounded=at_most.count())
    table = cells.collected(
        own.with_columns(
            repeat=nw.when(nw.col("days") > 1).then(1).otherwise(0),
            unknown=nw.col("days") - nw.col("known"),
            unbounded=nw.col("days") - nw.col("bounded"),
        )
        .group_by("group")
        .agg(
            people=nw.len(),
            known=columns.total(nw.col("known")),
            repeats=columns.total(nw.col("repeat")),
            unknown=columns.total(nw.col("unknown")),
            unbounded=columns.total(nw.col("unbounded")),
        )
    )
    names = ("people", "known", "repeats", "unknown", "unbounded")
    return {str(group): {name: int(table[name][place]) for name in names} for place, group in enumerate(table["group"])}


def _answer(
    group: str,
    counts: Mapping[str, int],
    models: Mapping[str, Mapping[str, Model]],
    limit: Limit,
    replicates: Replicates,
) -> GroupEstimate:
    if not counts["known"]:
        return _unknown(group, counts, limit)
    fitted = [by_group[group].fit for by_group in models.values() if by_group]
    if any(alike(group_fit) for group_fit in fitted):
        return replace(_unknown(group, counts, limit), why_not=ALIKE)
    if "amount" in models:
        model = models["amount"][group]
        values = evaluate(model, limit)
        told = _told(group, counts, limit, (values, values, values), replicates, model.fit)
        return replace(told, curve=_curve(model))
    least = evaluate(models["low"][group], limit)
    most = evaluate(models["high"][group], limit) if models["high"] else None
    exact = least if not counts["unknown"] else None
    ends = (exact, least, most if counts["unknown"] else least)
    return _told(group, counts, limit, ends, replicates, models["low"][group].fit)


def _curve(model: Model) -> tuple[tuple[float, float], ...]:
    sample = model.sample()
    return tuple((float(share), float(sample.quantile(float(share))[0])) for share in ndtr(CURVE))


def evaluate(model: Model, limit: Limit) -> Evaluated:
    """The figures of one model against one group's limits, by replicate."""
    return Evaluated(
        mean=model.mean(),
        below=None if limit.ear is None or limit.percentiles else model.share_below(limit.ear),
        prob=_prob(model, limit),
        above=None if limit.ul is None else 1.0 - model.share_below(limit.ul),
        quantiles=np.stack([model.quantile(share) for share in QUANTILES]),
    )


def _prob(model: Model, limit: Limit) -> Array | None:
    if limit.percentiles:
        return model.prob_short(limit.percentiles)
    return None if limit.ear is None or limit.cv is None else model.prob_inadequate(limit.ear, limit.cv)


def _told(
    group: str,
    counts: Mapping[str, int],
    limit: Limit,
    values: tuple[Evaluated | None, Evaluated, Evaluated | None],
    replicates: Replicates,
    fitted: Fit | TwoPartFit,
) -> GroupEstimate:
    """The group's figures from those that are exact, those of the lower ends, and those of the upper; None: unknown."""
    exact, least, most = values

    def pick(name: str, *, falls: bool) -> Figure:
        ends = (most, least) if falls else (least, most)  # a share below falls as intake rises
        arrays = [None if evaluated is None else getattr(evaluated, name) for evaluated in (exact, *ends)]
        return figure(
            arrays[0], replicates, share=name != "mean", at_least=_first(arrays[1]), at_most=_first(arrays[2])
        )

    quantiles = tuple(
        (
            share,
            figure(
                None if exact is None else exact.quantiles[place],
                replicates,
                share=False,
                at_least=float(least.quantiles[place][0]),
                at_most=None if most is None else float(most.quantiles[place][0]),
            ),
        )
        for place, share in enumerate(QUANTILES)
    )
    return GroupEstimate(
        group=group,
        people=counts["people"],
        repeats=counts["repeats"],
        unknown_days=counts["unknown"],
        limit=limit,
        mean=pick("mean", falls=False),
        below_ear=pick("below", falls=True),
        prob_inadequate=pick("prob", falls=True),
        above_ul=pick("above", falls=False),
        quantiles=quantiles,
        fit=fitted,
    )


def alike(fitted: Fit | TwoPartFit) -> bool:
    """Whether people cannot be told from their days: in the sample, or in more than a twentieth of the replicates."""
    none = fitted.between_sd == 0
    return bool(none[0]) or float(none[1:].mean()) > 1 - SURE


def _first(values: Array | None) -> float | None:
    return None if values is None else float(values[0])


def _unknown(group: str, counts: Mapping[str, int], limit: Limit) -> GroupEstimate:
    nothing = Figure(value=None)
    return GroupEstimate(
        group=group,
        people=counts["people"],
        repeats=counts["repeats"],
        unknown_days=counts["unknown"],
        limit=limit,
        mean=nothing,
        below_ear=nothing,
        prob_inadequate=nothing,
        above_ul=nothing,
        quantiles=(),
        why_not="No day of this group has a known amount, so nothing can be said of it.",
    )


def figure(
    values: Array | None,
    replicates: Replicates,
    *,
    share: bool,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Figure:
    """An estimate (first of `values`) with the interval its replicates give; a share's [0 to 1] on the logit scale.

    t distribution with the design's degrees of freedom. (Korn and Graubard 1998, Survey Methodology 24:193.)
    """
    if values is None:
        return Figure(value=None, at_least=at_least, at_most=at_most)
    value = float(values[0])
    se = float(np.sqrt(replicates.variance(values[:1], values[None, 1:])[0]))
    reach = float(stdtrit(replicates.df, (1 + SURE) / 2))
    if not share:
        low, high = value - reach * se, value + reach * se
    elif SMALLEST_SHOWN < value < 1 - SMALLEST_SHOWN:
        half = reach * se / (value * (1 - value))
        low, high = float(expit(logit(value) - half)), float(expit(logit(value) + half))
    else:
        low, high = max(0.0, value - reach * se), min(1.0, value + reach * se)
    return Figure(value=value, se=se, low=low, high=high, at_least=at_least, at_most=at_most)


def observed(days: Frame, limits: Mapping[str, Limit], units: Units) -> tuple[GroupEstimate, ...]:
    """Each group by the mean of a person's recorded days, without a model: right where many days are recorded.

    From few days the share below the EAR is too high, because a few days vary more than usual intake does.
    """
    return observed_people(columns.people(days), limits, units)


def observed_people(persons: Frame, limits: Mapping[str, Limit], units: Units) -> tuple[GroupEstimate, ...]:
    """As `observed`, from one row a person of `columns.people` [unit a day]."""
    persons = persons.with_columns(limit=_limit_column(limits))
    table = cells.observed(persons, limit="limit", units=units)
    answers = []
    for group in sorted(table):
        own = table[group]
        counts = {name: int(own[name][0]) for name in ("people", "known", "repeats", "unknown")}
        limit = limits.get(group, Limit())
        whole = own["weight"]
        all_known = counts["unknown"] == 0
        mean = own["w_mean"] / own["w_known"] if all_known else None
        surely, possibly = own["w_surely"] / whole, own["w_possibly"] / whole
        has = limit.ear is not None
        answers.append(
            replace(
                _unknown(group, counts, limit),
                why_not="" if counts["known"] else "No day of this group has a known amount.",
                mean=figure(
                    mean,
                    units.replicates,
                    share=False,
                    at_least=float((own["w_low"] / whole)[0]) if counts["known"] else None,
                    at_most=float((own["w_high"] / whole)[0]) if own["people_bounded"][0] == own["people"][0] else None,
                ),
                below_ear=figure(
                    surely if all_known and has else None,
                    units.replicates,
                    share=True,
                    at_least=float(surely[0]) if has and counts["known"] else None,
                    at_most=float(possibly[0]) if has and counts["known"] else None,
                ),
            )
        )
    return tuple(answers)


def _limit_column(limits: Mapping[str, Limit]) -> nw.Expr:
    """Each row's EAR [unit a day], unknown where its group has none; flat, since Spark Connect sends nothing deep."""
    own = [
        nw.when(nw.col("group") == group).then(nw.lit(float(limit.ear)))
        for group, limit in limits.items()
        if limit.ear is not None
    ]
    return nw.coalesce(nw.lit(None).cast(nw.Float64), *own)
