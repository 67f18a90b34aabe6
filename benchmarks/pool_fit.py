"""Pooling sixteen trials: one fit, a cold start, ten thousand refits; against metafor, PyMARE and statsmodels, one run.

Usage: python benchmarks/pool_fit.py [REFITS_OF_A_SLOW_PEER]

One fit is restricted maximum likelihood with Knapp-Hartung where the peer has it (PyMARE has no Knapp-Hartung,
statsmodels no restricted maximum likelihood: Paule-Mandel stands in). The Q-profile interval of tau2, which metafor
computes apart, is left out of ours too, and its price is told. Our cold start is that of a copy as an installation has
it: facts compiled, modules compiled to byte code, as R's packages are. Slow peers do REFITS_OF_A_SLOW_PEER refits
(300), scaled to 10,000. metafor runs where Rscript and the package are (Debian: r-base-core, r-cran-metafor). A peer
that is missing is said. Times are medians of processor time, which a busy machine disturbs less than the clock; quote
ratios. The cold start of PyMARE and statsmodels is their bare import.
"""

from __future__ import annotations

import compileall
import importlib.util
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
EXAMPLE = ROOT / "examples" / "magnesium_mi.csv"
REFITS = 10_000

R_PROGRAM = """
suppressMessages(library(metafor))
n <- as.integer(commandArgs(TRUE)[1]); d <- read.csv(commandArgs(TRUE)[2], comment.char = "#")
e <- escalc("OR", ai = events_t, n1i = n_t, ci = events_c, n2i = n_c, data = d)
r <- rma(yi, vi, data = e, method = "REML", test = "knha")
if (n > 0) {
  y <- as.numeric(e$yi); v <- e$vi
  cpu <- function(x) sum(system.time(x)[1:2])
  one <- replicate(7, cpu(for (i in 1:50) rma(y, v, method = "REML", test = "knha")) / 50)
  set.seed(1); failed <- 0
  boot <- cpu(for (i in 1:n) { j <- sample.int(16, replace = TRUE)
    m <- try(rma(y[j], v[j], method = "REML", test = "knha"), silent = TRUE)
    if (inherits(m, "try-error")) failed <- failed + 1 })
  perm <- cpu(suppressWarnings(permutest(r, iter = n, progbar = FALSE)))
  cat(median(one), boot / n, failed / n, perm / n, r$tau2, as.numeric(r$beta), r$se, "\\n")
}
"""


def median(work: Callable[[], object], *, times: int, of: int) -> float:
    """Median over `of` rounds of the processor time [s] that one of `times` calls takes."""
    work()
    rounds = []
    for _ in range(of):
        start = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - start) / times)
    return statistics.median(rounds)


