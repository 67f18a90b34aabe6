"""The object of `dolomite pool`, on the analysis scale (ratios as logarithms) and, where it makes sense, as `exp`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head

Pair = tuple[float | None, float | None]


class Exponential(TypedDict):
    """Estimate and intervals turned back from logarithms."""

    estimate: float | None
    ci: Pair
    pi: Pair | None


class StudyEffect(TypedDict):
    """One study: effect, its variance and standard error on the analysis scale, and its weight in percent."""

    study: str
    yi: float
    vi: float
    sei: float
    weight: float | None
    n: float | None
    derived: list[str]


class Remark(TypedDict):
    """What a careful colleague would point out."""

    id: str
    says: str
    studies: list[str]


Measure = Literal["or", "rr", "rd", "peto", "md", "smd", "smcc", "rom", "gen"]
Test = Literal["knapp_hartung", "modified_knapp_hartung", "z"]


class LeftOut(TypedDict):
    """A study that is not pooled, and why."""

    study: str
    why: str


class Pool(TypedDict):
    """A meta-analysis. Keys with a default stand in the answer when their option is given."""

    k: int
    measure: Measure
    measure_name: str
    scale: str
    estimator: str
    estimator_name: str
    test: Test
    pi_convention: str | None
    level: float
    estimate: float
    se: float
    statistic: float | None
    df: float | None
    p: float | None
    ci: Pair
    pi: Pair | None
    tau2: float | None
    tau2_se: float | None
    tau2_ci: Pair | None
    tau: float | None
    q: float | None
    q_df: int | None
    q_p: float | None
    i2: float | None
    i2_ci: Pair | None
    h2: float | None
    h2_ci: Pair | None
    maxima: int | None
    weights: list[float]
    exp: Exponential | None
    studies: list[StudyEffect]
    left_out: list[LeftOut]
    warnings: list[Remark]
    methods: str
    sources: list[str]


class Further(TypedDict, total=False):
    """What was asked for beside the pool, one key for each option."""

    regression: dict[str, object]
    subgroups: list[dict[str, object]]
    influence: list[dict[str, object]]
    leave_one_out: list[dict[str, object]]
    cumulative: list[dict[str, object]]
    small_studies: dict[str, object]
    permutation: dict[str, object]
    permutation_moderators: dict[str, object]
    bootstrap: dict[str, object]
    bayes: list[dict[str, object]]
    sensitivity: list[dict[str, object]]
    read_as: list[str]


class PoolDocument(Head, Pool, Further):
    """`dolomite pool --json`."""
