"""Food: a day of meals, typed as people speak, repeated, copied, finished and taken back."""

from __future__ import annotations

from datetime import date
from typing import cast, get_args

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from dolomite.app import catalogue, food_place, keep, newer_value, plan_start, type_food
from dolomite.app.keep import Kept
from dolomite.app.type_food import Typed
from dolomite.base.errors import InputError
from dolomite.report import bar
from dolomite.store.errors import StoreError
from dolomite.web.form import Form, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()
NOT = "not-"  # before what is taken back as finished


@router.get("/p/{who}/food")
async def show(at: AtPerson, day: str = "", q: str = "") -> HTMLResponse:
    """The day; with `q` (for browsers without script) the foods that these words may mean. (Magnesium in mg.)"""
    return await at.same(lambda: _page(at, Form(typed={"words": (q,)} if q else {}), on=_day(at, day), q=q))


@router.get("/p/{who}/food/find")
async def find(at: AtPerson, q: str = "") -> JSONResponse:
    """Foods for the letters typed so far. (Magnesium in mg, in words.)"""
    foods = catalogue.opened(at.desk.data)
    hits = await at.desk.work.run(type_food.offered, q, catalogue=foods)
    return JSONResponse([{"id": hit.id, "name": hit.name, "hint": hit.hint} for hit in hits])


@router.post("/p/{who}/food/add")
async def add(request: Request, at: AtPerson) -> Response:
    """Keep a typed line, or show what is wrong at its field with everything still there. (As typed.)"""
    form = await sent(request)
    on = _day(at, form.text("day"))
    typed = Typed(
        words=form.text("words"),
        food_id=form.text("food_id"),
        amount=form.text("amount"),
        unit=form.text("unit"),
        meal=form.text("meal"),
    )
    try:
        kept = await at.desk.work.run(
            type_food.keep_typed,
            at.store,
            at.member.id,
            typed,
            using=await _reader(at),
            day=on,
            utc=at.desk.now(),
            uid=form.text("uid") or None,
        )
    except StoreError:
        raise
    except InputError as error:
        form.wrong(error.field if error.field in ("words", "amount") else "words", error.says)
        return await _page(at, form, on=on, status=422)
    return _back(at, on, kept, meal=form.text("meal"))


@router.post("/p/{who}/food/change")
async def change(request: Request, at: AtPerson) -> Response:
    """Another amount, another food, or the tick at a guess. (As typed.)"""
    form = await sent(request)
    on = _day(at, form.text("day"))
    typed = Typed(words="", food_id=form.text("food_id"), amount=form.text("amount"), unit=form.text("unit"))
    try:
        kept = await at.desk.work.run(
            type_food.correct,
            at.store,
            at.member.id,
            form.text("entry"),
            typed,
            using=await _reader(at),
            utc=at.desk.now(),
            uid=form.text("uid") or None,
        )
    except StoreError:
        raise
    except InputError as error:
        form.wrong(f"amount-{form.text('entry')}", error.says)
        return await _page(at, form, on=on, status=422)
    return _back(at, on, kept)


@router.post("/p/{who}/food/repeat")
async def repeat(request: Request, at: AtPerson) -> Response:
    """The same food again, with one tap."""
    form = await sent(request)
    on = _day(at, form.text("day"))
    kept = await at.desk.work.run(
        keep.repeat,
        at.store,
        at.member.id,
        form.text("entry"),
        day=on,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
        meal=form.text("meal") or None,
    )
    return _back(at, on, kept, meal=form.text("meal"))


@router.post("/p/{who}/food/copy")
async def copy(request: Request, at: AtPerson) -> Response:
    """A meal of the day before, again."""
    form = await sent(request)
    on = _day(at, form.text("day"))
    kept = await at.desk.work.run(
        keep.copy_day,
        at.store,
        at.member.id,
        from_day=food_place.day_before(on),
        to_day=on,
        utc=at.desk.now(),
        meal=form.text("meal") or None,
        uid=form.text("uid") or None,
    )
    return _back(at, on, kept)


