"""What is the same for everybody: foods, trials, pooled studies, an article checked."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query
from fastapi.responses import JSONResponse

from dolomite.api.desk import AtDesk, answered
from dolomite.app import answer_evidence, look_up_food, pool_place, read_article
from dolomite.view.shape.check import CheckDocument
from dolomite.view.shape.evidence import EvidenceDocument
from dolomite.view.shape.food import FoodDocument
from dolomite.view.shape.pool import PoolDocument

router = APIRouter(tags=["subjects"])
LONGEST_TEXT = 2_000_000  # characters of an article or a table
SENT = "what you sent"
Text = Annotated[str, Body(media_type="text/plain", max_length=LONGEST_TEXT)]


@router.get("/foods", response_model=FoodDocument)
async def search(
    desk: AtDesk,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> JSONResponse:
    """Foods that the words may mean, plainest first."""
    section = await desk.work.run(look_up_food.search, q, limit=limit, data=desk.data)
    return answered("food", section.data, releases=section.releases)


@router.get("/foods/top/{nutrient}", response_model=FoodDocument)
async def top(
    desk: AtDesk,
    nutrient: str,
    per: Literal["100g", "100kcal", "serving"] = "100g",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> JSONResponse:
    """The foods with most of a nutrient."""
    section = await desk.work.run(look_up_food.top, nutrient, per=per, limit=limit, data=desk.data)
    return answered("food", section.data, releases=section.releases)


@router.get("/foods/{food_id}", response_model=FoodDocument)
async def food(
    desk: AtDesk, food_id: str, grams: Annotated[float | None, Query(gt=0, le=20_000)] = None
) -> JSONResponse:
    """One food: nutrients, household measures, what it holds, where the values come from."""
    section = await desk.work.run(look_up_food.show, food_id, grams=grams, data=desk.data)
    return answered("food", section.data, releases=section.releases)


@router.get("/evidence/{condition}", response_model=EvidenceDocument)
async def evidence(desk: AtDesk, condition: str, route: str | None = None) -> JSONResponse:
    """What the trials say on one kind of pain, in anybody's words."""
    asked = answer_evidence.Asked(condition=condition, route=route)
    report = await desk.work.run(answer_evidence.evidence_report, asked, on=desk.now().date(), short=True)
    return answered("evidence", report.sections[0].data)


@router.post("/pool", response_model=PoolDocument)
async def pool(desk: AtDesk, table: Text, measure: str | None = None) -> JSONResponse:
    """Studies of a CSV table, pooled."""
    section = await desk.work.run(pool_place.told, table.encode(), name=SENT, measure=measure)
    return answered("pool", section.data)


@router.post("/check", response_model=CheckDocument)
async def check(desk: AtDesk, article: Text) -> JSONResponse:
    """The health claims of an article about magnesium, each with its verdict and grounds."""
    return answered("check", await desk.work.run(read_article.checked, article.encode()))
