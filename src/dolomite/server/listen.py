"""A free port to listen on; when one is taken, what holds it."""

from __future__ import annotations

import contextlib
import errno
import socket
from pathlib import Path

from dolomite.base.errors import InputError

MOST_TRIES = 20  # ports after the first that are tried


def listen(host: str, port: int) -> tuple[socket.socket, tuple[str, ...]]:
    """A socket bound to the port [TCP number] or the next free one, and a sentence for each that was taken.

    Raises InputError when none of twenty is free, or the host is not this machine's.
    """
    taken = []
    for candidate in range(port, min(port + MOST_TRIES, 65536)):  # the ports of TCP
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, candidate))
            bound.listen(128)
            bound.setblocking(False)
        except OSError as error:
            bound.close()
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                taken.append(f"Port {candidate} is taken by {holder(candidate)}; the next one is tried.")
                continue
            raise InputError(f"{host}: cannot be served ({error.strerror}). Use localhost.") from None
        return bound, tuple(taken)
    raise InputError(f"ports {port} to {port + MOST_TRIES - 1} are all taken. Choose another first port.")


def holder(port: int) -> str:
    """The program that listens on a port [TCP number] of this machine, as far as this user may see it."""
    unknown = "another program"
    inodes = _listening(port)
    if not inodes:
        return unknown
    for process in Path("/proc").glob("[0-9]*"):
        if _descriptors(process) & inodes:
            try:
                name = (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
            except OSError:
                return unknown
            return f"{name} (process {process.name})"
    return unknown


def _descriptors(process: Path) -> set[str]:
    """What a process has open, as far as this user may see it; a descriptor may go while one looks."""
    sockets = set()
    try:
        for link in (process / "fd").iterdir():
            with contextlib.suppress(OSError):
                sockets.add(str(link.readlink()))
    except OSError:
        pass
    return sockets


def _listening(port: int) -> set[str]:
    wanted = f"{port:04X}"
    sockets = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            parts = line.split()
            if parts[1].rpartition(":")[2] == wanted and parts[3] == "0A":  # state: listening
                sockets.add(f"socket:[{parts[9]}]")
    return sockets
