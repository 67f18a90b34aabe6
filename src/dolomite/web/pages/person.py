"""Age, sex, where one lives, and the pain: the few answers that everything rests on."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dolomite.app import first_checks, household, next_step
from dolomite.base.document import JsonObject
from dolomite.web.form import Form, check, filled, sent
from dolomite.web.pages.at import At, AtPerson

router = APIRouter()
# Form fields that are keys of the person file as they stand; an empty one takes the answer back.
PLAIN = ("sex", "state", "height", "weight", "activity", "units")
PAIN = ("kind", "duration_weeks", "severity_nrs", "spreads_to_leg", "first_episode")
SPOKEN = {"gestation_weeks": "gestation_weeks", "months_since_birth": "months_since_birth"}


@router.get("/p/{who}")
async def where_now(at: AtPerson) -> Response:
    """The next thing to answer, or the answer."""
    if first_checks.pressing(at.member.document):
        return at.to("now")
    return at.to(next_step.place(at.member.document))


@router.get("/p/{who}/person")
async def ask(at: AtPerson) -> HTMLResponse:
    """The form with what is known. (Units as typed.)"""
    return await _page(at, filled(_known(at.member.document)))


@router.post("/p/{who}/person")
async def keep(request: Request, at: AtPerson) -> Response:
    """Keep the answers, or show each fault at its field. (Units as typed.)"""
    form = await sent(request)
    changed = _document(form)
    whole = {key: value for key, value in {**at.member.document, **changed}.items() if value is not None}
    if not form.text("sex"):
        form.wrong("sex", "Choose one: the reference values differ.")
    if not form.text("age"):
        form.wrong("age", "Write your age in years, or your date of birth.")
    fields = {"born": "age", "age_years": "age", "height_cm": "height", "weight_kg": "weight", "pain": "kind"}
    fields |= {f"pain.{part}": part for part in PAIN}
    if not check(form, whole, on=at.desk.today, fields=fields):
        return await _page(at, form, status=422)
    entry = await at.desk.work.run(
        household.keep_answers,
        at.store,
        at.member.id,
        changed,
        day=at.desk.today,
        utc=at.desk.now(),
        uid=form.text("uid") or None,
        name=form.text("name") or None,
    )
    return at.to(next_step.place({**whole}), done=entry.uid)


async def _page(at: At, form: Form, *, status: int = 200) -> HTMLResponse:
    return await at.page(
        "person.html",
        here="me",
        form=form,
        status=status,
        first=not at.member.complete,
        countries=first_checks.country_choices(),
    )


def _known(document: Mapping[str, object]) -> dict[str, str | None]:
    known: dict[str, str | None] = {key: _text(document.get(key)) for key in PLAIN}
    known["age"] = _text(document.get("born", document.get("age_years")))
    known["height"] = _text(document.get("height")) or _with(document.get("height_cm"), "cm")
    known["weight"] = _text(document.get("weight")) or _with(document.get("weight_kg"), "kg")
    known |= {key: _text(document.get(key)) for key in SPOKEN}
    known["country"] = _text(document.get("country"))
    pain = document.get("pain")
    if isinstance(pain, Mapping):
        known |= {part: _text(pain.get(part)) for part in PAIN}
    return known


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None if value is None else str(value)


def _with(value: object, unit: str) -> str | None:
    text = _text(value)
    return f"{text} {unit}" if text else None


def _document(form: Form) -> JsonObject:
    """The form as keys of a person file, as typed; an empty field takes the answer back."""
    keys: JsonObject = {name: form.text(name) or None for name in PLAIN}
    age = form.text("age")
    keys["born" if "-" in age else "age_years"] = age or None
    keys["age_years" if "-" in age else "born"] = None
    for name, bare in (("height", "cm"), ("weight", "kg")):
        typed = form.text(name)
        keys[f"{name}_{bare}"] = typed if typed and typed.replace(".", "").isdigit() else None
        keys[name] = None if keys[f"{name}_{bare}"] is not None else typed or None
    if form.text("sex") != "female":
        keys["state"] = None
    for name, state in (("gestation_weeks", "pregnant"), ("months_since_birth", "lactating")):
        keys[name] = form.text(name) or None if form.text("state") == state else None
    keys["country"] = form.text("country") or None
    keys["pain"] = {part: form.text(part) for part in PAIN if form.text(part)} if form.text("kind") else None
    return keys
