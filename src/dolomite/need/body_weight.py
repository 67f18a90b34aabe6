"""How body weight answers to a change of energy intake: the dynamic model of Hall and others (Lancet 2011).

State: fat F, lean tissue L, glycogen G with its water, extracellular fluid W, adaptive thermogenesis A. With EI the
energy intake, dEI its change from the start, CI the part of it that is carbohydrate, Nain the sodium eaten, which
follows the energy as in the planner (less food, less salt), M = F + L + W + (1 + water) G:

    gl G' = CI - k G^2                                     gl: energy of glycogen
    Na W' = Nain - Nain0 - xi_Na (W - W0) - xi_CI (1 - CI / CI0)
    tau A' = adaptation dEI - A
    EE = K + fat_upkeep F + lean_upkeep L + d M + thermic_effect dEI + A + fat_synthesis F' + lean_synthesis L'
    R = EI - EE - gl G';   fat_energy F' = (1 - p) R;   lean_energy L' = p R;   p = C / (C + F)

After a single change of intake A, W and G have closed forms, so that one equation in L is left to integrate (F follows
from L because F'/L' = F lean_energy / (C fat_energy)). Every number stands in facts/need/weight_model.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from dolomite.base.finding import Basis
from dolomite.base.person import Sex
from dolomite.facts import light_rows
from dolomite.need.energy import BoundRow, bmi

FILE = "need/weight_model"
# Classical fourth-order Runge-Kutta weights 1, 2, 2, 1 over 6 (Kutta 1901).
SIXTH = 6.0
FAST_DAYS = 14.0  # glycogen and fluid settle at about one per day: after this e^-14 is left of them
FAST_STEP = 0.2  # [d] with SLOW_STEP keeps the error of a year under 1e-6 kg (tests/unit/need/test_body_weight.py)
SLIVER = 1e-9  # [d] what is left of a day by rounding is no step
SLOW_STEP = 3.5  # [d] tissue changes over months


class OutsideModelError(ValueError):
    """The body described has no fat or no lean tissue by the model's own starting equations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Parameters of the model for one sex: energies [kcal/kg], upkeep [kcal/kg/d], times [d], sodium [mg]."""

    fat_energy: float
    lean_energy: float
    glycogen_energy: float
    fat_upkeep: float
    lean_upkeep: float
    fat_synthesis: float
    lean_synthesis: float
    thermic_effect: float
    adaptation: float
    adaptation_time: float
    forbes_constant: float
    glycogen_start: float
    glycogen_water: float
    sodium_per_litre: float
    sodium_excretion: float
    sodium_with_carbohydrate: float
    sodium_start: float
    carbohydrate_share: float
    resting_per_kg: float
    resting_per_cm: float
    resting_per_year: float
    resting_constant: float
    fat_percent_per_year: float
    fat_percent_per_log_bmi: float
    fat_percent_constant: float
    fluid_per_year: float
    fluid_per_cm: float
    fluid_per_kg: float
    fluid_constant: float

    @property
    def partition(self) -> float:
        """Forbes' constant times the ratio of the energies [kg]: sets how an imbalance splits between lean and fat."""
        return self.forbes_constant * self.lean_energy / self.fat_energy


