"""Laboratory values: serum magnesium against ranges that differ, and the fractional excretion (FEMg).

Urgency of a high or low value is a matter for safety; here stands how to read it.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base import units
from dolomite.base.errors import InputError
from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Labs, Sex

Reading = Literal["below", "within", "above"]


class RangeRow(facts.Row):
    """A reference range of serum magnesium [mmol/L]; a limit that is None was not given."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    who: str
    sex: Literal["any", "male", "female"]
    low: float | None
    high: float | None
    status: str


class TestNumber(facts.Row):
    """A number of a test, in the unit the row names, and how to read it."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    value: float
    unit: str
    says: str


def number_of(name: str) -> TestNumber:
    """One number of the tests by its id [in the row's unit]."""
    by_id: dict[str, TestNumber] = {row.id: row for row in facts.rows("deficiency/test", TestNumber)}
    return by_id[name]


def reading(value_mmol_l: float, low: float | None, high: float | None) -> Reading:
    """Where a value [mmol/L] lies in a range [mmol/L]; the limits themselves are within."""
    if low is not None and value_mmol_l < low:
        return "below"
    return "above" if high is not None and value_mmol_l > high else "within"


def serum(labs: Labs, sex: Sex) -> tuple[Finding, ...]:
    """The serum value [mmol/L] against the laboratory's own range first, then published ones; empty: not measured."""
    value = labs.serum_magnesium_mmol_l
    if value is None:
        return ()
    mg_dl = value * units.MG_PER_MMOL_MAGNESIUM / 10
    measured = Finding(
        name="serum_magnesium",
        value=value,
        unit="mmol/L",
        basis=(Basis(source="person", at="labs"),),
        says=f"Your serum magnesium is {value:.2f} mmol/L ({mg_dl:.2f} mg/dL).",
    )
    findings = [measured]
    if labs.lower_limit_mmol_l is not None or labs.upper_limit_mmol_l is not None:
        where = reading(value, labs.lower_limit_mmol_l, labs.upper_limit_mmol_l)
        findings.append(
            _against("your own laboratory", where, measured, (Basis(source="person", at="labs, limits"),), "")
        )
    for row in facts.rows("deficiency/serum_range", RangeRow):
        if row.sex in ("any", sex):
            findings.append(_against(row.who, reading(value, row.low, row.high), measured, row.basis, row.status))
    return tuple(findings)


def _against(who: str, where: Reading, measured: Finding, basis: tuple[Basis, ...], status: str) -> Finding:
    tail = f" ({status})" if status else ""
    place = "within" if where == "within" else f"{where} the limit of"
    return Finding(
        name="serum_reading",
        value=where,
        unit="",
        basis=basis,
        because=(measured,),
        says=f"It is {place} the range of {who}{tail}.",
    )


def femg_percent(
    *,
    urine_magnesium_mmol_l: float,
    urine_creatinine_mmol_l: float,
    serum_magnesium_mmol_l: float,
    serum_creatinine_umol_l: float,
) -> float:
    """Fractional excretion of magnesium [%]: 100 (U_Mg P_Cr) / (free fraction x P_Mg U_Cr), same units above and below.

    Raises InputError when a divisor is zero. Source: facts/deficiency/test.yaml, free_fraction.
    """
    plasma_creatinine_mmol_l = serum_creatinine_umol_l / 1000
    divisor = number_of("free_fraction").value * serum_magnesium_mmol_l * urine_creatinine_mmol_l
    if divisor <= 0:
        raise InputError("labs: serum magnesium and urine creatinine must be above zero for FEMg. Check the values.")
    return 100 * urine_magnesium_mmol_l * plasma_creatinine_mmol_l / divisor


def femg(labs: Labs) -> Finding | None:
    """FEMg [%] with how to read it, or None when one of its four values is missing."""
    given = (
        labs.urine_magnesium_mmol_l,
        labs.urine_creatinine_mmol_l,
        labs.serum_magnesium_mmol_l,
        labs.serum_creatinine_umol_l,
    )
    if any(value is None for value in given):
        return None
    urine_mg, urine_cr, serum_mg, serum_cr = (value for value in given if value is not None)
    percent = femg_percent(
        urine_magnesium_mmol_l=urine_mg,
        urine_creatinine_mmol_l=urine_cr,
        serum_magnesium_mmol_l=serum_mg,
        serum_creatinine_umol_l=serum_cr,
    )
    high, low_cut = number_of("femg_normal_high"), number_of("femg_lower_cut")
    if percent > high.value:
        meaning = "points to loss through the kidneys"
    elif percent < low_cut.value:
        meaning = "points to low intake or loss through the gut"
    else:
        meaning = f"lies where authors disagree ({low_cut.value:g} to {high.value:g} %)"
    return Finding(
        name="femg",
        value=percent,
        unit="%",
        basis=tuple(dict.fromkeys((Basis(source="person", at="labs"), *high.basis, *low_cut.basis))),
        says=f"FEMg is {percent:.1f} %: with a low serum magnesium and working kidneys this {meaning}.",
    )
