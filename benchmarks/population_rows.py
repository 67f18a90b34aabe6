"""Many people on one machine: the share below the EAR with 48 replicates against a hand-written DuckDB query without.

    python benchmarks/population_rows.py [MILLIONS_OF_PEOPLE [DAYS]]      (0.1 and 30 without arguments)
    python benchmarks/population_rows.py linear                          (0.1 M x 30, 1 M x 30, 10 M x 2)

Each contender runs in a process of its own on the same Parquet file, in turns; figures are medians of three, in
processor time (the clock's beside them); peak memory is the process's. `ours` is the estimate from the file (observed
intake, 48 units, a jackknife replicate each); `checked` the same with everything the command looks at first (empty
cells, weights, doubled days, units). Spark's session start stands apart; it is left out where there is no Java. Last,
the usual-intake model for eight strata of ten thousand people.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

EAR = 265.0
STRATA, UNITS = 24, 2
TURNS = 3
KIB = 1024
MILLION = 1_000_000
LINEAR = ((0.1, 30), (1.0, 30), (10.0, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a contender: seconds by the clock and of the processor, a session's start [s], peak memory [MiB]."""

    took: float
    used: float
    started: float
    peak: float
    share: float


def write(path: Path, people: int, days: int) -> None:
    """The file: one row a person and day, in the order of people."""
    import duckdb

    duckdb.execute("set enable_progress_bar = false")
    duckdb.execute(f"""
        copy (
            select p.person, d.day,
                   100 + (hash(p.person) % 2000) / 8.0 + (hash(p.person * 64 + d.day) % 1000) / 5.0 as mg,
                   1.0 + p.person % 7 as weight, p.person % {STRATA} as stratum,
                   p.person // {STRATA} % {UNITS} as psu, 'all' as region
            from range({people}) as p(person), range({days}) as d(day) order by p.person
        ) to '{path}' (format parquet)
    """)


def by_hand(path: Path) -> float:
    """The query that somebody writes who needs the share alone."""
    import duckdb

    connection = duckdb.connect()
    found = connection.execute(f"""
        select sum(weight) filter (mean < {EAR}) / sum(weight)
        from (select person, any_value(weight) as weight, avg(mg) as mean from '{path}' group by person)
    """).fetchone()
    assert found is not None
    return float(found[0])


def ours(path: Path, engine_name: str, *, checked: bool) -> float:
    """The product's estimate, with 48 replicates."""
    from dolomite.population import cells, design, engine, estimate, refuse, survey
    from dolomite.population import columns as people

    columns = survey.Columns(person="person", amount=("mg",), day="day", weight="weight", stratum="stratum", psu="psu")
    data = engine.read((path,), engine_name)
    days = survey.day_rows(data, columns)
    if checked:
        persons = refuse.looked(days, divided=False, weight="weight", span=refuse.empty(data, columns))
        pairs = cells.pairs(persons)
    else:
        persons = people.summed(days, divided=False)
        pairs = tuple(sorted((str(s), str(p)) for s in range(STRATA) for p in range(UNITS)))
    units = cells.units_of(pairs, design.jackknife([s for s, _ in pairs], [p for _, p in pairs]))
    found = estimate.observed_people(people.means(persons), {survey.ONE: estimate.Limit(ear=EAR)}, units)[0].below_ear
    assert found.value is not None
    assert found.se is not None
    return found.value


def child(contender: str, path: Path) -> None:
    """Run one contender; print its seconds, those of a session's start, its peak memory [MiB] and the share."""
    started = 0.0
    if contender == "spark":
        from dolomite.population.engine.spark import session

        at = time.perf_counter()
        session().range(1).count()
        started = time.perf_counter() - at
    if contender == "by hand":
        import duckdb
    else:
        import duckdb
        import narwhals as nw

        from dolomite.population import cells, engine, estimate, refuse  # noqa: F401

        cells.collected(nw.from_native(duckdb.sql("select 1 as one")))  # what is imported at the first question
    at, used = time.perf_counter(), time.process_time()
    share = (
        by_hand(path)
        if contender == "by hand"
        else ours(path, "duckdb" if contender in ("ours", "checked") else contender, checked=contender == "checked")
    )
    took, used = time.perf_counter() - at, time.process_time() - used
    status = Path("/proc/self/status").read_text(encoding="ascii")  # of this process alone, unlike getrusage after exec
    peak = float(status.split("VmHWM:")[1].split()[0]) / KIB
    print(f"{took} {used} {started} {peak} {share}")


