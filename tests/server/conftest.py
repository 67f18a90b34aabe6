"""The app behind its guards, asked without a socket; a made-up person in a store of its own."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from dolomite.app.work import Inline
from dolomite.server.build import guarded
from dolomite.server.place import Place
from dolomite.server.session import Sessions
from dolomite.server.whole import Whole
from dolomite.store.opening import open_store
from dolomite.store.port import STORE
from dolomite.web.desk import Desk

HOST = "localhost:8012"
ORIGIN = f"http://{HOST}"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
OURS = {"sec-fetch-site": "same-origin", "origin": ORIGIN}


class Served:
    """The guarded app, asked as a browser would: `ask` opens with a session, `stranger` without."""

    def __init__(self, folder, now=lambda: NOON):
        self.desk = Desk(store=open_store(folder / STORE), work=Inline(), now=now, data=folder)
        self.inner = Whole(self.desk)
        self.clock = [NOON.timestamp()]
        self.codes = []
        sessions = Sessions(now=lambda: self.clock[0], file=folder / "sessions.json", tell=self.codes.append)
        self.place = Place(port=8012)
        self.served = guarded(self.inner, place=self.place, sessions=sessions)
        self.sessions = sessions
        self.cookie = None

    def stranger(self, method, path, *, headers=None, **rest):
        async def go():
            transport = httpx.ASGITransport(app=self.served.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await client.request(method, path, headers=headers, **rest)

        return asyncio.run(go())

    def ask(self, method, path, *, headers=None, follow=False, **rest):
        if self.cookie is None:
            self.cookie = self.sessions.by_token(self.sessions.token)
        given = {"cookie": f"{self.place.cookie}={self.cookie}", **OURS, **(headers or {})}
        answer = self.stranger(method, path, headers={k: v for k, v in given.items() if v is not None}, **rest)
        while follow and answer.is_redirect:
            answer = self.stranger("GET", answer.headers["location"], headers=given)
        return answer

    def routes(self):
        """Every (method, path) of the route table, the person in the path filled in."""
        found = []
        parts = [*self.inner.pages.routes, *self.inner.answers.routes]
        # an included router is one part with many routes; before FastAPI 0.16x each its own
        for route in (one for part in parts for one in getattr(part, "effective_route_contexts", lambda p=part: [p])()):
            path = route.path.replace("{who}", self.who).replace("{day}", "2026-11-21")
            path = path.replace("{condition}", "low_back_chronic").replace("{nutrient}", "magnesium")
            path = path.replace("{food_id}", "fndds:42100100").replace("{waiting}", "a" * 32)
            path = path.replace("{name}", "app.css").replace("{page}", "this")
            found += [(method, path) for method in sorted(route.methods or ()) if method != "HEAD"]
        return found

    @property
    def who(self):
        people = self.desk.store.people()
        if not people:
            self.ask("POST", "/start/checks", data={"all": "none", "uid": "b" * 32})
            people = self.desk.store.people()
            self.ask("POST", f"/p/{people[0]}/person", data={"sex": "female", "age": "42", "kind": "low_back"})
            said = {"kidneys": "no", "medicines": "no", "illnesses": "no"}
            self.ask("POST", f"/p/{people[0]}/health", data=said)
        return people[0]

    def state(self):
        """What the store holds of everybody: number and hash of the last entry."""
        return {who: self.desk.store.last(who) for who in self.desk.store.people()}


@pytest.fixture
def served(tmp_path):
    made = Served(tmp_path)
    yield made
    made.desk.store.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One app for a whole walk of the route table."""
    made = Served(tmp_path_factory.mktemp("served"))
    yield made
    made.desk.store.close()


@pytest.fixture(autouse=True, scope="module")
def few_made_up_trials():
    """What a design can tell is worked out from few made-up trials: whether it is right, tests/unit/trial asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dolomite.trial.power.TRIALS", 8)
        patch.setattr("dolomite.trial.power.SEQUENCES", 2)
        yield
