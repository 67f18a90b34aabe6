"""Files of strangers are read in a process of their own, with limits on time and memory and without a network.

The process runs this module: a function's name and its arguments come in, its result or the sentence of its refusal go
out. What hangs, grows or crashes takes nothing else with it.
"""

from __future__ import annotations

import copyreg
import importlib
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn, TypeVar

from dolomite.base.errors import InputError

T = TypeVar("T")
SECONDS = 10  # of work; the process gets as many again to start on a busy machine
MEMORY_BYTES = 512 * 1024**2  # of the process


def _frozen(mapping: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(mapping)


def _as_dict(mapping: MappingProxyType[object, object]) -> tuple[object, tuple[dict[object, object]]]:
    return _frozen, (dict(mapping),)


copyreg.pickle(MappingProxyType, _as_dict)  # type: ignore[arg-type]


def run_apart(function: Callable[..., T], /, *args: object, seconds: float = SECONDS) -> T:
    """What a module's function returns for these arguments, worked out in a process of its own. (No unit; seconds.)

    Raises the InputError that it raises, and one where it takes too long, needs too much memory or breaks.
    """
    if (
        sys.platform == "emscripten"
    ):  # a browser's worker has no processes: it is one, with a limit and without a network
        return function(*args)
    sent = pickle.dumps((function.__module__, function.__qualname__, args))
    command = [sys.executable, "-c", f"from {__name__} import main; main()", str(seconds)]
    try:
        done = subprocess.run(command, input=sent, capture_output=True, timeout=2 * seconds, check=False)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"the file takes longer than {seconds:g} seconds to read. Send a shorter part of it."
        ) from None
    if done.returncode != 0 or not done.stdout:
        raise InputError("the file cannot be read: its reader broke off. Send a shorter part of it, or another export.")
    kind, value = pickle.loads(done.stdout)
    if kind == "refused":
        says, file, line, field = value
        raise InputError(says, file=file, line=line, field=field)
    result: T = value
    return result


def _limit(seconds: float) -> None:
    import socket

    try:
        import resource
    except ImportError:  # Windows has none: the time limit of the parent holds there
        resource = None  # type: ignore[assignment]
    if resource is not None:
        most = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def refused(*_args: object, **_rest: object) -> NoReturn:
        raise OSError("no network here")

    class Refused(socket.socket):
        """A class still, because what is imported later (ssl) is made from it."""

        def __init__(self, *_args: object, **_rest: object) -> None:
            refused()

    socket.socket = Refused  # type: ignore[misc]
    socket.create_connection = refused


def main() -> None:
    """The other side: read what to do from standard input, do it, write what came of it. (Time in seconds.)"""
    sent, out = sys.stdin.buffer.read(), sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not get into the answer
    _limit(float(sys.argv[1]))
    module, name, args = pickle.loads(sent)
    try:
        answer = ("done", getattr(importlib.import_module(module), name)(*args))
    except InputError as error:
        answer = ("refused", (error.says, error.file, error.line, error.field))
    except MemoryError:
        says = "the file needs more memory than is allowed. Send a shorter part of it."
        answer = ("refused", (says, Path(str(args[0])).name if args else None, None, None))
    pickle.dump(answer, out)
    out.flush()
