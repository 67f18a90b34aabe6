"""What each medicine has to do with magnesium: what happens, how sure that is, and what to do, in hours and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from dolomite import facts
from dolomite.base import words as say
from dolomite.base.finding import Basis
from dolomite.base.person import Day
from dolomite.medicine.match import Understood
from dolomite.medicine.names import ingredients
from dolomite.medicine.typed import SWALLOWED, Way
from dolomite.safety.alert import Advice, Alert
from dolomite.safety.rule import UrgencyWord, alert, keep_most_urgent, rules, speak
from dolomite.safety.schedule import Distance, spread
from dolomite.safety.signal import limit

Severity = Literal[
    "separate", "separate_strict", "separate_and_monitor", "avoid", "ask_first", "monitor", "info", "count_together",
    "tell_anaesthetist", "clinician_decision",
]  # fmt: skip
# These matter however the medicine gets into the body; the others need magnesium and medicine to meet in the gut.
WHATEVER_THE_WAY = frozenset({"monitor", "tell_anaesthetist", "clinician_decision"})
ONLY_ALKALINE = " This holds for magnesium oxide, hydroxide, carbonate and trisilicate; others are not known to do it."

# A medicine by its way: how the signal of what is said of its name ends. A cream or drop of known content hardly enters
# the body, so that a content without a rule, or two names for it, is only good to know; one of unknown content is not.
WAY_OF_SIGNAL: dict[Way, str] = {
    "mouth": "", "drops": "_drops", "injected": "_not_swallowed", "on_the_body": "_on_the_body"
}  # fmt: skip
UNREADABLE = frozenset({"unknown", "unsure", "unread", "no_content"})  # drops of these: swallowed, or into an eye?
HARMLESS_ON_THE_BODY = frozenset({"no_rule", "which", "which_one"})


class InteractionRow(facts.LightRow):
    """One interaction. The medicine at least `before_h` before magnesium or `after_h` after it [h]; None: no hours."""

    id: str
    drugs: tuple[str, ...]
    applies_to: Literal["any_salt", "alkaline_salts"]
    before_h: float | None
    after_h: float | None
    severity: Severity
    urgency: UrgencyWord
    stops: tuple[Advice, ...]
    says: str
    do: str

    @property
    def kept(self) -> tuple[float, float] | None:
        """The hours that are kept [h]: the row's own, or, where nobody verified them, no less than those of a medicine
        that nobody knows; None where the row names none.
        """
        if self.before_h is None or self.after_h is None:
            return None
        if self.verified is True:
            return self.before_h, self.after_h
        far = limit("unknown_medicine_h").value
        return max(far, self.before_h), max(far, self.after_h)


def interaction_rows() -> tuple[InteractionRow, ...]:
    """Every interaction. [h]"""
    return facts.light_rows("safety/interactions", InteractionRow)


def alerts(
    medicines: Sequence[Understood],
    *,
    alkaline: bool | None,
    words: Mapping[str, str],
    spoken_of: frozenset[str] = frozenset(),
) -> tuple[Alert, ...]:
    """What every medicine has to do with magnesium; one that nobody knows is named, never left out.

    `alkaline`: whether the magnesium taken is a salt that lowers stomach acid; None: not known, or none is taken yet,
    and then both are considered. `spoken_of`: signals that another rule speaks of, so that "no rule" would be untrue.
    """
    raised: list[Alert] = []
    for medicine in medicines:
        raised += _of_one(medicine, alkaline, words, spoken_of)
    return keep_most_urgent(raised)


def distances(medicines: Sequence[Understood], *, alkaline: bool | None, day: Day | None) -> tuple[Distance, ...]:
    """How far magnesium must keep from each medicine that is swallowed [h]; from one that nobody knows too."""
    to_keep = []
    for medicine in medicines:
        hours = _hours(medicine, alkaline)
        if hours is None:
            continue
        to_keep.append(
            Distance(
                medicine=medicine.typed if medicine.unread else " with ".join(medicine.names) or medicine.typed,
                before_h=hours[0],
                after_h=hours[1],
                times=medicine.times or spread(medicine.times_a_day, day=day, moments=medicine.moments),
                assumed=not medicine.times,
            )
        )
    return tuple(to_keep)


def classes(medicines: Sequence[Understood]) -> dict[str, str]:
    """For each rule that a medicine falls under, what was typed: so that other rooms need not ask again."""
    return {row.id: medicine.typed for medicine in medicines for row, _ in _rows(medicine)}


def _of_one(
    medicine: Understood, alkaline: bool | None, words: Mapping[str, str], spoken_of: frozenset[str]
) -> Iterator[Alert]:
    if medicine.stopped:
        yield from _said("medicine.stopped", about=medicine.typed, words={**words, "medicine": medicine.typed})
        return
    yield from _of_name(medicine, words)
    if not medicine.ingredients:
        return
    rows = _rows(medicine)
    for row, drug in rows:
        name = ingredients()[drug].name
        if row.applies_to == "alkaline_salts" and alkaline is False:
            yield from _said("medicine.other_salt", about=name, words={"medicine": name}, basis=row.basis)
            continue
        unsure_salt = row.applies_to == "alkaline_salts" and alkaline is None
        yield alert(
            id=row.id,
            about=name,
            urgency=row.urgency,
            stops=row.stops,
            says=_sentence(row.says.format(drug=name)) + (ONLY_ALKALINE if unsure_salt else ""),
            do=_sentence(row.do.format(drug=name)) + _unverified_hours(row),
            basis=(*row.basis, Basis(source="person", at="medicines")),
        )
    if not rows and not {*medicine.ingredients, *(f"med.{group}" for group in medicine.groups)} & spoken_of:
        shown = say.listed(medicine.names)
        basis = tuple(b for drug in medicine.ingredients for b in ingredients()[drug].basis)
        given = {"medicine": _sentence(shown)}
        yield from _said("medicine.known", about=" with ".join(medicine.names), words=given, basis=basis)


def _unverified_hours(row: InteractionRow) -> str:
    """What is said where longer hours are kept than the row names, as nobody has verified those."""
    if row.kept is None or row.kept == (row.before_h, row.after_h):
        return ""
    before, after = (say.amount(hours, "hours") for hours in row.kept)
    kept = f"{before} on either side" if before == after else f"{before} before magnesium and {after} after it"
    return f" Nobody has checked these hours with a label, so the times shown keep {kept}."


def _of_name(medicine: Understood, words: Mapping[str, str]) -> Iterator[Alert]:
    """What has to be said of the name: not known, a guess, several medicines, contents that no rule speaks of."""
    given = {
        **words,
        "medicine": medicine.typed,
        "candidates": " or ".join(medicine.candidates),
        "names": say.listed((*medicine.names, *medicine.outside), most=None),
        "outside": say.listed(medicine.outside, most=None),
        "unread": " and ".join(medicine.unread),
    }
    for kind in _kinds(medicine):
        way = medicine.way if medicine.way != "on_the_body" or kind in HARMLESS_ON_THE_BODY else "injected"
        if way == "drops" and kind not in UNREADABLE:
            way = "mouth"
        yield from _said(f"medicine.{kind}{WAY_OF_SIGNAL[way]}", about=medicine.typed, words=given)


def _kinds(medicine: Understood) -> list[str]:
    """The signals that hold of the name, without their room."""
    if not medicine.ingredients and not medicine.outside:
        if medicine.content == "unknown":
            return ["no_content"]
        return ["unsure" if medicine.candidates else "unknown"]
    kinds = []
    if medicine.unread:  # what was read counts, and what was not read is a medicine that nobody knows
        kinds.append("unread")
    if medicine.how == "unsure" and medicine.candidates:
        kinds.append("which" if len(medicine.candidates) > 1 else "which_one")
    elif medicine.how == "spelling":
        kinds.append("guess_between" if medicine.candidates else "guess")
    if medicine.outside:
        kinds.append("no_rule")
    elif medicine.content == "lead" and not {"which", "which_one"} & {*kinds}:
        kinds.append("lead")
    return kinds


def _rows(medicine: Understood) -> list[tuple[InteractionRow, str]]:
    if medicine.way == "on_the_body" or medicine.stopped:
        return []
    return [
        (row, drug)
        for drug in medicine.ingredients
        for row in interaction_rows()
        if drug in row.drugs and (medicine.by_mouth or row.severity in WHATEVER_THE_WAY)
    ]


def _hours(medicine: Understood, alkaline: bool | None) -> tuple[float, float] | None:
    """How far magnesium keeps from this medicine, before and after it [h]; None where nothing asks for a distance."""
    pairs: list[tuple[float, float]] = []
    if medicine.stopped:
        return None
    if medicine.way in SWALLOWED and (medicine.unread or medicine.outside or not medicine.ingredients):
        far = limit("unknown_medicine_h").value  # something in the line may be swallowed, and nobody knows what it is
        pairs.append((far, far))
    if medicine.by_mouth:
        counted = [row for row, _ in _rows(medicine) if row.applies_to == "any_salt" or alkaline is not False]
        pairs += [row.kept for row in counted if row.kept is not None]
    if not pairs:
        return None
    return max(before for before, _ in pairs), max(after for _, after in pairs)


def _said(signal: str, *, about: str, words: Mapping[str, str], basis: tuple[Basis, ...] = ()) -> Iterator[Alert]:
    for spoken in speak(rules("asked"), frozenset({signal}), words=words):
        kept = spoken.basis if not basis else (*basis, Basis(source="person", at="medicines"))
        yield replace(spoken, about=about, basis=kept)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
