"""While the app is being made the sign-in page is there; an app that cannot be made says why, and offers a backup."""

import asyncio
import threading
from datetime import UTC, datetime

import httpx
import pytest

from dolomite.app import safekeeping
from dolomite.base.errors import InputError
from dolomite.server.build import guarded
from dolomite.server.opening import Opening
from dolomite.server.place import Place
from dolomite.server.session import Sessions
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, Draft, new_uid
from server.conftest import NOON, ORIGIN, OURS


async def hello(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


def front(opening):
    sessions = Sessions(now=NOON.timestamp)
    place = Place(port=8012)
    served = guarded(opening, place=place, sessions=sessions)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=served.app), base_url=ORIGIN, headers=OURS)
    return client, {"cookie": f"{place.cookie}={sessions.by_token(sessions.token)}"}


def test_the_sign_in_page_does_not_wait_for_the_app_and_a_page_of_it_does():
    ready, warm = threading.Event(), threading.Event()

    def make():
        assert ready.wait(10)
        return hello

    opening = Opening(make, after=warm.set)
    opening.begin()

    async def go():
        client, inside = front(opening)
        async with client:
            assert (await client.get("/")).status_code == 401
            asked = asyncio.create_task(client.get("/", headers=inside))
            await asyncio.sleep(0.05)
            assert not asked.done() and not warm.is_set()
            ready.set()
            assert (await asked).text == "hello"

    asyncio.run(go())
    assert warm.wait(10)


def test_what_fails_while_warming_up_closes_no_page():
    def after():
        raise OSError("no such table")

    opening = Opening(lambda: hello, after=after)
    opening.begin()

    async def go():
        client, inside = front(opening)
        async with client:
            assert (await client.get("/", headers=inside)).text == "hello"

    asyncio.run(go())


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_damaged_record_offers_its_backups_and_one_puts_it_back(tmp_path, signed_in):
    store = open_store(tmp_path / STORE)
    entry = Draft(uid=new_uid(), day=NOON.date(), kind="person_changed", data={"name": "Anna"})
    store.append("a" * 32, [entry], utc=NOON)
    kept = safekeeping.back_up_daily(store, tmp_path, utc=datetime.now(UTC))
    store.close()
    (tmp_path / STORE).write_bytes(b"not a database at all" * 500)

    def make():
        open_store(tmp_path / STORE)
        return hello

    opening = Opening(make, after=lambda: None, data=tmp_path)
    opening.begin()

    async def go():
        client, inside = front(opening)
        async with client:
            if not signed_in:
                answer = await client.post("/put-back", data={"backup": kept.file.name})
                assert answer.status_code == 401 and kept.file.name not in answer.text
                return
            page = await client.get("/p/somebody/food", headers=inside)
            assert page.status_code == 500 and "damaged" in page.text and kept.file.name in page.text
            wrong = await client.post("/put-back", headers=inside, data={"backup": "../other.sqlite"})
            assert wrong.status_code == 500
            done = await client.post("/put-back", headers=inside, data={"backup": kept.file.name})
            assert done.status_code == 303, done.text
            assert (await client.get("/", headers=inside)).text == "hello"

    asyncio.run(go())
    if signed_in:
        again = open_store(tmp_path / STORE)
        assert again.people() == ("a" * 32,)
        again.close()


def test_without_a_backup_it_says_to_keep_the_file(tmp_path):
    def make():
        raise InputError("the record is damaged.")

    opening = Opening(make, after=lambda: None, data=tmp_path)
    opening.begin()

    async def go():
        client, inside = front(opening)
        async with client:
            page = await client.get("/", headers=inside)
            assert page.status_code == 500 and "do not delete it" in page.text

    asyncio.run(go())
