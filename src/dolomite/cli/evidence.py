"""`dolomite evidence [CONDITION]`: what the trials say, and how sure anybody can be; `watch` reads what came since."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command


@made_command(
    "evidence",
    examples=(
        "dolomite evidence",
        "dolomite evidence chronic low back pain",
        "dolomite evidence crps --json",
        "dolomite evidence watch examples/watch/pubmed.nbib",
    ),
)
@click.argument(
    "words",
    type=kinds.TEXT,
    nargs=-1,
    metavar="[CONDITION | watch FILE...]",
    help='The kind of pain, as "chronic low back pain" or crps; without it a table of every kind. Or: watch, and '
    "search results you saved, told as new, known, changed, retracted or irrelevant.",
)
@click.option(
    "--estimator",
    type=kinds.TEXT,
    default="reml",
    metavar="reml|dl|pm|fe",
    help="For pooling, where pooling is possible.",
)
@click.option("--drop", type=kinds.TEXT, multiple=True, metavar="ID", help="Leave this trial out; may be repeated.")
@click.option("--route", type=kinds.TEXT, metavar="ROUTE", help="Only oral, infusion, epidural, injection or skin.")
@click.option(
    "--propose",
    type=kinds.FOLDER,
    metavar="FOLDER",
    help="Watch: write a fact file with empty numbers for each new one.",
)
@click.option(
    "--filled", type=kinds.FILE, multiple=True, metavar="FILE", help="Watch: such a file filled in; may be repeated."
)
@click.option("--since", type=kinds.TEXT, metavar="DATE", help="Watch: what came since this day (our own search).")
@options.json
@options.html
@options.force
@options.on
def command(words: tuple[str, ...], json: bool, html: Path | None, force: bool, on: date, **given: Any) -> None:
    """What the trials say about magnesium and pain; without CONDITION a table of every kind of pain."""
    from dolomite.app import answer_evidence as use

    options.apart(json=json, html=html)
    if words[:1] == ("watch",):
        from dolomite.cli import watch

        watch.run(words[1:], json=json, force=force, html=html, given=given)
        return
    watch_only = [name for name in ("propose", "filled", "since") if given[name]]
    if watch_only:
        raise InputError(
            f"--{watch_only[0]} goes with watch. Write: dolomite evidence watch FILE --{watch_only[0]} ..."
        )
    files.ready(html, force=force)
    drop, route = given["drop"], given["route"]
    condition = " ".join(words) if words else None
    if condition is None and (drop or route is not None):
        raise InputError("--drop and --route need a CONDITION. Name one, such as low_back_chronic.")
    if condition is None:
        report = use.survey_evidence(on=on)
    else:
        asked = use.Asked(condition=condition, route=route, drop=drop, estimator=given["estimator"])
        report = use.evidence_report(asked, on=on, short=html is None)
    if json:
        screen.document("evidence", report.sections[0].data, resting_on=report.sections[0])
    elif html is not None:
        from dolomite.report.html import page

        files.write(html, page(report), force=force)
        screen.written(html)
    else:
        screen.report(report)
