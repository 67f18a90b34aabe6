"""A barcode by photo: known, it is one press to add; new, one says once which food it is."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dolomite.app import barcode, catalogue, type_food
from dolomite.app.barcode import Scanned
from dolomite.base.errors import InputError
from dolomite.web import taken
from dolomite.web.form import Form, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()


@router.get("/p/{who}/food/barcode")
async def show(at: AtPerson, code: str = "", q: str = "") -> Response:
    """Where to send a photo; with `code` what it is known as, and the foods that `q` may mean."""
    form = Form(typed={"q": (q,)} if q else {})
    if not code:
        return await _page(at, form)
    try:
        scanned = await at.desk.work.run(
            barcode.known, at.store, at.member.id, code, catalogue=catalogue.opened(at.desk.data)
        )
    except InputError as error:
        form.wrong("photo", error.says)
        return await _page(at, form, status=422)
    return await _page(at, form, scanned=scanned, q=q)


@router.post("/p/{who}/food/barcode")
async def scan(request: Request, at: AtPerson) -> Response:
    """Read the barcode of a photo; the photo is not kept."""
    form = Form()
    async with request.form() as data:
        file = taken.chosen(data, "photo")
        photo = b"" if file is None else await file.read()
    try:
        code = await at.desk.work.run(barcode.scan, photo)
    except InputError as error:
        form.wrong("photo", error.says)
        return await _page(at, form, status=422)
    return at.to(f"food/barcode?code={code}")


@router.post("/p/{who}/food/barcode/is")
async def remember(request: Request, at: AtPerson) -> Response:
    """Say which food a barcode is."""
    form = await sent(request)
    await at.desk.work.run(
        barcode.remember,
        at.store,
        at.member.id,
        form.text("code"),
        form.text("food_id"),
        catalogue=catalogue.opened(at.desk.data),
        day=at.desk.today,
        utc=at.desk.now(),
    )
    return at.to(f"food/barcode?code={form.text('code')}")


async def _page(at: At, form: Form, *, scanned: Scanned | None = None, q: str = "", status: int = 200) -> HTMLResponse:
    foods = catalogue.opened(at.desk.data)
    hits = await at.desk.work.run(type_food.find, q, catalogue=foods) if q else ()
    return await at.page("barcode.html", here="food", status=status, form=form, scanned=scanned, hits=hits, q=q)
