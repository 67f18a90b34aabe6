"""`dolomite serve`: the web app on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dolomite.cli import files, kinds, screen
from dolomite.cli.data_record import where
from dolomite.cli.group import command as made_command


@made_command(
    "serve",
    examples=(
        "dolomite serve",
        "dolomite serve --port 8040 --no-open",
        "dolomite serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem",
    ),
)
@click.option(
    "--host",
    metavar="HOST",
    default="localhost",
    help="Whom to serve: this machine, unless told otherwise (needs TLS).",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="PORT", default=8012, help="The first port to try (8012)."
)
@where
@click.option("--tls-cert", type=kinds.FILE, metavar="FILE", help="Certificate: needed beyond this machine.")
@click.option("--tls-key", type=kinds.FILE, metavar="FILE", help="The key of the certificate.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
def command(host: str, port: int, data: str | None, tls_cert: Path | None, tls_key: Path | None, no_open: bool) -> None:
    """Serve the web app until Ctrl-C. Nothing leaves this machine, and each browser needs a code of its own."""
    from dolomite.server.run import Wish, serve

    elsewhere = data is not None and "://" in data
    wish = Wish(
        data=files.data_folder(Path(data) if data is not None and not elsewhere else None),
        database=data if elsewhere else None,
        host=host,
        port=port,
        certificate=tls_cert,
        key=tls_key,
        open_browser=not no_open and sys.stdout.isatty(),
    )
    serve(wish, say=screen.line)
