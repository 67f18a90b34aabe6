"""Own foods: from the label of a packet or from a recipe, found afterwards like any food; each can be taken away."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dolomite.app import own_foods, own_recipe
from dolomite.base.errors import InputError
from dolomite.food.own import OwnFood
from dolomite.web.form import Form, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()


@router.get("/p/{who}/food/own")
async def show(at: AtPerson) -> HTMLResponse:
    """The own foods, and the two forms. (Magnesium in mg per 100 g.)"""
    return await _page(at, Form())


@router.post("/p/{who}/food/own/label")
async def label(request: Request, at: AtPerson) -> Response:
    """A food from what stands on its packet. (As typed.)"""
    form = await sent(request)
    try:
        weight = _number(form.text("serving_g"), "serving_g")
    except InputError as error:
        form.wrong("serving_g", error.says)
        return await _page(at, form, status=422)
    return await _keep(
        at, form, lambda: own_foods.label(form.text("label"), name=form.text("label_name"), serving_g=weight), "label"
    )


@router.post("/p/{who}/food/own/recipe")
async def recipe(request: Request, at: AtPerson) -> Response:
    """A food from its ingredients. (As typed.)"""
    form = await sent(request)

    def make() -> OwnFood:
        return own_recipe.recipe(
            form.text("ingredients"),
            name=form.text("recipe_name"),
            folder=at.desk.data,
            servings=form.text("servings"),
            makes_g=form.text("makes_g"),
            country=at.member.country,
        )

    return await _keep(at, form, make, "ingredients")


@router.post("/p/{who}/food/own/remove")
async def remove(request: Request, at: AtPerson) -> Response:
    """Take one away; what was eaten of it stays as it was kept."""
    form = await sent(request)
    try:
        async with at.desk.writing:
            await at.desk.work.run(own_foods.remove, at.desk.data, form.text("food_id"))
    except InputError as error:
        form.wrong("own", error.says)
        return await _page(at, form, status=422)
    return at.to("food/own")


async def _keep(at: At, form: Form, make: Callable[[], OwnFood], field: str) -> Response:
    named = f"{'label' if field == 'label' else 'recipe'}_name"
    if not form.text(named):
        form.wrong(named, "Give it a name.")
        return await _page(at, form, status=422)
    try:
        food = await at.desk.work.run(make)
        async with at.desk.writing:
            await at.desk.work.run(own_foods.keep, at.desk.data, (food,))
    except InputError as error:
        form.wrong(error.field if error.field in ("serving_g", "servings", "makes_g") else field, error.says)
        return await _page(at, form, status=422)
    return at.to(f"food/own?kept={food.key}")


def _number(text: str, field: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 < value <= own_recipe.MOST_G:
        raise InputError("this is no weight. Write it in g: 40.", field=field)
    return value


async def _page(at: At, form: Form, *, status: int = 200) -> HTMLResponse:
    foods = await at.desk.work.run(own_foods.shown_foods, at.desk.data)
    kept = at.request.query_params.get("kept")
    return await at.page(
        "own_foods.html",
        here="food",
        status=status,
        form=form,
        foods=foods,
        kept=next((food for food in foods if food.id == kept), None),
    )