def children() -> float:
    """Processor time [s] of all child processes so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def installed(folder: Path) -> Path:
    """A copy of the package in `folder` as an installation has it: facts and modules compiled."""
    shutil.copytree(ROOT / "src" / "dolomite", folder / "dolomite")
    ready = "from dolomite.facts.document import compile_facts; compile_facts()"
    subprocess.run([sys.executable, "-c", ready], check=True, env={**os.environ, "PYTHONPATH": str(folder)})
    compileall.compile_dir(folder, quiet=2)
    return folder


def whole_process(command: list[str], *, of: int = 9, path: Path = ROOT / "src") -> float:
    """Median processor time [s] of a whole process, start to exit, with the package at `path`."""
    environment = {**os.environ, "PYTHONPATH": str(path)}
    times = []
    for _ in range(of):
        start = children()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        times.append(children() - start)
    return statistics.median(times)


def main() -> None:
    """Print a table of times and ratios."""
    warnings.filterwarnings("ignore")
    slow = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    from dolomite import pool
    from dolomite.pool import read as read_studies
    from dolomite.pool import resample
    from dolomite.pool.model import arrays

    rows = read_studies.studies(EXAMPLE.read_text(encoding="utf-8"), name=EXAMPLE.name)
    effects = pool.effects_from_rows(rows, measure="or")
    y, v = arrays(effects)
    print(f"{'who':<24}{'one fit':>12}{'cold start':>12}{'10,000 bootstrap':>18}{'10,000 permuted':>18}")

    fit = median(lambda: pool.fit(effects, profile=False), times=200, of=9)
    profiled = median(lambda: pool.fit(effects), times=200, of=9)
    boot = median(lambda: resample.resampled(effects, rng=np.random.default_rng(1), refits=REFITS), times=1, of=7)
    permuted = median(lambda: resample.permutation_test(effects), times=1, of=3) * REFITS / 2**15
    command = [sys.executable, "-m", "dolomite", "pool", str(EXAMPLE), "--measure", "or", "--json"]
    with tempfile.TemporaryDirectory() as folder:
        cold = whole_process(command, path=installed(Path(folder)))
    show("dolomite", fit, cold, boot, permuted)
    mine = (fit, cold, boot, permuted)

    for name, found in (
        ("metafor", metafor(slow)),
        ("pymare", pymare(y, v, slow)),
        ("statsmodels", statsm(y, v, slow)),
    ):
        if found is None:
            print(f"{name:<24}is not here")
            continue
        show(name, *found)
        ratios = "".join(
            f"{'-' if theirs is None else f'{theirs / ours:.1f}x':>{width}}"
            for theirs, ours, width in zip(found, mine, (12, 12, 18, 18), strict=True)
        )
        print(f"{'  over dolomite':<24}{ratios}")
    many = resample.resampled(effects, rng=np.random.default_rng(1), refits=REFITS)
    print(f"one fit with the Q-profile interval of tau2: {words(profiled)}")
    print(f"refits that failed here: {int((~np.isfinite(many.mean)).sum())} of {REFITS:,};", end=" ")
    print(f"with several maxima: {int((many.tau2.maxima > 1).sum()):,}")


def show(name: str, fit: float, cold: float | None, boot: float | None, permuted: float | None) -> None:
    """One line of the table: times in ms, or s from one second up."""
    cells = ((fit, 12), (cold, 12), (boot, 18), (permuted, 18))
    print(f"{name:<24}" + "".join(f"{'-' if t is None else words(t):>{width}}" for t, width in cells))


def words(seconds: float) -> str:
    """A time as read."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def metafor(n: int) -> tuple[float, float | None, float | None, float | None] | None:
    """metafor through Rscript; the bootstrap's failures are printed."""
    if shutil.which("Rscript") is None:
        return None
    command = ["Rscript", "-e", R_PROGRAM]
    done = subprocess.run([*command, str(n), str(EXAMPLE)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None
    one, boot, failed, permuted, tau2, mean, se = (float(x) for x in done.stdout.split()[-7:])
    print(
        f"metafor: tau2 {tau2:.6f}, mean {mean:.6f}, se {se:.6f}; {100 * failed:.1f} % of {n} bootstrap refits failed"
    )
    cold = whole_process([*command, "0", str(EXAMPLE)])
    return one, cold, boot * REFITS, permuted * REFITS


def pymare(y: np.ndarray, v: np.ndarray, n: int) -> tuple[float, float | None, float | None, float | None] | None:
    """PyMARE's restricted maximum likelihood, without Knapp-Hartung."""
    if importlib.util.find_spec("pymare") is None:
        return None
    from pymare import Dataset
    from pymare.estimators import VarianceBasedLikelihoodEstimator

    def one(y: np.ndarray, v: np.ndarray) -> object:
        return (
            VarianceBasedLikelihoodEstimator(method="REML").fit_dataset(Dataset(y=y[:, None], v=v[:, None])).summary()
        )

    return peer(one, y, v, n, "import pymare")


def statsm(y: np.ndarray, v: np.ndarray, n: int) -> tuple[float, float | None, float | None, float | None] | None:
    """statsmodels' Paule-Mandel with Knapp-Hartung: it has no restricted maximum likelihood."""
    if importlib.util.find_spec("statsmodels") is None:
        return None
    from statsmodels.stats.meta_analysis import combine_effects

    def one(y: np.ndarray, v: np.ndarray) -> object:
        return combine_effects(y, v, method_re="iterated", use_t=True)

    return peer(one, y, v, n, "import statsmodels.stats.meta_analysis")


def peer(
    one: Callable[[np.ndarray, np.ndarray], object], y: np.ndarray, v: np.ndarray, n: int, imports: str
) -> tuple[float, float | None, float | None, float | None]:
    """A Python peer: one fit, its bare import as the cold start, n bootstrap refits scaled to 10,000."""
    rng = np.random.default_rng(1)
    drawn = rng.integers(0, len(y), (n, len(y)))
    start = time.process_time()
    for pick in drawn:
        one(y[pick], v[pick])
    boot = (time.process_time() - start) / n * REFITS
    return median(lambda: one(y, v), times=20, of=7), whole_process([sys.executable, "-c", imports]), boot, None


if __name__ == "__main__":
    main()
