"""The app: every route, without a guard. The server puts guards around it; a browser's worker needs none."""

from __future__ import annotations

from fastapi import FastAPI

from dolomite.web import faults
from dolomite.web.desk import Desk
from dolomite.web.pages import (
    about,
    answer,
    article,
    barcode,
    body,
    bring,
    checks,
    doctor,
    evidence,
    first,
    food,
    health,
    magnesium,
    me,
    own_foods,
    person,
    plan,
    record,
    rough,
    static,
    trial,
    trial_day,
    works,
)

PAGES = (
    static,
    first,
    about,
    article,
    checks,
    person,
    health,
    answer,
    food,
    own_foods,
    barcode,
    rough,
    magnesium,
    trial,
    trial_day,
    body,
    me,
    record,
    bring,
    doctor,
    evidence,
    plan,
    works,
)


def create(desk: Desk) -> FastAPI:
    """The app at that desk."""
    app = FastAPI(title="Dolomite", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    faults.install(app)
    for page in PAGES:
        app.include_router(page.router)
    return app
