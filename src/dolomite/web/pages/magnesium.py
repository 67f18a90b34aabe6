"""Magnesium: what is taken beside food and when, medicines as understood, a label read, and a dose only if cleared."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from dolomite.app import dose_calendar, magnesium_place, read_supplement
from dolomite.base.errors import InputError
from dolomite.report import bar
from dolomite.report.plain import bar_words, cell_text
from dolomite.store.errors import StaleError, StoreError
from dolomite.web.form import Form, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()
LISTS = {"supplement": magnesium_place.SUPPLEMENTS, "medicine": magnesium_place.MEDICINES}


@router.get("/p/{who}/magnesium")
async def show(at: AtPerson) -> Response:
    """The ledger, medicines, the day's free times, and a dose where it is cleared. (Magnesium in mg/d.)"""
    return await at.same(lambda: _page(at, Form()))


@router.get("/p/{who}/magnesium/find")
async def find(at: AtPerson, q: str = "") -> JSONResponse:
    """Names of medicines for the letters typed so far."""
    names = await at.desk.work.run(magnesium_place.find_medicine, q[:100])
    return JSONResponse([{"id": name, "name": name, "hint": ""} for name in names])


@router.get("/p/{who}/magnesium/dose.ics")
async def calendar(at: AtPerson) -> Response:
    """The times of the dose for a calendar; where none is advised, the reason. (mg elemental.)"""
    mine = await at.mine("magnesium")
    if mine is None or at.sample:
        raise StaleError("no dose is advised here, so there is nothing for a calendar.")
    text = await at.desk.work.run(dose_calendar.dose_calendar, mine.dose, now=at.desk.now())
    name = 'attachment; filename="magnesium.ics"'
    return Response(text, media_type="text/calendar; charset=utf-8", headers={"content-disposition": name})


@router.post("/p/{who}/magnesium/label")
async def label(request: Request, at: AtPerson) -> Response:
    """What a label says; nothing is kept. (Elemental magnesium in mg.)"""
    form = await sent(request)
    try:
        read: Mapping[str, object] | None = (await at.desk.work.run(read_supplement.label, form.text("label"))).data
    except InputError as error:
        form.wrong("label", error.says)
        read = None
    return await _page(at, form, read=read, status=422 if form.faults else 200)


@router.post("/p/{who}/magnesium/add")
async def add(request: Request, at: AtPerson) -> Response:
    """Add a supplement or a medicine. (As typed.)"""
    form = await sent(request)
    kind = form.text("kind") if form.text("kind") in LISTS else "supplement"
    item: object = form.text("name") if kind == "medicine" else _supplement(form)
    if kind == "medicine" and not item:
        form.wrong("name", "Write the name as it stands on the packet; parts of it will do.")
        return await _page(at, form, status=422)
    try:
        entry = await at.desk.work.run(
            magnesium_place.add,
            at.store,
            at.member,
            LISTS[kind],
            item,
            on=at.desk.today,
            utc=at.desk.now(),
            uid=form.text("uid") or None,
        )
    except StoreError:
        raise
    except InputError as error:
        form.wrong(_field(error, kind), error.says)
        return await _page(at, form, status=422)
    return at.to("magnesium", done=entry.uid)


@router.post("/p/{who}/magnesium/change")
async def change(request: Request, at: AtPerson) -> Response:
    """Take a line off, or put the confirmed name of a medicine in its place. (As typed.)"""
    form = await sent(request)
    kind = form.text("kind") if form.text("kind") in LISTS else "supplement"
    number = form.text("at")
    entry = await at.desk.work.run(
        magnesium_place.replace_at,
        at.store,
        at.member,
        LISTS[kind],
        int(number) if number.isdecimal() else -1,
        form.text("name") or None,
        on=at.desk.today,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
    )
    return at.to("magnesium", done=entry.uid)


@router.post("/p/{who}/magnesium/none")
async def none(request: Request, at: AtPerson) -> Response:
    """Asked: no supplement, or no medicine."""
    form = await sent(request)
    kind = form.text("kind") if form.text("kind") in LISTS else "supplement"
    entry = await at.desk.work.run(
        magnesium_place.none_taken,
        at.store,
        at.member,
        LISTS[kind],
        on=at.desk.today,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
    )
    return at.to("magnesium", done=entry.uid)


def _supplement(form: Form) -> dict[str, str]:
    """A supplement as a person file writes it; what is not said is left out."""
    item = {"form": form.text("form") or magnesium_place.UNKNOWN}
    if form.text("mg"):
        item["salt_mg" if form.text("of") == "salt" else "elemental_mg"] = form.text("mg")
    for name in ("per_day", "what"):
        if form.text(name):
            item[name] = form.text(name)
    return item


def _field(error: InputError, kind: str) -> str:
    path = error.field or ""
    if kind == "medicine":
        return "name"
    last = path.rpartition(".")[2]
    return {"elemental_mg": "mg", "salt_mg": "mg", "per_day": "per_day"}.get(last, "form")


async def _page(at: At, form: Form, *, read: Mapping[str, object] | None = None, status: int = 200) -> HTMLResponse:
    mine = await at.mine("magnesium")
    if mine is None:
        return await at.page("first_about_you.html", here="magnesium")
    ledger = await at.desk.work.run(magnesium_place.ledger, at.member, mine.case)
    return await at.page(
        "magnesium.html",
        here="magnesium",
        status=status,
        form=form,
        ledger=ledger,
        bar=bar.svg(ledger.bar) if ledger.bar is not None else "",
        bar_says=bar_words(ledger.bar) if ledger.bar is not None else "",
        read=read,
        forms=magnesium_place.form_choices(),
        safety=mine.magnesium["safety"],
        dose=None if at.sample else mine.magnesium.get("supplement"),
        calendar=not at.sample and dose_calendar.has_times(mine.dose),
        show_cell=cell_text,
    )
