"""What a word of the command line may be: the same readers of a field as for files, with the option's name in front."""

from __future__ import annotations

import errno
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dolomite.base.document import Field, Node
from dolomite.base.errors import InputError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

LARGEST_SEED = 2**63 - 1  # what random generators take; about computing, no health number


class Kind(click.ParamType[object]):
    """A value that a reader of `Field` makes out of a word; a refusal names the option."""

    name = "value"

    def __init__(self, read: Callable[[Field], object], *, words: Callable[[], Collection[str]] | None = None) -> None:
        self.read = read
        self.words = words

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> object:  # noqa: ARG002
        """The value; raises InputError with the option's name. (Unit as the option says.)"""
        if not isinstance(value, str):
            return value
        try:
            return self.read(Field(name="", path="", node=Node(value=typed(value), line=0)))
        except InputError as error:
            raise InputError(f"{_called(param)}: {error.says}") from None

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str  # noqa: ARG002 - Click's
    ) -> list[CompletionItem]:  # fmt: skip
        """The words that begin so, where they are known."""
        from click.shell_completion import CompletionItem

        words = self.words() if self.words is not None else ()
        return [CompletionItem(word) for word in sorted(words) if word.startswith(incomplete)]


def possible(path: Path, *, called: str) -> Path:
    """The path, when a disk can hold such a name at all. Raises InputError when it cannot."""
    try:
        path.stat()
    except ValueError:
        raise InputError(f"{called}: the name holds a sign that no name can have.") from None
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL):
            raise InputError(f"{called}: no such name can be ({error.strerror}). Choose another one.") from None
    return path


class Place(click.ParamType[Path]):
    """A file or a folder, by its name; the shell completes it."""

    name = "path"

    def __init__(self, *, folder: bool = False) -> None:
        self.folder = folder

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ARG002
        """The place."""
        if not str(value):
            raise InputError(f"{_called(param)}: the name is empty. Name a {'folder' if self.folder else 'file'}.")
        return possible(Path(str(value)), called=_called(param))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str  # noqa: ARG002 - Click's
    ) -> list[CompletionItem]:  # fmt: skip
        """Left to the shell."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="dir" if self.folder else "file")]


class Anywhere(click.ParamType[Path | str]):
    """A file by its name, or an address such as hdfs:///days.parquet, kept as typed: a path would lose strokes."""

    name = "path"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """The file's path, or the address as text."""
        return value if isinstance(value, str) and "://" in value else FILE.convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Left to the shell."""
        return FILE.shell_complete(ctx, param, incomplete)


def number(low: float, high: float, unit: str) -> Kind:
    """A number from `low` to `high` [unit as said]."""
    return Kind(lambda field: field.number(low=low, high=high, unit=unit))


def whole(low: int, high: int, unit: str) -> Kind:
    """A whole number from `low` to `high` [unit as said]."""
    return Kind(lambda field: field.whole(low=low, high=high, unit=unit))


def word(*allowed: str) -> Kind:
    """One of these words."""
    return Kind(lambda field: field.word(allowed), words=lambda: allowed)


def known(kind: str) -> Kind:
    """One of the names that the facts know: forms, bodies ..."""

    def names() -> Collection[str]:
        from dolomite import facts

        ids: frozenset[str] = getattr(facts.ids(), kind)
        return ids

    def read(field: Field) -> str:
        from dolomite import facts

        return field.known(names(), dict(facts.ids().aliases), {"bodies": "body"}.get(kind, kind.removesuffix("s")))

    return Kind(read, words=names)


TEXT = Kind(lambda field: field.text())
DAY = Kind(lambda field: field.day())
YES_NO_UNKNOWN = Kind(lambda field: field.yes_no_unknown(), words=lambda: ("yes", "no", "unknown"))
SEED = whole(0, LARGEST_SEED, "1")
FILE = Place()
FOLDER = Place(folder=True)
ANYWHERE = Anywhere()


def typed(value: str) -> str:
    """A word as it was typed: bytes that are no UTF-8 stay visible instead of being lost."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _called(param: click.Parameter | None) -> str:
    if param is None:
        return "this"
    return max(param.opts, key=len) if isinstance(param, click.Option) else str(param.metavar or param.name)
