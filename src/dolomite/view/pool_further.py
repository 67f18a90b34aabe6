"""The further analyses of a pool, one key for each that was asked for, as values of the pool's room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, final

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from dolomite.pool.bayes import Posterior
    from dolomite.pool.bias import Asymmetry, Funnel
    from dolomite.pool.effect import LeftOut
    from dolomite.pool.influence import Influence
    from dolomite.pool.interval import Interval
    from dolomite.pool.regress import Regression
    from dolomite.pool.resample import Bootstrap, Permutation, PermutedModerators
    from dolomite.view.shape.pool import Exponential


class ShortPool(TypedDict):
    """A pool in short, on the analysis scale."""

    k: int
    estimate: float
    se: float
    ci: Interval
    p: float | None
    tau2: float | None
    q: float
    i2: float | None
    exp: Exponential | None


class Group(ShortPool):
    """One group of the studies."""

    group: str


class Grouped(TypedDict):
    """The studies by the words of one column, and the test that all groups share one effect."""

    moderator: str
    groups: list[Group]
    q: float
    q_df: int
    q_p: float | None
    left_out: tuple[LeftOut, ...]


class Without(ShortPool):
    """The pool without one study, or up to it."""

    study: str


class Imputed(ShortPool):
    """The pool under a correlation that might have been supposed."""

    correlation: float


@final
class CannotBe(TypedDict):
    """Why a test cannot be made on these studies."""

    says: str


@final
class FilledPool(ShortPool):
    """What trim and fill would add, on which side, and the pool with it."""

    added: int
    side: str
    filled: tuple[float, ...]


class SmallStudies(TypedDict):
    """Tests for small-study effects; which of them fits the measure; what else stands under its name."""

    says: list[str]
    fitting_test: str
    tests: Mapping[str, Asymmetry | CannotBe]
    funnel: Funnel | CannotBe
    trim_and_fill: Mapping[str, FilledPool | CannotBe]


class Further(TypedDict, total=False):
    """What was asked for beside the pool."""

    regression: Regression
    subgroups: list[Grouped]
    influence: tuple[Influence, ...]
    leave_one_out: list[Without]
    cumulative: list[Without]
    small_studies: SmallStudies
    permutation: Permutation
    permutation_moderators: PermutedModerators
    bootstrap: Bootstrap
    bayes: tuple[Posterior, ...]
    sensitivity: list[Imputed]
    read_as: list[str]


def as_data(further: Further) -> Mapping[str, object]:
    """The same as the JSON object has it: each small-study test stands under its own name. (Units as in each value.)"""
    data: dict[str, object] = dict(further)
    if "small_studies" in further:
        small_studies = further["small_studies"]
        data["small_studies"] = {
            "says": small_studies["says"],
            "fitting_test": small_studies["fitting_test"],
            **small_studies["tests"],
            "funnel": small_studies["funnel"],
            "trim_and_fill": small_studies["trim_and_fill"],
        }
    return data
