"""The object that `dolomite simulate --json` prints, and the value it is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from dolomite.mechanism.answer import DoseCourse, OtherWay, Question, Receptor, Timeline
from dolomite.mechanism.band import Band, Course
from dolomite.mechanism.kinetics import kinetic
from dolomite.mechanism.parameter import Parameter, parameters
from dolomite.mechanism.population import Known
from dolomite.mechanism.validate import tallies
from dolomite.safety.decide import Cleared, Stopped
from dolomite.view.ground import sources

if TYPE_CHECKING:
    from dolomite.view.shape import mechanism as shape

LEFT_OUT = (
    "absorption that adapts upward in depletion or with vitamin D",
    "uptake in the colon, and losses into the gut and by sweat",
    "the swing of the usual diet within a day",
    "kidneys that adapt over months, and body surface in the eGFR",
    "a damaged barrier between blood and brain",
    "everything between the receptor and pain",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The answer, or why there is none (`stopped`), what was known of the person, and what safety said.

    `highest_plasma` [mmol/L] is the upper bound and stays when the rest is stopped; None with unknown kidneys. `asked`:
    somebody named this dose, or takes it; else it is the usual question.
    """

    question: Question
    persons: int
    known: Known
    answer: DoseCourse | None
    permit: Cleared | Stopped
    stopped: str | None
    highest_plasma: float | None
    asked: bool = True

    @property
    def shown(self) -> bool:
        """Whether the question itself is shown: past a stop only a dose that somebody asked about."""
        return self.asked or self.stopped is None


def data(simulated: Simulated, *, says: tuple[str, ...], articles: tuple[tuple[str, str], ...]) -> shape.Simulation:
    """The object itself. (Units are in the keys; bands are low, median, high over virtual persons.)"""
    question, dose_course = simulated.question, simulated.answer
    because = [alert.id for alert in simulated.permit.because] if isinstance(simulated.permit, Stopped) else []
    return {
        "dose_mg_elemental_per_day": question.dose_mg if simulated.shown else None,
        "form": question.form if simulated.shown else None,
        "split": question.split if simulated.shown else None,
        "days": question.days,
        "persons": simulated.persons,
        "known": {
            "egfr": simulated.known.egfr,
            "usual_mg_per_day": simulated.known.usual_mg,
            "weight_kg": simulated.known.weight_kg,
            "plasma_mmol_l": simulated.known.plasma,
        },
        "stopped": None if simulated.stopped is None else {"reason": simulated.stopped, "because": because},
        "sentence": says[0],
        "says": list(says),
        "upper_bound": {"plasma_mmol_l": simulated.highest_plasma, "says": upper_bound(simulated)},
        "absorbed": None
        if dose_course is None
        else {"mg_per_day": _band(dose_course.absorbed_mg), "share": _band(dose_course.absorbed_share)},
        "change": None if dose_course is None else _change(dose_course),
        "receptor": None if dose_course is None else [_receptor(receptor) for receptor in dose_course.receptors],
        "courses": None if dose_course is None else _timeline(dose_course.daily, "day"),
        "first_day": None if dose_course is None else _timeline(dose_course.first_day, "hour"),
        "comparison": None
        if dose_course is None
        else {
            "forms": [_variant(way) for way in dose_course.forms],
            "splits": [_variant(way) for way in dose_course.splits],
        },
        "articles": [{"articles_say": said, "model_says": answered} for said, answered in articles],
        "speed": None if dose_course is None else _speed(dose_course),
        "mass_balance_error": None if dose_course is None else dose_course.unbalanced,
        "parameters": [_parameter(row) for row in parameters()],
        "published_figures": [
            {"id": row.id, "of": row.of, "outside": row.outside, "too_narrow": row.too_narrow}
            for row in tallies().values()
        ],
        "left_out": list(LEFT_OUT),
    }


