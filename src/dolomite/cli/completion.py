"""`dolomite completion SHELL`: the lines that let the Tab key finish commands, options and names."""

from __future__ import annotations

import click

from dolomite.base.errors import InputError
from dolomite.cli import kinds, screen
from dolomite.cli.group import command as made_command

VARIABLE = "_DOLOMITE_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


@made_command(
    "completion",
    examples=(
        'eval "$(dolomite completion bash)"',
        'eval "$(dolomite completion zsh)"',
        "dolomite completion fish | source",
    ),
)
@click.argument("shell", type=kinds.word(*SHELLS), metavar="bash|zsh|fish", help="The shell you type in.")
def command(shell: str) -> None:
    """Print what a shell needs so that the Tab key finishes commands, options and names.

    Put the line of your shell into its start file (~/.bashrc, ~/.zshrc, ~/.config/fish/config.fish).
    """
    from click.shell_completion import get_completion_class

    from dolomite.cli.group import root

    kind = get_completion_class(shell)
    if kind is None:
        raise InputError(f"{shell}: this shell is not known. Use one of: {', '.join(SHELLS)}.")
    try:
        screen.line(kind(root(), {}, "dolomite", VARIABLE).source())
    except RuntimeError as error:  # an old bash, or none
        raise InputError(f"{error}") from None
