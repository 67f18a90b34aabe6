"""What a finding is called on paper: its name in GLOSSARY.md as a reader knows it, and what it is said of."""

from __future__ import annotations

from dolomite.base.finding import Finding
from dolomite.report.tree import HowSoon

# Names that are not already plain words with underscores.
LABELS = {
    "ai": "adequate intake (AI)",
    "alert": "safety",
    "amdr_high": "upper end of the acceptable range (AMDR)",
    "amdr_low": "lower end of the acceptable range (AMDR)",
    "cdrr": "limit against chronic disease (CDRR)",
    "csf_half_saturation": "half saturation of the way into spinal fluid",
    "csf_ionised": "ionised magnesium in spinal fluid",
    "csf_rise": "rise in spinal fluid",
    "csf_turnover": "turnover of spinal fluid",
    "cv": "spread of the requirement between people (CV)",
    "dose_mg": "dose of elemental magnesium",
    "ear": "average requirement (EAR)",
    "ear_per_kg": "average requirement per kg of body weight (EAR)",
    "egfr": "kidney function (eGFR)",
    "elemental_mg": "elemental magnesium",
    "energy_by_linear_rule": "energy by the rule of 3,500 kcal a pound",
    "energy_maintain": "energy that keeps the weight",
    "energy_target": "energy for the goal",
    "femg": "fractional excretion of magnesium (FEMg)",
    "fine_meal_magnesium": "magnesium of the test meal",
    "food_mg": "magnesium from food",
    "ic50_factor": "factor on the block constant (IC50)",
    "intake_mg": "magnesium from food and supplements",
    "over_ul_supplemental": "over the upper level for supplements",
    "plan_mg": "magnesium with the plan",
    "prob_inadequate": "chance of too little",
    "rda": "recommended allowance (RDA)",
    "rda_per_kg": "recommended allowance per kg of body weight (RDA)",
    "supplement_mg": "magnesium from supplements",
    "ul": "upper level (UL)",
    "within_person_sd": "variation from day to day (SD)",
}

# How soon somebody must act on a notice, in words.
HOW_SOON: dict[HowSoon, str] = {
    "emergency_now": "now",
    "same_day": "today",
    "soon": "within days",
    "ask_first": "ask first",
    "caution": "take care",
    "info": "good to know",
    "none": "no concern known",
}


def label(finding: Finding) -> str:
    """The finding's name for a reader, with what it is about.

    >>> label(Finding(name="ear", value=265.0, unit="mg/d", basis=(), about="magnesium"))
    'average requirement (EAR), magnesium'
    """
    name = LABELS.get(finding.name, finding.name.replace("_", " "))
    return f"{name}, {finding.about.replace('_', ' ')}" if finding.about else name
