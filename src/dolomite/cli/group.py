"""Commands and groups by the public interface of Click: lazy, with examples in every help and hints for slips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from dolomite.base.document import nearest
from dolomite.base.words import listed
from dolomite.cli.table import COMMANDS

if TYPE_CHECKING:
    from dolomite.safety.alert import Profile

SETTINGS: dict[str, object] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
ABOUT = """Magnesium and back pain, for one person at a time, with grounds for every number.

Not medical advice; not clinically reviewed."""
EXAMPLES = (
    "dolomite report examples/person.yaml --diary examples/person.csv",
    "dolomite safety examples/person.yaml",
    "dolomite food search pumpkin seeds",
)


class Command(click.Command):
    """A command whose help ends with examples; each of them runs in a test."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", SETTINGS)
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def get_help(self, ctx: click.Context) -> str:
        """The help, without the spaces that a folded usage line may end with."""
        return _without_trailing_spaces(super().get_help(ctx))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's
        """The examples, one to a line, unbroken so that they can be copied."""
        _write_examples(formatter, self.examples)


class Group(click.Group):
    """A group of commands: without one of them it shows its help, and for a slip it names the nearest."""

    command_class = Command

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", SETTINGS)
        kwargs.setdefault("invoke_without_command", True)
        kwargs.setdefault("callback", _help_if_alone)
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def get_help(self, ctx: click.Context) -> str:
        """The help, without the spaces that a folded usage line may end with."""
        return _without_trailing_spaces(super().get_help(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's
        """The commands in the order in which they were written."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; a slip is answered with the nearest name."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            close = nearest(args[0], known)
            hint = close if close.startswith("Did you mean") else f"There are {listed(known, most=None)}."
            raise click.UsageError(f"No such command {args[0]!r}. {hint}", ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's
        """The examples, one to a line."""
        _write_examples(formatter, self.examples)


class LazyGroup(Group):
    """The group of all commands, by the table: it imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's
        """Names of all commands, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - Click's
        """The command of that name, imported now; None when there is none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        subcommand = import_module(f"dolomite.cli.{entry.module}").command
        assert isinstance(subcommand, click.Command)
        return subcommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's
        """The commands from the table alone, so that help imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


def command(name: str, *, examples: Sequence[str]) -> Callable[[Callable[..., object]], Command]:
    """Make a function one command. Its docstring is the help."""
    return click.command(name, cls=Command, examples=examples)


def root() -> LazyGroup:
    """The command `dolomite` itself."""
    from dolomite import __version__

    group = LazyGroup("dolomite", help=ABOUT, examples=EXAMPLES)
    group.params.append(
        click.Option(
            ["--version"], is_flag=True, expose_value=False, is_eager=True, help="Say which version this is.",
            callback=lambda ctx, _, said: _say_and_leave(ctx, f"dolomite {__version__}") if said else None,
        )
    )  # fmt: skip
    group.params.append(
        click.Option(
            ["--profile"], type=click.Choice(["personal", "information"]), default="personal", expose_value=False,
            help="personal: for yourself; information: for others, no dose, plan or trial of their own.",
            callback=lambda ctx, _, said: _use_profile(ctx, said),
        )
    )  # fmt: skip
    return group


def _use_profile(ctx: click.Context, profile: Profile) -> None:
    if not ctx.resilient_parsing:
        from dolomite.app.profile import use

        use(profile)


def _say_and_leave(ctx: click.Context, text: str) -> None:
    if not ctx.resilient_parsing:
        click.echo(text)
        ctx.exit()


@click.pass_context
def _help_if_alone(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _without_trailing_spaces(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())


def _write_examples(formatter: click.HelpFormatter, examples: Sequence[str]) -> None:
    if examples:
        with formatter.section("Examples"):
            for line in examples:
                formatter.write(f"  {line}\n")
