"""What tests of the command line share."""

from __future__ import annotations

import json

import pytest

from dolomite.cli.main import run


@pytest.fixture
def dolomite(capsys):
    """Run one command line in this process: its exit code, what it printed and what it said on standard error."""

    def called(*words):
        capsys.readouterr()
        try:
            run([str(word) for word in words])
            code = 0
        except SystemExit as left:
            code = left.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


@pytest.fixture
def answer(dolomite):
    """The JSON object of a command line that must succeed."""

    def called(*words):
        code, out, err = dolomite(*words)
        assert code == 0, err
        return json.loads(out)

    return called


@pytest.fixture(autouse=True, scope="module")
def few_made_up_trials():
    """What a design can tell is worked out from few made-up trials: whether it is right, tests/unit/trial asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dolomite.trial.power.TRIALS", 8)
        patch.setattr("dolomite.trial.power.SEQUENCES", 2)
        yield
