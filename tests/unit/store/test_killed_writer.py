"""kill -9 at any moment: no entry that was acknowledged is lost, and every chain stays whole."""

import os
import random
import signal
import time
from collections import Counter

import pytest

from dolomite.store import verify
from dolomite.store.opening import open_store
from dolomite.store.port import undo
from drafts import DAY, NOW, pain

# 300 in CI; 10,000 were run once: see docs/explanation/the-store.md
KILLS = int(os.environ.get("DOLOMITE_KILLS", "100"))
PEOPLE = ("anna", "bela")


def write_until_killed(where, told, seed):
    """The child: entries, batches, corrections and undos, each told to the parent once it is acknowledged."""
    choose = random.Random(seed)
    store = open_store(where)
    number = 0
    while True:
        number += 1
        who, many = choose.choice(PEOPLE), choose.choice([1, 1, 1, 20])
        batch = f"{seed}-{number}-{many}"
        drafts = [pain(choose.randrange(11), uid=f"{batch}-{n}", batch=batch) for n in range(many)]
        if choose.random() < 0.2:
            drafts.append(undo(batch, day=DAY, uid=f"{batch}-undo"))
        store.append(who, drafts, utc=NOW)
        os.write(told, "".join(f"{who} {one.uid}\n" for one in drafts).encode())


def one_kill(where, seed, choose):
    """Fork a writer, kill it after some milliseconds; what it had acknowledged by then."""
    hear, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(hear)
            write_until_killed(where, told, seed)
        finally:
            os._exit(1)
    os.close(told)
    first = b""
    if seed % 5:  # every fifth is killed while it opens the store
        first = os.read(hear, 1)
    time.sleep(choose.uniform(0, 0.015))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    with os.fdopen(hear, "rb") as pipe:
        lines = (first + pipe.read()).decode()
    return [tuple(line.split(" ")) for line in lines[: lines.rfind("\n") + 1].splitlines()]


@pytest.mark.slow
def test_no_acknowledged_entry_is_lost(where):
    choose = random.Random(1)
    store = open_store(where)
    store.append(PEOPLE[0], [pain(1)], utc=NOW)
    acknowledged = []
    for seed in range(KILLS):
        acknowledged += one_kill(where, seed, choose)
        if seed % 100 == 99 or seed == KILLS - 1:
            there = [one for who in PEOPLE for one in store.history(who)]
            assert set(acknowledged) <= {(one.person, one.uid) for one in there}
            for batch, held in Counter(one.batch for one in there if one.batch).items():
                assert held == int(batch.rpartition("-")[2]), "half a batch was kept"
            assert verify.verified(store).faults == ()
    assert len(acknowledged) > KILLS, "too few were acknowledged to say anything"
    store.close()
    print(f"{KILLS} kills, {len(acknowledged)} entries acknowledged, none lost")
