"""Write the generated tables of docs/explanation/mechanism.md: validation, which unknown matters, parameters.

`make docs` runs it; a test fails when a table is not current. The prose between the tables is written by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

import mechanism_unknowns as unknowns

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from dolomite.mechanism import population  # noqa: E402
from dolomite.mechanism.answer import Question  # noqa: E402
from dolomite.mechanism.parameter import parameters  # noqa: E402
from dolomite.mechanism.validate import Compared, compare  # noqa: E402

PAGE = ROOT / "docs" / "explanation" / "mechanism.md"
PERSONS, SAMPLES, SEED = 1000, 512, 1991
SHOWN = 5  # unknowns a table names; the others together explain less than the last of these
ANSWERS = {
    "unblocked_change": "change of the unblocked share",
    "plasma_rise": "rise of blood magnesium",
    "share_of_long_run_reached": "share of the long-run rise reached by day 60",
}


def number(value: float) -> str:
    """Three significant digits, without an exponent."""
    return f"{float(f'{value:.3g}'):g}"


def validation(rows: tuple[Compared, ...]) -> str:
    """The validation table."""
    lines = [
        "| study | unit | published | model (95 of 100 virtual persons) | used for | published in the band? |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in rows:
        row, model = one.row, one.model
        spread = f" ({number(row.low)} to {number(row.high)})" if row.low is not None and row.high is not None else ""
        off = f"middle off by {number(one.miss)}"
        held = "yes" if one.within else f"the two bands overlap, {off}" if one.overlaps else f"no, {off}"
        lines.append(
            f"| {row.says} | {'share' if row.unit == '1' else row.unit} | {number(row.published)}{spread} "
            f"| {number(model.median)} ({number(model.low)} to {number(model.high)}) | {row.used_for} | {held} |"
        )
    return "\n".join(lines)


def tally(rows: tuple[Compared, ...]) -> str:
    """How many figures the fit never saw are met."""
    never = [one for one in rows if one.row.used_for == "validation"]
    met = sum(one.within for one in never)
    near = sum(one.overlaps and not one.within for one in never)
    return (
        f"Of {len(never)} figures that the fit never saw, {met} lie in the model's band, {near} more have a spread "
        f"that overlaps it, and {len(never) - met - near} do not fit."
    )


def matters() -> str:
    """Which unknown matters most, by total Sobol index."""
    words = {row.id: row.says for row in parameters()} | {unknowns.FORM: "how much the form releases"}
    question = Question(dose_mg=300, form="citrate", split=1, days=60)
    found = unknowns.ranked(question, samples=SAMPLES, rng=np.random.default_rng(SEED))
    lines = ["| answer | unknown | total index | alone |", "| --- | --- | --- | --- |"]
    for name, said in ANSWERS.items():
        for index in found[name][:SHOWN]:
            total, first = (f"{value:.2f} (SE {se:.2f})" for value, se in (
                (index.total, index.total_se), (index.first, index.first_se)))  # fmt: skip
            lines.append(f"| {said} | {words[index.name]} (`{index.name}`) | {total} | {first} |")
    return "\n".join(lines)


def parameter_table() -> str:
    """Every parameter with its range and what stands behind it."""
    lines = ["| parameter | value | range | unit | knowledge | why |", "| --- | --- | --- | --- | --- | --- |"]
    for row in parameters():
        spread = "fixed" if row.low is None or row.high is None else f"{row.low:g} to {row.high:g}"
        lines.append(
            f"| {row.says} (`{row.id}`) | {row.value:g} | {spread} | {row.unit} "
            f"| {row.provenance.replace('_', ' ')} | {row.why} |"
        )
    return "\n".join(lines)


def blocks() -> dict[str, Callable[[], str]]:
    """The generated tables by name; each is computed when called."""
    rows: list[tuple[Compared, ...]] = []

    def compared() -> tuple[Compared, ...]:
        if not rows:
            rows.append(compare(population.people(PERSONS, np.random.default_rng(SEED))))
        return rows[0]

    # facts/mechanism/tally.yaml holds the same counts for the program; the test says when it has to be corrected
    return {
        "validation": lambda: validation(compared()),
        "tally": lambda: tally(compared()),
        "matters": matters,
        "parameters": parameter_table,
    }


def filled(page: str, made: dict[str, str]) -> str:
    """The page with the text between `<!-- NAME -->` and `<!-- /NAME -->` replaced by what was made."""
    for name, text in made.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not pattern.search(page):
            raise ValueError(f"{PAGE.name} has no place for {name}")
        page = pattern.sub(lambda found, text=text: f"{found[1]}\n{text}\n\n{found[2]}", page)
    return page


def main() -> None:
    """Write the tables into the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(filled(page, {name: make() for name, make in blocks().items()}), encoding="utf-8")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
