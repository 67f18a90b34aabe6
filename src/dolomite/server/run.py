"""`dolomite serve`: a socket, the app behind its guards, uvicorn, and a browser on a terminal."""

from __future__ import annotations

import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.types import ASGIApp

from dolomite.app import profile
from dolomite.base.errors import InputError
from dolomite.server.build import Served, guarded
from dolomite.server.daily import keep_backing_up
from dolomite.server.limits import HEADER_BYTES
from dolomite.server.listen import listen
from dolomite.server.opening import Opening
from dolomite.server.place import LOOPBACK_NAMES, Place, is_loopback
from dolomite.server.session import Sessions, spaced
from dolomite.store import private

PORT = 8012
SESSIONS = "sessions.json"
SWITCH_S = 0.001  # how long a thread keeps the interpreter from another; most work for a page is shorter than 5 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How to serve: host and first port, the data folder, certificate and key beyond this machine.

    `database` is the address of a record that lies in a database; None: it lies in the data folder.
    """

    data: Path
    database: str | None = None
    host: str = "localhost"
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None
    open_browser: bool = False
    verbose: bool = False


def serve(wish: Wish, *, say: Callable[[str], None]) -> None:
    """Serve until interrupted; `say` prints a line.

    Raises InputError for a host beyond this machine without TLS, and when no port is free.
    """
    check_tls(wish)
    told = for_whom(wish)
    bound, taken = listen("127.0.0.1" if wish.host == "localhost" else wish.host, wish.port)
    for sentence in taken:
        say(sentence)
    over = threading.Event()
    served = built(wish, bound, say=say, then=lambda: keep_backing_up(wish.data, over=over, database=wish.database))
    address = f"{served.place.scheme}://{_shown(wish.host)}:{served.place.port}/"
    assert served.sessions.code is not None
    say(f"Dolomite is at {address}#{served.sessions.token}")
    say(f"Without script, or in another browser, type this code there: {spaced(served.sessions.code)}")
    if told:
        say(told)
    say("Your entries lie in " + str(wish.data) + ". Stop with Ctrl-C.")
    if wish.open_browser:
        webbrowser.open(f"{address}#{served.sessions.token}")
    try:
        _uvicorn(served, bound, wish)
    finally:
        over.set()


def for_whom(wish: Wish) -> str:
    """Where other machines can reach the address, the program runs for others: the sentence that says so, else "".

    From then on it gives information: no personal dose, plan or trial, whatever a page asks for.
    """
    if is_loopback(wish.host):
        return ""
    profile.use("information")
    return "Others can reach this address, so it gives information only: no personal dose, plan or trial."


def check_tls(wish: Wish) -> None:
    """Beyond this machine only with TLS. Raises InputError."""
    if (wish.certificate is None) != (wish.key is None):
        raise InputError("certificate and key go together. Give both.", field="tls_cert")
    if not is_loopback(wish.host) and wish.certificate is None:
        raise InputError(
            f"{wish.host}: other machines can reach this address, and without TLS anybody between could read along. "
            "Give a certificate and its key, or serve localhost.",
            field="host",
        )
    for path in (wish.certificate, wish.key):
        if path is not None and not path.is_file():
            raise InputError(f"{path}: there is no such file.", field="tls_cert")


def built(
    wish: Wish, bound: socket.socket, *, say: Callable[[str], None], then: Callable[[], None] = lambda: None
) -> Served:
    """The guards at a bound socket; the app behind them is made meanwhile, and what is heavy comes last.

    `then` is called when all of it is there.
    """

    def make() -> ASGIApp:
        from dolomite.app.work import Pooled
        from dolomite.server.whole import Whole
        from dolomite.store.opening import open_store
        from dolomite.store.port import STORE
        from dolomite.web.desk import Desk

        return Whole(
            Desk(
                store=open_store(wish.database or wish.data / STORE),
                work=Pooled(),
                now=lambda: datetime.now().astimezone(),
                data=wish.data,
                guarded=True,
                database=wish.database,
            )
        )

    def after() -> None:
        from dolomite.server.warm import warm

        warm(wish.data)
        then()

    private.make_folder(wish.data)
    place = Place(
        port=bound.getsockname()[1],
        names=LOOPBACK_NAMES if is_loopback(wish.host) else (*LOOPBACK_NAMES, _shown(wish.host)),
        secure=wish.certificate is not None,
        folder=wish.data,
    )
    sessions = Sessions(
        now=time.time,
        file=wish.data / SESSIONS,
        tell=lambda code: say(f"That code is used. For one more browser: {spaced(code)}"),
    )
    opening = Opening(make, after=after, data=wish.data if wish.database is None else None)
    opening.begin()
    return guarded(opening, place=place, sessions=sessions)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _uvicorn(served: Served, bound: socket.socket, wish: Wish) -> None:
    import uvicorn

    sys.setswitchinterval(SWITCH_S)

    config = uvicorn.Config(
        served.app,
        log_config=None,  # a log line may hold an address, and an address may hold what was typed
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http="h11",  # it ends a request whose headers never do; the faster reader collects them without a bound
        h11_max_incomplete_event_size=HEADER_BYTES,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=3,
        ssl_certfile=wish.certificate,
        ssl_keyfile=wish.key,
    )
    uvicorn.Server(config).run(sockets=[bound])
