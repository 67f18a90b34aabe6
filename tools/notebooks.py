"""Run the notebooks of examples/notebooks and store what they print: `python tools/notebooks.py`.

Only text that a cell prints is kept: no times of running, no counts, no versions of the kernel, no pictures. So a
notebook changes only when its words or its answers do, and reads well on a code host.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[1] / "examples" / "notebooks"
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def paths() -> list[Path]:
    return sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def run(path: Path) -> NotebookNode:
    """The notebook with the outputs of a fresh run in its own folder. A cell that fails raises CellExecutionError."""
    book = read(path)
    NotebookClient(
        book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    return clean(book)


def clean(book: NotebookNode) -> NotebookNode:
    """The notebook without what differs from run to run; a cell's prints are one output. Raises ValueError where a cell
    gives something else than printed text.
    """
    book.metadata = nbformat.from_dict(KERNEL)
    for place, cell in enumerate(book.cells, start=1):
        cell.id, cell.metadata = f"cell-{place}", nbformat.from_dict({})
        if cell.cell_type == "code":
            others = [one.output_type for one in cell.outputs if one.get("name") != "stdout"]
            if others:
                raise ValueError(f"cell {place} gives {', '.join(others)} beside printed text: use print.")
            text = printed(cell)
            cell.execution_count = None
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)] if text else []
    return book


def printed(cell: NotebookNode) -> str:
    """What a code cell prints, as one text."""
    return "".join(one.text for one in cell.outputs if one.output_type == "stream")


def main() -> int:
    for path in paths():
        nbformat.write(run(path), path)
        print(f"examples/notebooks/{path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
