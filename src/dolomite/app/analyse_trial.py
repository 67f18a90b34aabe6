"""Use case: what does this trial say? From a data file that stands alone, or from the folder of a trial."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dolomite.app.trial_folder import PLAN, TrialFolder, add, told
from dolomite.base.errors import InputError
from dolomite.trial import own_prior
from dolomite.trial.analysis import Analysis, Settings, analyse, settle
from dolomite.trial.design import Design
from dolomite.trial.event import Revealed
from dolomite.trial.model import FEWEST_DAYS
from dolomite.trial.own_prior import OwnPrior
from dolomite.trial.prior import Speed
from dolomite.trial.read_log import arm_name, pain_log
from dolomite.trial.record import Record, series
from dolomite.trial.schedule import opened, read_sheet
from dolomite.trial.series import against, compared, from_log


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A trial whose order is known: its folder, the sequence, what is wrong with the seal, what else was changed."""

    told: TrialFolder
    sequence: tuple[str, ...]
    seal_broken: str | None
    changed: tuple[str, ...]

    @property
    def record(self) -> Record:
        """The trial as its journal tells it."""
        return self.told.record

    @property
    def faults(self) -> tuple[str, ...]:
        """What was tampered with, each as a sentence; empty when everything is as it was written."""
        said = [text for text in (self.told.chain.broken, self.seal_broken) if text is not None]
        return (*said, *self.changed)


# wide: what a data file does not say, each with its default; the options of a command, one to one
def from_csv(
    text: str,
    *,
    name: str,
    active: str,
    comparator: str | None = None,
    worthwhile_points: float | None = None,
    speed: Speed | None = None,
    before_unknown: bool = False,
    blinded: bool | None = None,
    priors: tuple[str, ...] = (),
) -> Analysis:
    """The analysis of a data file's text [pain in points, time in days]. Raises InputError with file and line."""
    trial_series = from_log(pain_log(text, name=name))
    settings = settle(
        trial_series,
        active=arm_name(active),
        comparator=None if comparator is None else arm_name(comparator),
        speed=speed if speed is not None else "fast",
        worthwhile_points=worthwhile_points,
        before_unknown=before_unknown,
        blinded=blinded,
        own_priors=own_prior.parse(priors),
    )
    return analyse(trial_series, settings)


# wide: what is asked of a sealed trial, each with its default; the options of a command, one to one
def from_folder(
    known: TrialFolder,
    *,
    active: str | None = None,
    comparator: str | None = None,
    worthwhile_points: float | None = None,
    speed: Speed | None = None,
    sheet: Path | None = None,
    priors: tuple[str, ...] = (),
    utc: datetime,
) -> tuple[Analysis, Opened]:
    """The analysis of a trial as it was sealed [pain in points, time in days]; opening the seal is itself recorded.

    Without `active` its first arm is asked about. Everything is checked before the seal is opened.
    Raises InputError: no code sheet, an arm that the trial does not have, other settings than were sealed.
    """
    design = known.record.design
    asked = active if active is not None else design.arms[0].name
    own = own_prior.parse(priors) if priors else None
    compared(design.names(), arm_name(asked), None if comparator is None else arm_name(comparator))
    _as_sealed(design, worthwhile_points, speed)
    _enough(known.record, known.folder)
    trial = open_folder(known, sheet=sheet, utc=utc)
    return analysed(trial, asked, comparator, own), trial


def _as_sealed(design: Design, worthwhile_points: float | None, speed: Speed | None) -> None:
    if worthwhile_points is not None and worthwhile_points != design.worthwhile_points:
        raise InputError(
            f"{worthwhile_points:g}: this trial sealed {design.worthwhile_points:g} points.", field="worthwhile"
        )
    if speed is not None and speed != design.speed:
        raise InputError(
            f"{speed}: this trial sealed {design.speed}. The other prior is in every answer anyway.", field="speed"
        )


