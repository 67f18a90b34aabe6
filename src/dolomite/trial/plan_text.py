"""The plan as a page of YAML that a person can read and change before the start."""

from __future__ import annotations

import json

from dolomite.trial.design import Design

WORD = {True: "yes", False: "no", None: "unknown"}


def plan_text(
    design: Design,
    *,
    person_text: str,
    baseline_mean: float | None,
    prescribed_magnesium: bool | None,
    new_treatment: bool | None,
) -> str:
    """The plan's text: lengths [days], doses [mg/d], pain [points], each line with what it means."""
    arms = "\n".join("  - " + _arm(arm.name, arm.kind, arm.form, arm.daily_mg) for arm in design.arms)
    mean = "unknown" if baseline_mean is None else f"{baseline_mean:g}"
    decision = "" if design.over_ul_decision is None else " " + json.dumps(design.over_ul_decision, ensure_ascii=False)
    person = "\n".join("  " + line for line in person_text.strip("\n").splitlines())
    return f"""# A personal trial. Change what you like, then: dolomite trial start THIS_FILE --dir FOLDER
# After the start nothing here can be changed: it is sealed together with the order of the periods.
question: {json.dumps(design.question, ensure_ascii=False)}
arms:                       # the first is asked about, the second is what it is compared with
{arms}
pairs: {design.pairs}                    # each pair holds both arms once, in an order drawn by chance
period_days: {design.period_days}              # {design.speed} effects need at least this order of length
baseline_days: {design.baseline_days}            # rated before the first period; they never enter the comparison
washout_days: {design.washout_days}             # days without anything between periods (the model needs none)
wash_in_days: {design.wash_in_days}             # days after a change that second opinions leave out
speed: {design.speed}                 # fast: comes and goes within about a week. slow: builds up over weeks
worthwhile_points: {design.worthwhile_points:g}        # how much less pain would make taking it every day worth it?
blinding: {design.blinding}            # helper | pharmacist | open (you know what you take: a weaker answer)
secondary: [{", ".join(design.secondary)}]
took_magnesium_last_14_days: {WORD[design.before_unknown]}   # yes | no
prescribed_magnesium: {WORD[prescribed_magnesium]}      # yes | no | unknown
new_treatment: {WORD[new_treatment]}             # does another treatment begin during the trial? yes | no | unknown
baseline_mean: {mean}               # average pain before the trial, 0 to 10
priors: {{{_priors(design)}}}                  # others than the declared, as in {{effect: evidence}}, {{tau: "5, 0.7"}}
over_ul_decision:{decision}           # a dose over the upper level: who decided, and when
person: |                   # the person file, checked again at the start
{person}
"""


def _priors(design: Design) -> str:
    return ", ".join(
        f"{prior.name}: {prior.origin}" if prior.origin != "own" else f'{prior.name}: "{prior.mean!r}, {prior.sd!r}"'
        for prior in design.priors
    )


def _arm(name: str, kind: str, form: str | None, mg: float | None) -> str:
    parts = [f"name: {name}", f"kind: {kind}"]
    if form is not None:
        parts.append(f"form: {form}")
    if mg is not None:
        parts.append(f"elemental_mg: {mg:g}")
    return "{" + ", ".join(parts) + "}"
