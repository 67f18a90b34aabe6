"""How fast is the article check, and does time grow in proportion to length? Processor time and peak memory.

    python benchmarks/claims/speed.py            # the labelled articles, then 1 and 2 MB of them
    python benchmarks/claims/speed.py 5          # 5 MB

Nearly every sentence of these texts is a claim, which no page of the web is: it is the slowest text there is.
"""

from __future__ import annotations

import argparse
import resource
import time

from dolomite.app.check_article import check_text
from run import FOLDER, article


def spent(text: str) -> tuple[float, int]:
    """Processor time [s] for a text, and the claims found in it."""
    began = time.process_time()
    found = len(check_text(text)["claims"])
    return time.process_time() - began, found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("megabytes", type=float, nargs="*", default=[1.0, 2.0])
    given = parser.parse_args()
    body = "\n\n".join(article(path).text for path in sorted(FOLDER.glob("*.txt"))) + "\n\n"
    check_text(body)  # word lists and facts are read once
    seconds, found = spent(body)
    print(f"{len(body.split()) / 500 / seconds:.0f} pages of 500 words a second, {found} claims")
    for size in given.megabytes:
        seconds, found = spent((body * (int(size * 1e6 / len(body)) + 1))[: int(size * 1e6)])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:g} MB: {seconds:.1f} s, {found} claims, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
