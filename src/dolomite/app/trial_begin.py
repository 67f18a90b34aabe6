"""Use case: a trial is planned on its page, and begun: power first, then who may, then the sealed order."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from dolomite.app import design_trial, start_trial, trial_place
from dolomite.app.design_trial import Choices
from dolomite.app.household import Member
from dolomite.app.trial_folder import told
from dolomite.base.errors import InputError
from dolomite.report import html
from dolomite.report.shown import SectionShown
from dolomite.safety.decide import Stopped
from dolomite.store import private
from dolomite.store.port import Draft, Store, new_uid
from dolomite.view import trial_design, trial_page
from dolomite.view.trial_design import Designed

PRACTICE_SEED = 4  # a practice run's order is no secret
YES_NO = {"yes": True, "no": False}
LENGTHS = ("3", "4", "6")  # pairs that are offered
NAME = "your plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was chosen on the page, as typed: points, pairs, and yes, no or unknown. Empty takes the default."""

    points: str = ""
    pairs: str = ""
    how: str = ""
    prescribed: str = ""
    new_treatment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A plan before it begins: what it can say, how long, what speaks against it, and its chances drawn."""

    designed: Designed
    power: tuple[str, ...]
    length: str
    lengths: tuple[tuple[str, str], ...]
    stopped: str | None
    refusals: tuple[tuple[str, str], ...]
    drawn: SectionShown

    @property
    def may_start(self) -> bool:
        """Whether nothing speaks against it and nothing is left to ask."""
        return self.stopped is None and not self.refusals and not self.designed.unasked


def choices(said: Said) -> Choices:
    """The choices of a design [points, pairs]. Raises InputError with the field."""
    return Choices(
        worthwhile_points=_points(said.points),
        pairs=int(said.pairs) if said.pairs in LENGTHS else None,
        against="nothing" if said.how == "open" else "placebo",
        blinding="open" if said.how == "open" else "helper",
        prescribed_magnesium=YES_NO.get(said.prescribed),
        new_treatment=YES_NO.get(said.new_treatment),
        chances_alone=True,  # all that a page says: somebody waits for it
    )


def _points(text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"{text} is no number. Write how many points of 0 to 10.", field="points") from None


def before(store: Store, who: Member, said: Said, *, on: date) -> Before:
    """The plan of these choices for this person. Raises InputError, and StoppedError when safety stops a trial."""
    designed = _designed(
        json.dumps(dict(who.document), ensure_ascii=False), on, choices(said), _own_pain(store, who.id)
    )
    return Before(
        designed=designed,
        power=trial_page.power_says(designed.design, designed.chances),
        length=trial_page.length_says(designed.design),
        lengths=trial_page.lengths_says(designed.design, LENGTHS),
        stopped=designed.clearance.reason if isinstance(designed.clearance, Stopped) else None,
        refusals=tuple((str(refusal.says), str(refusal.value)) for refusal in designed.refusals),
        drawn=html.shown(trial_design.section(designed, plan=""), {}),
    )


@lru_cache(maxsize=16)
def _designed(document: str, on: date, chosen: Choices, own: str | None) -> Designed:
    return design_trial.design(document.encode(), name="your answers", on=on, choices=chosen, baseline_text=own)


def _own_pain(store: Store, who: str) -> str | None:
    """The person's own ratings so far as a table of days, or None when there are none. [points]"""
    ratings = sorted((entry.day, entry.data["pain_nrs"]) for entry in store.current(who, kinds=("pain",)))
    if not ratings:
        return None
    first = ratings[0][0]
    rows = {(day - first).days + 1: rating for day, rating in ratings}
    return "day,pain_nrs\n" + "".join(f"{day},{rating}\n" for day, rating in rows.items())


def begin(
    store: Store, who: Member, said: Said, *, data: Path, on: date, utc: datetime, practice: bool = False
) -> Path:
    """Draw, seal and begin in a new folder; a real trial is named in the record. Raises InputError, StoppedError."""
    home, last = trial_place.home(data, who.id), trial_place.newest(data, who.id)
    if last is not None:
        known = told(last).record
        if not known.practice and not trial_place.over(known, on=on):
            raise InputError("a trial is under way already. Finish it or end it first.")
    plan = before(store, who, said, on=on)
    if plan.designed.unasked and not practice:
        raise InputError(f"{plan.designed.unasked[0]} Answer it first.")
    folder = home / str(int(last.name) + 1 if last is not None else 1)
    private.make_folder(home)
    start_trial.start(
        plan.designed.text,
        name=NAME,
        folder=folder,
        helper=trial_place.helper_of(folder),
        on=on,
        utc=utc,
        rehearsal=start_trial.Rehearsal(seed=PRACTICE_SEED) if practice else None,
    )
    if not practice:
        draft = Draft(uid=new_uid(), day=on, kind="trial", data={"folder": str(folder)})
        store.append(who.id, [draft], utc=utc)
    return folder


def helper_files(data: Path, who: str) -> bytes:
    """The helper's half as one zip: labels, code sheet. Raises InputError when it was handed over already."""
    aside = trial_place.helper_of(trial_place.folder_of(data, who))
    if not aside.is_dir():
        raise InputError("the helper's sheet was handed over, and is not on this machine any more.")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for path in sorted(aside.iterdir()):
            packed.write(path, path.name)
    return out.getvalue()


def handed_over(data: Path, who: str) -> None:
    """The helper has it: the half on this machine goes. It cannot be undone."""
    aside = trial_place.helper_of(trial_place.folder_of(data, who))
    if aside.is_dir():
        shutil.rmtree(aside)


def end_practice(data: Path, who: str) -> None:
    """A practice run goes, with its order; a real trial stays whatever is asked. Raises InputError."""
    folder = trial_place.folder_of(data, who)
    if not told(folder).record.practice:
        raise InputError("this is no practice run, so it stays.")
    for path in (folder, trial_place.helper_of(folder)):
        shutil.rmtree(path, ignore_errors=True)


def erase(data: Path, who: str | None) -> None:
    """Every trial of a person goes from the disk, or of everybody (None). It cannot be undone."""
    shutil.rmtree(data / trial_place.TRIALS if who is None else trial_place.home(data, who), ignore_errors=True)
