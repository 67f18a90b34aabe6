"""The one port for work that blocks: pages wait for it without holding up other pages.

On a machine of one's own the work runs in threads; where there are none (a browser's worker) it runs in place.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
THREADS = 4  # for what waits for a disk


class Work(Protocol):
    """Runs a plain function without blocking the caller's loop."""

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns for these arguments; it raises what the function raises."""
        ...


class Inline:
    """Runs the function at once, in place: for a worker without threads, and for tests."""

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns for these arguments."""
        return function(*args, **kwargs)


class Pooled:
    """Runs the function in a pool of threads, at most `threads` at a time."""

    def __init__(self, threads: int = THREADS) -> None:
        self._pool: Executor = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="dolomite")

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns for these arguments."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, functools.partial(function, *args, **kwargs))

    def close(self) -> None:
        """Wait for what runs, and end."""
        self._pool.shutdown(wait=True, cancel_futures=True)
