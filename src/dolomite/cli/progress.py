"""Progress: a bar for each thing that takes long, on a terminal only; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str, int, int | None], None]


@contextmanager
def bars() -> Iterator[Tell]:
    """A function that is told what goes on, how much of it is done, and of how much (None: not known)."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _of: None
        return
    from rich.console import Console
    from rich.progress import Progress, TaskID

    with Progress(console=Console(stderr=True, markup=False), transient=True) as shown:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, of: int | None) -> None:
            if what not in tasks:
                tasks[what] = shown.add_task(what, total=of)
            shown.update(tasks[what], completed=done, total=of)

        yield tell


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """One bar: a function that is told how much is done, and of how much (None: not known)."""
    with bars() as tell:
        yield lambda done, of: tell(title, done, of)