def upper_bound(simulated: Simulated) -> str:
    """How high blood magnesium could go [mmol/L], in words; never that this is safe."""
    if simulated.known.egfr is None:
        return "How high blood magnesium could go is unknown, because nobody knows how well the kidneys filter."
    if simulated.highest_plasma is None or not simulated.shown:
        return "Under this stop it is not worked out how high blood magnesium could go."
    return (
        f"In this model, with an eGFR of {simulated.known.egfr:g}, {simulated.question.dose_mg:g} mg a day could take "
        f"blood magnesium as high as {simulated.highest_plasma:.2f} mmol/L. That is how high it could go, not that it "
        "is safe, and real kidneys can do worse than the model's."
    )


def _band(band: Band) -> shape.Band:
    return {"low": band.low, "median": band.median, "high": band.high}


def _course(course: Course) -> shape.BandCourse:
    return {"low": list(course.low), "median": list(course.median), "high": list(course.high)}


def _change(dose_course: DoseCourse) -> shape.Change:
    return {
        "on_day": dose_course.question.days,
        "plasma_before_mmol_l": _band(dose_course.plasma_before),
        "plasma_mmol_l": _band(dose_course.plasma_rise),
        "plasma_percent": _band(dose_course.plasma_rise_percent),
        "csf_percent": _band(dose_course.csf_rise_percent),
        "urine_mmol_per_day": _band(dose_course.urine_rise_mmol),
        "unblocked_percent": _band(dose_course.rest.change),
        "long_run_plasma_mmol_l": _band(dose_course.long_run_plasma),
        "share_of_long_run_reached": _band(dose_course.long_run_reached),
    }


def _receptor(receptor: Receptor) -> shape.Receptor:
    return {
        "potential_mv": receptor.potential_mv,
        "unblocked_before": _band(receptor.before),
        "unblocked_after": _band(receptor.after),
        "change_percent": _band(receptor.change),
        "change_percent_mel": _band(receptor.change_mel),
        "depletion_change_percent": _band(receptor.depletion),
    }


def _timeline(timeline: Timeline, clock: Literal["day", "hour"]) -> shape.Courses:
    courses: Mapping[str, Course | None] = {
        "gut_mg": timeline.gut_mg,
        "plasma_total_mmol_l": timeline.plasma_total,
        "plasma_ultrafilterable_mmol_l": timeline.plasma_ultrafilterable,
        "plasma_ionised_mmol_l": timeline.plasma_ionised,
        "csf_total_mmol_l": timeline.csf_total,
        "csf_ionised_mmol_l": timeline.csf_ionised,
        "unblocked_share": timeline.unblocked,
        "plasma_change_mmol_l": timeline.plasma_change,
        "csf_change_percent": timeline.csf_change,
        "unblocked_change_percent": timeline.unblocked_change,
        "urine_gained_mg_per_day": timeline.urine_mg,
    }
    known = {clock: list(timeline.times)} | {name: _course(c) for name, c in courses.items() if c is not None}
    return cast("shape.Courses", known)  # the keys stand above


def _variant(way: OtherWay) -> shape.Compared:
    return {
        "form": way.form,
        "split": way.split,
        "absorbed_mg_per_day": _band(way.absorbed_mg),
        "long_run_unblocked_change_percent": _band(way.change),
    }


def _speed(dose_course: DoseCourse) -> shape.Speed:
    rows = {name: kinetic(name) for name in ("effect_fast", "effect_slow", "plateau_blood")}
    return {
        "days_to_63_percent_of_long_run": dose_course.build_up_days,
        "trial_fast_tau_days": rows["effect_fast"].tau_days,
        "trial_slow_tau_days": rows["effect_slow"].tau_days,
        "published_plateau_days": rows["plateau_blood"].plateau_days,
    }


def _parameter(row: Parameter) -> shape.Parameter:
    return {
        "id": row.id,
        "says": row.says,
        "unit": row.unit,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "spread": row.spread,
        "provenance": row.provenance,
        "why": row.why,
        "sources": sources(row.basis),
    }
