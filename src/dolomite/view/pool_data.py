"""A pool as one plain object: what `dolomite pool --json` prints, and what other rooms show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from dolomite.pool.effect import MEASURES, Effects
from dolomite.pool.methods import paragraph
from dolomite.pool.model import NAMES, Pooled
from dolomite.pool.warn import warnings

if TYPE_CHECKING:
    from dolomite.view.shape import pool as shape


def pool_object(
    effects: Effects, pooled: Pooled, *, zero_cells: str = "only_zero", also: Sequence[str] = ()
) -> shape.Pool:
    """The pool object: analysis scale (log for or, rr, peto, rom), ratios under `exp`, weights and I2 [%].

    `also` names further analyses for the methods text. None is unknown or not defined.
    """
    spread = pooled.heterogeneity
    methods = paragraph(effects, pooled, zero_cells=zero_cells, also=also)
    weights = dict(enumerate(pooled.weights))
    return {
        "k": pooled.k,
        "measure": cast("shape.Measure", pooled.measure),
        "measure_name": MEASURES[pooled.measure],
        "scale": "log" if pooled.is_log else "as measured",
        "estimator": pooled.estimator,
        "estimator_name": NAMES[pooled.estimator],
        "test": pooled.test,
        "pi_convention": pooled.pi_convention,
        "level": pooled.level,
        "estimate": pooled.estimate,
        "se": pooled.se,
        "statistic": pooled.statistic,
        "df": pooled.df,
        "p": pooled.p,
        "ci": pooled.ci,
        "pi": pooled.pi,
        "tau2": pooled.tau2,
        "tau2_se": pooled.tau2_se,
        "tau2_ci": spread.tau2_ci,
        "tau": None if pooled.tau2 is None else math.sqrt(pooled.tau2),
        "q": spread.q,
        "q_df": spread.q_df,
        "q_p": spread.q_p,
        "i2": spread.i2,
        "i2_ci": spread.i2_ci,
        "h2": spread.h2,
        "h2_ci": spread.h2_ci,
        "maxima": pooled.maxima,
        "weights": list(pooled.weights),
        "exp": cast("shape.Exponential | None", pooled.exp()),
        "studies": [
            {
                "study": row.study,
                "yi": row.yi,
                "vi": row.vi,
                "sei": math.sqrt(row.vi),
                "weight": weights[i],
                "n": row.n,
                "derived": list(row.derived),
            }
            for i, row in enumerate(effects.rows)
        ],
        "left_out": [{"study": omitted.study, "why": omitted.why} for omitted in effects.left_out],
        "warnings": [{"id": w.id, "says": w.says, "studies": list(w.studies)} for w in warnings(effects, pooled)],
        "methods": methods.text,
        "sources": list(methods.sources),
    }
