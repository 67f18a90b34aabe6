"""Use cases: what is swallowed beside food against its limit, medicines as understood, and changes to both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dolomite.app import household
from dolomite.app.case import Case
from dolomite.app.household import Member
from dolomite.base import words
from dolomite.base.errors import InputError
from dolomite.medicine import names
from dolomite.report.tree import Bar
from dolomite.safety.assess import Safety
from dolomite.store.port import Entry, Store
from dolomite.supplement.beside_food import dose_of
from dolomite.supplement.form import forms

UNKNOWN = "unknown"
SUPPLEMENTS, MEDICINES = "supplements", "medicines"
MOST_FOUND = 8  # medicines offered
HEAD_ROOM = 1.15  # of the drawing: the limit does not stand at its very end


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One thing taken regularly: where it stands in the list, what it is, and its magnesium a day in words [mg/d]."""

    at: int
    name: str
    how: str
    mg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """A medicine as typed and as understood. `state`: known, guess (to be confirmed), unknown."""

    at: int
    typed: str
    understood: str
    state: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything beside food. `bar` is its magnesium [mg/d] beside the limit; None where nothing can be said."""

    taken: tuple[Taken, ...]
    asked: bool
    says: str
    bar: Bar | None
    drugs: tuple[Drug, ...]
    medicines_asked: bool


def ledger(who: Member, case: Case) -> Ledger:
    """What this person takes beside food (magnesium in mg/d)."""
    person, safety = case.person, case.safety
    taken = person.supplements if isinstance(person.supplements, tuple) else ()
    held = {form.row.id: form.row.name for form in forms()}
    return Ledger(
        taken=tuple(
            Taken(
                at=at,
                name=held.get(supplement.form, "Magnesium, form not known"),
                how=f"{supplement.per_day:g} a day"
                + (f", {supplement.what}" if supplement.what != "supplement" else ""),
                mg=words.span(dose_of(supplement).mg, "mg"),
            )
            for at, supplement in enumerate(taken)
        ),
        asked=isinstance(person.supplements, tuple),
        says=safety.taken.finding.says,
        bar=_bar(safety),
        drugs=_drugs(safety),
        medicines_asked=isinstance(who.document.get(MEDICINES), list),
    )


def _bar(safety: Safety) -> Bar | None:
    total, limit = safety.taken.total, safety.taken.ul_mg
    if total is None or limit is None or "dosing" in safety.clearance.stops:
        return None  # past a stop no limit is shown: it would read as leave to take that much
    return Bar(
        label="Magnesium beside food, a day",
        value=total.known,
        low=total.low,
        high=total.high,
        full=limit * HEAD_ROOM,
        unit="mg",
        marks=(("limit beside food", limit),),
    )


def _drugs(safety: Safety) -> tuple[Drug, ...]:
    drugs = []
    for at, medicine in enumerate(safety.medicines):
        known = bool(medicine.names or medicine.outside)
        guess = medicine.how in ("spelling", "unsure") or bool(medicine.candidates)
        drugs.append(
            Drug(
                at=at,
                typed=medicine.typed,
                understood=" with ".join((*medicine.names, *medicine.outside)),
                state="guess" if guess else "known" if known else "unknown",
                choices=tuple(dict.fromkeys((*medicine.names, *medicine.candidates))) if guess else (),
            )
        )
    return tuple(drugs)


def find_medicine(text: str) -> tuple[str, ...]:
    """Names of medicines that begin as typed so far, ours before those inside a name."""
    wanted = names.folded(text)
    if len(wanted) < 2:
        return ()
    known = sorted(names.known_names())
    begins = [name for name in known if name.startswith(wanted)]
    within = [name for name in known if f" {wanted}" in name]
    return tuple(dict.fromkeys((*begins, *within)))[:MOST_FOUND]


def form_choices() -> tuple[tuple[str, str], ...]:
    """The forms of magnesium by id and name, for a list to choose from."""
    return (*((form.row.id, form.row.name) for form in forms()), (UNKNOWN, "I do not know"))


def add(store: Store, who: Member, key: str, item: object, *, on: date, utc: datetime, uid: str | None = None) -> Entry:
    """Add to the supplements or medicines, as a person file writes them. Raises InputError with its field."""
    return _keep(store, who, key, [*_held(who, key), item], on=on, utc=utc, uid=uid)


# wide: what is kept, for whom, when, and the form's own id; each is named where it is called
def replace_at(
    store: Store, who: Member, key: str, at: int, item: object, *, on: date, utc: datetime, uid: str | None = None
) -> Entry:
    """Put something in the place of one item [its place, from 0] of the list (None: take it off). Raises InputError."""
    held = _held(who, key)
    if not 0 <= at < len(held):
        raise InputError("that line is no longer there. Look at the list again.", field=key)
    left = [*held[:at], *(() if item is None else (item,)), *held[at + 1 :]]
    return _keep(store, who, key, left, on=on, utc=utc, uid=uid)


def none_taken(store: Store, who: Member, key: str, *, on: date, utc: datetime, uid: str | None = None) -> Entry:
    """Asked: none."""
    return _keep(store, who, key, [], on=on, utc=utc, uid=uid)


def _held(who: Member, key: str) -> Sequence[object]:
    held = who.document.get(key)
    return held if isinstance(held, list) else []


def _keep(
    store: Store, who: Member, key: str, items: Sequence[object], *, on: date, utc: datetime, uid: str | None
) -> Entry:
    changed: Mapping[str, object] = {key: list(items)}
    if who.complete:
        household.read_document({**who.document, **changed}, on=on)  # the door says what cannot be used
    return household.keep_answers(store, who.id, changed, day=on, utc=utc, uid=uid)
