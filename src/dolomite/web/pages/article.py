"""Article check: paste, file or PDF; the text with marks beside the cards, the worst first; two files to take away."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dolomite.app import read_article
from dolomite.base.errors import InputError
from dolomite.web import taken
from dolomite.web.form import Form
from dolomite.web.pages.anyone import Anyone, ForAnyone

router = APIRouter()
MOST = 8 * 1024 * 1024  # bytes of a pasted article, as of a posted form


@router.get("/article")
@router.get("/p/{who}/article")
async def ask(of: ForAnyone) -> HTMLResponse:
    """Where an article is pasted or dropped."""
    return await _page(of, Form())


@router.post("/article")
@router.post("/p/{who}/article")
async def look(request: Request, of: ForAnyone) -> HTMLResponse:
    """The checked article, or what is wrong with what was sent; nothing is kept."""
    form, data, name = await _sent(request)
    try:
        told = await of.desk.work.run(read_article.told, data, name=name)
    except InputError as error:
        form.wrong("file" if name != read_article.PASTED else "text", error.says)
        return await _page(of, form, status=422)
    return await of.page("article.html", form=form, told=told, name=name)


@router.post("/article/page")
@router.post("/p/{who}/article/page")
async def as_page(request: Request, of: ForAnyone) -> Response:
    """The same as a single file."""
    _, data, name = await _sent(request)
    content = await of.desk.work.run(read_article.as_page, data, name=name)
    return _file(content, "checked-article.html", "text/html; charset=utf-8")


@router.post("/article/reviews")
@router.post("/p/{who}/article/reviews")
async def as_reviews(request: Request, of: ForAnyone) -> Response:
    """The verdicts for machines: ClaimReview of schema.org."""
    form, data, name = await _sent(request)
    content = await of.desk.work.run(
        read_article.as_reviews, data, name=name, on=of.desk.today, address=form.text("address")
    )
    return _file(content, "claim-review.json", "application/ld+json")


async def _sent(request: Request) -> tuple[Form, bytes, str]:
    """The form, the article's bytes, and what it is called."""
    async with request.form(max_part_size=MOST) as sent:
        typed = {name: (value,) for name, value in sent.items() if isinstance(value, str)}
        request.state.typed = [(name, values[0]) for name, values in typed.items()]
        file = taken.chosen(sent, "file")
        if file is not None:
            return Form(typed=typed), await file.read(), (file.filename or "")[-100:]
    form = Form(typed=typed)
    return form, form.text("text").encode(), form.text("called")[-100:] or read_article.PASTED


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


async def _page(of: Anyone, form: Form, *, status: int = 200) -> HTMLResponse:
    return await of.page("article.html", status=status, form=form, told=None, name="")
