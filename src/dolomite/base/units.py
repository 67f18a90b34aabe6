"""Units: one unit per quantity inside (mg, g, kg, cm, kcal, mmol/L); conversion happens at the door.

The factors are definitions, not health facts.
"""

MG_PER_MMOL_MAGNESIUM = 24.305  # standard atomic weight of magnesium, IUPAC abridged value [g/mol]
UMOL_PER_MG_CREATININE_DL = 88.42  # 1 mg/dL of creatinine (C4H7N3O, 113.12 g/mol) [umol/L]
KG_PER_LB = 0.45359237  # international pound, by definition
CM_PER_INCH = 2.54  # international inch, by definition
G_PER_OZ = 28.349523125  # international avoirdupois ounce, by definition
INCHES_PER_FOOT = 12
MEQ_PER_MMOL_MAGNESIUM = 2  # the charge of the magnesium ion
HOURS_PER_DAY = 24
MINUTES_PER_HOUR = 60
ML_PER_L = 1000
KJ_PER_KCAL = 4.184  # the thermochemical calorie, by definition

# Every unit that a facts row or a Finding may name. The loader refuses any other spelling.
KNOWN = frozenset(
    {
        "",
        "1",
        "%",
        "mg",
        "g",
        "kg",
        "ug",
        "ml",
        "L",
        "cm",
        "mg/d",
        "ug/d",
        "g/d",
        "L/d",
        "kcal",
        "kJ",
        "kcal/d",
        "kg/week",
        "mmol/L",
        "mg/dL",
        "umol/L",
        "mL/min/1.73 m2",
        "mmol/d",
        "mmol",
        "h",
        "d",
        "weeks",
        "years",
        "points",
        "mg/100 g",
        "mg/100 kcal",
        "g/mol",
        "% of energy",
        "kg/m2",
        "g/kg/d",
        "kcal/kg",
        "kcal/kg/d",
        "kcal/lb",
        "mg/L",
        "mg/L/d",
        "kcal/d/year",
        "kcal/d/cm",
        "kg/cm",
        "kg/year",
        "kg/kg",
        "ug RAE/d",
        "ug DFE/d",
        "mg NE/d",
        "mg alpha-tocopherol/d",
        "mEq",
        "mL/min",
        "L/kg",
        "mmol/kg",
        "L/mmol",
        "1/h",
        "1/d",
        "mV",
        "1/mV",
    }
)


def mmol_per_l_magnesium(mg_per_dl: float) -> float:
    """Serum magnesium [mmol/L] from [mg/dL].

    >>> round(mmol_per_l_magnesium(2.0), 3)
    0.823
    """
    return mg_per_dl * 10 / MG_PER_MMOL_MAGNESIUM


def mg_per_dl_magnesium(mmol_per_l: float) -> float:
    """Serum magnesium [mg/dL] from [mmol/L].

    >>> round(mg_per_dl_magnesium(0.823), 2)
    2.0
    """
    return mmol_per_l * MG_PER_MMOL_MAGNESIUM / 10


def mg_per_dl_creatinine(umol_per_l: float) -> float:
    """Serum creatinine [mg/dL] from [umol/L].

    >>> round(mg_per_dl_creatinine(88.42), 2)
    1.0
    """
    return umol_per_l / UMOL_PER_MG_CREATININE_DL


def umol_per_l_creatinine(mg_per_dl: float) -> float:
    """Serum creatinine [umol/L] from [mg/dL].

    >>> round(umol_per_l_creatinine(1.0), 1)
    88.4
    """
    return mg_per_dl * UMOL_PER_MG_CREATININE_DL


def kg_from_lb(lb: float) -> float:
    """Mass [kg] from [lb].

    >>> round(kg_from_lb(157), 1)
    71.2
    """
    return lb * KG_PER_LB


def cm_from_feet_inches(feet: float, inches: float) -> float:
    """Length [cm] from [ft] and [in].

    >>> round(cm_from_feet_inches(5, 6), 2)
    167.64
    """
    return (feet * INCHES_PER_FOOT + inches) * CM_PER_INCH
