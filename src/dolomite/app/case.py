"""One person on one day: what several answers rest on, each computed once and kept.

Rooms are imported where a property needs them, so that a light question pays for its own rooms alone.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dolomite.app.profile import current
from dolomite.base.frozen import dataclass
from dolomite.base.person import Person
from dolomite.base.span import Span
from dolomite.safety.alert import Profile

if TYPE_CHECKING:
    from dolomite.adequacy.probability import Adequacy
    from dolomite.app.screen_intake import Screened
    from dolomite.food.table import Catalogue
    from dolomite.intake.diary import Matched
    from dolomite.intake.total import Total
    from dolomite.intake.usual import Usual
    from dolomite.need.energy import Energy
    from dolomite.need.goal import Goal
    from dolomite.need.requirement import Requirement
    from dolomite.safety.assess import Safety
    from dolomite.supplement.beside_food import BesideFood


@dataclass(frozen=True, kw_only=True)  # no slots: what is computed once is kept in the instance
class Case:
    """A person past the door on the day of the answer, with a matched diary (and the foods it was matched against)
    or without one. `profile` is for whom the program runs: "information" where it is hosted for others."""

    person: Person
    on: date
    diary: Matched | None = None
    catalogue: Catalogue | None = None
    profile: Profile = field(default_factory=current)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Reference values of the person's own authority, magnesium first [each nutrient in its unit a day]."""
        from dolomite.need.requirement import requirements

        return requirements(self.person, on=self.on)

    @property
    def magnesium(self) -> Requirement:
        """The reference values for magnesium [mg/d]."""
        return self.requirements[0]

    @cached_property
    def beside_food(self) -> BesideFood:
        """Elemental magnesium from all that is swallowed beside food [mg/d]: what was told, what the diary says."""
        from dolomite.supplement.beside_food import beside_food

        return beside_food(self.person, diary=self.diary.days_swallowed() if self.diary is not None else ())

    @cached_property
    def safety(self) -> Safety:
        """What safety finds: clearance, kidneys, magnesium beside food [mg/d] against its limit, schedule."""
        from dolomite.safety.assess import assess

        alkaline: frozenset[str] = frozenset()
        if self.beside_food.sure:  # the forms are read for those who take something
            from dolomite.supplement.form import forms

            alkaline = frozenset(form.row.id for form in forms() if form.row.alkaline)
        return assess(
            self.person,
            on=self.on,
            beside=self.beside_food,
            ul=self.magnesium.finding("ul") if self.magnesium.ul_supplemental is not None else None,
            alkaline_forms=alkaline,
            profile=self.profile,
        )

    @property
    def hide_energy(self) -> bool:
        """Whether no calorie is shown: it is not wanted, or safety withholds it."""
        return self.person.hide_energy or "energy" in self.safety.clearance.stops

    @cached_property
    def energy(self) -> Energy:
        """What keeps the weight steady [kcal/d]."""
        from dolomite.need.energy import energy

        return energy(self.person, on=self.on)

    @cached_property
    def goal(self) -> Goal:
        """The weight goal and the energy it takes [kcal/d, kg]; where none is asked, how the weight stands."""
        from dolomite.need.goal import standing

        asked = self.person.weekly_change_kg
        if asked is None or asked == 0:
            return standing(self.person, self.energy, on=self.on)
        from dolomite.need.weight import goal  # the dynamic model, for those who asked

        weight_goal = goal(self.person, self.energy, on=self.on)
        if "energy" in self.safety.clearance.stops and weight_goal.refusal is None:
            return standing(self.person, self.energy, on=self.on)  # no goal for whom counting may harm
        return weight_goal

    @cached_property
    def total(self) -> Total | None:
        """What the diary gives per average counted day [each nutrient in its unit]; None without a diary."""
        if self.diary is None or self.catalogue is None:
            return None
        from dolomite.intake.total import total

        return total(self.diary, self.beside_food, catalogue=self.catalogue)

    @property
    def eaten(self) -> Total | None:
        """The same, where at least one day of the diary counts; else None."""
        return self.total if self.total is not None and self.total.counted else None

    @cached_property
    def usual(self) -> dict[str, Usual]:
        """The usual intake from food of each nutrient with a requirement [its unit a day]; empty without a day."""
        from dolomite.intake.usual import usual

        eaten = self.eaten
        if eaten is None:
            return {}
        names = (needed.nutrient for needed in self.requirements if needed.nutrient in eaten.nutrients)
        return {name: usual(eaten, name) for name in names}

    @cached_property
    def adequacies(self) -> tuple[Adequacy, ...]:
        """How likely each nutrient falls short, magnesium first [each in its unit a day]; empty without a day.

        The average requirement is compared with food plus what is taken beside it; that is known for magnesium only,
        the other nutrients are what the food gives.
        """
        from dolomite.adequacy.probability import assess_all

        eaten = self.eaten
        if eaten is None:
            return ()
        intakes = {name: eaten.nutrients[name] for name in self.usual}
        magnesium = self.magnesium.nutrient
        intakes[magnesium] = Span.total((intakes[magnesium], self.beside_food.usual))
        before = self.person.weight_before_pregnancy_kg
        return assess_all(
            self.requirements,
            intakes,
            days=len(eaten.counted),
            observed_sd={name: usual.within_sd for name, usual in self.usual.items() if usual.within_sd is not None},
            weight_kg=before if before is not None else self.person.weight_kg,
        )

    @cached_property
    def rough(self) -> Screened | None:
        """The two-minute screener's estimate [mg/d], while it still speaks; None where not all of it is answered."""
        from dolomite.app.screen_intake import screen_intake
        from dolomite.intake import screener

        said = dict(self.person.screener if self.person.screener is not None else ())
        days = len(self.eaten.counted) if self.eaten is not None else 0
        if not screener.still_counts(days) or any(food.id not in said for food in screener.items()):
            return None
        return screen_intake(
            self.person.sex, self.magnesium, {name: screener.HowOften(often=often) for name, often in said.items()}
        )

    @property
    def chance_short(self) -> float | None:
        """The probability of getting too little magnesium [0 to 1]; None where it cannot be computed."""
        if not self.adequacies:
            return None
        chance = self.adequacies[0].prob_inadequate
        return chance.value if chance is not None else None

    @property
    def releases(self) -> tuple[str, ...]:
        """The food releases that the diary's foods came from."""
        return self.total.releases if self.total is not None else ()
