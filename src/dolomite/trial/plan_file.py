"""A trial's plan as typed: what a person may edit before the start, and the door it comes through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from dolomite.base.document import Field, Node, read
from dolomite.trial.design import Blinding, Kind
from dolomite.trial.prior import Speed
from dolomite.trial.read_log import arm_name

KEYS = (
    "question", "arms", "pairs", "period_days", "baseline_days", "washout_days", "wash_in_days", "speed",
    "worthwhile_points", "blinding", "secondary", "took_magnesium_last_14_days", "prescribed_magnesium",
    "new_treatment", "baseline_mean", "over_ul_decision", "priors", "person",
)  # fmt: skip
PRIOR_KEYS = ("effect", "tau", "level", "trend", "weekday", "phi", "sigma")
NEEDED = ("question", "arms", "pairs", "period_days", "speed", "worthwhile_points", "blinding", "person")
LONGEST_DAYS = 365
SPEEDS: tuple[Speed, ...] = get_args(Speed)
BLINDINGS: tuple[Blinding, ...] = get_args(Blinding)
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedArm:
    """One arm as typed: name, kind, form, daily elemental magnesium [mg/d]."""

    name: str
    kind: Kind
    form: str | None
    daily_mg: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPlan:
    """A plan as typed: lengths in days, `worthwhile_points` and `baseline_mean` in points of 0 to 10.

    None for a yes-or-no question: not asked, or unknown. `priors`: parameter and figures as typed. `person` is the
    person file's own text.
    """

    question: str
    arms: tuple[PlannedArm, ...]
    pairs: int
    period_days: int
    baseline_days: int
    washout_days: int
    wash_in_days: int | None
    speed: Speed
    worthwhile_points: float
    blinding: Blinding
    secondary: tuple[str, ...]
    took_magnesium_last_14_days: bool | None
    prescribed_magnesium: bool | None
    new_treatment: bool | None
    baseline_mean: float | None
    over_ul_decision: str | None
    priors: tuple[tuple[str, str], ...]
    person: str


def plan(text: str, *, name: str) -> TrialPlan:
    """The plan that a YAML text describes [days, points, mg/d]. Raises InputError with file and line."""
    root = Field(name=name, path="plan", node=read(text, name=name))
    given = root.fields(KEYS)
    for key in NEEDED:
        if key not in given:
            root.refuse(f"{key} is missing. `dolomite trial design` writes a whole plan to start from.")

    def whole(key: str, low: int, high: int, unit: str, default: int | None) -> int | None:
        return given[key].whole(low=low, high=high, unit=unit) if key in given else default

    def yes_no(key: str) -> bool | None:
        return given[key].yes_no_unknown() if key in given else None

    baseline_days = whole("baseline_days", 0, LONGEST_DAYS, "days", 0)
    washout_days = whole("washout_days", 0, LONGEST_DAYS, "days", 0)
    assert baseline_days is not None and washout_days is not None
    mean = given.get("baseline_mean")
    return TrialPlan(
        question=given["question"].text(),
        arms=tuple(_arm(field) for field in given["arms"].items()),
        pairs=given["pairs"].whole(low=1, high=100, unit="pairs"),
        period_days=given["period_days"].whole(low=1, high=LONGEST_DAYS, unit="days"),
        baseline_days=baseline_days,
        washout_days=washout_days,
        wash_in_days=whole("wash_in_days", 0, LONGEST_DAYS, "days", None),
        speed=given["speed"].word(SPEEDS),
        worthwhile_points=given["worthwhile_points"].number(low=0, high=10, unit="points"),
        blinding=given["blinding"].word(BLINDINGS),
        secondary=tuple(f.text() for f in given["secondary"].items()) if "secondary" in given else (),
        took_magnesium_last_14_days=yes_no("took_magnesium_last_14_days"),
        prescribed_magnesium=yes_no("prescribed_magnesium"),
        new_treatment=yes_no("new_treatment"),
        baseline_mean=mean.number(low=0, high=10, unit="points") if mean and not mean.is_unknown() else None,
        over_ul_decision=given["over_ul_decision"].text() if "over_ul_decision" in given else None,
        priors=_priors(given["priors"]) if "priors" in given and not given["priors"].nothing() else (),
        person=_person(given["person"]),
    )


def _arm(field: Field) -> PlannedArm:
    given = field.fields(("name", "kind", "form", "elemental_mg"))
    if "name" not in given or "kind" not in given:
        field.refuse("name and kind are needed, as in {name: placebo, kind: placebo}.")
    kind = given["kind"].word(KINDS)
    mg = given["elemental_mg"].number(low=0, high=100_000, unit="mg") if "elemental_mg" in given else None
    if kind == "active" and mg is None:
        field.refuse("elemental_mg is missing: how much magnesium a day, in mg.")
    return PlannedArm(
        name=arm_name(given["name"].text()),
        kind=kind,
        form=given["form"].text() if "form" in given else None,
        daily_mg=mg,
    )


def _priors(field: Field) -> tuple[tuple[str, str], ...]:
    """Parameter and figures as typed; what they mean is the trial's to say."""
    return tuple((name, value.text()) for name, value in field.fields(PRIOR_KEYS).items())


def _person(field: Field) -> str:
    if not isinstance(field.node, Node) or not isinstance(field.node.value, str) or not field.node.value.strip():
        field.refuse("the text of the person file belongs here, as `dolomite trial design` writes it.")
    return field.node.value
