"""Use case: several people's trials of the same thing, together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dolomite.app.analyse_trial import open_folder
from dolomite.app.trial_folder import told
from dolomite.base.document import decode
from dolomite.base.errors import InputError
from dolomite.report.tree import Section
from dolomite.trial import result_file
from dolomite.trial.hierarchical import FEW_PEOPLE, OTHER_OMEGA_SDS, pool
from dolomite.trial.model import Posterior, fit
from dolomite.trial.prior import Speed, of_speed
from dolomite.trial.read_log import arm_name, pain_log
from dolomite.trial.record import series
from dolomite.trial.result_file import ResultFile
from dolomite.trial.series import Series, against, from_log
from dolomite.trial.worthwhile import checked
from dolomite.view import trial_pool as view

DOSE_BAND = 1.25  # doses within a quarter of each other count as one band


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What must be the same before trials are pooled; None where a data file does not say (dose in mg/d). `trial` is
    the seal's commitment, by which the same trial is known when it is given twice."""

    comparator: str
    form: str | None
    daily_mg: float | None
    blinded: bool | None
    trial: str | None = None


def together(
    sources: Sequence[Path],
    *,
    active: str,
    comparator: str | None,
    worthwhile_points: float | None,
    speed: Speed,
    utc: datetime,
) -> Section:
    """The population behind the trials in these data files and folders [pain in points, time in days].

    Raises InputError when they are not trials of the same thing.
    """
    w, priors = checked(worthwhile_points), of_speed(speed)
    named: list[tuple[str, Posterior]] = []
    kinds: list[tuple[str, Kind]] = []
    for source in sources:
        trial_series, kind_of, before = _read(source, arm_name(active), utc)
        chosen = against(trial_series, arm_name(active), None if comparator is None else arm_name(comparator))
        kinds.append((source.name, kind_of(chosen)))
        named.append(
            (
                source.name,
                fit(trial_series, active=arm_name(active), comparator=chosen, priors=priors, before_unknown=before),
            )
        )
    _same(kinds)
    main = pool(named, worthwhile_points=w)
    few = len(named) < FEW_PEOPLE
    unsure = [name for name, kind in kinds if kind.form is None]
    notes = list(main.notes)
    if unsure:
        notes.append(
            f"{len(unsure)} of {len(kinds)} are data files, which do not say form, dose or blinding: that they are "
            "trials of the same thing is your word."
        )
    notes.append("Every trial that was started belongs in here, also those that were stopped or disappointed.")
    beside = tuple(pool(named, worthwhile_points=w, omega_sd=sd) for sd in OTHER_OMEGA_SDS) if few else ()
    return view.section(main, beside, active=arm_name(active), comparator=kinds[0][1].comparator, notes=tuple(notes))


def _read(source: Path, active: str, utc: datetime) -> tuple[Series, Callable[[str], Kind], bool]:
    """The series of a source, a function from comparator to its kind, and whether something was taken before day 1."""
    try:
        text = None if source.is_dir() else decode(source.read_bytes(), name=source.name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{source}: cannot be read ({reason}). Check the name.") from None
    if text is not None and text.lstrip().startswith("{"):
        given = result_file.read(text, name=source.name)
        return given.series(), lambda c: _given(given, active, c), given.before_unknown
    if text is not None:
        trial_series = from_log(pain_log(text, name=source.name))
        return trial_series, lambda c: Kind(comparator=c, form=None, daily_mg=None, blinded=None), False
    opened = open_folder(told(source), sheet=None, utc=utc)
    design = opened.record.design
    arm = next((a for a in design.arms if a.name == active), design.arms[0])

    def kind(c: str) -> Kind:
        return Kind(
            comparator=c,
            form=arm.form,
            daily_mg=arm.daily_mg,
            blinded=design.blinded,
            trial=opened.record.commitment,
        )

    held: Series = series(opened.record, opened.sequence)
    return held, kind, design.before_unknown


def _given(file: ResultFile, active: str, comparator: str) -> Kind:
    return Kind(
        comparator=comparator,
        form=file.forms.get(active),
        daily_mg=file.daily_mg.get(active),
        blinded=file.blinded,
        trial=file.commitment,
    )


def _same(kinds: list[tuple[str, Kind]]) -> None:
    seen: dict[str, str] = {}
    for name, kind in kinds:
        if kind.trial is not None and kind.trial in seen:
            raise InputError(f"{name}: this is the trial of {seen[kind.trial]} again. Give each trial once.")
        if kind.trial is not None:
            seen[kind.trial] = name
    first_name, first = kinds[0]
    for name, kind in kinds[1:]:
        for what in ("comparator", "form", "blinded"):
            expected, other = getattr(first, what), getattr(kind, what)
            if expected is not None and other is not None and expected != other:
                raise InputError(
                    f"{name}: {what} {other} differs from {expected} in {first_name}. "
                    "Pool only trials of the same thing."
                )
        mine, theirs = first.daily_mg, kind.daily_mg
        if mine is not None and theirs is not None and max(mine, theirs) > DOSE_BAND * min(mine, theirs):
            raise InputError(
                f"{name}: {theirs:g} mg differs from {mine:g} mg in {first_name}. Pool only one dose band."
            )
