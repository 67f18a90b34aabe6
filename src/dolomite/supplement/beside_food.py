"""Magnesium beside food: the one computation of what supplements, antacids, laxatives and medicines bring in a day.

Safety, adequacy, plan, dose, trial and simulation all read this and nothing else. What is not known stays unknown and
leaves the high end open; what a diary found is handed in as values, because the diary's room lies above this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from math import inf

from dolomite.base.finding import Basis, Finding
from dolomite.base.frozen import dataclass
from dolomite.base.person import Medicine, Person, Supplement
from dolomite.base.span import Span
from dolomite.medicine.match import Understood, understand
from dolomite.supplement.product import amount_in, names_magnesium, product

NOT_ASKED = "supplements (nobody asked)"
NOT_KNOWN = "supplements"
PRODUCT, PERHAPS, LAXATIVE, ANTACID = "magnesium_product", "magnesium_perhaps", "magnesium_laxative", "antacid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One thing swallowed beside food and the elemental magnesium it brings in a day [mg/d].

    `form` is a form's id or "unknown"; `what` tells a supplement from an antacid or a laxative.
    `typed_elemental_mg` [mg per unit taken]: the weight somebody called elemental, None when it was not.
    """

    typed: str
    form: str
    mg: Span
    what: str = "supplement"
    times: tuple[time, ...] = ()
    basis: tuple[Basis, ...] = ()
    typed_elemental_mg: float | None = None

    @property
    def finding(self) -> Finding:
        """The dose as a finding [mg/d]."""
        return Finding(name="elemental_mg", value=self.mg, unit="mg/d", basis=self.basis, about=self.typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDay:
    """What a diary says was swallowed on one day; `doses` None: no line of that day speaks of it. `counted` days enter
    the average."""

    on: date
    counted: bool
    doses: tuple[Dose, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideFood:
    """Elemental magnesium from everything swallowed beside food [mg/d]: `usual` on an average day, `most` on the day
    with most (what a limit is compared with), `by_day` for each day of a diary.

    `asked` false: nobody asked about supplements and nothing else speaks of any. `sure` things hold magnesium; of the
    person's `medicines`, `products` do and `perhaps` may.
    """

    usual: Span
    most: Span
    by_day: tuple[tuple[date, Span], ...]
    asked: bool
    sure: tuple[Dose, ...]
    medicines: tuple[Understood, ...]
    products: tuple[Understood, ...]

    @property
    def perhaps(self) -> tuple[Understood, ...]:
        """The medicines that may or may not hold magnesium: nobody has looked."""
        return tuple(
            medicine for medicine in self.medicines if PERHAPS in medicine.groups and medicine not in self.products
        )

    @property
    def forms(self) -> frozenset[str]:
        """The forms taken, "unknown" among them."""
        return frozenset(dose.form for dose in self.sure)

    @property
    def laxative(self) -> bool:
        """Whether some of it is a laxative."""
        return any(dose.what == "laxative" for dose in self.sure) or any(
            _is(m, LAXATIVE, "laxative") for m in self.products
        )

    @property
    def only_laxatives(self) -> bool:
        """Whether some magnesium is taken and all of it is a laxative."""
        each = [dose.what == "laxative" for dose in self.sure] + [_is(m, LAXATIVE, "laxative") for m in self.products]
        return bool(each) and all(each)

    @property
    def alkaline_product(self) -> bool:
        """Whether a medicine among it lowers stomach acid."""
        return any(_is(m, ANTACID, "antacid", "laxative") for m in (*self.products, *self.perhaps))

    @property
    def parts(self) -> tuple[Finding, ...]:
        """Each dose as a finding [mg/d]."""
        return tuple(dose.finding for dose in self.sure)


def beside_food(
    person: Person, *, medicines: Sequence[Understood] | None = None, diary: Sequence[DiaryDay] = ()
) -> BesideFood:
    """What this person swallows beside food [mg/d elemental].

    `medicines` are the person's own as understood (None: understood here); `diary` what a diary found, day by day. A
    day's own lines stand in place of the person's usual supplements; medicines come on top on every day.
    """
    heard = understood(person) if medicines is None else tuple(medicines)
    products = tuple(medicine for medicine in heard if holds_magnesium(medicine))
    always = [_of_medicine(medicine) for medicine in heard if medicine in products or PERHAPS in medicine.groups]
    own = (
        tuple(dose_of(supplement) for supplement in person.supplements)
        if isinstance(person.supplements, tuple)
        else None
    )
    usual_day = _day(own, always, person)
    days = tuple((day, usual_day if day.doses is None else _day(day.doses, always, person)) for day in diary)
    counted = [span for day, span in days if day.counted]
    spoken = [span for day, span in days if day.doses is not None]
    said = own is not None or bool(spoken)
    # A day that a diary is silent about tells nothing of a person whom nobody asked; the days that speak do.
    candidates = ([usual_day] if own is not None or not spoken else []) + spoken
    return BesideFood(
        usual=Span.total(counted).scaled(1 / len(counted)) if counted else usual_day,
        most=_most(candidates),
        by_day=tuple((day.on, span) for day, span in days),
        asked=said or bool(always),
        sure=tuple(dict.fromkeys((*(own or ()), *(dose for day in diary for dose in day.doses or ())))),
        medicines=heard,
        products=products,
    )


def _is(medicine: Understood, group: str, *kinds: str) -> bool:
    known = product(medicine.typed)
    return group in medicine.groups or (known is not None and known.what in kinds)


def holds_magnesium(medicine: Understood) -> bool:
    """Whether a medicine as typed holds magnesium that counts: by its group, its name, or the word itself.

    A cream or a bath brings none, and the salt of a tablet ("esomeprazole magnesium") only a trace.
    """
    if PRODUCT in medicine.groups:
        return True
    if medicine.way == "on_the_body" or (medicine.ingredients and not medicine.by_mouth):
        return False
    return product(medicine.typed) is not None or names_magnesium(medicine.typed)


def _of_medicine(medicine: Understood) -> Span:
    """What a medicine brings in a day [mg/d]: known only where product, amount and how often are all said."""
    known = product(medicine.typed)
    if known is None or medicine.times_a_day is None:
        return Span.nothing_known(medicine.typed)
    once = amount_in(medicine.typed, known)
    return once.scaled(medicine.times_a_day) if once.known is not None else Span.nothing_known(medicine.typed)


def understood(person: Person) -> tuple[Understood, ...]:
    """The person's medicines as understood; none when nobody asked."""
    given: tuple[Medicine, ...] = person.medicines if isinstance(person.medicines, tuple) else ()
    return tuple(understand(medicine, country=person.country) for medicine in given)


def dose_of(taken: Supplement) -> Dose:
    """What one supplement brings in a day [mg/d elemental]: as given, else from the salt by the form's share."""
    from dolomite.supplement.form import daily_elemental

    finding = daily_elemental(taken)
    assert isinstance(finding.value, Span)
    return Dose(
        typed=finding.about or taken.form,
        form=taken.form,
        mg=finding.value,
        what=taken.what,
        times=taken.times,
        basis=finding.basis,
        typed_elemental_mg=taken.elemental_mg,
    )


def _day(doses: tuple[Dose, ...] | None, always: Sequence[Span], person: Person) -> Span:
    if doses is None:
        unknown = Span.nothing_known(NOT_ASKED if person.supplements is None else NOT_KNOWN)
        return Span.total((unknown, *always))
    return Span.total((*(dose.mg for dose in doses), *always))


def _most(days: Sequence[Span]) -> Span:
    """The day with most: by its high end, an open end above every number; its low end is the highest of all days'."""
    top = max(days, key=lambda span: (inf if span.high is None else span.high, 0.0 if span.low is None else span.low))
    lows = [span.low for span in days if span.low is not None]
    low = max(lows, default=None)
    return Span(known=top.known, low=low, high=top.high, unknown=top.unknown)
