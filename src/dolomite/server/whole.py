"""Pages and answers for programs side by side; what programs ask is put together when the first of them asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.types import Receive, Scope, Send

from dolomite.web.app import create
from dolomite.web.desk import Desk

if TYPE_CHECKING:
    from fastapi import FastAPI

API = "/api/"


class Whole:
    """The pages' application, and that for programs under /api/."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.pages = create(desk)
        self._answers: FastAPI | None = None

    @property
    def answers(self) -> FastAPI:
        """The application for programs; its shapes take a while to be read, once."""
        if self._answers is None:
            from dolomite.api.app import create as create_api

            self._answers = create_api(self.desk)
        return self._answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request through."""
        if scope["type"] == "http" and scope["path"].startswith(API):
            app = self._answers
            if app is None:
                app = await self.desk.work.run(lambda: self.answers)
            await app(scope, receive, send)
            return
        await self.pages(scope, receive, send)
