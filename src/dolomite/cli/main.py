"""`dolomite`: one command in, an exit code out, and never a traceback for bad input."""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import os
import sys
import warnings
from typing import NoReturn

from dolomite.base.errors import DolomiteError, FactError, InputError, LeftOutWarning, StoppedError
from dolomite.report.visible import visible

EXIT_CODE: dict[type[DolomiteError], int] = {InputError: 2, FactError: 3, StoppedError: 4}
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
INTERRUPTED = 130  # 128 and the number of the interrupt signal, as shells count


def run(args: list[str] | None = None) -> None:
    """Run one command and leave with its exit code: 0 done, 2 input, 3 facts, 4 stopped by safety."""
    # Imports and facts make many things that stay. To look through them for rubbish again and again takes a twentieth
    # of the time of a light command; the rubbish of a command that works long is collected all the same.
    # Nor is all looked through once more when Python ends: that takes a tenth.
    gc.set_threshold(50_000)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    import click

    from dolomite.cli.group import root

    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):  # a sign that the place cannot show is no reason to fail
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    warnings.showwarning = _show_warning
    warnings.simplefilter("always", LeftOutWarning)
    try:
        code = root().main(args=args, prog_name="dolomite", standalone_mode=False)
        _flush()
        sys.exit(code if isinstance(code, int) else 0)
    except DolomiteError as error:
        code = next((code for kind, code in EXIT_CODE.items() if isinstance(error, kind)), 2)
        _leave(said(error), code)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx is not None else "dolomite"
        sentence = " ".join(error.format_message().split()).rstrip(".")
        ending = "" if sentence.endswith("?") else "."
        _leave(f"{sentence}{ending} `{path} --help` shows what it takes.", 2)
    except BrokenPipeError:  # the reader (head, less) went away: nothing is wrong
        _to_nowhere()
        sys.exit(0)
    except OSError as error:  # what Click prints itself (help, the version) onto a place that is full
        if error.errno not in FULL:
            raise
        _leave(f"standard output: cannot be written ({error.strerror}). Send it somewhere else.", 2)
    except (KeyboardInterrupt, click.Abort):
        _to_nowhere()
        sys.exit(INTERRUPTED)


def _show_warning(message: Warning | str, category: type[Warning], *_where: object, **_more: object) -> None:
    """What was left out of an answer stands on standard error, where no JSON is; other warnings are for programmers."""
    if issubclass(category, LeftOutWarning):
        with contextlib.suppress(OSError):
            print(f"dolomite: {visible(' '.join(str(message).split()))}", file=sys.stderr, flush=True)


def said(error: DolomiteError) -> str:
    """The sentence as a command line says it: a field that no file holds is an option."""
    if isinstance(error, InputError) and error.field is not None and error.file is None:
        return f"--{error.field.replace('_', '-')}: {error.says}"
    return str(error)


def _leave(sentence: str, code: int) -> NoReturn:
    with contextlib.suppress(OSError):  # what was printed before stays printed, where it can be
        sys.stdout.flush()
    with contextlib.suppress(OSError):
        lines = [visible(" ".join(line.split())) for line in sentence.splitlines()]
        print("dolomite: " + "\n  ".join(lines), file=sys.stderr, flush=True)
    _to_nowhere()
    sys.exit(code)


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror}). Send it somewhere else.", file="standard output"
        ) from None


def _to_nowhere() -> None:
    """What could not be written must not be tried again when Python ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
