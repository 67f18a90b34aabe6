"""The app: every route, without a guard. The server puts guards around it; a browser's worker needs none."""

from __future__ import annotations

from fastapi import FastAPI

from dolomite.web import faults
from dolomite.web.desk import Desk
from dolomite.web.pages import (
    about,
    answer,
    article,
    bring,
    checks,
    first,
    food,
    health,
    magnesium,
    me,
    person,
    static,
    trial,
    trial_day,
)


def create(desk: Desk) -> FastAPI:
    """The app at that desk."""
    app = FastAPI(title="Dolomite", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    faults.install(app)
    for page in (
        static,
        first,
        about,
        checks,
        person,
        health,
        answer,
        food,
        magnesium,
        me,
        bring,
        article,
        trial,
        trial_day,
    ):
        app.include_router(page.router)
    return app