def parameters(sex: Sex) -> tuple[Parameters, tuple[Basis, ...]]:
    """The model's parameters for one sex [units in facts/need/weight_model.yaml], and their grounds."""
    rows = [row for row in light_rows(FILE, BoundRow) if row.sex in ("any", sex)]
    basis = tuple(dict.fromkeys(b for row in rows for b in row.basis))
    return Parameters(**{row.id: row.value for row in rows}), basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A person in energy balance at the start: masses [kg], intake and its fixed parts [kcal/d]."""

    of: Parameters
    weight_kg: float
    fat_kg: float
    lean_kg: float
    fluid_kg: float
    intake_kcal: float
    activity_kcal_per_kg: float
    constant_kcal: float


def resting_kcal(p: Parameters, *, weight_kg: float, height_cm: float, age_years: float) -> float:
    """Resting energy expenditure [kcal/d] from weight [kg], height [cm], age [years] (Mifflin and others 1990)."""
    return (
        p.resting_per_kg * weight_kg
        + p.resting_per_cm * height_cm
        + p.resting_per_year * age_years
        + p.resting_constant
    )


def body(p: Parameters, *, weight_kg: float, height_cm: float, age_years: float, intake_kcal: float) -> Body:
    """The person at the start, in balance at `intake_kcal` [kcal/d]; weight [kg], height [cm], age [years].

    Raises OutsideModelError where the starting equations leave no fat or no lean tissue.
    """
    resting = resting_kcal(p, weight_kg=weight_kg, height_cm=height_cm, age_years=age_years)
    percent = (
        p.fat_percent_per_year * age_years
        + p.fat_percent_per_log_bmi * log(bmi(weight_kg=weight_kg, height_cm=height_cm))
        + p.fat_percent_constant
    )
    fat = weight_kg * percent / 100
    fluid = p.fluid_per_year * age_years + p.fluid_per_cm * height_cm + p.fluid_per_kg * weight_kg + p.fluid_constant
    lean = weight_kg - fat - fluid - (1 + p.glycogen_water) * p.glycogen_start
    if fat <= 0 or lean <= 0 or fluid <= 0:
        raise OutsideModelError("the model's starting equations leave no fat, lean tissue or fluid for this body.")
    # Physical activity costs in proportion to weight: what is left of the intake after rest and thermic effect.
    activity = ((1 - p.thermic_effect) * intake_kcal - resting) / weight_kg
    constant = intake_kcal - p.fat_upkeep * fat - p.lean_upkeep * lean - activity * weight_kg
    return Body(
        of=p,
        weight_kg=weight_kg,
        fat_kg=fat,
        lean_kg=lean,
        fluid_kg=fluid,
        intake_kcal=intake_kcal,
        activity_kcal_per_kg=activity,
        constant_kcal=constant,
    )


def weights(start: Body, *, intake_kcal: float, days: Sequence[float]) -> tuple[float, ...]:
    """Body weight [kg] on each of the ascending `days` [d] when intake is `intake_kcal` [kcal/d] from day 0 on."""
    run = _Run(start, intake_kcal)
    lean, day, weights_kg = start.lean_kg, 0.0, []
    for upto in days:
        while upto - day > SLIVER:
            step = min(FAST_STEP if day < FAST_DAYS else SLOW_STEP, upto - day)
            lean = run.step(day, lean, step)
            day += step
        weights_kg.append(run.weight(upto, lean))
    return tuple(weights_kg)


class _Run:
    """One change of intake, held from day 0: the closed forms, and the slope of lean tissue."""

    def __init__(self, start: Body, intake_kcal: float) -> None:
        p = start.of
        self.start, self.p = start, p
        self.partition, self.water = p.partition, 1 + p.glycogen_water
        self.intake = intake_kcal
        self.change = intake_kcal - start.intake_kcal
        ratio = intake_kcal / start.intake_kcal  # the share of carbohydrate stays, so CI / CI0 is this too
        self.glycogen_end = p.glycogen_start * ratio**0.5
        self.glycogen_rate = (
            p.carbohydrate_share * start.intake_kcal / p.glycogen_start**2 * self.glycogen_end / p.glycogen_energy
        )
        self.glycogen_gap = (p.glycogen_start - self.glycogen_end) / (p.glycogen_start + self.glycogen_end)
        self.fluid_change = -(p.sodium_with_carbohydrate + p.sodium_start) * (1 - ratio) / p.sodium_excretion
        self.fluid_rate = p.sodium_excretion / p.sodium_per_litre

    def glycogen(self, day: float) -> tuple[float, float]:
        """Glycogen [kg] and its slope [kg/d]: the closed form of gl G' = CI - k G^2."""
        left = self.glycogen_gap * exp(-2 * self.glycogen_rate * day)
        amount = self.glycogen_end * (1 + left) / (1 - left)
        slope = self.glycogen_rate / self.glycogen_end * (self.glycogen_end**2 - amount**2)
        return amount, slope

    def fat(self, lean: float) -> float:
        """Fat [kg] that goes with lean tissue [kg] on the Forbes curve."""
        p, s = self.p, self.start
        return s.fat_kg * exp(p.lean_energy * (lean - s.lean_kg) / (p.fat_energy * self.partition))

    def weight(self, day: float, lean: float) -> float:
        """Body weight [kg] on a day [d]."""
        return self._weight(day, lean, self.fat(lean), self.glycogen(day)[0])

    def _weight(self, day: float, lean: float, fat: float, glycogen: float) -> float:
        fluid = self.start.fluid_kg + self.fluid_change * (1 - exp(-self.fluid_rate * day))
        return fat + lean + fluid + self.water * glycogen

    def slope(self, day: float, lean: float) -> float:
        """How fast lean tissue changes [kg/d]."""
        p, s = self.p, self.start
        fat, (glycogen, storing) = self.fat(lean), self.glycogen(day)
        split = self.partition / (self.partition + fat)
        adapted = p.adaptation * self.change * (1 - exp(-day / p.adaptation_time))
        spent = (
            s.constant_kcal
            + p.fat_upkeep * fat
            + p.lean_upkeep * lean
            + s.activity_kcal_per_kg * self._weight(day, lean, fat, glycogen)
            + p.thermic_effect * self.change
            + adapted
        )
        building = split * p.lean_synthesis / p.lean_energy + (1 - split) * p.fat_synthesis / p.fat_energy
        imbalance = (self.intake - spent - p.glycogen_energy * storing) / (1 + building)
        return split * imbalance / p.lean_energy

    def step(self, day: float, lean: float, step: float) -> float:
        """Lean tissue [kg] one Runge-Kutta step [d] later."""
        half = step / 2
        a = self.slope(day, lean)
        b = self.slope(day + half, lean + half * a)
        c = self.slope(day + half, lean + half * b)
        d = self.slope(day + step, lean + step * c)
        return lean + step * (a + 2 * b + 2 * c + d) / SIXTH
