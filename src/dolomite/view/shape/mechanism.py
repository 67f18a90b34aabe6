"""The object of `dolomite simulate`; medians with the band that holds 95 in 100 virtual persons."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head, Source


class Band(TypedDict):
    """Median and band, in the unit of its key."""

    low: float | None
    median: float | None
    high: float | None


class BandCourse(TypedDict):
    """Median and band over time, in the unit of its key."""

    low: list[float | None]
    median: list[float | None]
    high: list[float | None]


class KnownOfPerson(TypedDict):
    """What the person told that the model uses."""

    egfr: float | None
    usual_mg_per_day: float | None
    weight_kg: float | None
    plasma_mmol_l: float | None


class StoppedDose(TypedDict):
    """Why nothing is computed."""

    reason: str
    because: list[str]


class UpperBound(TypedDict):
    """The most that the published plateau allows."""

    plasma_mmol_l: float | None
    says: str


class Absorbed(TypedDict):
    """What is taken up."""

    mg_per_day: Band
    share: Band


class Change(TypedDict):
    """What changes from before to the last day."""

    on_day: int
    plasma_before_mmol_l: Band
    plasma_mmol_l: Band
    plasma_percent: Band
    csf_percent: Band
    urine_mmol_per_day: Band
    unblocked_percent: Band
    long_run_plasma_mmol_l: Band
    share_of_long_run_reached: Band


class Receptor(TypedDict):
    """NMDA receptors without magnesium block at one membrane potential."""

    potential_mv: float
    unblocked_before: Band
    unblocked_after: Band
    change_percent: Band
    change_percent_mel: Band
    depletion_change_percent: Band


class Courses(TypedDict):
    """Courses by day, or by hour of the first day."""

    day: NotRequired[list[float] | None]
    hour: NotRequired[list[float] | None]
    gut_mg: BandCourse
    plasma_total_mmol_l: BandCourse
    plasma_ultrafilterable_mmol_l: BandCourse
    plasma_ionised_mmol_l: BandCourse
    csf_total_mmol_l: BandCourse
    csf_ionised_mmol_l: BandCourse
    unblocked_share: BandCourse
    plasma_change_mmol_l: BandCourse
    csf_change_percent: BandCourse
    unblocked_change_percent: BandCourse
    urine_gained_mg_per_day: NotRequired[BandCourse | None]


class Compared(TypedDict):
    """The same dose in another form or split."""

    form: str
    split: int
    absorbed_mg_per_day: Band
    long_run_unblocked_change_percent: Band


class Comparison(TypedDict):
    """Forms and splits side by side."""

    forms: list[Compared]
    splits: list[Compared]


class ArticleSays(TypedDict):
    """A sentence of popular articles beside the model's."""

    articles_say: str
    model_says: str


class Speed(TypedDict):
    """How fast the model fills up, beside what a trial supposes."""

    days_to_63_percent_of_long_run: float | None
    trial_fast_tau_days: float | None
    trial_slow_tau_days: float | None
    published_plateau_days: float | None


class Parameter(TypedDict):
    """One parameter in its `unit`, with its spread and grounds."""

    id: str
    says: str
    unit: str
    value: float
    low: float | None
    high: float | None
    spread: str
    provenance: str
    why: str | None
    sources: list[Source]


class Tally(TypedDict):
    """How many published figures, how many of them outside the model's bands, and whether the bands are too narrow."""

    id: str
    of: int
    outside: int
    too_narrow: bool


class Simulation(TypedDict):
    """How far a daily dose could reach; where safety stops the dose, nothing is computed and `stopped` says why."""

    dose_mg_elemental_per_day: float | None
    form: str | None
    split: int | None
    days: int
    persons: int
    known: KnownOfPerson
    stopped: StoppedDose | None
    sentence: str
    says: list[str]
    upper_bound: UpperBound | None
    absorbed: Absorbed | None
    change: Change | None
    receptor: list[Receptor] | None
    courses: Courses | None
    first_day: Courses | None
    comparison: Comparison | None
    articles: list[ArticleSays]
    speed: Speed | None
    mass_balance_error: float | None
    parameters: list[Parameter]
    published_figures: list[Tally]
    left_out: list[str]


class SimulateDocument(Head, Simulation):
    """`dolomite simulate --json`."""
