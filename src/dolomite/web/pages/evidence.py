"""Evidence: every kind of pain, one of them whole, and a pool of anybody's own table."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from dolomite.app import evidence_place, pool_place
from dolomite.base.errors import InputError
from dolomite.report.plain import cell_text
from dolomite.web import taken
from dolomite.web.form import Form
from dolomite.web.pages.anyone import Anyone, ForAnyone

router = APIRouter()
MOST = 8 * 1024 * 1024  # bytes of a pasted table, as of a posted form
FIELDS = ("measure", "table")


@router.get("/evidence")
@router.get("/p/{who}/evidence")
async def overview(of: ForAnyone) -> HTMLResponse:
    """Every kind of pain in a row."""
    lines = await of.desk.work.run(evidence_place.lines)
    return await of.page("evidence.html", lines=lines, stopped=await _stopped(of))


@router.get("/evidence/{condition}")
@router.get("/p/{who}/evidence/{condition}")
async def one_condition(
    of: ForAnyone,
    condition: str,
    drop: Annotated[list[str], Query(default_factory=list)],
    route: str = "",
    estimator: str = "",
) -> HTMLResponse:
    """One kind of pain whole; the choices stand in the address. (Units in the headings.)"""
    page = await of.desk.work.run(
        evidence_place.page, condition, route=route, drop=drop, estimator=estimator, on=of.desk.today
    )
    return await of.page(
        "evidence_one.html",
        condition=condition,
        page=page,
        drop=drop,
        route=route,
        estimator=estimator,
        estimators=evidence_place.ESTIMATORS,
        stopped=await _stopped(of),
        show_cell=cell_text,
    )


@router.get("/pool")
@router.get("/p/{who}/pool")
async def ask(of: ForAnyone) -> HTMLResponse:
    """Where a table of studies is pasted."""
    return await _pool(of, Form(), None)


@router.post("/pool")
@router.post("/p/{who}/pool")
async def pool(request: Request, of: ForAnyone) -> HTMLResponse:
    """The studies together, or what is wrong with the table at its line; nothing is kept."""
    name = pool_place.TABLE
    async with request.form(max_part_size=MOST) as sent:
        typed = {key: tuple(text for text in sent.getlist(key) if isinstance(text, str)) for key in sent}
        form, file = Form(typed=typed), taken.chosen(sent, "file")
        data = form.text("table").encode()
        if file is not None:
            data, name = await file.read(), (file.filename or "")[-100:]
    request.state.typed = [(key, value) for key, values in typed.items() for value in values]
    try:
        pooled = await of.desk.work.run(
            pool_place.pooled,
            data,
            name=name,
            measure=form.text("measure"),
            estimator=form.text("estimator"),
            drop=form.many("drop"),
        )
    except InputError as error:
        form.wrong(error.field if error.field in FIELDS else "table", str(error))
        return await _pool(of, form, None, status=422)
    return await _pool(of, form, pooled)


async def _pool(of: Anyone, form: Form, pooled: pool_place.Pooled | None, *, status: int = 200) -> HTMLResponse:
    return await of.page(
        "pool.html",
        status=status,
        form=form,
        pooled=pooled,
        measures=pool_place.MEASURE_NAMES,
        estimators=pool_place.ESTIMATORS,
        show_cell=cell_text,
    )


async def _stopped(of: Anyone) -> tuple[str, ...]:
    mine = await of.at.mine() if of.at is not None else None
    return evidence_place.stop_says(mine)