@router.post("/p/{who}/food/remove")
async def remove(request: Request, at: AtPerson) -> Response:
    """Take a line off the day."""
    form = await sent(request)
    on = _day(at, form.text("day"))
    kept = await at.desk.work.run(
        keep.remove,
        at.store,
        at.member.id,
        form.text("entry"),
        day=on,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
    )
    return _back(at, on, kept)


@router.post("/p/{who}/food/done")
async def done(request: Request, at: AtPerson) -> Response:
    """This day is finished in food, drinks or supplements; or no supplement was taken."""
    form = await sent(request)
    on = _day(at, form.text("day"))
    uid = form.text("uid") or None
    if form.text("none"):
        kept = await at.desk.work.run(keep.took_none, at.store, at.member.id, day=on, utc=at.desk.now(), uid=uid)
    else:
        kept = await at.desk.work.run(
            keep.finish_day,
            at.store,
            at.member.id,
            day=on,
            utc=at.desk.now(),
            what=form.text("what").removeprefix(NOT) or "food",
            done=not form.text("what").startswith(NOT),
            uid=uid,
        )
    return _back(at, on, kept)


@router.post("/p/{who}/food/newer")
async def newer(request: Request, at: AtPerson) -> Response:
    """A newer value of a food: from today on, for all days, or not at all. (Per 100 g.)"""
    form = await sent(request)
    says = form.text("says")
    if says not in get_args(newer_value.FromWhen):
        raise HTTPException(422)
    kept = await at.desk.work.run(
        newer_value.answer_offer,
        at.store,
        at.member.id,
        form.text("food_id"),
        cast(newer_value.FromWhen, says),
        on=at.desk.today,
        utc=at.desk.now(),
        catalogue=catalogue.opened(at.desk.data),
        uid=form.text("uid") or None,
    )
    return _back(at, _day(at, form.text("day")), kept)


@router.post("/p/{who}/undo")
async def undo(request: Request, at: AtPerson) -> Response:
    """Take back an entry or a whole batch; taking that back brings it again."""
    form = await sent(request)
    kept = await at.desk.work.run(
        keep.take_back,
        at.store,
        at.member.id,
        form.text("batch"),
        day=at.desk.today,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
    )
    back = form.text("back")
    ours = back.startswith(f"/p/{at.member.id}/") and "\\" not in back and "//" not in back
    where = back if ours else f"/p/{at.member.id}/food"
    return RedirectResponse(f"{where}{'&' if '?' in where else '?'}done={kept.undoes}", status_code=303)


async def _reader(at: At) -> type_food.Reader:
    return await at.desk.work.run(
        type_food.reader,
        at.store,
        at.member.id,
        catalogue=catalogue.opened(at.desk.data),
        country=at.member.country,
    )


async def _page(at: At, form: Form, *, on: date, q: str = "", status: int = 200) -> HTMLResponse:
    foods = catalogue.opened(at.desk.data)
    shown = await at.desk.work.run(food_place.food_day, at.store, at.member, on=on, now=at.desk.now(), catalogue=foods)
    hits = await at.desk.work.run(type_food.find, q, catalogue=foods) if q else ()
    offers = await at.desk.work.run(newer_value.pending, at.store, at.member.id, on=at.desk.today, catalogue=foods)
    return await at.page(
        "food.html",
        here="food",
        status=status,
        day=shown,
        form=form,
        found=hits,
        offers=offers,
        planned=await at.desk.work.run(plan_start.from_plan, at.store, at.member, on=on),
        q=q,
        bar=bar.svg(shown.bar),
        meals=food_place.MEALS,
        meal=form.text("meal") or at.request.query_params.get("meal") or shown.meal,
    )


def _day(at: At, text: str) -> date:
    """The day asked for; today where none was, or one that is not yet here."""
    try:
        return min(date.fromisoformat(text), at.desk.today)
    except ValueError:
        return at.desk.today


def _back(at: At, on: date, kept: Kept, *, meal: str = "") -> RedirectResponse:
    also = f"day={on.isoformat()}" + (f"&meal={meal}" if meal in food_place.MEALS else "")
    return at.to("food", done=kept.undoes, also=also)
