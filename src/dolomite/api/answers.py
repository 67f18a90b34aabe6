"""What the pages tell one person, as the documents of the commands; what is stopped there is stopped here."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from dolomite.api.desk import About, answered
from dolomite.app.advise_dose import advise_dose
from dolomite.app.assess import assess
from dolomite.app.assess_safety import assess_safety
from dolomite.app.explain_deficiency import explain_deficiency
from dolomite.app.measure_intake import measure_intake
from dolomite.app.plan_food import Wishes, plan_food
from dolomite.app.simulate_dose import MOST_DAYS, MOST_MG, asked, simulate_dose
from dolomite.app.state_need import state_need
from dolomite.report import build
from dolomite.view.shape.intake import IntakeDocument
from dolomite.view.shape.mechanism import SimulateDocument
from dolomite.view.shape.need import NeedDocument
from dolomite.view.shape.plan import PlanDocument
from dolomite.view.shape.report import ReportDocument
from dolomite.view.shape.safety import DeficiencyDocument, SafetyDocument
from dolomite.view.shape.supplement import SupplementDocument

router = APIRouter(tags=["answers"])
MOST_WISHES = 20
PERSONS = 200  # virtual, as on the page
Ids = Annotated[tuple[str, ...], Query(max_length=MOST_WISHES)]


@router.get("/people/{who}/report", response_model=ReportDocument)
async def report(about: About) -> JSONResponse:
    """Everything, with sources: the answer first, then what can stop it."""
    case = await about.case()
    whole_report = await about.desk.work.run(assess, case)
    return answered(
        "report",
        build.data(whole_report),
        on=case.on,
        releases=whole_report.releases,
        unverified=whole_report.unverified,
    )


@router.get("/people/{who}/safety", response_model=SafetyDocument)
async def safety(about: About) -> JSONResponse:
    """Whether it is safe, how urgent, and which advice is stopped."""
    return await about.told("safety", assess_safety)


@router.get("/people/{who}/need", response_model=NeedDocument)
async def need(about: About, body: str | None = None) -> JSONResponse:
    """What the person needs a day, by the reference values of `body` (us, eu, uk, dach, who)."""
    return await about.told("need", lambda case: state_need(case, body=body))


@router.get("/people/{who}/intake", response_model=IntakeDocument)
async def intake(about: About) -> JSONResponse:
    """What the diary of the last four weeks gives a day, the unknown named."""
    return await about.told("intake", measure_intake)


@router.get("/people/{who}/deficiency", response_model=DeficiencyDocument)
async def deficiency(about: About) -> JSONResponse:
    """What raises the risk of low magnesium, and what tests can tell. Never a diagnosis."""
    return await about.told("deficiency", explain_deficiency)


@router.get("/people/{who}/dose", response_model=SupplementDocument)
async def dose(about: About) -> JSONResponse:
    """Whether a supplement is needed, how much and when; `stopped` and no dose where safety stops it."""
    return await about.told("supplement", advise_dose)


@router.get("/people/{who}/plan", response_model=PlanDocument)
async def plan(
    about: About, never: Ids = (), always: Ids = (), prefer: Literal["familiar", "fewest"] = "familiar"
) -> JSONResponse:
    """Up to three small changes of food (ids to refuse or to keep); `stopped` where safety stops it."""
    wishes = Wishes(ban=never, pin=always, prefer=prefer, quick=True)
    return await about.told("plan", lambda case: plan_food(case, wishes))


@router.get("/people/{who}/simulate", response_model=SimulateDocument)
async def simulate(
    about: About,
    dose: Annotated[float, Query(ge=0, le=MOST_MG, description="Elemental magnesium, mg a day")],
    form: str = "citrate",
    days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 60,
    split: Annotated[int, Query(ge=1, le=6)] = 1,
) -> JSONResponse:
    """How far a daily dose could reach in the body, as the model has it; nothing where safety stops it."""
    question = asked(dose_mg=dose, form=form, split=split, days=days, persons=PERSONS)
    return await about.told("simulate", lambda case: simulate_dose(case, question, parameters=False))
