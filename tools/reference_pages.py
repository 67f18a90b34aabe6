"""Write the generated pages of docs/reference: every command with its options, and the JSON Schema of its object.

`make docs` runs it; a house test fails when a page is not current.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from pydantic.json_schema import GenerateJsonSchema

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from dolomite.cli.table import COMMANDS  # noqa: E402
from dolomite.view.shape import DOCUMENTS, adapter  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "commands.md"
SCHEMAS = ROOT / "docs" / "reference" / "schema"

HEAD = """# Commands

Generated from the program (`make docs`). Every command has `-h`; every command that depends on the day takes
`--on DATE`; `--json` prints one object. Files are written for you alone (mode 0600), and one that Dolomite did not
write is replaced only with `--force`. Exit codes: 0 done; 2 the input cannot be used (one sentence says what, where
and what to do); 3 a facts file is faulty; 4 asked for something that safety stops; 130 interrupted.
"""


def commands_page() -> str:
    """The page of all commands as Markdown."""
    parts = [HEAD]
    for name, entry in COMMANDS.items():
        command = import_module(f"dolomite.cli.{entry.module}").command
        parts.append(f"## dolomite {name}\n\n{entry.help}.\n")
        subcommands = getattr(command, "commands", None)
        if subcommands:
            for sub_name, sub in subcommands.items():
                parts.append(f"### dolomite {name} {sub_name}\n\n{_about(sub)}")
        else:
            parts.append(_about(command))
    return "\n".join(parts)


def _about(command: Any) -> str:
    lines = ["\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n")), ""]
    rows = []
    for param in command.params:
        if getattr(param, "hidden", False):
            continue
        options = ", ".join([*param.opts, *param.secondary_opts])
        label = (param.metavar or param.name.upper()) if isinstance(param, click.Argument) else options
        if isinstance(param, click.Option) and param.metavar:
            label += f" {param.metavar}"
        required = " Required." if isinstance(param, click.Option) and param.required else ""
        cell = label.replace("|", "\\|")
        rows.append(f"| `{cell}` | {(param.help or '').strip()}{required} |")
    if rows:
        lines += ["| argument or option | meaning |", "| --- | --- |", *rows, ""]
    if command.examples:
        lines += ["```sh", *command.examples, "```", ""]
    return "\n".join(lines)


class Untitled(GenerateJsonSchema):
    """Keys are their own titles."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """Never."""
        return False


def schema_text(command: str) -> str:
    """The JSON Schema of the object that a command prints with --json."""
    schema = adapter(command).json_schema(by_alias=True, schema_generator=Untitled)
    title = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"dolomite {command} --json"}
    return (
        json.dumps({**title, **{k: v for k, v in schema.items() if k != "title"}}, indent=1, ensure_ascii=False) + "\n"
    )


def pages() -> dict[Path, str]:
    """Every generated page and its text."""
    return {PAGE: commands_page()} | {SCHEMAS / f"{command}.json": schema_text(command) for command in DOCUMENTS}


def main() -> None:
    """Write all pages."""
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
