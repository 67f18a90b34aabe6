"""kill -9 of a real server while entries are posted: nothing that was acknowledged is lost, and every chain is whole.

It is forked, not started anew, so that many kills take little time; sockets, guards and store are the real ones.
"""

import http.client
import os
import random
import signal
import socket
import threading
import time
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from dolomite.app.work import Pooled
from dolomite.server.build import guarded
from dolomite.server.place import Place
from dolomite.server.session import Sessions
from dolomite.server.whole import Whole
from dolomite.store import verify
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, Draft, new_uid
from dolomite.web.desk import Desk

KILLS = int(os.environ.get("DOLOMITE_SERVER_KILLS", "10"))  # 200 were run once
WHO = "a" * 32
PERSON = {"name": "Anna", "keys": {"sex": "female", "age_years": "42"}}


def serve(folder, bound, place):
    """The child: the server until it is killed."""
    import uvicorn

    desk = Desk(store=open_store(folder / STORE), work=Pooled(), now=lambda: datetime.now().astimezone(), data=folder)
    served = guarded(Whole(desk), place=place, sessions=Sessions(now=time.time, file=folder / "sessions.json"))
    config = uvicorn.Config(served.app, log_config=None, access_log=False, ws="none", lifespan="off")
    uvicorn.Server(config).run(sockets=[bound])


def post_until_gone(place, cookie, chance, first):
    """Posts one after the other until the connection breaks; ids that were acknowledged, and the one that was not."""
    acknowledged, asked = [], new_uid()
    headers = {
        "cookie": f"{place.cookie}={cookie}",
        "origin": f"http://localhost:{place.port}",
        "content-type": "application/x-www-form-urlencoded",
    }
    connection = http.client.HTTPConnection("localhost", place.port, timeout=30)
    try:
        while True:
            asked = new_uid()
            if chance.random() < 0.5:
                path, form = "food/add", {"words": "2 eggs", "uid": asked}
            else:
                path, form = "body/weight", {"weight": "71", "uid": asked}
            connection.request("POST", f"/p/{WHO}/{path}", urlencode(form), headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 303, answer.status
            acknowledged.append(asked)
            first.set()
    except (OSError, http.client.HTTPException):
        return acknowledged, asked
    finally:
        connection.close()


def one_life(folder, place, cookie, chance):
    """A server from its start to its violent end, a random moment after its first acknowledgement."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", place.port))
    bound.listen(16)
    child = os.fork()
    if child == 0:
        try:
            serve(folder, bound, place)
        finally:
            os._exit(1)
    bound.close()
    first, patience = threading.Event(), chance.uniform(0, 0.1)

    def kill():
        first.wait(60)
        time.sleep(patience)
        os.kill(child, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    acknowledged, open_one = post_until_gone(place, cookie, chance, first)
    killer.join()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the server ended by itself"
    return acknowledged, open_one


@pytest.mark.slow
def test_a_killed_server_loses_nothing_that_it_acknowledged(tmp_path):
    chance = random.Random(1)
    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    place = Place(port=probe.getsockname()[1])
    probe.close()
    store = open_store(tmp_path / STORE)
    first = Draft(uid=new_uid(), day=datetime.now(UTC).date(), kind="person_changed", data=PERSON)
    store.append(WHO, [first], utc=datetime.now(UTC))
    store.close()
    sessions = Sessions(now=time.time, file=tmp_path / "sessions.json")
    cookie = sessions.by_token(sessions.token)
    acknowledged, unsure = [], []
    for _ in range(KILLS):
        said, open_one = one_life(tmp_path, place, cookie, chance)
        acknowledged += said
        unsure.append(open_one)
    store = open_store(tmp_path / STORE)
    there = [one.uid for one in store.history(WHO)]
    assert set(acknowledged) <= set(there) and len(set(there)) == len(there)
    assert set(there) <= {*acknowledged, *unsure, first.uid}, "something is there that nobody sent"
    assert verify.verified(store).faults == ()
    assert len(acknowledged) >= KILLS, "too few were acknowledged to say anything"
    store.close()
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged, none lost; {len(unsure)} broken off")