def _enough(known: Record, folder: Path) -> None:
    """Refuse before the seal is opened: with too few days nobody should be unblinded for nothing."""
    rated = [word.day for word in known.days if dict(word.values).get("pain_nrs") is not None]
    inside = sum(known.design.stretch(day)[0] == "period" for day in rated)
    if inside < FEWEST_DAYS:
        are = "1 day is" if inside == 1 else f"{inside} days are"
        raise InputError(
            f"{folder}: only {are} rated within the periods, and at least {FEWEST_DAYS} are needed. "
            "The seal was left closed."
        )


def analysed(
    trial: Opened, active: str, comparator: str | None = None, own: tuple[OwnPrior, ...] | None = None
) -> Analysis:
    """The analysis of an opened trial as it was sealed [pain in points, time in days]. Raises InputError.

    `own`: priors asked for now; None takes those that were sealed. Others than sealed are labelled as chosen late.
    """
    design = trial.record.design
    trial_series = series(trial.record, trial.sequence)
    wanted = arm_name(active)
    settings = Settings(
        active=wanted,
        comparator=against(trial_series, wanted, None if comparator is None else arm_name(comparator)),
        speed=design.speed,
        worthwhile_points=design.worthwhile_points,
        wash_in_days=design.wash_in_days,
        before_unknown=design.before_unknown,
        blinded=design.blinded,
        own_priors=design.priors if own is None else own,
        priors_chosen=own_prior.chosen(design.priors if own is None else own, sealed=design.priors),
    )
    analysis = analyse(trial_series, settings)
    after = trial.record.revealed_after_day
    if (
        design.blinded
        and after is not None
        and after < design.days
        and not trial.record.practice
        and trial.record.stopped is None
    ):
        early = f"The order was opened after day {after} of {design.days}: days written later are not blinded."
        analysis = replace(analysis, notes=(*analysis.notes, early))
    return analysis


def already_open(known: TrialFolder) -> Opened | None:
    """The trial in a folder if its order is known already; None while it is sealed. Opens nothing."""
    sequence, revealed = known.record.sequence, known.record.revealed
    return None if sequence is None else _opened(known, sequence, None if revealed is None else revealed.seal_says)


def open_folder(known: TrialFolder, *, sheet: Path | None, utc: datetime) -> Opened:
    """The trial in a folder with its order revealed and every seal checked. Raises InputError."""
    trial = known.record
    if trial.sequence is not None and (trial.revealed is not None or sheet is None):
        return _opened(known, trial.sequence, None if trial.revealed is None else trial.revealed.seal_says)
    place = sheet if sheet is not None else known.folder.with_name(known.folder.name + "-helper") / "code-sheet.txt"
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputError(
            "the helper's code sheet is needed to open the seal. Say where it lies.", file=str(place), field="sheet"
        ) from None
    sealed = read_sheet(text, name=str(place))
    fault = opened(sealed, trial.design, committed=trial.commitment)
    if sealed.sequence and len(sealed.sequence) != trial.design.periods:
        raise InputError(f"{place}: {fault}")
    after_day = max((word.day for word in trial.days), default=0)
    reveal = Revealed(sequence=sealed.sequence, nonce=sealed.nonce, after_day=after_day, seal_says=fault)
    add(known.folder, [reveal], utc=utc)
    return _opened(told(known.folder), sealed.sequence, fault)


def _opened(known: TrialFolder, sequence: tuple[str, ...], fault: str | None) -> Opened:
    changed = _plan_changed(known.folder, known.record.started.plan_sha256)
    return Opened(told=known, sequence=sequence, seal_broken=fault, changed=changed)


def _plan_changed(folder: Path, digest: str | None) -> tuple[str, ...]:
    import hashlib

    try:
        same = hashlib.sha256((folder / PLAN).read_bytes()).hexdigest() == digest
    except OSError:
        return ("plan.yaml is missing from the folder; the design sealed in the journal was used.",)
    return () if same else ("plan.yaml was changed after the start; the design sealed in the journal was used.",)
