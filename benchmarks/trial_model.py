"""One person's trial, and 50 pooled: the exact answer against NUTS, in one run on one machine.

    python benchmarks/trial_model.py            # installs nothing; a peer that is not installed is said

Peers (benchmarks/requirements.txt): PyMC sampled by nutpie, and NumPyro, each with the same model in its fastest form
known to us, 4 chains of 1,000 + 1,000 (2 parallel chains for 50 people). "In process" leaves out starting Python and
importing; "whole" is the process from start to exit, seen from outside. Ours is repeated and the median taken; peers
run once, as they take seconds. Their answer has a Monte Carlo error of some hundredths of an SD, ours of under 1e-5.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

if sys.argv[1:2] in (["dolomite"], ["once"]):
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as dolomite.trial sets it when it is imported first

import numpy as np

ROOT = Path(__file__).parents[1]
PERIODS, LENGTH = 8, 7
DAYS = PERIODS * LENGTH
REPEATS = {1: 9, 50: 3}  # ours only, and not in the plain process that is timed from outside
SEED = 20
DATA = "TRIAL_BENCHMARK_DATA"  # where the run wrote the days that all engines read


def people(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Ratings and exposures, (count, days) each: from the file that the run wrote, so that peers need no Dolomite."""
    with np.load(os.environ[DATA]) as held:
        return held["ratings"][:count], held["targets"][:count]


