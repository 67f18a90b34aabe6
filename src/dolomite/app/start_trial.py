"""Use case: start a trial. Safety first; then the order of the periods is drawn and sealed, before the first day."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from dolomite import facts
from dolomite.app.clear_trial import clear
from dolomite.app.design_trial import upper_level
from dolomite.app.trial_folder import PLAN, add
from dolomite.base import parse
from dolomite.base.errors import InputError, StoppedError
from dolomite.base.person import Person
from dolomite.safety.decide import Cleared, Stopped
from dolomite.store import journal, private
from dolomite.supplement.beside_food import beside_food
from dolomite.trial import defaults, eligible, own_prior
from dolomite.trial.design import Arm, Design
from dolomite.trial.event import Started
from dolomite.trial.plan_file import TrialPlan, plan
from dolomite.trial.receipt import Begun
from dolomite.trial.schedule import NONCE_BYTES, Sealed, seal, sheet_text
from dolomite.trial.worthwhile import checked
from dolomite.view.trial_blind import code_sheet_html, labels_html

SHEET = "code-sheet.txt"
LABELS, CODE_PAGE = "labels", "code-sheet"  # each as .html and, where WeasyPrint is installed, as .pdf
SEED_BITS = 128  # of chance for an order that nobody can guess


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """Not in earnest: made-up days, no letter. With a seed anybody can repeat the order."""

    seed: int | None = None


def rehearsal(practice: bool, *, seed: int | None) -> Rehearsal | None:
    """What was said of practice; None: in earnest, and then a seed [any whole number] is refused with an InputError."""
    if seed is not None and not practice:
        raise InputError(
            "with a seed anybody can repeat the order. Leave it out for a trial in earnest, or say it is practice.",
            field="seed",
        )
    return Rehearsal(seed=seed) if practice else None


def start(
    plan_text: str,
    *,
    name: str,
    folder: Path,
    helper: Path | None,
    on: date,
    utc: datetime,
    rehearsal: Rehearsal | None = None,
) -> Begun:
    """Begin the trial of a plan in `folder`; the secret half goes to the helper's folder alone. [days, mg/d, points]

    Without `rehearsal` it is in earnest. Raises InputError for an unusable plan or folder, and StoppedError when
    safety, or the rules on who may start, speak against it.
    """
    practice = rehearsal is not None
    typed = plan(plan_text, name=name)
    person = parse.person(typed.person, name=f"{name}, person", ids=facts.ids())
    design = designed(typed)
    last_day = _last_day(design, on)
    allowed = clear(person, design, on=on).allow("trial")
    if isinstance(allowed, Stopped):
        raise StoppedError(f"the trial cannot start. {allowed.reason}")
    _refuse(person, design, typed, on)
    sealed = _sealed(design, rehearsal.seed if rehearsal is not None else None)
    aside = helper if helper is not None else folder.with_name(folder.name + "-helper")
    _fresh(folder, aside)
    entry = _start_entry(allowed, design, sealed, typed, plan_text, on, practice=practice)
    with private.all_or_nothing(aside, folder):
        private.make_folder(aside)
        private.make_folder(folder)
        private.write(aside / SHEET, sheet_text(sealed, design, started=on.isoformat()).encode(), force=True)
        unprinted = _print(aside, design, sealed, on, practice=practice) if design.blinded else ()
        private.write(folder / PLAN, plan_text.encode(), force=True)
        add(folder, [entry], utc=utc)  # last: from here on the trial has begun
    return Begun(
        design=design,
        folder=folder,
        commitment=sealed.commitment,
        helper=aside,
        first_day=on,
        last_day=last_day,
        cautions=(
            *unprinted,
            *(f"{alert.says} {alert.do}".strip() for alert in allowed.cautions),
            *eligible.unasked(person, _told(typed, person)),
            *(finding.says for finding in eligible.stop_rules()),
        ),
        practice=practice,
    )


def _last_day(design: Design, on: date) -> date:
    try:
        return on + timedelta(days=design.days - 1)
    except OverflowError:
        raise InputError(f"{on}: the trial would end after the last day a calendar knows.", field="on") from None


def _print(aside: Path, design: Design, sealed: Sealed, on: date, *, practice: bool) -> tuple[str, ...]:
    """Labels and code sheet as pages and as PDF; what could not be made is said."""
    pages = {
        LABELS: labels_html(design, commitment=sealed.commitment, first_day=on, practice=practice),
        CODE_PAGE: code_sheet_html(design, sealed, first_day=on, practice=practice),
    }
    for name, page in pages.items():
        private.write(aside / f"{name}.html", page.encode(), force=True)
    from dolomite.report.pdf import from_html

    try:
        for name, page in pages.items():
            private.write(aside / f"{name}.pdf", from_html(page), force=True)
    except InputError:
        return ("Labels and code sheet are pages to print from a browser: for PDF install dolomite[pdf] and Pango.",)
    return ()


def designed(typed: TrialPlan) -> Design:
    """The design of a typed plan [days, points, mg/d]. Raises InputError when the parts do not fit together."""
    return Design(
        question=typed.question,
        arms=tuple(Arm(name=a.name, kind=a.kind, form=a.form, daily_mg=a.daily_mg) for a in typed.arms),
        pairs=typed.pairs,
        period_days=typed.period_days,
        baseline_days=typed.baseline_days,
        washout_days=typed.washout_days,
        wash_in_days=(
            typed.wash_in_days if typed.wash_in_days is not None else defaults.days(f"wash_in_{typed.speed}")
        ),
        speed=typed.speed,
        worthwhile_points=checked(typed.worthwhile_points),
        blinding=typed.blinding,
        before_unknown=typed.took_magnesium_last_14_days is not False,
        secondary=typed.secondary,
        over_ul_decision=typed.over_ul_decision,
        priors=own_prior.parse([f"{name}={figures}" for name, figures in typed.priors]),
    )


def _refuse(person: Person, design: Design, typed: TrialPlan, on: date) -> None:
    refusals = eligible.refusals(
        person,
        design,
        _told(typed, person),
        on=on,
        ul_mg=upper_level(person, on=on),
        other_mg=beside_food(person).most,
    )
    if refusals:
        said = " ".join(f"{finding.says} ({finding.value}.)" for finding in refusals)
        raise StoppedError(f"the trial cannot start. {said}")


def _told(typed: TrialPlan, person: Person) -> eligible.Told:
    mean = typed.baseline_mean
    if mean is None and person.pain is not None:
        mean = person.pain.severity_nrs
    return eligible.Told(
        baseline_mean=mean,
        prescribed_magnesium=typed.prescribed_magnesium,
        new_treatment=typed.new_treatment,
    )


def _sealed(design: Design, seed: int | None) -> Sealed:
    if seed is not None:
        if seed < 0:
            raise InputError(
                f"{seed} is below 0. Any whole number from 0 gives an order that can be repeated.", field="seed"
            )
        nonce = np.random.default_rng([seed, 1]).bytes(NONCE_BYTES)
        return seal(design, rng=np.random.default_rng(seed), nonce=nonce, seed=seed)
    return seal(design, rng=np.random.default_rng(secrets.randbits(SEED_BITS)), nonce=secrets.token_bytes(NONCE_BYTES))


def _fresh(folder: Path, aside: Path) -> None:
    if (folder / journal.NAME).exists():
        raise InputError(f"{folder}: a trial has begun here already. Choose another folder.")
    if (aside / SHEET).exists():
        raise InputError(f"{aside}: a code sheet lies here already. Choose another folder.", field="helper")
    if aside.resolve().is_relative_to(folder.resolve()):
        raise InputError(
            f"{aside}: the helper's folder must not lie in the trial's own. Choose another.", field="helper"
        )


def _start_entry(
    cleared: Cleared,
    design: Design,
    sealed: Sealed,
    typed: TrialPlan,
    plan_text: str,
    on: date,
    *,
    practice: bool,
) -> Started:
    return Started(
        design=design,
        commitment=sealed.commitment,
        first_day=on,
        plan_sha256=hashlib.sha256(plan_text.encode()).hexdigest(),
        cleared_with_cautions=tuple(alert.id for alert in cleared.cautions),
        baseline_mean=typed.baseline_mean,
        practice=practice,
        sequence=None if design.blinded else sealed.sequence,  # nothing to hide: the person must know what to take
    )
