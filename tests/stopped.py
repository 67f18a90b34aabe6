"""Persons whom safety stops, and what may then stand on no coat: for commands, formats and pages alike."""

import re

BASE = {
    "sex": "female",
    "age_years": 42,
    "height_cm": 168,
    "weight_kg": 71,
    "pain": {"kind": "low_back", "duration_weeks": 20, "severity_nrs": 6},
    "red_flags": [],
    "conditions": [],
    "kidney": {"egfr": 95},
    "medicines": [],
    "supplements": [{"form": "citrate", "elemental_mg": 400}],
    "symptoms": [],
}
STOPPED = {
    **{f"{years} years": {"age_years": years} for years in range(1, 18)},
    "under one year": {"born": "2026-03-01", "age_years": None},
    "dialysis": {"conditions": ["dialysis"]},
    "eGFR 20": {"kidney": {"egfr": 20}},
    "eGFR 29.9 by creatinine": {"kidney": {"creatinine_umol_l": 190}},
    "serum 1.4": {"labs": {"serum_magnesium_mmol_l": 1.4}},
    "magnesium was too high": {"conditions": ["hypermagnesaemia"]},
    "kidney disease without a number": {"conditions": ["ckd_stage_unknown"], "kidney": "unknown"},
    "no urine": {"conditions": ["anuria"]},
    "cauda equina": {"red_flags": ["ces_bladder"]},
    "fever": {"red_flags": ["fever"]},
    "chest pain": {"symptoms": ["chest pain"]},
    "weak muscles": {"symptoms": ["muscle weakness"]},
    "blocked bowel": {"conditions": ["bowel_obstruction"]},
    "heart block": {"conditions": ["heart_block"]},
    "myasthenia": {"conditions": ["myasthenia"]},
    "eGFR 35": {"kidney": {"egfr": 35}},
    "spironolactone at 50": {"kidney": {"egfr": 50}, "medicines": ["spironolactone"]},
    "unknown kidneys at 75": {"age_years": 75, "kidney": "unknown"},
    "raltegravir": {"medicines": ["raltegravir"]},
    "dementia": {"conditions": ["dementia"]},
    "eating disorder": {"conditions": ["eating_disorder"], "goal": {"weekly_change_kg": -0.5}},
    "eating disorder that asks for calories": {"conditions": ["eating_disorder"], "hide_energy": "no"},
    "refeeding": {"conditions": ["refeeding"]},
    "10,000 mg": {"supplements": [{"form": "oxide", "elemental_mg": 10000}]},
    "1,200 mg": {"supplements": [{"form": "citrate", "elemental_mg": 1200}]},
    "hosted for others": {"profile": "information", "supplements": []},
    "dialysis in the diary too": {"conditions": ["dialysis"], "supplements": []},
}  # fmt: skip
# What reads as advice on an amount. `stop`: the kind of stop past which it may not stand.
PHRASES = {
    "dosing": (r"(?<!you )\btake \d", r"mg at \d\d:\d\d", r"trial start", r"\bfirst dose\b"),
    "trial": (r"periods of \d+ days", r"next: dolomite trial", r"worthwhile is set"),
    "goal": (r"\baim for\b", r"not more than \d", r"go down to (that|the)", r"within the upper level", r"up to \d+ mg"),
    "energy": (r"\bkcal\b", r"\bcalorie goal\b"),
}
KEYS = {
    "dosing": (r"advised_.*", r"elemental_mg_per_day"),
    "energy": (r"(floor|target|maintain.*)_kcal", r"energy_kcal"),
}
# The words that say what is withheld, and the reader's own words, are no advice.
SAID = ("no calories and no weight goal are shown", "no calorie goal is worked out")
PUBLISHED = "evidence"  # what a trial gave its patients is a published figure


def keys(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), inner
            yield from keys(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, path)


def wrong(text, document, stops):
    found = []
    plain = " ".join(text.lower().split())
    for words in SAID:
        plain = plain.replace(words, "")
    for stop in stops & PHRASES.keys():
        found += [f"{stop}: {m[0]!r}" for pattern in PHRASES[stop] if (m := re.search(pattern, plain)) is not None]
    for path, value in keys(document):
        for stop in stops & KEYS.keys():
            if (
                PUBLISHED not in path
                and value is not None
                and any(re.fullmatch(pattern, path[-1]) for pattern in KEYS[stop])
            ):
                found.append(f"{stop}: {'.'.join(path)} = {value!r}")
        held = isinstance(value, dict) and value.get("ul_supplemental_mg") is not None
        if "goal" in stops and held and value.get("ul_applies") is not False:
            found.append(f"goal: {'.'.join(path)} has a limit without ul_applies: false")
    return found
