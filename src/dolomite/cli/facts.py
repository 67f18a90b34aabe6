"""`dolomite facts`: the facts on paper for a reviewer, and the names that a person file may use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dolomite.cli.io import Json, print_json, write_bytes, write_text

app = typer.Typer(help="The facts behind every answer.", no_args_is_help=True, add_completion=False)


@app.command()
def review(
    room: Annotated[str, typer.Argument(metavar="ROOM", help="safety, medicine, need, supplement ...")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the sheet as a page.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write the sheet as PDF, to sign.")] = None,
    json: Json = False,
) -> None:
    """Every rule of a room with its source, whether it was checked, and when the source was read; to be signed."""
    from dolomite.app.review_facts import review as use_case

    data = use_case(room)
    if html is not None or pdf is not None:
        from dolomite.report.pdf import from_html
        from dolomite.report.sheet import page

        sheet = page(data)
        if html is not None:
            write_text(html, sheet)
        if pdf is not None:
            write_bytes(pdf, from_html(sheet))
    if json:
        from dolomite.report.json import document

        print_json(document("facts", {"command": "review", **data}))
    elif html is None and pdf is None:
        _show(data)


@app.command()
def names(json: Json = False) -> None:
    """The names of red flags, conditions, symptoms, forms and food groups, and the plain words that mean them."""
    from dolomite.app.review_facts import names as use_case

    data: dict[str, Any] = use_case()
    if json:
        from dolomite.report.json import document

        print_json(document("facts", {"command": "names", **data}))
        return
    for kind, known in data.items():
        print(f"\n{kind}")
        pairs = known.items() if isinstance(known, dict) else ((one, "") for one in known)
        for one, meant in pairs:
            print(f"  {one}" + (f" = {meant}" if meant else ""))


def _show(data: dict[str, Any]) -> None:
    """Plain lines, so that the sheet prints anywhere."""
    counts = ", ".join(f"{count} {state}" for state, count in sorted(data["counts"].items()))
    print(f"Review sheet: {data['room']}. Verified: {counts}.")
    print("Reviewer: ______________________   Registration: ______________   Date: ____________")
    for file in data["files"]:
        print(f"\n{file['file']}: {file['what']}")
        for row in file["rows"]:
            print(f"[ ] {row['id']}: {row['says']}")
            for source in row["sources"]:
                read = source["read_on"] or "date not recorded"
                print(f"      source {source['source']}, {source['at']} (read: {read})")
            note = f"; {row['note']}" if row["note"] else ""
            print(f"      verified: {row['verified']}{note}")
