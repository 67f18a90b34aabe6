"""The example person's report: `assess` warm, and its page with every chart drawn, by processor time.

Targets: `assess` at most 0.25 s once tables and facts are in memory, the page at most 1.2 s with no drawing kept from
before, and each chart drawn once for each of its two widths however often the page is made.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from pathlib import Path

from dolomite.app import read
from dolomite.app.assess import assess
from dolomite.app.case import Case
from dolomite.food.table import Catalogue
from dolomite.report import chart, html

EXAMPLES = Path(__file__).parents[1] / "examples"
ON = date(2026, 11, 21)
REPEATS = 9
ASSESS_S, PAGE_S = 0.25, 1.2


def main() -> int:
    """Print one line a figure; 1 when one misses its target."""
    catalogue = Catalogue.open()
    person = read.person((EXAMPLES / "person.yaml").read_bytes(), name="person", on=ON)

    def case() -> Case:
        diary = read.diary((EXAMPLES / "person.csv").read_bytes(), name="diary", catalogue=catalogue, on=ON)
        return Case(person=person, on=ON, diary=diary, catalogue=catalogue)

    made = assess(case())
    spent = []
    for _ in range(REPEATS):
        fresh, before = case(), time.process_time()
        made = assess(fresh)
        spent.append(time.process_time() - before)
    draw, drawings = chart._drawn, []
    chart._drawn = lambda *given, **more: drawings.append(1) or draw(*given, **more)
    before = time.process_time()
    html.page(made)
    page = time.process_time() - before
    html.page(made)
    charts = sum(len(section.charts) for section in made.sections)
    warm = statistics.median(spent)
    print(f"assess, warm             {warm:6.3f} s processor time (target {ASSESS_S})")
    print(f"page with all charts     {page:6.3f} s processor time (target {PAGE_S})")
    print(f"drawings of two pages    {len(drawings):6} of {charts} charts, wide and narrow (at most {2 * charts})")
    return int(warm > ASSESS_S or page > PAGE_S or len(drawings) > 2 * charts)


if __name__ == "__main__":
    sys.exit(main())
