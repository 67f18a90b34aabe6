"""Six emergency questions on one screen; a yes opens the emergency page, and nothing else stands there."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from dolomite.app import first_checks, household
from dolomite.base.person import Answer
from dolomite.store.port import new_uid
from dolomite.web.desk import AtDesk, Desk
from dolomite.web.form import Form, sent
from dolomite.web.page import render
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()
ANSWERS: Mapping[str, Answer] = {"yes": "yes", "no": "no", "unknown": "unknown"}


@router.get("/start/checks")
async def ask_first() -> HTMLResponse:
    """The six cards for somebody new."""
    return _cards(action="/start/checks", form=Form())


@router.post("/start/checks")
async def answer_first(request: Request, desk: AtDesk) -> Response:
    """The first answers bring a person into being."""
    form = await sent(request)
    said = _said(form)
    if said is None:
        return _cards(action="/start/checks", form=form, each=True, status=_status(form))
    uid = form.text("uid") or new_uid()
    return await _keep(desk, uid, said, before=None, uid=uid)  # the form's id is the person's: sent twice, still one


@router.get("/p/{who}/checks")
async def ask(at: AtPerson) -> HTMLResponse:
    """The six cards again."""
    return _cards(action=f"/p/{at.member.id}/checks", form=Form())


@router.post("/p/{who}/checks")
async def answer(request: Request, at: AtPerson) -> Response:
    """Keep the answers; a yes opens the emergency page."""
    form = await sent(request)
    said = _said(form)
    if said is None:
        return _cards(action=request.url.path, form=form, each=True, status=_status(form))
    flags = at.member.document.get("red_flags")
    return await _keep(at.desk, at.member.id, said, before=flags, uid=form.text("uid") or new_uid())


@router.get("/p/{who}/now")
async def now(at: AtPerson) -> Response:
    """The emergency page: what is wrong, where to go, the number, what to say."""
    mine = await at.mine()
    emergency = first_checks.emergency(at.member.document, mine.case if mine is not None else None)
    if not emergency.alerts:
        return at.to("")
    return await at.page("emergency.html", emergency=emergency)


@router.get("/p/{who}/questions")
async def ask_rest(at: AtPerson) -> Response:
    """The other safety questions that this person's answers make relevant."""
    return await _questions(at, Form())


@router.post("/p/{who}/questions")
async def answer_rest(request: Request, at: AtPerson) -> Response:
    """Keep the answers to them; a yes that cannot wait opens the emergency page."""
    form = await sent(request)
    mine = await at.mine()
    if mine is None:
        return at.to("person")
    asked = [row.id for row in first_checks.open_questions(mine.case)]
    if form.text("all") == "none":
        said = dict.fromkeys(asked, ANSWERS["no"])
    else:
        said = {question: ANSWERS[form.text(question)] for question in asked if form.text(question) in ANSWERS}
    flags = first_checks.answered_questions(said, before=at.member.document.get("red_flags"), on=at.desk.today)
    await at.desk.work.run(
        household.keep_answers,
        at.store,
        at.member.id,
        {"red_flags": flags},
        day=at.desk.today,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
    )
    return at.to("")


async def _questions(at: At, form: Form) -> Response:
    mine = await at.mine()
    if mine is None:
        return at.to("person")
    return await at.page("questions.html", here="answer", form=form, asked=first_checks.open_questions(mine.case))


def _said(form: Form) -> dict[str, Answer] | None:
    """The answer to each card, or None when each has to be asked by itself."""
    cards = first_checks.questions()
    ids = {card.id for card in cards}
    if form.text("card") in ids:  # one tap on one card
        return {form.text("card"): "yes"}
    if form.text("all") == "none":
        return dict.fromkeys(ids, "no")
    if form.text("all") == "unsure":
        return None
    said = {card: ANSWERS[form.text(card)] for card in ids if form.text(card) in ANSWERS}
    if len(said) == len(ids):
        return said
    for card in ids - set(said):
        form.wrong(card, "Choose one; not sure is an answer.")
    return None


def _status(form: Form) -> int:
    return 422 if form.faults else 200


async def _keep(desk: Desk, who: str, said: Mapping[str, Answer], *, before: object, uid: str) -> Response:
    flags = first_checks.answered(said, before=before, on=desk.today)
    await desk.work.run(
        household.keep_answers, desk.store, who, {"red_flags": flags}, day=desk.today, utc=desk.now(), uid=uid
    )
    return RedirectResponse(f"/p/{who}/now" if "yes" in said.values() else f"/p/{who}", status_code=303)


def _cards(*, action: str, form: Form, each: bool = False, status: int = 200) -> HTMLResponse:
    text = render(
        "checks.html", cards=first_checks.questions(), action=action, form=form, each=each, uid=new_uid, person=None
    )
    return HTMLResponse(text, status_code=status)