def made_up(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Made-up ratings and exposures, (count, days) each."""
    from dolomite.trial.simulate import Truth, pain

    rng = np.random.default_rng(SEED)
    ratings, targets = [], []
    for _ in range(count):
        pairs = [rng.permutation([0.0, 1.0]) for _ in range(PERIODS // 2)]
        x = np.repeat(np.concatenate(pairs), LENGTH)
        truth = Truth(
            level=5.5 + 0.8 * rng.normal(), effects=(-0.8 + 0.5 * rng.normal(),), trend=0.5 * rng.normal(),
            weekdays=tuple(0.25 * rng.normal(size=7)), tau_days=float(2 * np.exp(0.3 * rng.normal())), phi=0.35,
            sigma=float(1.1 * np.exp(0.15 * rng.normal())),
        )  # fmt: skip
        ratings.append(np.round(pain(truth, x[None], rng=rng)[0], 2))
        targets.append(x)
    return np.array(ratings), np.array(targets)


def ours(count: int) -> dict[str, float]:
    """The exact answer: mean and SD of the effect (one person) or of the population mean (several)."""
    from dolomite.trial import hierarchical
    from dolomite.trial.model import fit
    from dolomite.trial.prior import of_speed
    from dolomite.trial.series import Period, Series

    ratings, targets = people(count)
    priors = of_speed("fast")

    def series(y: np.ndarray, x: np.ndarray) -> Series:
        arms = tuple("active" if v else "placebo" for v in x)
        periods = tuple(
            Period(number=k + 1, arm=arms[k * LENGTH], first=k * LENGTH + 1, last=(k + 1) * LENGTH)
            for k in range(PERIODS)
        )
        return Series(arms=arms, pain=y, periods=periods)

    every = [series(y, x) for y, x in zip(ratings, targets, strict=True)]
    taken = []
    for _ in range(REPEATS.get(count, 1)):
        started = time.perf_counter()
        fits = [fit(one, active="active", comparator="placebo", priors=priors) for one in every]
        if count == 1:
            effect = fits[0].effect
            mean, sd = effect.mean, effect.sd
            effect.quantile(0.025), effect.quantile(0.975)
        else:
            pooled = hierarchical.pool([(str(k), f) for k, f in enumerate(fits)], worthwhile_points=2.0)
            mean, sd = pooled.beta.mean, pooled.beta.sd
        taken.append(time.perf_counter() - started)
    return {"seconds": statistics.median(taken), "mean": mean, "sd": sd, "error": fits[0].integrated.error}


def numpyro_peer(count: int) -> dict[str, float]:
    """NUTS by NumPyro."""
    os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=2"
    import jax
    import jax.numpy as jnp
    import numpyro
    import numpyro.distributions as dist
    from numpyro.infer import MCMC, NUTS

    jax.config.update("jax_enable_x64", True)
    ratings, targets = people(count)
    trend = (np.arange(1, DAYS + 1) - (DAYS + 1) / 2) / (DAYS / 2)
    day = np.arange(1.0, LENGTH + 1)

    def model(y, x):  # type: ignore[no-untyped-def]
        n = len(y)
        if n == 1:
            b = numpyro.sample("b", dist.Normal(0, 2).expand([1]))
        else:
            beta = numpyro.sample("beta", dist.Normal(0, 1))
            omega = numpyro.sample("omega", dist.HalfNormal(1))
            b = beta + omega * numpyro.sample("z", dist.Normal(0, 1).expand([n]))
        a = numpyro.sample("a", dist.Normal(5, 3).expand([n]))
        s = numpyro.sample("s", dist.Normal(0, 2).expand([n]))
        w = numpyro.sample("w", dist.Normal(0, 0.5).expand([n, 7]))
        tau = jnp.exp(numpyro.sample("log_tau", dist.Normal(np.log(2), 0.5).expand([n])))
        phi = numpyro.sample("phi", dist.TruncatedNormal(0.3, 0.3, low=-0.95, high=0.95).expand([n]))
        sigma = numpyro.sample("sigma", dist.HalfNormal(2).expand([n]))
        fade = jnp.exp(-day[None] / tau[:, None])
        felt, before = [], 0.0
        for k in range(PERIODS):
            target = x[:, k * LENGTH][:, None]
            felt.append(target + (before - target) * fade)
            before = felt[-1][:, -1:]
        residual = y - (
            a[:, None] + b[:, None] * jnp.concatenate(felt, axis=1) + s[:, None] * trend + w[:, np.arange(DAYS) % 7]
        )
        numpyro.factor("first", dist.Normal(0, sigma / jnp.sqrt(1 - phi**2)).log_prob(residual[:, 0]).sum())
        steps = dist.Normal(phi[:, None] * residual[:, :-1], sigma[:, None]).log_prob(residual[:, 1:])
        numpyro.factor("steps", steps.sum())

    started = time.perf_counter()
    chains, how = (4, "sequential") if count == 1 else (2, "parallel")
    run = MCMC(
        NUTS(model, target_accept_prob=0.9), num_warmup=1000, num_samples=1000, num_chains=chains, chain_method=how,
        progress_bar=False,
    )  # fmt: skip
    run.run(jax.random.PRNGKey(1), jnp.array(ratings), jnp.array(targets))
    draws = np.asarray(run.get_samples()["b" if count == 1 else "beta"])
    return {"seconds": time.perf_counter() - started, "mean": float(draws.mean()), "sd": float(draws.std())}


def nutpie_peer(count: int) -> dict[str, float]:
    """NUTS by nutpie on a PyMC model."""
    import nutpie
    import pymc as pm
    import pytensor.tensor as pt

    ratings, targets = people(count)
    trend = (np.arange(1, DAYS + 1) - (DAYS + 1) / 2) / (DAYS / 2)
    day = np.arange(1.0, LENGTH + 1)
    n = count
    started = time.perf_counter()
    with pm.Model() as model:
        if n == 1:
            b = pm.Normal("b", 0, 2, shape=1)
        else:
            beta, omega = pm.Normal("beta", 0, 1), pm.HalfNormal("omega", 1)
            b = beta + omega * pm.Normal("z", 0, 1, shape=n)
        a, s = pm.Normal("a", 5, 3, shape=n), pm.Normal("s", 0, 2, shape=n)
        w = pm.Normal("w", 0, 0.5, shape=(n, 7))
        tau = pt.exp(pm.Normal("log_tau", np.log(2), 0.5, shape=n))
        phi = pm.TruncatedNormal("phi", 0.3, 0.3, lower=-0.95, upper=0.95, shape=n)
        sigma = pm.HalfNormal("sigma", 2, shape=n)
        fade = pt.exp(-day[None] / tau[:, None])
        felt, before = [], 0.0
        for k in range(PERIODS):
            target = targets[:, k * LENGTH][:, None]
            felt.append(target + (before - target) * fade)
            before = felt[-1][:, -1:]
        mean = a[:, None] + b[:, None] * pt.concatenate(felt, axis=1) + s[:, None] * trend + w[:, np.arange(DAYS) % 7]
        residual = ratings - mean
        pm.Potential("first", pm.logp(pm.Normal.dist(0, sigma / pt.sqrt(1 - phi**2)), residual[:, 0]).sum())
        pm.Potential(
            "steps", pm.logp(pm.Normal.dist(phi[:, None] * residual[:, :-1], sigma[:, None]), residual[:, 1:]).sum()
        )
    compiled = nutpie.compile_pymc_model(model)
    trace = nutpie.sample(
        compiled, draws=1000, tune=1000, chains=4, cores=2, seed=1, progress_bar=False, target_accept=0.9
    )
    draws = np.asarray(trace.posterior["b" if count == 1 else "beta"])
    return {"seconds": time.perf_counter() - started, "mean": float(draws.mean()), "sd": float(draws.std())}


ENGINES = {"dolomite": (ours, "numpy"), "nutpie": (nutpie_peer, "nutpie"), "numpyro": (numpyro_peer, "numpyro")}


def whole(engine: str, count: int, python: str) -> dict[str, float]:
    """One engine in a process of its own: its own seconds, and the process' from outside."""
    started = time.perf_counter()
    done = subprocess.run(
        [python, str(Path(__file__).resolve()), engine, str(count)], capture_output=True, text=True, check=False
    )
    elapsed = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{engine}: {done.stderr.strip().splitlines()[-1]}")
    return {**json.loads(done.stdout.splitlines()[-1]), "whole": elapsed}


def main(python: str) -> None:
    """Run every engine that is installed and print the table with ratios."""
    for count in (1, 50):
        rows = {}
        for engine, (_, package) in ENGINES.items():
            if engine != "dolomite" and python == sys.executable and find_spec(package) is None:
                print(f"{engine}: not installed here, left out (see benchmarks/requirements.txt)")
                continue
            if engine == "dolomite":
                # once with repeats for the time in process, then as a plain process for the whole
                rows[engine] = whole(engine, count, sys.executable)
                started = time.perf_counter()
                subprocess.run([sys.executable, __file__, "once", str(count)], check=True, capture_output=True)
                rows[engine]["whole"] = time.perf_counter() - started
            else:
                rows[engine] = whole(engine, count, python)
        mine = rows["dolomite"]
        print(f"\n{count} {'person' if count == 1 else 'people'}")
        print(f"{'engine':<10}{'in process':>12}{'ratio':>9}{'whole':>9}{'ratio':>8}{'mean':>10}{'sd':>8}")
        for engine, row in rows.items():
            print(
                f"{engine:<10}{row['seconds']:>10.3f} s{row['seconds'] / mine['seconds']:>8.0f}x{row['whole']:>7.2f} s"
                f"{row['whole'] / mine['whole']:>7.1f}x{row['mean']:>10.4f}{row['sd']:>8.4f}"
            )
        print(f"estimated error of ours: {mine['error']:.1e} posterior SDs")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "once":
        REPEATS.clear()
        print(json.dumps(ours(int(sys.argv[2]))))
    elif len(sys.argv) == 3:
        print(json.dumps(ENGINES[sys.argv[1]][0](int(sys.argv[2]))))
    else:
        # peers may live in an environment of their own: name its Python as the only argument
        with tempfile.TemporaryDirectory() as folder:
            os.environ[DATA] = str(Path(folder) / "days.npz")
            ratings_, targets_ = made_up(50)
            np.savez(os.environ[DATA], ratings=ratings_, targets=targets_)
            main(sys.argv[1] if len(sys.argv) == 2 else sys.executable)