def measured(contender: str, path: Path) -> Run:
    """One run of a contender in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--child", contender, str(path)], capture_output=True, text=True, check=True
    )
    took, used, started, peak, share = map(float, done.stdout.split()[-5:])
    return Run(took=took, used=used, started=started, peak=peak, share=share)


def model() -> None:
    """The model of usual intake for eight strata, from sums: what is left when the rows are read."""
    import narwhals as nw
    import numpy as np
    import polars as pl

    from dolomite.population import cells, design, one_part, survey

    rng = np.random.default_rng(1)
    people = 80_000
    usual = rng.lognormal(5.6, 0.25, people)
    frame = pl.concat(
        pl.DataFrame({"person": np.arange(people), "day": day, "mg": usual * rng.lognormal(0, 0.35, people),
                      "weight": 1.0, "stratum": np.arange(people) // 8 % 15, "psu": np.arange(people) // 120 % 2,
                      "life": np.arange(people) % 8})
        for day in (1, 2)
    )  # fmt: skip
    columns = survey.Columns(
        person="person", amount=("mg",), day="day", weight="weight", stratum="stratum", psu="psu", by=("life",)
    )
    days = survey.day_rows(nw.from_native(frame.lazy()), columns)
    pairs = cells.pairs(days)
    units = cells.units_of(pairs, design.build([s for s, _ in pairs], [p for _, p in pairs]))
    held = cells.sums(days, lambdas=[float(at) for at in one_part.lambdas()], covariates=(), units=units)
    took = []
    for _ in range(TURNS):
        at = time.process_time()
        for sums in held.values():
            one_part.fit(sums, ("one",))
        took.append(time.process_time() - at)
    print(
        f"The model for {len(held)} strata, {units.factors.shape[1] - 1} replicates each: {min(took):.2f} s (processor)"
    )


def compare(millions: float, days: int, contenders: tuple[str, ...]) -> None:
    """Print a table for one size."""
    people = round(millions * MILLION)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "days.parquet"
        write(path, people, days)
        runs = {name: [] for name in contenders}
        for _ in range(TURNS):
            for name in contenders:
                if name != "spark" or not runs[name]:
                    runs[name].append(measured(name, path))
    hand = median(run.used for run in runs["by hand"])
    print(f"\n{people:,} people x {days} days ({path.name}); medians of {TURNS}, processor time (clock)")
    for name, all_runs in runs.items():
        used, took, peak = (median(getattr(run, at) for run in all_runs) for at in ("used", "took", "peak"))
        started, share = all_runs[0].started, all_runs[0].share
        ratio = f"{used / hand:5.2f} x by hand" if name != "spark" else "its work is Java's, in another process"
        apart = f"; its session's start {started:.1f} s (clock)" if started else ""
        print(f"  {name:8} {used:6.2f} s ({took:6.2f}), {ratio}; peak {peak:5.0f} MiB; share {share:.6f}{apart}",
              flush=True)  # fmt: skip


def main(words: list[str]) -> None:
    """Compare at the size asked for."""
    if words[:1] == ["--child"]:
        child(words[1], Path(words[2]))
        return
    spark = ("spark",) if shutil.which("java") else ()
    if words == ["linear"]:
        for millions, days in LINEAR:
            compare(millions, days, ("by hand", "ours"))
        return
    millions = float(words[0]) if words else LINEAR[0][0]
    compare(
        millions, int(words[1]) if len(words) > 1 else LINEAR[0][1], ("by hand", "ours", "checked", "polars", *spark)
    )
    model()


if __name__ == "__main__":
    main(sys.argv[1:])
